import type { BranchCalendar, BranchOpening } from './opening-hours.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { defineEvent, type EventRecord } from '../events/event.js';
import { on } from '../jobs/job.js';
import { toTypeId, toUuid } from '../graph/type-id.js';
import type { Context } from '../subgraph/context.js';
import { defineLoader } from '../subgraph/loader.js';

interface CalendarRow {
  readonly branch_id: string;
  readonly time_zone: string;
  readonly opening_hours: BranchOpening[];
}

/** By branch; one that no event has told of yet is asked for at its owner. Branches that do not exist have none. */
export const calendarOfBranch = defineLoader<string, BranchCalendar>('calendar of branch', async (context: Context, ids) => {
  const uuids = ids.map((id) => toUuid('branch', id));
  const rows = await context.db.rows<CalendarRow>(
    sql`select branch_id, time_zone, opening_hours from branch_calendars where branch_id = any (${uuids}::uuid[])`,
    null,
  );
  const known = new Map<string, BranchCalendar>(
    rows.map((row) => [toTypeId('branch', row.branch_id), { timeZone: row.time_zone, openingHours: row.opening_hours }]),
  );
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const asked = await context.read<BranchCalendar>('Branch', unknown, 'timeZone openingHours { day opens closes }');
    for (const [id, calendar] of asked) known.set(id, calendar);
  }
  return known;
});

/** Keeps what was asked for, so that what happens without a caller, such as an offer to who waits, need not ask again. Before any lock: two who keep the same for the first time wait for each other. */
export async function rememberCalendars(transaction: Transaction, calendars: ReadonlyMap<string, BranchCalendar>): Promise<void> {
  const rows = [...calendars].map(([id, calendar]) => ({
    branch_id: toUuid('branch', id),
    time_zone: calendar.timeZone,
    opening_hours: calendar.openingHours,
  }));
  await transaction.rows(sql`insert into branch_calendars (branch_id, time_zone, opening_hours, as_of)
    select branch_id, time_zone, opening_hours, '-infinity' from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as known (branch_id uuid, time_zone text, opening_hours jsonb)
    order by branch_id on conflict do nothing`);
}

/** All calendars that are kept, by branch. */
export async function keptCalendars(transaction: Transaction): Promise<ReadonlyMap<string, BranchCalendar>> {
  const rows = await transaction.rows<CalendarRow>(sql`select branch_id, time_zone, opening_hours from branch_calendars`);
  return new Map(rows.map((row) => [toTypeId('branch', row.branch_id), { timeZone: row.time_zone, openingHours: row.opening_hours }]));
}

export type BranchChange = Partial<BranchCalendar>;
const branchCreated = defineEvent<BranchChange>('branch.created', 1, 'A branch was opened; platform tells it.');
const branchUpdated = defineEvent<BranchChange>('branch.updated', 1, 'A branch was changed; platform tells it.');

export const keepBranchCalendars = [
  on(branchCreated, 'keep-branch-calendar-of-new', (_context, event, transaction) => keepCalendar(transaction, event)),
  on(branchUpdated, 'keep-branch-calendar', (_context, event, transaction) => keepCalendar(transaction, event)),
];

/** The newest of two events that come in another order stays. */
export async function keepCalendar(transaction: Transaction, { subject, data, occurredAt }: EventRecord<BranchChange>): Promise<void> {
  if (!data.timeZone || !data.openingHours) return;
  await transaction.rows(sql`insert into branch_calendars (branch_id, time_zone, opening_hours, as_of)
    values (${toUuid('branch', subject)}, ${data.timeZone}, ${JSON.stringify(data.openingHours)}, ${occurredAt})
    on conflict (tenant_id, branch_id) do update set time_zone = excluded.time_zone, opening_hours = excluded.opening_hours, as_of = excluded.as_of
    where branch_calendars.as_of < excluded.as_of`);
}
