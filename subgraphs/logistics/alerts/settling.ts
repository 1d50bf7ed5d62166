import { raw, sql, type Sql } from '#kernel/database/sql.js';
import { logisticsAlertResolved } from '../events.js';
import type { ClockTransaction } from './across-tenants.js';
import { alertColumns, toldOf, type AlertRow } from './alert-row.js';
import { effectivePolicy } from './effective-policy.js';
import { arrivedInTime, isSilenced } from './lateness.js';

/** Ends the alerts whose cause went away without anything having become of the task: the courier came nearer, or was heard of again. */
export async function settlePassing(transaction: ClockTransaction): Promise<void> {
  const settled = await transaction.rows<AlertRow>(passedSql);
  await transaction.tell(settled.flatMap((row) => toldOf(row, logisticsAlertResolved, [])));
}

/**
 * Off route no more is who has come back half of the way that was too far; late no more, who came in time, or is expected in time and not within what was
 * tolerated: else an alert would come and go with every report.
 */
export const passedSql: Sql = sql`with passed as (
    select alert.tenant_id, alert.id from logistics_alerts alert
    join tasks task on task.tenant_id = alert.tenant_id and task.id = alert.task_id
    left join couriers courier on courier.tenant_id = alert.tenant_id and courier.id = alert.courier_id
    cross join lateral ${effectivePolicy('alert', sql`alert.kind`)} policy
    where alert.status <> 'RESOLVED' and (alert.kind in ('OFF_ROUTE', 'NO_SIGNAL') or alert.forecast) and (
      task.ended_at is not null or not policy.active or ${isSilenced('task', sql`alert.kind`)} or case alert.kind
        when 'LATE' then ${arrivedInTime('task')} or task.estimated_at <= task.not_after and now() <= task.not_after + policy.time
        when 'OFF_ROUTE' then task.status <> 'ACTIVE' or task.courier_id is distinct from alert.courier_id or task.arrived_at is not null
          or metres_between(courier.latitude, courier.longitude, task.latitude, task.longitude) <= alert.nearest_metres + alert.grown_metres / 2
        else task.status <> 'ACTIVE' or task.courier_id is distinct from alert.courier_id or courier.on_shift_since is null
          or courier.position_at > greatest(alert.since, now() - policy.time)
      end)
    order by alert.tenant_id, alert.id for update of alert skip locked
  )
  update logistics_alerts alert set status = 'RESOLVED', resolved_at = now(), next_at = null
  from passed where alert.tenant_id = passed.tenant_id and alert.id = passed.id
  returning ${raw(alertColumns)}`;
