import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { logisticsAlertResolved } from '../events.js';
import { comesBack } from '../tasks/coming-back.js';
import { effectivePolicy } from './effective-policy.js';
import { arrivedInTime, isFetching, isSilenced } from './lateness.js';
import { LogisticsAlert } from './logistics-alert.js';
import { factsOf } from './alert-facts.js';

/**
 * Something became of these tasks, or of the policies: what the clock waits for with each of them, anew, and the end of alerts whose
 * cause went away with it.
 */
export async function watchTasks(transaction: Transaction, ids: readonly string[]): Promise<void> {
  const uuids = ids.map((id) => toUuid('task', id));
  // One after the other for each task; but not FOR UPDATE, for which the clock would wait when it writes an alert of the task.
  await transaction.rows(sql`select from tasks where id = any (${uuids}::uuid[]) order by id for no key update`);
  await setDeadlines(transaction, uuids);
  await resolveFinished(transaction, uuids);
}

async function setDeadlines(transaction: Transaction, uuids: readonly string[]): Promise<void> {
  await transaction.rows(sql`with wanted as (
      select task.id as task_id, watched.kind,
        case when watched.kind = 'NOT_ASSIGNED' and back.is_so then task.not_after - policy.time
          when watched.kind = 'NOT_ASSIGNED' then least(loose.since + policy.time, greatest(loose.since, coalesce(task.not_after, 'infinity') - policy.time))
          else task.not_after + policy.time end as due_at
      from tasks task
      cross join lateral (select ${comesBack('task')} as is_so) back
      cross join lateral (values
        ('NOT_ASSIGNED', task.status = 'UNASSIGNED' and (task.not_after is not null or not back.is_so)),
        ('NOT_COLLECTED', ${isFetching('task')} and task.not_after is not null),
        ('LATE', not ${isFetching('task')} and task.not_after is not null)
      ) as watched (kind, applies)
      cross join lateral (
        select greatest(task.created_at, task.not_before, max(taken_at)) as since from task_steps
        where watched.kind = 'NOT_ASSIGNED' and task_id = task.id and step in ('UNASSIGNED', 'DECLINED', 'REOPENED')
      ) loose
      cross join lateral ${effectivePolicy('task', sql`watched.kind`)} policy
      where task.id = any (${uuids}::uuid[]) and task.ended_at is null and not ${isSilenced('task', sql`watched.kind`)} and watched.applies and policy.active
        and not (watched.kind = 'LATE' and ${arrivedInTime('task')})
    ), needless as (
      delete from task_deadlines where task_id = any (${uuids}::uuid[])
        and not exists (select from wanted where wanted.task_id = task_deadlines.task_id and wanted.kind = task_deadlines.kind)
    )
    insert into task_deadlines (task_id, kind, due_at) select task_id, kind, due_at from wanted order by task_id, kind
    on conflict (tenant_id, task_id, kind) do update set due_at = excluded.due_at`);
}

/** What stands by its deadline has one that is over, as they were just set. The rest of what can go away is for the clock to see. */
async function resolveFinished(transaction: Transaction, uuids: readonly string[]): Promise<void> {
  const resolved = await transaction.rows<{
    id: string;
  }>(sql`update logistics_alerts alert set status = 'RESOLVED', resolved_at = now(), next_at = null
    where alert.task_id = any (${uuids}::uuid[]) and alert.status <> 'RESOLVED' and not exists (
      select from tasks task where task.id = alert.task_id and task.ended_at is null and not ${isSilenced('task', sql`alert.kind`)} and (case alert.kind
        when 'NO_SIGNAL' then task.status = 'ACTIVE' and task.courier_id = alert.courier_id
        when 'OFF_ROUTE' then task.status = 'ACTIVE' and task.courier_id = alert.courier_id and task.arrived_at is null
        else exists (select from task_deadlines deadline
          where deadline.task_id = task.id and deadline.kind = alert.kind and (alert.forecast or deadline.due_at <= now()))
      end)
    ) returning alert.id`);
  if (resolved.length === 0) return;
  const alerts = await transaction.all(LogisticsAlert, sql`where id = any (${resolved.map(({ id }) => id)}::uuid[]) order by id`);
  await transaction.publishAll(
    logisticsAlertResolved,
    alerts.map((alert) => ({ subject: alert.id, branch: alert.branchId, data: factsOf(alert) })),
  );
}
