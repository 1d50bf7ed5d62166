import type { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { Refusal, refuse, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { placesOfBranches, rememberPlaces } from '../lifecycle/branch-places.js';
import { goOn } from '../lifecycle/firing.js';
import { keepStep } from '../lifecycle/keeping-steps.js';
import { moveOrder } from '../lifecycle/moving.js';
import { standingOf } from '../lifecycle/standing.js';
import { requestTasks, withdrawTasks } from '../lifecycle/requesting-tasks.js';
import { tellOrder } from '../lifecycle/telling.js';
import { mayAt } from '../lifecycle/who-may.js';
import { askForStock, giveUpStock, holdsStock } from '../reservations/asking-for-stock.js';
import { workflowOf } from '../workflows/keeping-workflows.js';
import type { OrderWorkflow } from '../workflows/order-workflow.js';
import { atOrder, fulfillingPermission } from './at-order.js';
import { draftAt } from './creating.js';
import { SplitOrderPayload, type OrderPartInput, type SplitOrderInput } from './fulfilment.inputs.js';
import { amountsOfShare, totalOf } from './line-amounts.js';
import { packsNamed, type NamedPacks } from './naming-packs.js';
import { OrderLine } from './order-line.js';
import { orderLimits } from './order-limits.js';
import { nextOrderNumber } from './order-number.js';
import { OrderOrigin, OrderStatus } from './order-terms.js';
import type { Order } from './order.js';
import { linesIn } from './writing-lines.js';

const nothing = { order: null, parts: [] };

/** Parts packs of an order off, each part an order of its own; the whole follows when all have ended. */
export async function splitOrder(context: Context, { id, expectedVersion, parts }: SplitOrderInput): Promise<SplitOrderPayload> {
  const performers = parts.flatMap(({ performerBranchId }) => performerBranchId ?? []);
  const places = await placesOfBranches(context, performers);
  const options = { name: 'splitOrder', permission: fulfillingPermission, id, expectedVersion, nothing };
  return atOrder(context, SplitOrderPayload, options, async (transaction, order) => {
    const workflow = await workflowOf(transaction, order);
    const refused = splitRefusal(order, workflow, parts.length);
    if (refused) return refused;
    const { approvals } = (await standingOf(transaction, id)).around;
    if (approvals.open + approvals.refused > 0)
      return refuse('WRONG_STATE', 'The order is not approved: it is not split before.', ['input', 'id'], nothing);
    const lines = await linesIn(transaction, id);
    const errors: UserError[] = [];
    const made: { readonly part: Order; readonly lines: OrderLine[] }[] = [];
    for (const [index, input] of parts.entries()) {
      const field = ['input', 'parts', String(index)];
      const performer = input.performerBranchId ?? order.performerBranchId;
      if (input.performerBranchId && !places.has(input.performerBranchId))
        errors.push(userError('NOT_FOUND', 'There is no such branch that could do this.', [...field, 'performerBranchId']));
      if (performer !== order.performerBranchId && !mayAt(context.request, fulfillingPermission, order, 'PLACER'))
        errors.push(
          userError('NOT_ALLOWED', 'Only the branch that ordered gives a part to another: ask its people.', [
            ...field,
            'performerBranchId',
          ]),
        );
      const named = packsNamed(lines, input.lines, [...field, 'lines'], { most: ({ own }) => own, what: 'parted off' });
      errors.push(...named.errors);
      if (errors.length === 0) made.push(partOf(order, workflow, { ...input, performerBranchId: performer }, named.packs));
    }
    if (errors.length > 0) return new Refusal(errors, nothing);
    await rememberPlaces(transaction, places);
    for (const line of lines) await transaction.save(line);
    Object.assign(order, { partCount: order.partCount + made.length, openPartCount: order.openPartCount + made.length });
    await transaction.save(order);
    await keepStep(transaction, order, { step: 'SPLIT', fromState: order.state });
    await askForLess(transaction, order, lines, workflow);
    for (const { part, lines: own } of made) {
      await transaction.insert(part);
      for (const line of own) await transaction.insert(line);
    }
    for (const { part } of made) await begin(transaction, part, workflow);
    await tellOrder(transaction, order);
    return { order, parts: made.map(({ part }) => part) };
  });
}

function splitRefusal(order: Order, workflow: OrderWorkflow, parts: number): Refusal | null {
  const no = (message: string): Refusal => refuse('WRONG_STATE', message, ['input', 'id'], nothing);
  if (order.status !== OrderStatus.ACTIVE) return no(`The order is ${order.status}: only one that is ACTIVE is split.`);
  if (order.parentId) return no('This is a part already: call it off, and order its packs anew.');
  if (order.originKind === OrderOrigin.RETURN) return no('What comes back is not split: begin a return for each part.');
  if (!workflow.definition.transitions.some(({ triggers }) => triggers?.includes('PARTS_ENDED')))
    return no('Its workflow does not say what follows when its parts have ended: add a transition with the trigger PARTS_ENDED to it.');
  if (parts < 1 || parts > orderLimits.parts)
    return refuse('INVALID', `An order is split into 1 to ${orderLimits.parts} parts at a time.`, ['input', 'parts'], nothing);
  return null;
}

/** A part with what it takes of the lines; those know of it from then on. */
function partOf(order: Order, workflow: OrderWorkflow, { performerBranchId, note }: OrderPartInput, packs: readonly NamedPacks[]) {
  const { id: parentId, type, branchId, currency, priority, deliveryMode, requestedFrom, requestedUntil, dispatch } = order;
  const { patientId, supplierId, customerId, deliveryPlace, placedBy } = order;
  const part = Object.assign(draftAt({ id: branchId, currency }, type, workflow), {
    ...{ parentId, priority, deliveryMode, requestedFrom, requestedUntil, dispatch, patientId, supplierId, customerId, deliveryPlace },
    ...{ performerBranchId: performerBranchId ?? null, note: note?.trim() || order.note, placedAt: new Date(), placedBy },
  });
  const lines = packs.map(({ line, quantity }, index) => {
    const share = Object.assign(new OrderLine(), line, amountsOfShare(line, line.inParts, quantity), {
      ...{ id: newId('orderline'), orderId: part.id, performerBranchId: part.performerBranchId, position: index + 1, wholeLineId: line.id },
      ...{ quantity, orderedQuantity: quantity, orderedUnit: 'PACK' },
      ...{ fulfilled: 0, cancelled: 0, returned: 0, comingBack: 0, inParts: 0, partsFulfilled: 0, partsCancelled: 0 },
    });
    line.inParts += quantity;
    return share;
  });
  return { part: Object.assign(part, totalOf(lines)), lines };
}

/** What was asked for the whole is asked for what stays with it. */
async function askForLess(transaction: Transaction, order: Order, lines: readonly OrderLine[], workflow: OrderWorkflow): Promise<void> {
  const left = lines.some(({ own }) => own > 0);
  const had = await withdrawTasks(transaction, order, left ? 'Some of it is done in parts.' : 'It is done in parts.');
  if (left && had) await requestTasks(transaction, order);
  if (!(await holdsStock(transaction, order))) return;
  if (left) await askForStock(transaction, order, workflow.definition.reserveMinutes);
  else await giveUpStock(transaction, order);
}

/** Placed as the whole was: with a number of its own, by the same revision. */
async function begin(transaction: Transaction, part: Order, workflow: OrderWorkflow): Promise<void> {
  part.number = await nextOrderNumber(transaction, part.type);
  const unmet = await moveOrder(transaction, part, workflow.placing, { reason: null, trigger: null });
  if (unmet) throw new Error(`A part of ${part.parentId} cannot be placed: ${unmet.message}`);
  await goOn(transaction, part);
}
