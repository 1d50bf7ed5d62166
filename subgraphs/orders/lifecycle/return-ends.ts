import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { OrderOrigin } from '../orders/order-terms.js';
import { Order } from '../orders/order.js';

/** When a return has ended: what came back is told to the lines from which it is, and what did not can be sent back another time. */
export async function endReturn(transaction: Transaction, order: Order): Promise<void> {
  if (order.originKind !== OrderOrigin.RETURN || order.originId === null) return;
  // Its lines are counted by those who have it locked.
  await transaction.lock(Order, order.originId);
  await transaction.rows(sql`update order_lines line
    set coming_back = line.coming_back - back.quantity, returned = line.returned + back.fulfilled
    from (select returned_line_id, sum(quantity)::int as quantity, sum(fulfilled)::int as fulfilled from order_lines
      where order_id = ${toUuid('order', order.id)} group by 1) back
    where line.id = back.returned_line_id`);
}
