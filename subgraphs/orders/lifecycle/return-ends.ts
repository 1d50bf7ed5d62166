import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { linesReturned } from '../events.js';
import { OrderOrigin } from '../orders/order-terms.js';
import { Order } from '../orders/order.js';
import { OrderReservation } from '../reservations/order-reservation.js';

interface ReturnedRow {
  readonly id: string;
  readonly product_id: string;
  readonly fulfilled: number;
}

/** When a return has ended: what came back is told to the lines from which it is, and what did not can be sent back another time. */
export async function endReturn(transaction: Transaction, order: Order): Promise<void> {
  const { originKind, originId } = order;
  if (originKind !== OrderOrigin.RETURN || originId === null) return;
  // Its lines are counted by those who have it locked.
  await transaction.lock(Order, originId);
  const lines = await transaction.rows<ReturnedRow>(sql`update order_lines line
    set coming_back = line.coming_back - back.quantity, returned = line.returned + back.fulfilled
    from (select returned_line_id, sum(quantity)::int as quantity, sum(fulfilled)::int as fulfilled from order_lines
      where order_id = ${toUuid('order', order.id)} group by 1) back
    where line.id = back.returned_line_id returning line.id, line.product_id, back.fulfilled`);
  const returned = lines.filter(({ fulfilled }) => fulfilled > 0);
  if (returned.length > 0) await tellReturned(transaction, originId, returned);
}

/** Where stock was asked for, packs were taken out of it, and come back to it. */
async function tellReturned(transaction: Transaction, originId: string, returned: readonly ReturnedRow[]): Promise<void> {
  const stock = await transaction.first(OrderReservation, sql`where order_id = ${toUuid('order', originId)}`);
  if (!stock) return;
  const lines = returned.map((line) => ({
    lineId: toTypeId('orderline', line.id),
    productId: toTypeId('product', line.product_id),
    quantity: line.fulfilled,
  }));
  await transaction.publish(linesReturned, { subject: originId, branch: stock.branchId, data: { branchId: stock.stockBranchId, lines } });
}
