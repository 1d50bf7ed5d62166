import type { ObjectLiteral } from 'typeorm';
import { closedWithin, openWithin, spanOf, widened } from '#kernel/calendar/opening-hours.js';
import type { EntityClass } from '#kernel/database/row-mapper.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { difference, intersection, union } from '#kernel/calendar/intervals.js';
import { PracticeContext, Schedule } from '../calendars/schedule.js';
import { BranchClosure, Unavailability } from '../calendars/unavailability.js';
import { hoursWithin } from '../calendars/working-time.js';
import { ZoneClock } from '#kernel/calendar/zone-clock.js';
import { calendarsOf } from '../slots/slot-search.js';
import type { ReportRange } from './report-branch.js';

/**
 * The minutes of clinic hours at a branch in these days, less leave, rounds and closures, by practitioner. Whoever may see the
 * figures of the branch gets them whole, also without a right to look into its calendars.
 */
export async function availableMinutes(
  context: Context,
  { branchId, from, until }: ReportRange,
  permission: string,
): Promise<ReadonlyMap<string, number>> {
  const own = (await calendarsOf(context, [branchId])).get(branchId);
  if (!own) return new Map();
  const clock = ZoneClock.of(own.timeZone);
  const range = { from, until };
  const span = spanOf(range, clock);
  const [start, end] = span;
  // What begins the evening before reaches into the first day, and what lasts into the day after ends at its midnight.
  const days = widened(range);
  const branch = toUuid('branch', branchId);
  const read = async <T extends ObjectLiteral>(entity: EntityClass<T>, clauses: Sql): Promise<T[]> => {
    const mapper = context.db.mapper(entity);
    const rows = await context.db.rows<Record<string, unknown>>(sql`select ${mapper.columns} from ${mapper.table} ${clauses}`, permission);
    return rows.map((row) => mapper.hydrate(row));
  };
  const [schedules, rounds, unavailabilities, closures] = await Promise.all([
    read(
      Schedule,
      sql`where active and branch_id = ${branch} and context = ${PracticeContext.CLINIC} and practitioner_id is not null order by practitioner_id`,
    ),
    // Also those at other branches: nobody is at two places.
    read(
      Schedule,
      sql`where active and context = ${PracticeContext.ROUNDS} and practitioner_id in (select practitioner_id from schedules clinic where clinic.branch_id = ${branch} and clinic.active)`,
    ),
    read(
      Unavailability,
      sql`where practitioner_id is not null and (branch_id is null or branch_id = ${branch}) and ends_at > ${new Date(start)} and starts_at < ${new Date(end)}`,
    ),
    read(BranchClosure, sql`where branch_id = ${branch} and ends_on >= ${days.from}::date and starts_on <= ${days.until}::date`),
  ]);
  const calendars = await calendarsOf(context, [...new Set(rounds.map((schedule) => schedule.branchId))]);
  const open = openWithin(own, days);
  const closed = closedWithin(closures, days, clock);
  const minutes = new Map<string, number>();
  for (const [practitionerId, clinics] of Map.groupBy(schedules, (schedule) => schedule.practitionerId ?? '')) {
    const clinic = clinics.flatMap(({ hours, respectsOpeningHours }) =>
      respectsOpeningHours ? intersection(hoursWithin(hours, days, clock), open) : hoursWithin(hours, days, clock),
    );
    const away = rounds
      .filter((schedule) => schedule.practitionerId === practitionerId)
      .flatMap(({ hours, branchId: at }) => hoursWithin(hours, widened(days), ZoneClock.of(calendars.get(at)?.timeZone ?? own.timeZone)));
    const absent = unavailabilities
      .filter((entry) => entry.practitionerId === practitionerId)
      .map(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()] as const);
    const free = difference(intersection(union(clinic), [span]), union([...away, ...absent, ...closed]));
    minutes.set(practitionerId, Math.round(free.reduce((sum, [begins, ends]) => sum + ends - begins, 0) / 60_000));
  }
  return minutes;
}
