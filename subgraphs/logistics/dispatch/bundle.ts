import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { Task } from '../tasks/task.js';
import { situationOf } from './situation.js';

/** The task, and what goes where it goes: of its order, and of what it follows, what nobody has or the same courier has not begun. */
export async function bundleOf(transaction: Transaction, task: Task): Promise<Task[]> {
  if (task.status === TaskStatus.UNASSIGNED) return [...(await situationOf(transaction, task.branchId, [task.id])).tasks];
  if (task.orderId === null || task.courierId === null) return [task];
  const mates = await transaction.all(
    Task,
    sql`where order_id = ${toUuid('order', task.orderId)} and courier_id = ${toUuid('courier', task.courierId)}
      and branch_id = ${toUuid('branch', task.branchId)} and status = ${TaskStatus.ASSIGNED} order by id`,
  );
  return [task, ...mates.filter(({ id }) => id !== task.id)];
}
