import { Refusal, refuse } from '#kernel/graph/user-error.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import type { Context } from '#kernel/subgraph/context.js';
import { goOn } from '../lifecycle/firing.js';
import { moveOrder as move } from '../lifecycle/moving.js';
import { notPermitted } from '../lifecycle/who-may.js';
import { didYouMean } from '../rules/did-you-mean.js';
import { workflowOf } from '../workflows/keeping-workflows.js';
import { workflowById } from '../workflows/order-workflow.js';
import { atOrder, endedRefusal } from './at-order.js';
import { OrderStatus } from './order-terms.js';
import { MoveOrderPayload, type MoveOrderInput } from './order.inputs.js';
import { orderById } from './order.js';

const nothing = { order: null };

/** Takes a transition of the order's workflow, with the permission that the transition says. */
export async function moveOrder(
  context: Context,
  { id, expectedVersion, transition: code, reason }: MoveOrderInput,
): Promise<MoveOrderPayload> {
  const permission = await permissionFor(context, id, code);
  return atOrder(context, MoveOrderPayload, { name: 'moveOrder', permission, id, expectedVersion, nothing }, async (transaction, order) => {
    const field = ['input', 'transition'];
    const ended = endedRefusal(order, nothing);
    if (ended) return ended;
    if (order.status === OrderStatus.DRAFT) {
      const placing = (await workflowOf(transaction, order)).placing.code;
      if (code === placing) return refuse('WRONG_STATE', 'A draft is placed by placeOrder.', field, nothing);
    }
    if (order.status === OrderStatus.ON_HOLD)
      return refuse('WRONG_STATE', 'The order is held: resume it first, or call it off.', ['input', 'id'], nothing);
    const workflow = await workflowOf(transaction, order);
    const open = workflow.transitionsFrom(order.state);
    const transition = open.find((each) => each.code === code);
    if (!transition) {
      const ways = open.filter((each) => each.permission !== null).map((each) => each.code);
      const message = `The order is in ${order.state}, from where "${code.slice(0, 60)}" does not lead on. ${didYouMean(code.slice(0, 60), ways)}`;
      return refuse('WRONG_STATE', message, field, nothing);
    }
    const refused = notPermitted(context.request, order, transition);
    if (refused) return refuse('NOT_ALLOWED', refused, field, nothing);
    const words = reason?.trim() || null;
    if (transition.reasonRequired && !words)
      return refuse('REQUIRED', `Say why: "${transition.name}" asks for a reason.`, ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason: words });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const unmet = await move(transaction, order, transition, { reason: words, trigger: null });
    if (unmet) return new Refusal([unmet], nothing);
    await goOn(transaction, order);
    return { order };
  });
}

/** That of the transition, as the order's workflow has it; to see the order where it has none such. */
async function permissionFor(context: Context, orderId: string, code: string): Promise<string> {
  const order = await context.load(orderById, orderId);
  const workflow = order && (await context.load(workflowById, order.workflowId));
  const transitions = workflow?.definition.transitions.filter((each) => each.code === code) ?? [];
  const named = transitions.find(({ from }) => order !== null && from.includes(order.state)) ?? transitions[0];
  return named?.permission ?? 'orders:read';
}
