import type { Transaction } from '#kernel/database/transaction.js';
import { OrderStatus } from '../orders/order-terms.js';
import type { Order } from '../orders/order.js';
import { afterHold } from './around-orders.js';
import { keepStep } from './keeping-steps.js';
import { tellOrder } from './telling.js';

export interface Hold {
  readonly reason: string;
  /** Upon what the house does it by itself; null when a person does. */
  readonly trigger: string | null;
}

/** Nothing is done with an order that is held, and its clocks stand still; it keeps its place in its workflow. It is locked. */
export async function putOnHold(transaction: Transaction, order: Order, { reason, trigger }: Hold): Promise<void> {
  Object.assign(order, { status: OrderStatus.ON_HOLD, statusReason: reason });
  await transaction.save(order);
  await keepStep(transaction, order, { step: 'HOLD', fromState: order.state, trigger, reason });
  await afterHold(transaction, order, new Date());
  await tellOrder(transaction, order);
}
