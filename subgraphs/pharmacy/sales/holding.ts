import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { Product } from '../products/product.js';
import { allocateStock } from '../stock/allocation.js';
import { releaseStock, reserveStock } from '../stock/reserving.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { lockSession } from '../tills/at-session.js';
import { TillSession } from '../tills/till-session.js';
import { lockBasket, lockStockOf, sourceOf, stockLines } from './at-basket.js';
import { keepSale } from './repricing.js';
import { readLines, type SaleLine } from './sale-line.js';
import { basketDays } from './sale-moment.js';
import { SaleStatus } from './sale-terms.js';
import { HoldSalePayload, ResumeSalePayload, type HoldSaleInput, type ResumeSaleInput } from './sale.inputs.js';
import { Sale } from './sale.js';

const permission = 'sales:sell';
const nothing = { sale: null };
const mostHours = basketDays * 24;

/** Puts a basket by, with its goods set aside for some hours. */
export async function holdSale(context: Context, input: HoldSaleInput): Promise<HoldSalePayload> {
  return context.db.command(HoldSalePayload, { name: 'holdSale', permission, constraints: stockConstraints }, async (transaction) => {
    const { hours } = input;
    if (hours < 1 || hours > mostHours) return refuse('INVALID', `hours is 1 to ${mostHours}, not ${hours}.`, ['input', 'hours'], nothing);
    const sale = await lockBasket(transaction, input.saleId);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const lines = await readLines(transaction, sale);
    if (lines.length === 0) return refuse('WRONG_STATE', 'The basket is empty: discard it instead.', ['input', 'saleId'], nothing);
    const tooOld = ageRefusal(sale);
    if (tooOld) return refuse('WRONG_STATE', tooOld, ['input', 'saleId'], nothing);
    const heldUntil = new Date(Math.min(Date.now() + hours * 3_600_000, endOf(sale)));
    await lockStockOf(transaction, sale, lines);
    const reserved = await releaseStock(transaction, sourceOf(sale));
    await reserveStock(transaction, sourceOf(sale), sale.branchId, reserved, heldUntil);
    Object.assign(sale, { status: SaleStatus.HELD, heldUntil });
    await keepSale(transaction, sale);
    return { sale };
  });
}

/** Goes on with a basket that was put by, at any till of its branch. Prices stay; goods that were given to others are looked for anew. */
export async function resumeSale(context: Context, input: ResumeSaleInput): Promise<ResumeSalePayload> {
  return context.db.command(ResumeSalePayload, { name: 'resumeSale', permission, constraints: stockConstraints }, async (transaction) => {
    const sale = await lockBasket(transaction, input.saleId, [SaleStatus.HELD]);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const tooOld = ageRefusal(sale);
    if (tooOld) return refuse('WRONG_STATE', tooOld, ['input', 'saleId'], nothing);
    const session = await lockSession(transaction, input.tillSessionId);
    if (!(session instanceof TillSession)) return new Refusal([session], nothing);
    if (session.branchId !== sale.branchId)
      return refuse('INVALID', 'The basket is held at another branch.', ['input', 'tillSessionId'], nothing);
    if (session.currency !== sale.currency) {
      const message = `The basket is in ${sale.currency}, but the till works in ${session.currency}: discard it, and begin a new one.`;
      return refuse('INVALID', message, ['input', 'tillSessionId'], nothing);
    }
    const lines = await readLines(transaction, sale);
    const short = await setAsideAgain(transaction, sale, lines);
    if (short.length > 0) {
      const message = `Not all goods are there any more: ${short.join(', ')}. Take these lines out (removeSaleLine), then resume.`;
      return refuse('INVALID', message, ['input', 'saleId'], nothing);
    }
    Object.assign(sale, { status: SaleStatus.OPEN, heldUntil: null, tillSessionId: session.id });
    await keepSale(transaction, sale);
    return { sale };
  });
}

/** Why a basket is too old to be paid. */
export function ageRefusal(sale: Sale): string | null {
  if (Date.now() <= endOf(sale)) return null;
  return `The basket was begun more than ${basketDays} days ago: discard it, and begin a new one.`;
}

/** Until when a basket can be paid, in milliseconds: goods are set aside for no longer. */
function endOf({ occurredAt }: Sale): number {
  return occurredAt.getTime() + mostHours * 3_600_000;
}

/** Sets all goods of a basket aside, until it is paid; what is short, in words. */
export async function setAsideAgain(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<string[]> {
  const wanting = stockLines(lines).toSorted((one, other) => Number(other.lotId !== null) - Number(one.lotId !== null));
  await lockStockOf(transaction, sale, lines);
  await releaseStock(transaction, sourceOf(sale));
  const allocations = await allocateStock(transaction, await branchOf(transaction, sale), wanting);
  const short = wanting.flatMap((line, index) => (allocations[index]?.missing ? [{ line, missing: allocations[index].missing }] : []));
  if (short.length === 0) {
    const picks = allocations.flatMap((allocation) => allocation.picks);
    await reserveStock(transaction, sourceOf(sale), sale.branchId, picks, null);
    return [];
  }
  const uuids = short.map(({ line }) => toUuid('product', line.productId));
  const products = await transaction.all(Product, sql`where id = any (${uuids}::uuid[])`);
  const names = new Map(products.map(({ id, name }) => [id, name]));
  return short.map(({ line, missing }) => `${names.get(line.productId)} (${line.quantity - missing} of ${line.quantity} packs)`);
}
