import { empty, raw, sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Task } from './task.js';

/** Whether a task of an order fetches what was handed in somewhere to be worked on, or brings that back; `handedIn` says more of how far that is. */
export function comesBack(of: 'task' | 'tasks', handedIn: Sql = empty): Sql {
  const row = raw(of);
  return sql`(${row}.order_id is not null and exists (
    select from (select ${row}.id union all select depends_on_id from task_dependencies where task_id = ${row}.id) way
    join tasks fetching on fetching.id = way.id and fetching.kind = 'PICKUP'
    join task_dependencies follows on follows.task_id = fetching.id
    join tasks handing on handing.id = follows.depends_on_id and handing.kind in ('STERILIZE', 'DELIVERY') ${handedIn}))`;
}

/** Of a task in the table `tasks`: what it is to fetch, or bring back, is still on its way there. */
export const isYetToCome = comesBack('tasks', sql`and handing.ended_at is null`);

/**
 * Whether the house does not know that what is to be fetched is ready: it knows when all of the order that was put into sterilizers has
 * come out of them, and somebody vouches for it. Of all other work it never knows.
 */
export async function isNotReady(transaction: Transaction, { id, orderId }: Task): Promise<boolean> {
  if (orderId === null) return false;
  const order = toUuid('order', orderId);
  const [row] = await transaction.rows<{ waits: boolean }>(sql`select ${comesBack('tasks')} and (${isYetToCome}
      or not exists (select from sterilization_loads where order_id = ${order} and status = 'RELEASED')
      or exists (select from sterilization_loads where order_id = ${order} and status in ('PREPARED', 'RUNNING', 'FINISHED'))) as waits
    from tasks where id = ${toUuid('task', id)}`);
  return row?.waits ?? false;
}
