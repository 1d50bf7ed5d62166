import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { isUcumCode } from './measures.js';
import { notAUnit } from './reading-values.js';
import {
  RemoveProductUnitPayload,
  SetProductUnitPayload,
  type RemoveProductUnitInput,
  type SetProductUnitInput,
} from './product-unit.inputs.js';
import { packUnit, ProductUnit } from './product-unit.js';

const permission = 'catalog:manage';
const mostUnits = 50;
const mostCount = 1_000_000;
const isStale = 'Somebody changed this unit, or made it. Read the units of the product again, then decide.';
const codePattern = /^[A-Z][A-Z0-9_]{0,19}$/;

export async function setProductUnit(context: Context, input: SetProductUnitInput): Promise<SetProductUnitPayload> {
  const nothing = { unit: null };
  const exists = await context.exists('Product', input.productId);
  const options = {
    name: 'setProductUnit',
    permission,
    constraints: { product_units_code: { code: 'STALE_VERSION', message: isStale, field: ['input', 'expectedVersion'] } },
  } as const;
  return context.db.command(SetProductUnitPayload, options, async (transaction) => {
    if (!exists) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productId'], nothing);
    const errors = errorsOf(input);
    if (errors.length > 0) return new Refusal(errors, nothing);
    const units = await transaction.all(ProductUnit, sql`where product_id = ${toUuid('product', input.productId)} order by id for update`);
    const known = units.find(({ code }) => code === input.code);
    if ((known?.version ?? null) !== (input.expectedVersion ?? null))
      return refuse('STALE_VERSION', isStale, ['input', 'expectedVersion'], nothing);
    if (!known && units.length >= mostUnits)
      return refuse('LIMIT_REACHED', `A product has at most ${mostUnits} units.`, ['input', 'code'], nothing);
    return { unit: await keep(transaction, known ?? null, input) };
  });
}

async function keep(transaction: Transaction, known: ProductUnit | null, input: SetProductUnitInput): Promise<ProductUnit> {
  const { productId, code, unitCount, packCount } = input;
  const said = { name: input.name.trim(), unitCount, packCount, ucumCode: input.ucumCode?.trim() || null };
  if (known) return transaction.save(Object.assign(known, said));
  return transaction.insert(Object.assign(new ProductUnit(), { id: newId('productunit'), productId, code, ...said }));
}

export async function removeProductUnit(context: Context, input: RemoveProductUnitInput): Promise<RemoveProductUnitPayload> {
  const nothing = { removedId: null };
  return context.db.command(RemoveProductUnitPayload, { name: 'removeProductUnit', permission }, async (transaction) => {
    const unit = await transaction.lock(ProductUnit, input.id);
    if (!unit) return refuse('NOT_FOUND', 'There is no such unit.', ['input', 'id'], nothing);
    const stale = staleVersion(unit, input.expectedVersion, 'unit', nothing);
    if (stale) return stale;
    await transaction.rows(sql`delete from product_units where id = ${toUuid('productunit', unit.id)}`);
    return { removedId: unit.id };
  });
}

function errorsOf({ code, name, unitCount, packCount, ucumCode }: SetProductUnitInput): UserError[] {
  const errors = lengthErrors(mostLetters.name, { name });
  if (code === packUnit)
    errors.push(userError('INVALID', 'PACK is what every product is counted in: choose another code.', ['input', 'code']));
  else if (!codePattern.test(code))
    errors.push(
      userError(
        'INVALID',
        `"${code.slice(0, 30)}" is no code of a unit: use upper-case letters, digits and underscores, at most 20, such as BOX.`,
        ['input', 'code'],
      ),
    );
  if (!name.trim()) errors.push(userError('REQUIRED', 'A unit needs a name.', ['input', 'name']));
  for (const [field, count] of Object.entries({ unitCount, packCount }))
    if (count < 1 || count > mostCount) errors.push(userError('INVALID', `${field} is 1 to ${mostCount}, not ${count}.`, ['input', field]));
  const measure = ucumCode?.trim();
  if (measure && !isUcumCode(measure)) errors.push(userError('INVALID', notAUnit(measure), ['input', 'ucumCode']));
  return errors;
}
