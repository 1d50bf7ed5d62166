import type { Transaction } from '#kernel/database/transaction.js';
import { OrderStatus } from '../orders/order-terms.js';
import { Order } from '../orders/order.js';
import { workflowOf } from '../workflows/keeping-workflows.js';
import type { TriggerName } from '../workflows/workflow-definition.js';
import { triggerThatHappened, whyNot } from './guards.js';
import { moveOrder } from './moving.js';
import { standingOf } from './standing.js';

/**
 * Something happened elsewhere: takes the transition of the order's workflow that waits for it in its present state, if its guards
 * hold, and what follows from there. An order that is held, or not in such a state, comes to it later, by `goOn`.
 */
export async function fire(transaction: Transaction, orderId: string, trigger: TriggerName): Promise<void> {
  const order = await transaction.lock(Order, orderId);
  if (!order || order.status !== OrderStatus.ACTIVE) return;
  const workflow = await workflowOf(transaction, order);
  const standing = await standingOf(transaction, order.id);
  const next = workflow
    .transitionsFrom(order.state)
    .find((transition) => transition.triggers?.includes(trigger) && whyNot(transition, standing).length === 0);
  if (next && (await moveOrder(transaction, order, next, { reason: null, trigger }))) return;
  await goOn(transaction, order);
}

/** Takes an order that is locked as far as what has happened elsewhere leads it, each transition once at most. */
export async function goOn(transaction: Transaction, order: Order): Promise<void> {
  const workflow = await workflowOf(transaction, order);
  const taken = new Set<string>();
  while (order.status === OrderStatus.ACTIVE) {
    const standing = await standingOf(transaction, order.id);
    const next = workflow
      .transitionsFrom(order.state)
      .find(
        (transition) =>
          !taken.has(transition.code) && triggerThatHappened(transition, standing) !== null && whyNot(transition, standing).length === 0,
      );
    if (!next) return;
    taken.add(next.code);
    if (await moveOrder(transaction, order, next, { reason: null, trigger: triggerThatHappened(next, standing) })) return;
  }
}
