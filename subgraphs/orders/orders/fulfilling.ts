import { Refusal, refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { goOn } from '../lifecycle/firing.js';
import { handOver } from '../lifecycle/handing-over.js';
import { keepStep } from '../lifecycle/keeping-steps.js';
import { standingOf } from '../lifecycle/standing.js';
import { tellOrder } from '../lifecycle/telling.js';
import { atOrder, fulfillingPermission } from './at-order.js';
import { FulfilLinesPayload, type FulfilLinesInput } from './fulfilment.inputs.js';
import { packsNamed } from './naming-packs.js';
import { OrderStatus } from './order-terms.js';
import { linesIn } from './writing-lines.js';

const nothing = { order: null };

/** Packs are handed over, some now and some later; the order only goes where that leads it by itself. */
export async function fulfilLines(context: Context, { id, expectedVersion, lines }: FulfilLinesInput): Promise<FulfilLinesPayload> {
  const options = { name: 'fulfilLines', permission: fulfillingPermission, end: 'PERFORMER', id, expectedVersion, nothing } as const;
  return atOrder(context, FulfilLinesPayload, options, async (transaction, order) => {
    if (order.status !== OrderStatus.ACTIVE)
      return refuse(
        'WRONG_STATE',
        `The order is ${order.status}: only of one that is ACTIVE something is handed over.`,
        ['input', 'id'],
        nothing,
      );
    const { approvals } = (await standingOf(transaction, id)).around;
    if (approvals.open + approvals.refused > 0)
      return refuse('WRONG_STATE', 'The order is not approved: nothing of it is handed over before.', ['input', 'id'], nothing);
    const limits = { most: ({ own }: { readonly own: number }) => own, what: 'handed over' };
    const { packs, errors } = packsNamed(await linesIn(transaction, id), lines, ['input', 'lines'], limits);
    if (errors.length > 0) return new Refusal(errors, nothing);
    await handOver(transaction, order, packs);
    const told = packs.map(({ line, quantity }) => `${quantity} × ${line.name}`).join(', ');
    await keepStep(transaction, order, { step: 'FULFIL', fromState: order.state, reason: told });
    await tellOrder(transaction, order);
    await goOn(transaction, order);
    return { order };
  });
}
