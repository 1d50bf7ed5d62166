import type { BranchCalendar } from '#kernel/calendar/opening-hours.js';
import { isConsented } from '#kernel/consents/known-consents.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { requiredBranchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import { patientRefusal } from '../references/patient.js';
import { BookableResource } from '../resources/resource.js';
import { HealthcareService, PractitionerService } from '../services/healthcare-service.js';
import { termsWith, type VisitTerms } from '../services/visit-terms.js';
import { loadAvailability } from '../slots/availability.js';
import { findSlots } from '../slots/find-slots.js';
import { calendarsOf, spanOfDays } from '../slots/slot-search.js';
import { SlotStatus, type Slot } from '../slots/slot.js';
import { clash, keepBranchOpen, lockSubjects, subjectsOf, sweepExpired } from './reservations.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Who wants which visit, when and where. */
export interface VisitRequest {
  readonly branchId: string;
  readonly patientId: string;
  readonly serviceId: string;
  readonly practitionerId: string | null;
  readonly resourceIds: readonly string[];
  readonly startsAt: Date;
}

/** A visit that can take place: its time is free, and nobody else can take it until the transaction ends. */
export interface VisitPlan {
  readonly service: HealthcareService;
  readonly terms: VisitTerms;
  readonly resources: readonly BookableResource[];
  readonly slot: Slot;
}

/** Where a visit is wanted, of whom and with whom; or, when several are, also at which other branches. */
export interface WantedVisit {
  readonly branchId?: string | null | undefined;
  readonly patientId: string | null;
  readonly practitionerIds?: readonly string[];
  readonly alsoAt?: readonly string[];
}

/** What a plan needs of other subgraphs, asked before the transaction begins: it must not wait for others while it holds locks. */
export interface VisitSurroundings {
  readonly branchId: string;
  readonly calendars: ReadonlyMap<string, BranchCalendar>;
  readonly refusals: readonly UserError[];
}

export async function surroundingsOf(
  context: Context,
  { branchId: wanted, patientId, practitionerIds = [], alsoAt = [] }: WantedVisit,
  permission: string,
): Promise<VisitSurroundings> {
  const branchId = wanted ?? context.request.branch;
  const [outside, noPatient, places] = await Promise.all([
    requiredBranchRefusal(context, branchId, permission),
    patientId === null ? null : patientRefusal(context, patientId, permission),
    context.db.rows<{ branch_id: string }>(
      sql`select distinct branch_id from schedules where practitioner_id = any (${practitionerIds.map((id) => toUuid('practitioner', id))}::uuid[])`,
      permission,
    ),
  ]);
  const refusals = [outside, noPatient].filter((refusal) => refusal !== null);
  if (refusals.length > 0 || branchId === null) return { branchId: branchId ?? '', calendars: new Map(), refusals };
  const branchIds = new Set([branchId, ...alsoAt, ...places.map((row) => toTypeId('branch', row.branch_id) as string)]);
  return { branchId, calendars: await calendarsOf(context, [...branchIds]), refusals };
}

