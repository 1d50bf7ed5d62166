import { Refusal, refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { endOrder } from '../lifecycle/ending.js';
import { keepStep } from '../lifecycle/keeping-steps.js';
import { moveOrder } from '../lifecycle/moving.js';
import { tellOrder } from '../lifecycle/telling.js';
import { notPermitted } from '../lifecycle/who-may.js';
import { workflowOf } from '../workflows/keeping-workflows.js';
import { atOrder, endedRefusal, placingPermission, reasonRefusal } from './at-order.js';
import { OrderStatus } from './order-terms.js';
import {
  CancelOrderPayload,
  MarkOrderEnteredInErrorPayload,
  type CancelOrderInput,
  type MarkOrderEnteredInErrorInput,
} from './order.inputs.js';
import { linesIn } from './writing-lines.js';

const nothing = { order: null };

/** Calls an order off, in the way that its workflow knows from where it is; also one that is held. */
export async function cancelOrder(context: Context, { id, expectedVersion, reason }: CancelOrderInput): Promise<CancelOrderPayload> {
  const options = { name: 'cancelOrder', permission: placingPermission, end: 'PLACER', id, expectedVersion, nothing } as const;
  return atOrder(context, CancelOrderPayload, options, async (transaction, order) => {
    const refused = reasonRefusal(reason, nothing) ?? endedRefusal(order, nothing);
    if (refused) return refused;
    const workflow = await workflowOf(transaction, order);
    const ways = workflow.transitionsTo(order.state, OrderStatus.REVOKED).filter(({ permission }) => permission !== null);
    if (ways.length === 0) {
      const message = `The order is in ${order.state}, from where it is not called off any more: hold it, or take back what it brought.`;
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    const way = ways.find((transition) => notPermitted(context.request, order, transition) === null);
    if (!way)
      return refuse('NOT_ALLOWED', 'Your roles do not allow to call it off from where it is: ask who may.', ['input', 'id'], nothing);
    const unmet = await moveOrder(transaction, order, way, { reason: reason.trim(), trigger: null });
    return unmet ? new Refusal([unmet], nothing) : { order };
  });
}

/** Whatever its workflow says: the order should never have been. It keeps its place in it. */
export async function markOrderEnteredInError(
  context: Context,
  { id, expectedVersion, reason }: MarkOrderEnteredInErrorInput,
): Promise<MarkOrderEnteredInErrorPayload> {
  const options = { name: 'markOrderEnteredInError', permission: placingPermission, end: 'PLACER', id, expectedVersion, nothing } as const;
  return atOrder(context, MarkOrderEnteredInErrorPayload, options, async (transaction, order) => {
    const unsaid = reasonRefusal(reason, nothing);
    if (unsaid) return unsaid;
    const status = OrderStatus.ENTERED_IN_ERROR;
    if (order.status === status) return refuse('WRONG_STATE', 'The order is marked as a mistake already.', ['input', 'id'], nothing);
    if ((await linesIn(transaction, id)).some(({ fulfilled }) => fulfilled > 0))
      return refuse('WRONG_STATE', 'Packs of it were handed over: take them back by returnOrder.', ['input', 'id'], nothing);
    const step = 'ENTERED_IN_ERROR';
    if (!order.isEnded) {
      await endOrder(transaction, order, { step, state: order.state, status, reason: reason.trim() });
      return { order };
    }
    await transaction.save(Object.assign(order, { status, statusReason: reason.trim() }));
    await keepStep(transaction, order, { step, fromState: order.state, reason: reason.trim() });
    await tellOrder(transaction, order);
    return { order };
  });
}
