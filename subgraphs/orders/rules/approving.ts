import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { isMember } from '#kernel/teams/known-teams.js';
import { goOn } from '../lifecycle/firing.js';
import { Order } from '../orders/order.js';
import { ApprovalStatus, OrderApproval } from './order-approval.js';
import { DecideOrderApprovalPayload, type DecideOrderApprovalInput } from './order-rule.inputs.js';

const permission = 'orders:approve';
const nothing = { approval: null };

/** Somebody of the team says yes or no; who placed the order does not say yes to it. */
export async function decideOrderApproval(context: Context, input: DecideOrderApprovalInput): Promise<DecideOrderApprovalPayload> {
  return context.db.command(DecideOrderApprovalPayload, { name: 'decideOrderApproval', permission }, async (transaction) => {
    const absent = refuse('NOT_FOUND', 'There is no such approval among those where you may do this.', ['input', 'id'], nothing);
    const [found] = await transaction.all(OrderApproval, sql`where id = ${toUuid('orderapproval', input.id)}`);
    const order = found && (await transaction.lock(Order, found.orderId));
    const approval = order && (await transaction.lock(OrderApproval, input.id));
    if (!approval) return absent;
    const ends = [approval.branchId, ...(approval.performerBranchId ? [approval.performerBranchId] : [])];
    const mine = branchesFor(context.request, permission);
    if (mine !== 'all' && !ends.some((id) => mine.includes(id))) return absent;
    if (!(await isMember(transaction, approval.team, ends)))
      return refuse(
        'NOT_ALLOWED',
        `Somebody of the team ${approval.team} has to decide this, and you are not in it.`,
        ['input', 'id'],
        nothing,
      );
    if (order.placedBy === context.request.actor.id)
      return refuse('NOT_ALLOWED', 'You have placed this order: somebody else of the team has to decide.', ['input', 'id'], nothing);
    if (await hasAmended(transaction, order.id))
      return refuse('NOT_ALLOWED', 'You have amended this order: somebody else of the team has to decide.', ['input', 'id'], nothing);
    if (approval.status !== ApprovalStatus.REQUESTED)
      return refuse('WRONG_STATE', `This was decided already: ${approval.status}.`, ['input', 'id'], nothing);
    if (order.isEnded) return refuse('WRONG_STATE', 'The order has ended: there is nothing to decide.', ['input', 'id'], nothing);
    const note = input.note?.trim() || null;
    if (!input.approve && note === null) return refuse('REQUIRED', 'Who says no must say why: send a note.', ['input', 'note'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { note });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const status = input.approve ? ApprovalStatus.APPROVED : ApprovalStatus.REFUSED;
    Object.assign(approval, { status, note, decidedBy: context.request.actor.id, decidedAt: new Date() });
    await transaction.save(approval);
    await goOn(transaction, order);
    return { approval };
  });
}

async function hasAmended(transaction: Transaction, orderId: string): Promise<boolean> {
  const found = await transaction.rows(sql`select from order_amendments
    where order_id = ${toUuid('order', orderId)} and amended_by = ${transaction.context.actor.id} limit 1`);
  return found.length > 0;
}
