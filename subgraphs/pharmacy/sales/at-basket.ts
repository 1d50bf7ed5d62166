import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { MovementSource } from '../stock/moving.js';
import { lockStock } from '../stock/stock-lock.js';
import { sessionRefusal } from '../tills/at-session.js';
import { TillSession } from '../tills/till-session.js';
import { momentOfSale } from './sale-moment.js';
import { SaleKind, SaleStatus } from './sale-terms.js';
import type { SaleLine } from './sale-line.js';
import { Sale } from './sale.js';

/** The sale, held until the transaction ends, in the one month that it can be in; null when the caller has no such sale. */
export async function lockSale(transaction: Transaction, id: string): Promise<Sale | null> {
  return transaction.first(Sale, saleToLock(id));
}

export function saleToLock(id: string): Sql {
  return sql`${saleAt(id)} for update`;
}

/** The sale in the one month that it can be in. */
export function saleAt(id: string): Sql {
  return sql`where id = ${toUuid('sale', id)} and occurred_at = ${momentOfSale(id)}`;
}

export const noSuchSale = 'There is no such sale at the branches where you may do this.';

/** A basket that the caller may fill, held until the transaction ends; else why not. A held one belongs to nobody's till. */
export async function lockBasket(
  transaction: Transaction,
  id: string,
  statuses: readonly SaleStatus[] = [SaleStatus.OPEN],
): Promise<Sale | UserError> {
  const field = ['input', 'saleId'];
  const sale = await lockSale(transaction, id);
  if (!sale) return userError('NOT_FOUND', noSuchSale, field);
  if (sale.kind !== SaleKind.SALE || !statuses.includes(sale.status)) return userError('WRONG_STATE', notABasket(sale), field);
  if (sale.status === SaleStatus.HELD) return sale;
  const session = await transaction.first(TillSession, sql`where id = ${toUuid('tillsession', sale.tillSessionId)}`);
  if (!session) return userError('NOT_FOUND', noSuchSale, field);
  return sessionRefusal(transaction, session, field) ?? sale;
}

function notABasket({ kind, status }: Sale): string {
  if (kind === SaleKind.RETURN) return 'This is a return, and is not changed any more.';
  if (status === SaleStatus.HELD) return 'The basket is held: resume it first (resumeSale).';
  if (status === SaleStatus.OPEN) return 'The basket is open: this is done to one that is held.';
  return `The sale is ${status} and is not changed any more: begin a new one (startSale).`;
}

/** By which a basket sets stock aside, and a sale moves it. */
export function sourceOf({ id }: Sale): MovementSource {
  return { type: 'sale', id };
}

/** Lines whose goods leave here; what was dispensed leaves with its dispense. */
export function stockLines(lines: readonly SaleLine[]): SaleLine[] {
  return lines.filter(({ dispenseId }) => dispenseId === null);
}

export async function lockStockOf(transaction: Transaction, { branchId }: Sale, lines: readonly SaleLine[]): Promise<void> {
  await lockStock(
    transaction,
    stockLines(lines).map(({ productId }) => ({ branchId, productId })),
  );
}
