import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { ProductKind } from '../references/product-kind.js';
import type { AttributeDefinition } from './attribute-definition.js';
import { DefineAttributesPayload, type DefineAttributesInput } from './attribute-set.inputs.js';
import { AttributeSet, AttributeSetRevision } from './attribute-set.js';
import { readDefinitions, type KnownAttributes } from './reading-definitions.js';
import { scheduleRecheck } from './rechecking.js';

const nothing = { attributeSet: null };
const isStale = 'Somebody changed this attribute set, or made it. Read it again, then decide.';

/** Makes the next revision of a kind's attributes. What products have is left as it is, and judged anew after the commit. */
export async function defineAttributes(context: Context, input: DefineAttributesInput): Promise<DefineAttributesPayload> {
  const options = {
    name: 'defineAttributes',
    permission: 'catalog:manage',
    constraints: { attribute_sets_kind: { code: 'STALE_VERSION', message: isStale, field: ['input', 'expectedVersion'] } },
  } as const;
  return context.db.command(DefineAttributesPayload, options, async (transaction) => {
    const note = input.note?.trim() || null;
    const set = await lockSet(transaction, input.productKind);
    if ((set?.version ?? null) !== (input.expectedVersion ?? null))
      return refuse('STALE_VERSION', isStale, ['input', 'expectedVersion'], nothing);
    const { definitions, errors } = readDefinitions(input.attributes, set ? await knownAttributes(transaction, set) : new Map());
    errors.push(...lengthErrors(mostLetters.text, { note }));
    if (errors.length > 0) return new Refusal(errors, nothing);
    return { attributeSet: await addRevision(transaction, set, input.productKind, definitions, note) };
  });
}

async function lockSet(transaction: Transaction, productKind: ProductKind): Promise<AttributeSet | null> {
  const [set] = await transaction.all(AttributeSet, sql`where product_kind = ${productKind} for update`);
  return set ?? null;
}

async function addRevision(
  transaction: Transaction,
  known: AttributeSet | null,
  productKind: ProductKind,
  definitions: readonly AttributeDefinition[],
  note: string | null,
): Promise<AttributeSet> {
  const revision = (known?.revision ?? 0) + 1;
  const set = known
    ? await transaction.save(Object.assign(known, { revision }))
    : await transaction.insert(Object.assign(new AttributeSet(), { id: newId('attributeset'), productKind, revision }));
  const made = { id: newId('attributesetrevision'), setId: set.id, revision, definitions: [...definitions], note };
  await transaction.insert(Object.assign(new AttributeSetRevision(), made));
  if (known) await scheduleRecheck(transaction, set, null);
  return set;
}

/** Every code that the set ever had. */
async function knownAttributes(transaction: Transaction, { id }: AttributeSet): Promise<KnownAttributes> {
  const rows = await transaction.rows<Pick<AttributeDefinition, 'code' | 'type' | 'unit'>>(sql`
    select distinct definition ->> 'code' as code, definition ->> 'type' as type, definition ->> 'unit' as unit
    from attribute_set_revisions, jsonb_array_elements(definitions) definition where set_id = ${toUuid('attributeset', id)}`);
  return new Map(rows.map(({ code, type, unit }) => [code, { type, unit }]));
}
