import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { newId } from '#kernel/graph/type-id.js';
import { Refusal, refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { workflowInForce } from '../workflows/keeping-workflows.js';
import type { OrderWorkflow } from '../workflows/order-workflow.js';
import { standardCode } from '../workflows/standard-workflows.js';
import { placingPermission } from './at-order.js';
import { orderConstraints } from './order-constraints.js';
import { totalOf } from './line-amounts.js';
import { DeliveryMode, OrderPriority, OrderStatus, type OrderType } from './order-terms.js';
import { placeFrom, wordErrors } from './order-words.js';
import { CreateOrderPayload, type CreateOrderInput } from './order.inputs.js';
import { Order } from './order.js';
import { place, surroundingsOf } from './placing.js';
import { linesFor, replaceLines } from './writing-lines.js';

const nothing = { order: null };

export async function createOrder(context: Context, input: CreateOrderInput): Promise<CreateOrderPayload> {
  const branchId = input.branchId ?? context.request.branch;
  const parties = partiesOf(input, branchId);
  const around = branchId === null ? null : await surroundingsOf(context, { ...parties, branchId }, input.lines);
  const options = { name: 'createOrder', permission: placingPermission, branchId, constraints: orderConstraints, nothing };
  return atBranch(context, CreateOrderPayload, options, async (transaction, branch) => {
    if (!around) throw new Error('A command at a branch has one');
    const wrong = [...wordErrors(input), ...around.refusals];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const workflow = await workflowInForce(transaction, input.type, input.workflow ?? standardCode);
    if (!workflow) {
      const message = `There is no workflow ${input.workflow} for orders of type ${input.type}: see orderWorkflows.`;
      return refuse('NOT_FOUND', message, ['input', 'workflow'], nothing);
    }
    const order = Object.assign(draftAt(branch, input.type, workflow), parties, {
      priority: input.priority,
      deliveryMode: input.deliveryMode,
      requestedFrom: input.requestedFrom ?? null,
      requestedUntil: input.requestedUntil ?? null,
      deliveryPlace: placeFrom(input.deliveryPlace),
      note: input.note?.trim() || null,
    });
    const lines = await linesFor(transaction, order, input.lines, around.products);
    if (lines instanceof Refusal) return lines;
    await transaction.insert(Object.assign(order, totalOf(lines)));
    await replaceLines(transaction, order, lines);
    if (!input.place) return { order };
    const unplaced = await place(transaction, branch, order, around);
    return unplaced.length > 0 ? new Refusal(unplaced, nothing) : { order };
  });
}

/** An order that says nothing yet. */
export function draftAt(branch: Pick<OpenBranch, 'id' | 'currency'>, type: OrderType, workflow: OrderWorkflow): Order {
  return Object.assign(new Order(), {
    id: newId('order'),
    branchId: branch.id,
    performerBranchId: null,
    type,
    number: null,
    status: OrderStatus.DRAFT,
    workflowId: workflow.id,
    state: workflow.definition.initial,
    statusReason: null,
    priority: OrderPriority.ROUTINE,
    deliveryMode: DeliveryMode.PICKUP,
    requestedFrom: null,
    requestedUntil: null,
    patientId: null,
    supplierId: null,
    customerId: null,
    deliveryPlace: null,
    currency: branch.currency,
    taxMinor: 0n,
    totalMinor: 0n,
    dispatch: null,
    note: null,
    parentId: null,
    originId: null,
    originKind: null,
    partCount: 0,
    openPartCount: 0,
    tasksWanted: false,
    excursions: [],
    placedBy: null,
    placedAt: null,
    endedAt: null,
  });
}

function partiesOf({ performerBranchId, patientId, supplierId, customerId }: CreateOrderInput, branchId: string | null) {
  return {
    performerBranchId: performerBranchId && performerBranchId !== branchId ? performerBranchId : null,
    patientId: patientId ?? null,
    supplierId: supplierId ?? null,
    customerId: customerId ?? null,
  };
}
