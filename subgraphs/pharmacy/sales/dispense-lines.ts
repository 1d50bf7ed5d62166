import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { Product } from '../products/product.js';
import { TillSession } from '../tills/till-session.js';
import { Till } from '../tills/till.js';
import { lockBasket, saleAt } from './at-basket.js';
import { applyTax, newLine, priceAt } from './basket-lines.js';
import { reprice } from './repricing.js';
import { readLines } from './sale-line.js';
import { SaleStatus } from './sale-terms.js';
import { AddDispenseLinePayload, type AddDispenseLineInput } from './sale.inputs.js';
import { Sale } from './sale.js';
import { rulesInForce } from './taxing.js';

const nothing = { sale: null, line: null };

/** What is known here of what was handed out, or is about to be. */
interface DispenseRow {
  readonly status: string;
  readonly product_id: string;
  readonly quantity: number;
  readonly returned: number;
}

/** Statuses in which it can be paid: before or after it is handed over. */
const payable: readonly string[] = ['PREPARATION', 'IN_PROGRESS', 'COMPLETED'];
/** Statuses in which nothing was handed over, and nothing will be. */
const calledOff: readonly string[] = ['CANCELLED', 'DECLINED', 'STOPPED', 'ENTERED_IN_ERROR'];

/** Puts what is handed out against a prescription into a basket, to be paid. Its goods leave with the dispense. */
export async function addDispenseLine(context: Context, input: AddDispenseLineInput): Promise<AddDispenseLinePayload> {
  const options = { name: 'addDispenseLine', permission: 'sales:sell' };
  return context.db.command(AddDispenseLinePayload, options, async (transaction) => {
    const field = ['input', 'dispenseId'];
    const sale = await lockBasket(transaction, input.saleId);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const dispense = await readDispense(transaction, input.dispenseId, sale);
    if (!dispense) return refuse('NOT_FOUND', 'There is no such dispense at this branch.', field, nothing);
    if (!payable.includes(dispense.status))
      return refuse('WRONG_STATE', `The dispense is ${dispense.status}, and is not paid for.`, field, nothing);
    const quantity = dispense.quantity - dispense.returned;
    if (quantity <= 0) return refuse('WRONG_STATE', 'All of the dispense came back: there is nothing to pay.', field, nothing);
    const product = await transaction.first(Product, sql`where id = ${toUuid('product', dispense.product_id)}`);
    if (!product) throw new Error(`The product of the dispense ${input.dispenseId} is not there`);
    const price = await priceAt(transaction, sale, product);
    if (typeof price !== 'bigint') return new Refusal([price], nothing);
    const lines = await readLines(transaction, sale);
    const facts = { productId: product.id, lotId: null, dispenseId: input.dispenseId, quantity, unitPriceMinor: price };
    const line = newLine(sale, lines, facts);
    if (!line) return refuse('LIMIT_REACHED', 'The basket is full: complete it first.', ['input', 'saleId'], nothing);
    applyTax(line, product, await rulesInForce(transaction, await branchOf(transaction, sale)));
    const taken = await claim(transaction, input.dispenseId, sale);
    if (taken) return new Refusal([taken], nothing);
    await transaction.insert(line);
    const refused = await reprice(transaction, sale, [...lines, line]);
    return refused ? new Refusal([refused], nothing) : { sale, line };
  });
}

/** Held, so that it is not called off while it is being put into a basket. */
async function readDispense(transaction: Transaction, dispenseId: string, { branchId }: Sale): Promise<DispenseRow | null> {
  await holdDispenses(transaction, [dispenseId]);
  const uuid = toUuid('dispense', dispenseId);
  const [row] = await transaction.rows<DispenseRow>(sql`select status, product_id, quantity, ${returnedOf(sql`dispense.id`)} as returned
    from dispenses dispense where id = ${uuid} and branch_id = ${toUuid('branch', branchId)}`);
  return row ? { ...row, product_id: toTypeId('product', row.product_id) } : null;
}

/** Has the dispense paid by this sale alone; or says by which it is paid. It waits for who does the same now. */
async function claim(transaction: Transaction, dispenseId: string, sale: Sale): Promise<UserError | null> {
  const uuid = toUuid('dispense', dispenseId);
  const claimed = await transaction.rows(sql`insert into paid_dispenses (branch_id, dispense_id, sale_id)
    values (${toUuid('branch', sale.branchId)}, ${uuid}, ${toUuid('sale', sale.id)}) on conflict do nothing returning sale_id`);
  if (claimed.length > 0) return null;
  const [row] = await transaction.rows<{ sale_id: string }>(sql`select sale_id from paid_dispenses where dispense_id = ${uuid}`);
  const otherId = row && toTypeId('sale', row.sale_id);
  const message =
    otherId === sale.id ? 'This dispense is in this basket already.' : `This dispense ${await whereIsIt(transaction, otherId)}`;
  return userError('TAKEN', message, ['input', 'dispenseId']);
}

/** Completes "This dispense …", with what to do about it. */
async function whereIsIt(transaction: Transaction, saleId: string | undefined): Promise<string> {
  const other = saleId === undefined ? null : await transaction.first(Sale, saleAt(saleId));
  // It was taken out of that basket between the two looks.
  if (!other) return 'was in another basket just now: try again.';
  if (other.receiptNumber !== null) return `is paid for by ${other.receiptNumber}: there is nothing left to pay.`;
  const session = await transaction.first(TillSession, sql`where id = ${toUuid('tillsession', other.tillSessionId)}`);
  const till = session && (await transaction.first(Till, sql`where id = ${toUuid('till', session.tillId)}`));
  const at = `the ${other.status} basket ${other.id} of the till ${till?.name ?? other.tillSessionId}`;
  const resumed = other.status === SaleStatus.HELD ? 'resume and complete that one (resumeSale)' : 'complete that one (completeSale)';
  return `is in ${at}: ${resumed}, or discard it (discardSale).`;
}

/** How many packs of each dispense the patient has, or is to have: those that were not called off, and did not come back. Holds them. */
export async function packsKept(transaction: Transaction, dispenseIds: readonly string[]): Promise<Map<string, number>> {
  if (dispenseIds.length === 0) return new Map();
  await holdDispenses(transaction, dispenseIds);
  const uuids = dispenseIds.map((id) => toUuid('dispense', id));
  const rows = await transaction.rows<{ id: string; packs: number }>(sql`select id,
      case when status = any (${calledOff}::text[]) then 0 else quantity - ${returnedOf(sql`dispense.id`)} end as packs
    from dispenses dispense where id = any (${uuids}::uuid[])`);
  return new Map(rows.map(({ id, packs }) => [toTypeId('dispense', id), packs]));
}

/** By itself, before anything of them is read: a statement that waits for a return sees of the rest what there was before it waited. */
async function holdDispenses(transaction: Transaction, dispenseIds: readonly string[]): Promise<void> {
  const uuids = dispenseIds.map((id) => toUuid('dispense', id));
  await transaction.rows(sql`select from dispenses where id = any (${uuids}::uuid[]) order by id for share`);
}

function returnedOf(dispense: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`coalesce((select sum(quantity)::int from dispense_returns where dispense_id = ${dispense}), 0)`;
}
