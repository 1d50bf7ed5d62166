import { sql, type Sql } from '#kernel/database/sql.js';
import type { ClockTransaction } from './across-tenants.js';
import { effectivePolicy } from './effective-policy.js';
import { isFetching, isSilenced } from './lateness.js';
import { openAlerts, type Found } from './opening.js';

/**
 * Where couriers who are on the way go next, each to one task: what is read of tasks goes by how many couriers there are, not by how
 * many tasks are open.
 */
const stops = sql`stop as (
    select distinct on (tenant_id, courier_id) tenant_id, courier_id, id as task_id, branch_id, other_branch_id, number, latitude,
      longitude, started_at, arrived_at, not_after, estimated_at
    from tasks where status = 'ACTIVE' order by tenant_id, courier_id, sequence, started_at, id
  )`;

const ofStop = sql`stop.tenant_id, stop.task_id, stop.branch_id, stop.other_branch_id, stop.courier_id, stop.number, stop.not_after,
  stop.estimated_at, courier.name as courier_name, policy.severity, policy.escalation, now() as opened_at, false as forecast`;

const theirCouriers = sql`join couriers courier on courier.tenant_id = stop.tenant_id and courier.id = stop.courier_id`;

/** Each kind by one statement. */
export async function openAlertsOnTheWay(transaction: ClockTransaction): Promise<void> {
  for (const statement of onTheWaySql) await openAlerts(transaction, await transaction.rows<Found>(statement));
}

/** How far each courier is from where they go next, as far as they are believed to be somewhere. */
export async function noteApproaches(transaction: ClockTransaction): Promise<void> {
  await transaction.rows(sql`with ${stops}
    insert into task_approaches (tenant_id, task_id, courier_id, at, metres)
    select stop.tenant_id, stop.task_id, stop.courier_id, courier.position_at,
      metres_between(courier.latitude, courier.longitude, stop.latitude, stop.longitude)
    from stop ${theirCouriers}
    where courier.position_at >= stop.started_at and stop.latitude is not null and stop.arrived_at is null
    order by 1, 2 on conflict do nothing`);
  await transaction.rows(sql`delete from task_approaches where at < now() - interval '2 hours'`);
}

function noneYet(of: Sql, kind: string): Sql {
  return sql`not exists (select from logistics_alerts known
    where known.tenant_id = ${of}.tenant_id and known.task_id = ${of}.task_id and known.kind = ${kind} and known.status <> 'RESOLVED')`;
}

/** What couriers on the way bring or do, and are expected too late, also those after the next. When the time is over, their deadline tells. */
const lateSql = sql`with ${stops}, late as (
    select stop.tenant_id, task.id as task_id, task.branch_id, task.other_branch_id, task.courier_id, task.number, task.not_after,
      task.estimated_at
    from stop join tasks task on task.tenant_id = stop.tenant_id and task.courier_id = stop.courier_id and task.ended_at is null
    where task.estimated_at > task.not_after and task.arrived_at is null and not ${isFetching('task')}
      and not ${isSilenced('task', sql`'LATE'`)}
  )
  select stop.tenant_id, stop.task_id, 'LATE' as kind, stop.not_after as since, stop.branch_id, stop.other_branch_id, stop.courier_id,
    stop.number, stop.not_after, stop.estimated_at, courier.name as courier_name, policy.severity, policy.escalation, now() as opened_at,
    true as forecast, null as metres, null as nearest_metres, null as grown_metres
  from late stop ${theirCouriers} cross join lateral ${effectivePolicy('stop', sql`'LATE'`)} policy
  where policy.active and stop.estimated_at > stop.not_after + policy.time and ${noneYet(sql`stop`, 'LATE')}
  order by stop.tenant_id, stop.task_id`;

/** Farther away, by more than so many metres, than they had come within so many minutes. */
const offRouteSql = sql`with ${stops}
  select ${ofStop}, 'OFF_ROUTE' as kind, nearest.at as since, here.metres, nearest.metres as nearest_metres, policy.metres as grown_metres
  from stop ${theirCouriers} cross join lateral ${effectivePolicy('stop', sql`'OFF_ROUTE'`)} policy
  cross join lateral (
    select at, metres from task_approaches seen
    where seen.tenant_id = stop.tenant_id and seen.task_id = stop.task_id and seen.courier_id = stop.courier_id order by at desc limit 1
  ) here
  cross join lateral (
    select at, metres from task_approaches seen
    where seen.tenant_id = stop.tenant_id and seen.task_id = stop.task_id and seen.courier_id = stop.courier_id and seen.at >= now() - policy.time
    order by metres, at desc limit 1
  ) nearest
  where policy.active and here.metres - nearest.metres > policy.metres and stop.arrived_at is null
    and ${noneYet(sql`stop`, 'OFF_ROUTE')}
  order by stop.tenant_id, stop.task_id`;

/** Couriers on shift and on the way of whom nothing was heard, not even that they set out. */
const silentSql = sql`with ${stops}
  select ${ofStop}, 'NO_SIGNAL' as kind, heard.last as since, null as metres, null as nearest_metres, null as grown_metres
  from stop ${theirCouriers} cross join lateral ${effectivePolicy('stop', sql`'NO_SIGNAL'`)} policy
  cross join lateral (select greatest(courier.position_at, stop.started_at, courier.on_shift_since) as last) heard
  where policy.active and courier.active and courier.on_shift_since is not null and heard.last <= now() - policy.time
    and ${noneYet(sql`stop`, 'NO_SIGNAL')}
  order by stop.tenant_id, stop.task_id`;

export const onTheWaySql: readonly Sql[] = [lateSql, offRouteSql, silentSql];
