import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { afterResume } from '../lifecycle/around-orders.js';
import { goOn } from '../lifecycle/firing.js';
import { keepStep } from '../lifecycle/keeping-steps.js';
import { putOnHold } from '../lifecycle/putting-on-hold.js';
import { tellOrder } from '../lifecycle/telling.js';
import { atOrder, placingPermission, reasonRefusal } from './at-order.js';
import { OrderStatus } from './order-terms.js';
import { HoldOrderPayload, ResumeOrderPayload, type HoldOrderInput, type ResumeOrderInput } from './order.inputs.js';

const nothing = { order: null };

export async function holdOrder(context: Context, { id, expectedVersion, reason }: HoldOrderInput): Promise<HoldOrderPayload> {
  const options = { name: 'holdOrder', permission: placingPermission, id, expectedVersion, nothing };
  return atOrder(context, HoldOrderPayload, options, async (transaction, order) => {
    const unsaid = reasonRefusal(reason, nothing);
    if (unsaid) return unsaid;
    if (order.status !== OrderStatus.ACTIVE)
      return refuse('WRONG_STATE', `The order is ${order.status}: only one that is ACTIVE is held.`, ['input', 'id'], nothing);
    await putOnHold(transaction, order, { reason: reason.trim(), trigger: null });
    return { order };
  });
}

/** What has happened elsewhere in the meantime takes the order on. */
export async function resumeOrder(context: Context, { id, expectedVersion }: ResumeOrderInput): Promise<ResumeOrderPayload> {
  const options = { name: 'resumeOrder', permission: placingPermission, id, expectedVersion, nothing };
  return atOrder(context, ResumeOrderPayload, options, async (transaction, order) => {
    if (order.status !== OrderStatus.ON_HOLD)
      return refuse('WRONG_STATE', `The order is ${order.status}: only one that is held is resumed.`, ['input', 'id'], nothing);
    Object.assign(order, { status: OrderStatus.ACTIVE, statusReason: null });
    await transaction.save(order);
    await keepStep(transaction, order, { step: 'RESUME', fromState: order.state });
    await afterResume(transaction, order, new Date());
    await tellOrder(transaction, order);
    await goOn(transaction, order);
    return { order };
  });
}
