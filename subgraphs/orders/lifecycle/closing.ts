import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Order } from '../orders/order.js';
import { tellParts, tellWhole } from './parts.js';
import { endReturn } from './return-ends.js';

/** What happens once an order has ended, whichever way: nothing more comes of it, and those it belongs to hear of it. */
export async function close(transaction: Transaction, order: Order): Promise<void> {
  // What is with parts is theirs to end.
  await transaction.rows(sql`update order_lines
    set cancelled = quantity - fulfilled - (in_parts - parts_fulfilled - parts_cancelled)
    where order_id = ${toUuid('order', order.id)}
      and quantity - fulfilled - cancelled > in_parts - parts_fulfilled - parts_cancelled`);
  await endReturn(transaction, order);
  await tellWhole(transaction, order);
  if (order.openPartCount > 0) await tellParts(transaction, order);
}