/** Locks all who are part of the visit, and finds whether they are free then; a user error says why not. */
export async function planVisit(
  transaction: Transaction,
  calendars: ReadonlyMap<string, BranchCalendar>,
  request: VisitRequest,
  { ignoring = null, now = Date.now() }: { ignoring?: string | null; now?: number } = {},
): Promise<VisitPlan | UserError> {
  const service = await transaction.first(HealthcareService, sql`where id = ${toUuid('service', request.serviceId)} and active`);
  if (!service) return userError('NOT_FOUND', 'There is no such service that can be booked.', ['input', 'serviceId']);
  if (service.requiresPractitioner !== (request.practitionerId !== null)) {
    const message = service.requiresPractitioner
      ? 'Choose a practitioner: `slots` tells who is free.'
      : 'This service needs no practitioner: leave it out.';
    return userError(service.requiresPractitioner ? 'REQUIRED' : 'INVALID', message, ['input', 'practitionerId']);
  }
  const resources = await resourcesOf(transaction, request);
  if (!Array.isArray(resources)) return resources;
  const own = request.practitionerId === null ? null : await ownTerms(transaction, service.id, request.practitionerId);
  if (request.practitionerId !== null && !own)
    return userError('NOT_FOUND', 'No such practitioner offers this service.', ['input', 'practitionerId']);
  const terms = termsWith(service, own);
  const tooEarlyOrLate = bookingWindowError(request.startsAt.getTime(), terms, now);
  if (tooEarlyOrLate) return tooEarlyOrLate;

  const subjects = subjectsOf(request);
  await lockSubjects(transaction, subjects);
  await sweepExpired(transaction, subjects);
  await keepBranchOpen(transaction, request.branchId);
  const calendar = calendars.get(request.branchId);
  if (!calendar) return userError('NOT_FOUND', 'There is no such branch.', ['input', 'branchId']);
  const day = wallToDay(ZoneClock.of(calendar.timeZone).toWall(request.startsAt.getTime()));
  const question = { service, branchIds: [request.branchId], resources, patientId: request.patientId };
  const availability = await loadAvailability(transaction, () => Promise.resolve(calendars), {
    ...question,
    practitionerIds: request.practitionerId === null ? null : [request.practitionerId],
    ...spanOfDays({ from: day, until: day }),
    ignoring,
  });
  const slots = findSlots({ ...question, days: { from: day, until: day }, now }, availability);
  const slot = slots.flatMap((each) => each.toArray()).find(({ startsAt }) => startsAt.getTime() === request.startsAt.getTime());
  if (!slot) return userError('INVALID', 'No such visit begins at that time: ask `slots` for the times there are.', ['input', 'startsAt']);
  if (slot.status === SlotStatus.BUSY_UNAVAILABLE) {
    return userError('TAKEN', 'The practitioner, a resource or the branch is not available then. Ask `slots` for other times.', [
      'input',
      'startsAt',
    ]);
  }
  if (slot.status !== SlotStatus.FREE) {
    const patient = availability.occupations.get(toUuid('patient', request.patientId));
    const isElsewhere =
      patient?.free(slot.startsAt.getTime(), slot.endsAt.getTime(), '', 1).places === 0 &&
      (await isConsented({ request: transaction.context, db: transaction }, request.patientId, 'appointments:read'));
    return userError(clash.code, isElsewhere ? 'The patient has another appointment at that time.' : clash.message, clash.field);
  }
  return { service, terms, resources, slot };
}

function bookingWindowError(startsAt: number, terms: VisitTerms, now: number): UserError | null {
  const field = ['input', 'startsAt'];
  if (startsAt <= now) return userError('INVALID', 'This time has passed.', field);
  if (startsAt < now + terms.minimumNoticeMinutes * minuteMs) {
    return userError('INVALID', `This visit is booked at least ${terms.minimumNoticeMinutes} minutes ahead.`, field);
  }
  return startsAt > now + terms.horizonDays * dayMs
    ? userError('INVALID', `This visit is booked at most ${terms.horizonDays} days ahead.`, field)
    : null;
}

async function resourcesOf(transaction: Transaction, { resourceIds, branchId }: VisitRequest): Promise<BookableResource[] | UserError> {
  if (resourceIds.length === 0) return [];
  const uuids = [...new Set(resourceIds)].map((id) => toUuid('resource', id));
  const found = await transaction.all(
    BookableResource,
    sql`where active and branch_id = ${toUuid('branch', branchId)} and id = any (${uuids}::uuid[]) order by id`,
  );
  return found.length === uuids.length
    ? found
    : userError('NOT_FOUND', 'One of these rooms and devices does not exist at this branch, or cannot be booked.', [
        'input',
        'resourceIds',
      ]);
}

function ownTerms(transaction: Transaction, serviceId: string, practitionerId: string): Promise<PractitionerService | null> {
  return transaction.first(
    PractitionerService,
    sql`where service_id = ${toUuid('service', serviceId)} and practitioner_id = ${toUuid('practitioner', practitionerId)}`,
  );
}
