import { sql, type Sql } from '#kernel/database/sql.js';
import type { ClockTransaction } from './across-tenants.js';
import { effectivePolicy } from './effective-policy.js';
import { arrivedInTime, isSilenced } from './lateness.js';
import { openAlerts, type Found } from './opening.js';

interface Due extends Found {
  /** Whether it is wrong still: what became of the task since may not have been heard of yet. */
  readonly stands: boolean;
}

/** Looks at the tasks of which a deadline is over, of at most so many. Says how many they were. */
export async function openDueAlerts(transaction: ClockTransaction, most: number): Promise<number> {
  const due = await transaction.rows<Due>(dueSql(most));
  await openAlerts(
    transaction,
    due.filter(({ stands }) => stands),
  );
  return due.length;
}

/** Only what is due is read, by its index, whosever it is and however many tasks are open. Another clock takes other tasks. */
export function dueSql(most: number): Sql {
  return sql`with due as (
      select tenant_id, task_id, kind from task_deadlines where due_at <= now() order by due_at limit ${most} for update skip locked
    ), taken as (
      delete from task_deadlines deadline using due
      where deadline.tenant_id = due.tenant_id and deadline.task_id = due.task_id and deadline.kind = due.kind
      returning deadline.tenant_id, deadline.task_id, deadline.kind, deadline.due_at
    )
    select taken.tenant_id, taken.task_id, taken.kind, taken.due_at as since, task.branch_id, task.other_branch_id, task.courier_id, task.number,
      task.not_after, task.estimated_at, courier.name as courier_name, policy.severity, policy.escalation, now() as opened_at,
      false as forecast, null as metres, null as nearest_metres, null as grown_metres,
      task.ended_at is null and policy.active and (taken.kind <> 'NOT_ASSIGNED' or task.status = 'UNASSIGNED') and not (taken.kind = 'LATE' and ${arrivedInTime('task')})
        and not ${isSilenced('task', sql`taken.kind`)} as stands
    from taken join tasks task on task.tenant_id = taken.tenant_id and task.id = taken.task_id
    left join couriers courier on courier.tenant_id = task.tenant_id and courier.id = task.courier_id
    cross join lateral ${effectivePolicy('task', sql`taken.kind`)} policy
    order by taken.tenant_id, taken.task_id, taken.kind`;
}
