import { isDeepStrictEqual } from 'node:util';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { ProductKind } from '../references/product-kind.js';
import { didYouMean } from '../rules/did-you-mean.js';
import type { AttributeDefinition } from './attribute-definition.js';
import { AttributeSet } from './attribute-set.js';
import { ProductAttributes } from './product-attributes.js';
import { SetProductAttributesPayload, type AttributeValueInput, type SetProductAttributesInput } from './product-attributes.inputs.js';
import { ProductAttributeChange } from './product-attribute-change.js';
import { readContent } from './reading-values.js';
import { definitionsOfRevision } from './rechecking.js';
import { searchKeysOf } from './search-keys.js';
import type { StoredValue, StoredValues } from './stored-value.js';

const nothing = { attributes: null };
const isStale = 'Somebody wrote the attributes of this product. Read them again, then decide.';

/** Writes all attributes of a product, checked by the newest revision of its kind's set. */
export async function setProductAttributes(context: Context, input: SetProductAttributesInput): Promise<SetProductAttributesPayload> {
  const { productId } = input;
  const product = (await context.read<{ readonly kind: ProductKind }>('Product', [productId], 'kind')).get(productId);
  const options = {
    name: 'setProductAttributes',
    permission: 'catalog:manage',
    constraints: { product_attributes_once: { code: 'STALE_VERSION', message: isStale, field: ['input', 'expectedVersion'] } },
  } as const;
  return context.db.command(SetProductAttributesPayload, options, async (transaction) => {
    if (!product) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productId'], nothing);
    // Shared, so that a new revision waits for the values that are being checked by this one.
    const [set] = await transaction.all(AttributeSet, sql`where product_kind = ${product.kind} for share`);
    if (!set) {
      const message = `No attributes are defined for products of the kind ${product.kind}: define them first (defineAttributes).`;
      return refuse('WRONG_STATE', message, ['input', 'productId'], nothing);
    }
    const [known] = await transaction.all(ProductAttributes, sql`where product_id = ${toUuid('product', productId)} for update`);
    if ((known?.version ?? null) !== (input.expectedVersion ?? null))
      return refuse('STALE_VERSION', isStale, ['input', 'expectedVersion'], nothing);
    const definitions = await definitionsOfRevision(transaction, set);
    const { values, errors } = readValues(definitions, input.values);
    if (errors.length > 0) return new Refusal(errors, nothing);
    // As it was: nothing is written, and no version made.
    if (known?.revision === set.revision && isDeepStrictEqual(known.attributes, values)) return { attributes: known };
    const written = { setId: set.id, revision: set.revision, attributes: values };
    const attributes = known
      ? await transaction.save(Object.assign(known, written))
      : await transaction.insert(Object.assign(new ProductAttributes(), { id: newId('productattributes'), productId, ...written }));
    await keepChange(transaction, attributes);
    await keepKeys(transaction, attributes, definitions);
    await transaction.rows(sql`delete from catalog_issues where product_id = ${toUuid('product', productId)}`);
    return { attributes };
  });
}

/** The values with the defaults of those that were left out, or all that is wrong with them. */
function readValues(
  definitions: readonly AttributeDefinition[],
  inputs: readonly AttributeValueInput[],
): { readonly values: StoredValues; readonly errors: UserError[] } {
  const byCode = new Map(definitions.map((definition) => [definition.code, definition]));
  const values = new Map<string, StoredValue>();
  const errors: UserError[] = [];
  // Named at all, also wrongly: then it is not missing as well.
  const named = new Set<string>();
  for (const [index, input] of inputs.entries()) {
    const at = (field: string): string[] => ['input', 'values', `${index}`, field];
    const definition = byCode.get(input.code);
    if (!definition) {
      const hint = didYouMean(input.code.slice(0, 60), [...byCode.keys()]);
      errors.push(userError('NOT_FOUND', `There is no attribute "${input.code.slice(0, 60)}" of such products. ${hint}`, at('code')));
      continue;
    }
    if (named.has(input.code)) {
      errors.push(userError('INVALID', `${definition.name} is given twice.`, at('code')));
      continue;
    }
    named.add(input.code);
    const read = readContent(definition, input);
    if ('message' in read) errors.push(userError('INVALID', read.message, at(read.field)));
    else values.set(input.code, read.value);
  }
  for (const { code, name, required, defaultValue } of definitions) {
    if (named.has(code)) continue;
    if (defaultValue !== null) values.set(code, defaultValue);
    else if (required) errors.push(userError('REQUIRED', `${name} (${code}) is required.`, ['input', 'values']));
  }
  return { values: Object.fromEntries(values), errors };
}

async function keepChange(transaction: Transaction, { productId, version, setId, revision, attributes }: ProductAttributes): Promise<void> {
  const change = { id: newId('attributechange'), productId, number: version, setId, revision, attributes };
  const who = { changedBy: transaction.context.actor.id, changedAt: new Date() };
  await transaction.insert(Object.assign(new ProductAttributeChange(), { ...change, ...who }));
}

/** Makes the index of the product's values anew. */
async function keepKeys(
  transaction: Transaction,
  { productId, setId, attributes }: ProductAttributes,
  definitions: readonly AttributeDefinition[],
): Promise<void> {
  const product = toUuid('product', productId);
  const keys = searchKeysOf(definitions, attributes);
  await transaction.rows(sql`delete from product_attribute_keys where product_id = ${product}`);
  await transaction.rows(sql`insert into product_attribute_keys (set_id, code, key, product_id)
    select ${toUuid('attributeset', setId)}::uuid, entry.code, entry.key, ${product}::uuid
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as entry (code text, key text)`);
}
