import { sql, type Sql } from '#kernel/database/sql.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { dayToWall } from '#kernel/calendar/zone-clock.js';
import { availableMinutes } from './available-minutes.js';
import { AppointmentFunnel, PractitionerUtilization, SchedulingReport, WaitingTime } from './scheduling-report.js';

export const mostDays = 366;
const permission = 'reports:read';

/** Which days at which branch. */
export interface ReportRange {
  readonly branchId: string;
  readonly from: string;
  readonly until: string;
}

/** Counted in the database, from the indexes that hold a branch's days. */
export async function reportBranch(context: Context, wanted: string | null, from: string, until: string): Promise<SchedulingReport> {
  const days = (dayToWall(until) - dayToWall(from)) / 86_400_000 + 1;
  if (days < 1 || days > mostDays) throw new GraphError('BAD_USER_INPUT', `Report 1 to ${mostDays} days: until is from or later.`);
  const range = { branchId: await requireBranch(context, wanted, permission), from, until };
  const [funnel, utilization, waiting] = await Promise.all([
    funnelOf(context, range),
    utilizationOf(context, range),
    waitingOf(context, range),
  ]);
  return Object.assign(new SchedulingReport(), { funnel, utilization, waiting });
}

export function funnelStatement(range: ReportRange): Sql {
  return sql`select count(*) filter (where status <> 'ENTERED_IN_ERROR')::int as requested,
      count(*) filter (where booked_at is not null and status <> 'ENTERED_IN_ERROR')::int as booked,
      count(*) filter (where arrived_at is not null and status <> 'ENTERED_IN_ERROR')::int as arrived,
      count(*) filter (where checked_in_at is not null and status <> 'ENTERED_IN_ERROR')::int as checked_in,
      count(*) filter (where status = 'FULFILLED')::int as fulfilled,
      count(*) filter (where status = 'CANCELLED' and booked_at is not null)::int as cancelled,
      count(*) filter (where status = 'NOSHOW')::int as no_show
    from appointments where ${inRange(range)}`;
}

export function utilizationStatement(range: ReportRange): Sql {
  return sql`select practitioner_id, count(*)::int as appointments, round(sum(extract(epoch from ends_at - starts_at)) / 60)::int as booked_minutes
    from appointments where ${inRange(range)} and practitioner_id is not null and status in ('BOOKED', 'ARRIVED', 'CHECKED_IN', 'FULFILLED', 'NOSHOW')
    group by practitioner_id`;
}

/** Every stay of a ticket in a queue counts there: those that it was transferred from, and the last one. */
export function waitingStatement(range: ReportRange): Sql {
  return sql`select service_point_id, count(waited)::int as called, count(*) filter (where status in ('LEFT', 'SKIPPED'))::int as lost,
      avg(waited) as mean, percentile_cont(0.5) within group (order by waited) as median, percentile_cont(0.9) within group (order by waited) as p90
    from (
      select service_point_id, status, (extract(epoch from first_called_at - joined_at) / 60)::float8 as waited from queue_tickets where ${inRange(range)}
      union all
      select service_point_id, 'TRANSFERRED', (extract(epoch from first_called_at - joined_at) / 60)::float8 from queue_stays where ${inRange(range)}
    ) stay group by service_point_id order by service_point_id`;
}

async function funnelOf(context: Context, range: ReportRange): Promise<AppointmentFunnel> {
  const [row] = await context.db.rows<
    Record<'requested' | 'booked' | 'arrived' | 'checked_in' | 'fulfilled' | 'cancelled' | 'no_show', number>
  >(funnelStatement(range), permission);
  if (!row) throw new Error('A count gives one row');
  const due = row.no_show + row.arrived;
  const { requested, booked, arrived, checked_in: checkedIn, fulfilled, cancelled, no_show: noShow } = row;
  return Object.assign(new AppointmentFunnel(), {
    requested,
    booked,
    arrived,
    checkedIn,
    fulfilled,
    cancelled,
    noShow,
    noShowRate: due === 0 ? null : noShow / due,
  });
}

async function utilizationOf(context: Context, range: ReportRange): Promise<PractitionerUtilization[]> {
  const rows = await context.db.rows<{ practitioner_id: string; appointments: number; booked_minutes: number }>(
    utilizationStatement(range),
    permission,
  );
  const booked = new Map(rows.map((row) => [toTypeId('practitioner', row.practitioner_id) as string, row]));
  const available = await availableMinutes(context, range, permission);
  return [...new Set([...available.keys(), ...booked.keys()])].sort().map((practitionerId) => {
    const minutes = available.get(practitionerId) ?? 0;
    const taken = booked.get(practitionerId)?.booked_minutes ?? 0;
    return Object.assign(new PractitionerUtilization(), {
      practitionerId,
      appointments: booked.get(practitionerId)?.appointments ?? 0,
      bookedMinutes: taken,
      availableMinutes: minutes,
      rate: minutes === 0 ? null : taken / minutes,
    });
  });
}

async function waitingOf(context: Context, range: ReportRange): Promise<WaitingTime[]> {
  const rows = await context.db.rows<{
    service_point_id: string;
    called: number;
    lost: number;
    mean: number | null;
    median: number | null;
    p90: number | null;
  }>(waitingStatement(range), permission);
  return rows.map(({ service_point_id, called, lost, mean, median, p90 }) =>
    Object.assign(new WaitingTime(), {
      servicePointId: toTypeId('servicepoint', service_point_id),
      called,
      lost,
      meanMinutes: mean,
      medianMinutes: median,
      p90Minutes: p90,
    }),
  );
}

function inRange({ branchId, from, until }: ReportRange): Sql {
  return sql`branch_id = ${toUuid('branch', branchId)} and local_date between ${from}::date and ${until}::date`;
}
