import type { Transaction } from '#kernel/database/transaction.js';
import type { OrderStatus } from '../orders/order-terms.js';
import type { Order } from '../orders/order.js';
import { giveUpStock } from '../reservations/asking-for-stock.js';
import { afterStep, giveUpSpecimens } from './around-orders.js';
import { close } from './closing.js';
import { keepStep } from './keeping-steps.js';
import { withdrawTasks } from './requesting-tasks.js';
import { tellOrder } from './telling.js';

export interface Ending {
  readonly step: string;
  readonly state: string;
  readonly status: OrderStatus;
  readonly reason: string;
}

/** Ends an order that is locked without a transition of its workflow, and takes back all that was asked for it. */
export async function endOrder(transaction: Transaction, order: Order, { step, state, status, reason }: Ending): Promise<void> {
  const fromState = order.state;
  const now = new Date();
  Object.assign(order, { state, status, statusReason: reason, endedAt: now, tasksWanted: false });
  await transaction.save(order);
  await keepStep(transaction, order, { step, fromState, reason });
  await giveUpStock(transaction, order);
  await withdrawTasks(transaction, order, reason);
  await giveUpSpecimens(transaction, order);
  await afterStep(transaction, order, now);
  await close(transaction, order);
  await tellOrder(transaction, order);
}
