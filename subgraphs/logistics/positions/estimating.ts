import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Courier } from '../couriers/courier.js';
import type { Task } from '../tasks/task.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { estimateArrival } from '../traces/arrival-estimate.js';
import { haversineRouting } from '../traces/haversine-routing.js';
import type { Place } from '../traces/position.js';
import { believedSince } from './stored-trace.js';
import { vehicleSpeeds } from './vehicle-speeds.js';

/** A task's estimate is not made anew more often than this, however often positions come. */
const estimatedEveryMs = 60_000;
/** What an estimate can learn from: see `estimateArrival`. */
const lookBackMs = 10 * 60_000;
/** How much longer roads are than the crow's way, in towns. */
const detourFactor = 1.3;

type Stop = Task & Place;

/**
 * When the courier will be at the tasks that are under way, with the stops before them. Expects all open tasks in the order of
 * their stops, and the courier at the last position. By the distance as the crow flies: nobody is asked while rows are locked.
 */
export async function estimateArrivals(transaction: Transaction, courier: Courier, tasks: readonly Task[], now: Date): Promise<void> {
  const stops = tasks.filter(isAhead);
  const due = await dueOf(
    transaction,
    stops.filter(({ status }) => status === TaskStatus.ACTIVE),
    now,
  );
  if (due.length === 0 || !courier.positionAt) return;
  const trace = await believedSince(transaction, courier, new Date(courier.positionAt.getTime() - lookBackMs));
  const routing = haversineRouting({ speedKmh: vehicleSpeeds[courier.vehicle].usualKmh, detourFactor });
  const estimates: object[] = [];
  for (const task of due) {
    const before = stopsBefore(stops, task);
    const estimate = await estimateArrival(trace, { to: task, via: before, now, routing });
    if (!estimate) continue;
    const standing = before.reduce((minutes, { serviceMinutes }) => minutes + serviceMinutes, 0);
    const { metres, approximate, positionAt } = estimate;
    const at = new Date(estimate.at.getTime() + standing * 60_000);
    const ends = {
      branch_id: toUuid('branch', task.branchId),
      other_branch_id: task.otherBranchId && toUuid('branch', task.otherBranchId),
    };
    const facts = { metres, approximate, stops_before: before.length, position_at: positionAt, made_at: now };
    estimates.push({ task_id: toUuid('task', task.id), ...ends, at, ...facts });
  }
  await write(transaction, estimates);
}

/** Tasks at the place of which the courier still has to come. */
function isAhead(task: Task): task is Stop {
  return task.latitude !== null && task.longitude !== null && task.arrivedAt === null;
}

function stopsBefore(stops: readonly Stop[], { id }: Stop): Stop[] {
  return stops.slice(
    0,
    stops.findIndex((stop) => stop.id === id),
  );
}

async function dueOf(transaction: Transaction, stops: readonly Stop[], now: Date): Promise<Stop[]> {
  if (stops.length === 0) return [];
  const recent = await transaction.rows<{ task_id: string }>(sql`
    select task_id from task_estimates
    where task_id = any (${stops.map(({ id }) => toUuid('task', id))}::uuid[]) and made_at > ${new Date(now.getTime() - estimatedEveryMs)}`);
  const made = new Set(recent.map(({ task_id }) => task_id));
  return stops.filter(({ id }) => !made.has(toUuid('task', id)));
}

async function write(transaction: Transaction, estimates: readonly object[]): Promise<void> {
  await transaction.rows(sql`
    with made as (
      insert into task_estimates
        (task_id, branch_id, other_branch_id, at, metres, stops_before, approximate, position_at, made_at)
      select task_id, branch_id, other_branch_id, at, metres, stops_before, approximate, position_at, made_at
      from jsonb_to_recordset(${JSON.stringify(estimates)}::jsonb) as made (task_id uuid, branch_id uuid, other_branch_id uuid,
        at timestamptz, metres double precision, stops_before integer, approximate boolean, position_at timestamptz, made_at timestamptz)
      on conflict (tenant_id, task_id) do update set
        branch_id = excluded.branch_id, other_branch_id = excluded.other_branch_id, at = excluded.at, metres = excluded.metres,
        stops_before = excluded.stops_before, approximate = excluded.approximate, position_at = excluded.position_at,
        made_at = excluded.made_at
      returning task_id, at
    )
    update tasks set estimated_at = made.at from made where id = made.task_id`);
}
