import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { linesFulfilled } from '../events.js';
import type { OrderLine } from '../orders/order-line.js';
import type { Order } from '../orders/order.js';
import { OrderReservation } from '../reservations/order-reservation.js';
import { tellWhole } from './parts.js';

export interface HandedOver {
  readonly line: OrderLine;
  /** In packs; no more than are still to come by the order itself. */
  readonly quantity: number;
}

/** Packs of an order that is locked were handed over. Where stock was asked for, they are taken out of it. */
export async function handOver(transaction: Transaction, order: Order, given: readonly HandedOver[]): Promise<void> {
  const packs = given.filter(({ quantity }) => quantity > 0);
  if (packs.length === 0) return;
  for (const { line, quantity } of packs) await transaction.save(Object.assign(line, { fulfilled: line.fulfilled + quantity }));
  await tellWhole(transaction, order);
  const stock = await transaction.first(OrderReservation, sql`where order_id = ${toUuid('order', order.id)}`);
  if (!stock) return;
  await transaction.publish(linesFulfilled, {
    subject: order.id,
    branch: order.branchId,
    data: {
      branchId: stock.stockBranchId,
      patientId: order.patientId,
      lines: packs.map(({ line, quantity }) => ({ lineId: line.id, productId: line.productId, quantity })),
    },
  });
}
