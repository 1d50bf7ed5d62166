import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { Courier } from '../couriers/courier.js';
import { noSuchTask } from './sending-end.js';
import type { TaskStatus } from './task-terms.js';
import { Task } from './task.js';

export const performPermission = 'tasks:perform';

const nothing = { task: null };

/**
 * The task, locked, for the courier who was sent; for a dispatcher too, whom its steps name then beside the courier. It must be
 * in the one status of which the command is about.
 */
export async function lockOwnTask(transaction: Transaction, id: string, wanted: TaskStatus, doing: string): Promise<Task | Refusal> {
  const task = await transaction.lock(Task, id);
  if (!task) return noSuchTask();
  if (!(await mayPerform(transaction, task)))
    return refuse(
      'NOT_ALLOWED',
      `${task.number} is not yours: only the courier who was sent does this, or a dispatcher.`,
      ['input', 'id'],
      nothing,
    );
  if (task.status === wanted) return task;
  return refuse(
    'WRONG_STATE',
    `${task.number} is ${task.outcome ?? task.status} and cannot be ${doing}: that takes one that is ${wanted}.`,
    ['input', 'id'],
    nothing,
  );
}

async function mayPerform(transaction: Transaction, { branchId, courierId }: Task): Promise<boolean> {
  const { context } = transaction;
  const dispatched = branchesFor(context, 'tasks:dispatch');
  if (dispatched === 'all' || dispatched.includes(branchId)) return true;
  if (courierId === null) return false;
  const courier = await transaction.first(Courier, sql`where id = ${toUuid('courier', courierId)}`);
  return courier !== null && courier.staffId === context.actor.id;
}
