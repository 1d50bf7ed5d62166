import type { Transaction } from '#kernel/database/transaction.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { orderCompleted, orderPlaced, orderUpdated } from '../events.js';
import { OrderStatus } from '../orders/order-terms.js';
import type { Order } from '../orders/order.js';
import { workflowOf } from '../workflows/keeping-workflows.js';
import type { TriggerName, WorkflowTransition } from '../workflows/workflow-definition.js';
import { afterStep } from './around-orders.js';
import { close } from './closing.js';
import { bringAbout } from './effects.js';
import { whyNot } from './guards.js';
import { keepStep } from './keeping-steps.js';
import { standingOf } from './standing.js';
import { tell } from './telling.js';

export interface Move {
  readonly reason: string | null;
  /** Upon what the house takes it by itself; null when a person does. */
  readonly trigger: TriggerName | null;
}

const ended: readonly OrderStatus[] = [OrderStatus.COMPLETED, OrderStatus.REVOKED, OrderStatus.ENTERED_IN_ERROR];

/**
 * Takes a transition of an order that is locked, with all that it brings about; a refusal says why its guards do not let it, and then
 * nothing was changed. Whether the caller may take it is the caller's to check.
 */
export async function moveOrder(
  transaction: Transaction,
  order: Order,
  transition: WorkflowTransition,
  { reason, trigger }: Move,
): Promise<UserError | null> {
  const workflow = await workflowOf(transaction, order);
  const target = workflow.state(transition.to);
  if (!target || !transition.from.includes(order.state)) return notFrom(order, transition);
  const unmet = whyNot(transition, await standingOf(transaction, order.id));
  if (target.status === OrderStatus.COMPLETED && order.openPartCount > 0)
    unmet.push('Not all of the parts into which it was split have ended: complete them, or call them off.');
  if (unmet.length > 0) return userError('WRONG_STATE', unmet.join(' '), ['input', 'transition']);
  const from = { state: order.state, status: order.status };
  const now = new Date();
  Object.assign(order, {
    state: target.code,
    status: target.status,
    statusReason: reason,
    endedAt: ended.includes(target.status) ? now : null,
    tasksWanted: tasksWantedAfter(transition, order.tasksWanted),
  });
  await transaction.save(order);
  await keepStep(transaction, order, { step: transition.code, fromState: from.state, trigger, reason });
  for (const effect of transition.effects ?? []) await bringAbout(transaction, order, effect, workflow.definition);
  await afterStep(transaction, order, now);
  if (order.isEnded) await close(transaction, order);
  await tell(transaction, order, from.status === OrderStatus.DRAFT && order.status === OrderStatus.ACTIVE ? orderPlaced : told(order));
  return null;
}

/** Of what asks for tasks and calls them off, the last decides. */
export function tasksWantedAfter({ effects = [] }: WorkflowTransition, before: boolean): boolean {
  const last = effects.findLast((effect) => effect === 'REQUEST_TASKS' || effect === 'CANCEL_TASKS');
  return last === undefined ? before : last === 'REQUEST_TASKS';
}

function told({ status }: Order) {
  return status === OrderStatus.COMPLETED ? orderCompleted : orderUpdated;
}

function notFrom(order: Order, { name, from }: WorkflowTransition): UserError {
  return userError('WRONG_STATE', `"${name}" leads on from ${from.join(', ')}, and the order is in ${order.state}.`, [
    'input',
    'transition',
  ]);
}
