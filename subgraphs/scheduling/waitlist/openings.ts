import type { BranchCalendar, Days } from '#kernel/calendar/opening-hours.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineJob } from '#kernel/jobs/job.js';
import { keptCalendars } from '#kernel/calendar/branch-calendar.js';
import { dayToWall, wallToDay } from '#kernel/calendar/zone-clock.js';
import { HealthcareService } from '../services/healthcare-service.js';
import { loadAvailability } from '../slots/availability.js';
import { findSlots } from '../slots/find-slots.js';
import { slotLimits } from '../slots/slot.inputs.js';
import { spanOfDays } from '../slots/slot-search.js';
import { SlotStatus, type Slot } from '../slots/slot.js';
import { lockConcerned, offerFreed, type FreedTime } from './offering.js';
import { WaitlistStatus } from './waitlist-entry.js';

const dayMs = 86_400_000;

/** Days in which a calendar leaves more time than before. */
interface Opening extends Days {
  /** Where; wherever the practitioner works when null. */
  readonly branchId: string | null;
  /** Whose; everybody's when null. */
  readonly practitionerId: string | null;
}

/** How many wait for a service at a branch. */
interface Demand {
  readonly branchId: string;
  readonly serviceId: string;
  readonly count: number;
  /** The days that they wait for, of those of the opening: what is free before would be offered to nobody, and count as theirs. */
  readonly from: string;
  readonly until: string;
}

/** Offers what a change of a calendar has opened to who waits, once the change is committed. */
export async function openTimes(transaction: Transaction, opening: Opening): Promise<void> {
  const today = wallToDay(Date.now() - dayMs);
  const from = opening.from > today ? opening.from : today;
  const last = wallToDay(dayToWall(from) + (slotLimits.days - 1) * dayMs);
  const until = opening.until < last ? opening.until : last;
  if (from <= until) await transaction.schedule(offerOpenings, { ...opening, from, until });
}

export const offerOpenings = defineJob<Opening>('offer-openings', async (_context, opening, transaction) => {
  const calendars = await keptCalendars(transaction);
  const times: FreedTime[] = [];
  for (const demand of await demandFor(transaction, opening)) times.push(...(await freeTimes(transaction, opening, demand, calendars)));
  if (times.length === 0) return;
  const waiting = await lockConcerned(transaction, times);
  await offerFreed(
    transaction,
    times.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
    waiting,
  );
});

async function demandFor(transaction: Transaction, { branchId, practitionerId, from, until }: Opening): Promise<Demand[]> {
  const branch = branchId === null ? null : toUuid('branch', branchId);
  const practitioner = practitionerId === null ? null : toUuid('practitioner', practitionerId);
  const rows = await transaction.rows<{ branch_id: string; service_id: string; count: number; first_day: string; last_day: string }>(
    sql`select branch_id, service_id, count(*)::int as count,
        greatest(min(earliest_on), ${from}::date)::text as first_day, least(max(latest_on), ${until}::date)::text as last_day from waitlist_entries
      where status = ${WaitlistStatus.WAITING} and (${branch}::uuid is null or branch_id = ${branch}::uuid)
        and earliest_on <= ${until}::date and latest_on >= ${from}::date
        and (${practitioner}::uuid is null or ((practitioner_ids is null or ${practitioner}::uuid = any (practitioner_ids))
          and service_id in (select service_id from practitioner_services where practitioner_id = ${practitioner}::uuid)))
      group by 1, 2 order by 1, 2`,
  );
  return rows.map((row) => ({
    branchId: toTypeId('branch', row.branch_id),
    serviceId: toTypeId('service', row.service_id),
    count: row.count,
    from: row.first_day,
    until: row.last_day,
  }));
}

/** As many free times as there are who wait, the soonest, of which no two take each other's place. */
async function freeTimes(
  transaction: Transaction,
  { practitionerId }: Opening,
  { branchId, serviceId, count, from, until }: Demand,
  calendars: ReadonlyMap<string, BranchCalendar>,
): Promise<FreedTime[]> {
  const service = await transaction.first(HealthcareService, sql`where id = ${toUuid('service', serviceId)} and active`);
  if (!service) return [];
  const question = { service, branchIds: [branchId], resources: [], patientId: null };
  const availability = await loadAvailability(transaction, () => Promise.resolve(calendars), {
    ...question,
    practitionerIds: practitionerId === null ? null : [practitionerId],
    ...spanOfDays({ from, until }),
    ignoring: null,
  });
  const searches = findSlots({ ...question, days: { from, until }, statuses: new Set([SlotStatus.FREE]), now: Date.now() }, availability);
  return searches
    .flatMap((slots) => apart(slots).take(count).toArray())
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .slice(0, count)
    .map(({ startsAt, localDate, practitionerId: whose }) => ({
      branchId,
      practitionerId: whose,
      serviceId,
      resourceIds: [],
      patientId: null,
      startsAt,
      localDate,
    }));
}

/** Those that begin when the one before is over. */
function* apart(slots: Iterable<Slot>): Generator<Slot> {
  let free = 0;
  for (const slot of slots) {
    if (slot.startsAt.getTime() < free) continue;
    free = slot.endsAt.getTime();
    yield slot;
  }
}
