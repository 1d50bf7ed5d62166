import type { BranchCalendar, Closure } from '#kernel/calendar/opening-hours.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { always, WorkingCalendar, type CountedTime } from './working-calendar.js';

/** How time is counted at a branch: by its hours as they are known here. */
export async function hoursOf(transaction: Transaction, branchId: string): Promise<CountedTime> {
  const branch = toUuid('branch', branchId);
  const [row] = await transaction.rows<{ time_zone: string; opening_hours: BranchCalendar['openingHours'] }>(
    sql`select time_zone, opening_hours from branch_calendars where branch_id = ${branch}`,
  );
  if (!row) return always;
  const closures = await transaction.rows<Closure>(sql`select starts_on::text as "startsOn", ends_on::text as "endsOn",
      from_time::text as "fromTime", until_time::text as "untilTime"
    from known_closures where branch_id = ${branch} and not removed and ends_on > current_date - 800 order by closure_id`);
  return new WorkingCalendar({ timeZone: row.time_zone, openingHours: row.opening_hours }, closures);
}
