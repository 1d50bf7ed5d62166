import { atBranch } from '#kernel/branches/at-branch.js';
import { Refusal, refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { workflowInForce } from '../workflows/keeping-workflows.js';
import { standardCode } from '../workflows/standard-workflows.js';
import { workflowById } from '../workflows/order-workflow.js';
import { placingPermission } from './at-order.js';
import { draftAt } from './creating.js';
import { ReorderPayload, type ReorderInput } from './fulfilment.inputs.js';
import { totalOf } from './line-amounts.js';
import { orderConstraints } from './order-constraints.js';
import { linesOfOrder } from './order-line.js';
import { OrderOrigin } from './order-terms.js';
import { orderById } from './order.js';
import { surroundingsOf } from './placing.js';
import { askedAgain } from './pricing-lines.js';
import { linesFor, replaceLines } from './writing-lines.js';

const nothing = { order: null };

/** A draft of the same, at the prices of today's lists; what had an agreed price keeps that. */
export async function reorder(context: Context, { id }: ReorderInput): Promise<ReorderPayload> {
  const absent = () => refuse('NOT_FOUND', 'There is no such order at the branches where you may do this.', ['input', 'id'], nothing);
  const name = 'reorder';
  const seen = await context.load(orderById, id);
  if (!seen) return context.db.command(ReorderPayload, { name, permission: placingPermission }, () => Promise.resolve(absent()));
  const former = (await context.load(linesOfOrder, id)) ?? [];
  const around = await surroundingsOf(context, seen, former);
  const code = (await context.load(workflowById, seen.workflowId))?.code;
  const options = { name, permission: placingPermission, branchId: seen.branchId, constraints: orderConstraints, nothing };
  return atBranch(context, ReorderPayload, options, async (transaction, branch) => {
    if (seen.originKind === OrderOrigin.RETURN)
      return refuse('WRONG_STATE', 'This order brought things back: order again what it came from.', ['input', 'id'], nothing);
    if (around.refusals.length > 0) return new Refusal(around.refusals, nothing);
    const { type, performerBranchId, patientId, supplierId, customerId, priority, deliveryMode, deliveryPlace, note } = seen;
    const workflow =
      (await workflowInForce(transaction, type, code ?? standardCode)) ?? (await workflowInForce(transaction, type, standardCode));
    if (!workflow) throw new Error(`There is no standard workflow of ${type}`);
    const order = Object.assign(draftAt(branch, type, workflow), {
      ...{ performerBranchId, patientId, supplierId, customerId, priority, deliveryMode, deliveryPlace, note },
      ...{ originId: seen.id, originKind: OrderOrigin.REORDER },
    });
    const asked = former.map((line) => ({ ...askedAgain(line, seen.currency), note: line.note }));
    const lines = await linesFor(transaction, order, asked, around.products);
    if (lines instanceof Refusal) return lines;
    await transaction.insert(Object.assign(order, totalOf(lines)));
    await replaceLines(transaction, order, lines);
    return { order };
  });
}
