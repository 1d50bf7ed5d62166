import { raw, sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Task } from './task.js';

/** Whether the order of a task is held, as far as that was heard of here. */
export function heldOrder(of: 'task' | 'tasks'): Sql {
  const row = raw(of);
  return sql`exists (select from held_orders where held_orders.tenant_id = ${row}.tenant_id and held_orders.order_id = ${row}.order_id and held)`;
}

/** Of a task in the table `tasks`: nobody is to set out for it while its order is held. What was fetched before is brought nevertheless. */
export const isHeldBack = sql`(${heldOrder('tasks')} and not (tasks.kind in ('DELIVERY', 'STERILIZE') and exists (
    select from task_dependencies fetched where fetched.task_id = tasks.id and task_done(fetched.depends_on_id))))`;

export async function isTaskHeldBack(transaction: Transaction, { id }: Task): Promise<boolean> {
  const [row] = await transaction.rows(sql`select from tasks where id = ${toUuid('task', id)} and ${isHeldBack}`);
  return row !== undefined;
}
