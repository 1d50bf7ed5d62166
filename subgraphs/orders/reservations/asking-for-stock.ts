import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { stockGivenUp, stockRequested } from '../events.js';
import { OrderLine } from '../orders/order-line.js';
import type { Order } from '../orders/order.js';
import { ReservationStatus } from './order-reservation.js';

const usualMinutes = 30;
const minuteMs = 60_000;

/** Asks for stock where the order is done, for all that is still to come by the order itself. What was asked for before is given up. */
export async function askForStock(transaction: Transaction, order: Order, minutes: number | undefined): Promise<void> {
  const lines = await transaction.all(OrderLine, sql`where order_id = ${toUuid('order', order.id)} order by position`);
  const wanted = lines
    .filter(({ own, kind }) => own > 0 && kind !== 'SERVICE')
    .map(({ id, productId, own }) => ({ lineId: id, productId, quantity: own }));
  if (wanted.length === 0) return;
  await giveUpStock(transaction, order);
  const now = new Date();
  const until = new Date(neededAt(order, now.getTime()) + (minutes ?? usualMinutes) * minuteMs);
  await transaction.rows(sql`insert into order_reservations
      (order_id, branch_id, performer_branch_id, stock_branch_id, status, until, requested_at)
    values (${toUuid('order', order.id)}, ${toUuid('branch', order.branchId)},
      ${order.performerBranchId ? toUuid('branch', order.performerBranchId) : null}, ${toUuid('branch', order.performedAt)},
      ${ReservationStatus.REQUESTED}, ${until}, ${now})
    on conflict (tenant_id, order_id) do update set stock_branch_id = excluded.stock_branch_id, status = excluded.status,
      until = excluded.until, requested_at = excluded.requested_at`);
  await transaction.publish(stockRequested, {
    subject: order.id,
    branch: order.branchId,
    data: { branchId: order.performedAt, lines: wanted, until: until.toISOString() },
  });
}

/** What is wanted later is not to lapse before anybody goes for it. */
function neededAt({ requestedFrom, requestedUntil }: Order, now: number): number {
  const wanted = requestedUntil ?? requestedFrom;
  // An answer tells its question by the time until which it was asked: the part of a minute makes it another one each time.
  return wanted === null ? now : Math.max(now, wanted.getTime() + (now % minuteMs));
}

/** Tells the pharmacy that what it has set aside, or is about to, is not needed any more. */
export async function giveUpStock(transaction: Transaction, order: Order): Promise<void> {
  const held = [ReservationStatus.REQUESTED, ReservationStatus.RESERVED];
  const [given] = await transaction.rows<{ stock_branch_id: string; until: Date }>(sql`update order_reservations
    set status = ${ReservationStatus.RELEASED}
    where order_id = ${toUuid('order', order.id)} and status = any (${held}::text[]) returning stock_branch_id, until`);
  if (!given) return;
  await transaction.publish(stockGivenUp, {
    subject: order.id,
    branch: order.branchId,
    data: { branchId: toTypeId('branch', given.stock_branch_id), until: given.until.toISOString() },
  });
}

export async function holdsStock(transaction: Transaction, order: Order): Promise<boolean> {
  const held = [ReservationStatus.REQUESTED, ReservationStatus.RESERVED];
  const statement = sql`select from order_reservations where order_id = ${toUuid('order', order.id)} and status = any (${held}::text[])`;
  return (await transaction.rows(statement)).length > 0;
}
