import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Courier } from '../couriers/courier.js';
import { stepTask } from './stepping.js';
import { TaskStatus } from './task-terms.js';
import type { Task } from './task.js';

/** Nothing that the courier did for it stays. */
const begunByNobody = { sequence: null, acceptedAt: null, startedAt: null, arrivedAt: null, estimatedAt: null };

/**
 * Sends a courier, in place of another one where one was sent; who is on the way already is only replaced for a reason. Whether the
 * courier can go is for the caller to decide. Lock the task before.
 */
export async function giveTask(
  transaction: Transaction,
  task: Task,
  courier: Courier,
  reason: string | null = null,
): Promise<UserError | null> {
  const wrong = endedError(task) ?? unexplainedError(task, reason);
  if (wrong) return wrong;
  if (task.courierId === courier.id)
    return userError('WRONG_STATE', `${courier.name} has the task ${task.number} already.`, ['input', 'courierId']);
  Object.assign(task, begunByNobody, { status: TaskStatus.ASSIGNED, statusReason: null, courierId: courier.id, assignedAt: new Date() });
  await stepTask(transaction, task, 'ASSIGNED', { reason });
  return null;
}

/** Nobody is to do it any more; who is on the way already is only called back for a reason. Lock the task before. */
export async function takeTaskBack(transaction: Transaction, task: Task, reason: string | null): Promise<UserError | null> {
  const wrong = endedError(task) ?? unexplainedError(task, reason);
  if (wrong) return wrong;
  if (task.courierId === null) return userError('WRONG_STATE', `Nobody has the task ${task.number}.`, ['input', 'id']);
  await leaveWithout(transaction, task, 'UNASSIGNED', reason);
  return null;
}

/** Remembers who would not go, and leaves the task to others. */
export async function leaveToOthers(transaction: Transaction, task: Task, courierId: string, reason: string | null): Promise<void> {
  const { id, branchId, otherBranchId } = task;
  await transaction.rows(sql`insert into task_declines (task_id, courier_id, branch_id, other_branch_id, reason)
    values (${toUuid('task', id)}, ${toUuid('courier', courierId)}, ${toUuid('branch', branchId)}, ${otherBranchId && toUuid('branch', otherBranchId)}, ${reason})
    on conflict (tenant_id, task_id, courier_id) do update set reason = excluded.reason, declined_at = now()`);
  await leaveWithout(transaction, task, 'DECLINED', reason);
}

/** Who was sent to each of these tasks and would not go: not to be sent there again. */
export async function couriersWhoDeclined(reader: Transaction, taskIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const uuids = taskIds.map((id) => toUuid('task', id));
  const rows = await reader.rows<{ task_id: string; courier_id: string }>(
    sql`select task_id, courier_id from task_declines where task_id = any (${uuids}::uuid[])`,
  );
  const declined = new Map<string, Set<string>>();
  for (const { task_id, courier_id } of rows) {
    const taskId = toTypeId('task', task_id);
    declined.set(taskId, (declined.get(taskId) ?? new Set()).add(toTypeId('courier', courier_id)));
  }
  return declined;
}

async function leaveWithout(transaction: Transaction, task: Task, step: 'UNASSIGNED' | 'DECLINED', reason: string | null): Promise<void> {
  const { courierId } = task;
  Object.assign(task, begunByNobody, { status: TaskStatus.UNASSIGNED, courierId: null, assignedAt: null, statusReason: reason });
  await stepTask(transaction, task, step, { reason, courierId });
}

function endedError({ number, isEnded, outcome, status }: Task): UserError | null {
  return isEnded
    ? userError('WRONG_STATE', `The task ${number} is ${outcome ?? status}: nobody can be sent any more.`, ['input', 'id'])
    : null;
}

function unexplainedError({ number, status }: Task, reason: string | null): UserError | null {
  if (status !== TaskStatus.ACTIVE || reason?.trim()) return null;
  return userError('REQUIRED', `The courier of ${number} is on the way: say why the task is taken away.`, ['input', 'reason']);
}
