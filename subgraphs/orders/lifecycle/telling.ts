import type { Transaction } from '#kernel/database/transaction.js';
import type { EventType } from '#kernel/events/event.js';
import { orderUpdated, type OrderFacts } from '../events.js';
import type { Order } from '../orders/order.js';

/** What every event of an order says of it. */
export function factsOf(order: Order): OrderFacts {
  const { number, type, status, state, priority, deliveryMode, dispatch, performerBranchId, patientId } = order;
  return {
    number,
    type,
    status,
    state,
    priority,
    deliveryMode,
    dispatch,
    performerBranchId,
    patientId,
    requestedFrom: order.requestedFrom?.toISOString() ?? null,
    requestedUntil: order.requestedUntil?.toISOString() ?? null,
  };
}

/** Tells that an order, or something that belongs to it, has changed. */
export function tellOrder(transaction: Transaction, order: Order): Promise<void> {
  return tell(transaction, order, orderUpdated);
}

export function tell(transaction: Transaction, order: Order, event: EventType<OrderFacts>): Promise<void> {
  return transaction.publish(event, { subject: order.id, branch: order.branchId, data: factsOf(order) });
}
