import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Order } from '../orders/order.js';

export interface TakenStep {
  /** The transition's code, or what else was done: AMEND, HOLD, RESUME. */
  readonly step: string;
  readonly fromState: string | null;
  readonly trigger?: string | null;
  readonly reason?: string | null;
}

/** Keeps that an order took a step; the order is as it is after it. */
export async function keepStep(transaction: Transaction, order: Order, { step, fromState, trigger, reason }: TakenStep): Promise<void> {
  const { actor } = transaction.context;
  const takenBy = trigger != null || actor.kind === 'system' ? null : actor.id;
  await transaction.rows(sql`insert into order_steps
      (order_id, branch_id, performer_branch_id, step, from_state, to_state, status, trigger, reason, taken_by, taken_at)
    values (${toUuid('order', order.id)}, ${toUuid('branch', order.branchId)},
      ${order.performerBranchId ? toUuid('branch', order.performerBranchId) : null}, ${step}, ${fromState}, ${order.state}, ${order.status},
      ${trigger ?? null}, ${reason ?? null}, ${takenBy}, clock_timestamp())`);
}
