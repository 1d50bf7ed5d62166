import { keepCalendar, type BranchChange } from '#kernel/calendar/branch-calendar.js';
import type { Closure } from '#kernel/calendar/opening-hours.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { recountClocks } from './recounting.js';

const closureAdded = defineEvent<Closure>('branch_closure.added', 1, 'A branch is to be closed on some days; scheduling tells it.');
const closureRemoved = defineEvent<Closure>('branch_closure.removed', 1, 'A branch is not to be closed after all; scheduling tells it.');
const branchUpdated = defineEvent<BranchChange>('branch.updated', 1, 'A branch was changed; platform tells it.');

export const followBranchHours = [
  on(closureAdded, 'keep-branch-closure', (_context, event, transaction) => keep(event, transaction, false)),
  on(closureRemoved, 'forget-branch-closure', (_context, event, transaction) => keep(event, transaction, true)),
  on(branchUpdated, 'recount-clocks-of-branch', recount),
];

/** What was removed stays so, whichever of the two is heard first. */
async function keep({ subject, branch, data }: EventRecord<Closure>, transaction: Transaction, removed: boolean): Promise<void> {
  if (branch === null) return;
  await transaction.rows(sql`insert into known_closures (closure_id, branch_id, starts_on, ends_on, from_time, until_time, removed)
    values (${toUuid('closure', subject)}, ${toUuid('branch', branch)}, ${data.startsOn}, ${data.endsOn}, ${data.fromTime}, ${data.untilTime}, ${removed})
    on conflict (tenant_id, closure_id) do update set removed = known_closures.removed or excluded.removed`);
  await transaction.schedule(recountClocks, { branchId: branch }, { key: `recount-clocks:${branch}` });
}

/** The reaction that keeps every branch's hours may be behind this one. */
async function recount(_context: Context, event: EventRecord<BranchChange>, transaction: Transaction): Promise<void> {
  await keepCalendar(transaction, event);
  await transaction.schedule(recountClocks, { branchId: event.subject }, { key: `recount-clocks:${event.subject}` });
}
