import type { BranchCalendar } from '#kernel/calendar/opening-hours.js';
import { isConsented } from '#kernel/consents/known-consents.js';
import { branchesFor, permits } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { calendarOfBranch } from '#kernel/calendar/branch-calendar.js';
import { dayToWall } from '#kernel/calendar/zone-clock.js';
import { BookableResource } from '../resources/resource.js';
import { serviceById } from '../services/healthcare-service.js';
import { loadAvailability } from './availability.js';
import { findSlots } from './find-slots.js';
import { slotLimits, SlotMode, SlotSearchResult, type SlotSearchInput } from './slot.inputs.js';
import { SlotStatus, type Slot } from './slot.js';

const dayMs = 86_400_000;

export async function searchSlots(context: Context, input: SlotSearchInput): Promise<SlotSearchResult> {
  checkInput(input);
  if (input.patientId && !permits(context.request, 'appointments:read')) {
    throw new GraphError(
      'FORBIDDEN',
      'patientId takes the permission "appointments:read", for it tells when the patient is busy: leave it out.',
    );
  }
  const service = await context.load(serviceById, input.serviceId);
  if (!service?.active) throw new GraphError('NOT_FOUND', 'There is no such service that can be booked.');
  const uuids = input.resourceIds.map((id) => toUuid('resource', id));
  const resources = uuids.length === 0 ? [] : await context.db.all(BookableResource, sql`where active and id = any (${uuids}::uuid[])`);
  if (resources.length < new Set(uuids).size)
    throw new GraphError('NOT_FOUND', 'One of these rooms and devices does not exist or cannot be booked.');
  const places = [...new Set(resources.map(({ branchId }) => branchId))];
  if (places.length > 1) throw new GraphError('BAD_USER_INPUT', 'Rooms and devices that must be free together are of one branch.');
  const branchIds = searchedBranches(context, input, places[0] ?? null);
  const question = { service, branchIds, resources, patientId: await knownPatient(context, input) };
  const availability = await loadAvailability(context.db, (ids) => calendarsOf(context, ids), {
    ...question,
    practitionerIds: input.practitionerIds ?? null,
    ...spanOfDays(input),
    ignoring: null,
  });
  const first = input.mode === SlotMode.FIRST_AVAILABLE;
  const statuses = new Set(first ? [SlotStatus.FREE] : input.statuses);
  const searches = findSlots({ ...question, days: { from: input.from, until: input.until }, statuses, now: Date.now() }, availability);
  const slots = soonest(first ? searches.map((each) => each.take(1)) : searches)
    .take(input.limit + 1)
    .toArray();
  return Object.assign(new SlotSearchResult(), { slots: slots.slice(0, input.limit), hasMore: slots.length > input.limit });
}

/** When a patient is busy is told to those who may know of the patient's appointments; for others they are as free as one that never was. */
async function knownPatient(context: Context, { patientId }: SlotSearchInput): Promise<string | null> {
  return patientId && (await isConsented(context, patientId, 'appointments:read')) ? patientId : null;
}

/** Wide enough for these days in every zone, and for what reaches into them. */
export function spanOfDays(days: { readonly from: string; readonly until: string }): { from: Date; until: Date } {
  return { from: new Date(dayToWall(days.from) - 2 * dayMs), until: new Date(dayToWall(days.until) + 3 * dayMs) };
}

/** Calendars by branch, of those that there are; one statement. */
export async function calendarsOf(context: Context, branchIds: readonly string[]): Promise<ReadonlyMap<string, BranchCalendar>> {
  const found = await Promise.all(branchIds.map(async (id) => [id, await context.load(calendarOfBranch, id)] as const));
  return new Map(found.flatMap(([id, calendar]) => (calendar ? [[id, calendar] as const] : [])));
}

/** Only branches where the caller may look at schedules; null for all that there are. */
function searchedBranches(context: Context, { branchIds }: SlotSearchInput, ofResources: string | null): readonly string[] | null {
  const granted = branchesFor(context.request, 'schedules:read');
  const asked = branchIds ?? (context.request.branch === null ? null : [context.request.branch]);
  const wanted = ofResources === null ? asked : (asked ?? [ofResources]).filter((id) => id === ofResources);
  if (granted === 'all') return wanted;
  return wanted === null ? granted : wanted.filter((id) => granted.includes(id));
}

/** Merges the searches, each of which is in order; none is followed further than it must be. */
function* soonest(searches: readonly IteratorObject<Slot, unknown>[]): Generator<Slot> {
  const heads = searches.flatMap((search) => {
    const { value, done } = search.next();
    return done ? [] : [{ search, slot: value }];
  });
  while (heads.length > 0) {
    let next = 0;
    // Of the same time the first, which is that of the first name.
    for (const [index, { slot }] of heads.entries())
      if (slot.startsAt < (heads[next] as (typeof heads)[number]).slot.startsAt) next = index;
    const head = heads[next] as (typeof heads)[number];
    yield head.slot;
    const { value, done } = head.search.next();
    if (done) heads.splice(next, 1);
    else head.slot = value;
  }
}

function checkInput({ from, until, limit, practitionerIds, branchIds, resourceIds }: SlotSearchInput): void {
  const days = (dayToWall(until) - dayToWall(from)) / dayMs + 1;
  if (days < 1 || days > slotLimits.days)
    throw new GraphError('BAD_USER_INPUT', `Search 1 to ${slotLimits.days} days: until is from or later.`);
  if (limit < 1 || limit > slotLimits.most) throw new GraphError('BAD_USER_INPUT', `limit is 1 to ${slotLimits.most}, not ${limit}.`);
  const lists = [
    ['practitionerIds', practitionerIds, slotLimits.practitioners],
    ['branchIds', branchIds, slotLimits.branches],
    ['resourceIds', resourceIds, slotLimits.resources],
  ] as const;
  for (const [name, ids, most] of lists) {
    if ((ids?.length ?? 0) > most) throw new GraphError('BAD_USER_INPUT', `${name} takes at most ${most} ids.`);
  }
}
