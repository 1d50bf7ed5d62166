import type { BranchCalendar } from '#kernel/calendar/opening-hours.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { rememberCalendars } from '#kernel/calendar/branch-calendar.js';
import { ZoneClock } from '#kernel/calendar/zone-clock.js';
import { remind } from '../reminders/reminding.js';
import { lockConcerned, offerFreed } from '../waitlist/offering.js';
import { recordChange } from './appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus, SeriesScope } from './appointment-status.js';
import { RescheduleAppointmentPayload, type RescheduleAppointmentInput } from './appointment.inputs.js';
import { Appointment } from './appointment.js';
import { bookingPermission } from './booking.js';
import { isFree, oneFreeFollowUp } from './follow-up.js';
import { clashes, release, subjectsOf, take } from './reservations.js';
import { laterOnes } from './series.js';
import { planVisit, surroundingsOf, type VisitPlan, type VisitRequest, type VisitSurroundings } from './visit-plan.js';

interface KnownPlace {
  readonly branch_id: string;
  readonly practitioner_id: string | null;
  readonly series_id: string | null;
  readonly starts_at: Date;
}

/** Moves one appointment, or the later ones of its series too: all of them, in one transaction, or none. */
export async function rescheduleAppointment(context: Context, input: RescheduleAppointmentInput): Promise<RescheduleAppointmentPayload> {
  const refused = { appointment: null, rescheduled: [], unavailable: [] };
  const surroundings = await surroundingsOfMove(context, input);
  const options = { name: 'rescheduleAppointment', permission: bookingPermission, constraints: { ...clashes, ...oneFreeFollowUp } };
  return context.db.command(RescheduleAppointmentPayload, options, async (transaction) => {
    const tooLong = lengthErrors(mostLetters.text, { reason: input.reason });
    if (tooLong.length > 0) return new Refusal(tooLong, refused);
    const appointment = await transaction.lock(Appointment, input.id);
    if (!appointment || !surroundings)
      return refuse('NOT_FOUND', 'There is no such appointment at the branches where you may do this.', ['input', 'id'], refused);
    if (surroundings.refusals.length > 0) return new Refusal(surroundings.refusals, refused);
    const stale = staleVersion(appointment, input.expectedVersion, 'appointment', refused);
    if (stale) return stale;
    if (appointment.status !== AppointmentStatus.BOOKED) {
      return refuse('WRONG_STATE', `The appointment is ${appointment.status}: only one that is BOOKED is moved.`, ['input', 'id'], refused);
    }
    const moving = [appointment, ...(await laterOnes(transaction, appointment, input.scope))];
    if (
      input.branchId &&
      !input.resourceIds &&
      moving.some(({ branchId, resourceIds }) => branchId !== input.branchId && resourceIds.length > 0)
    ) {
      return refuse(
        'REQUIRED',
        'The rooms and devices stay at their branch: say which ones it takes up now.',
        ['input', 'resourceIds'],
        refused,
      );
    }
    const followed = await lockFollowedUp(transaction, moving);
    await rememberCalendars(transaction, surroundings.calendars);
    const before = moving.map((each) => Object.assign(new Appointment(), each));
    const requests = requestsOf(appointment, moving, input, surroundings.calendars);
    const waiting = await lockConcerned(transaction, before, requests.flatMap(subjectsOf));
    // All give back first, so that a series can move into times of its own.
    for (const each of moving) await release(transaction, each.id);
    const errors: UserError[] = [];
    const unavailable: Date[] = [];
    for (const [index, request] of requests.entries()) {
      const each = moving[index] as Appointment;
      const plan = await planVisit(transaction, surroundings.calendars, request);
      if ('slot' in plan) {
        await move(transaction, each, plan, { reason: input.reason ?? null, followed: followed.get(each.followUpOfId ?? '') ?? null });
        continue;
      }
      unavailable.push(request.startsAt);
      errors.push(
        moving.length === 1 ? plan : userError(plan.code, `${request.startsAt.toISOString()}: ${plan.message}`, plan.field ?? undefined),
      );
    }
    if (errors.length > 0) return new Refusal(errors, { ...refused, unavailable });
    await offerFreed(
      transaction,
      before.filter((was, index) => hasLeft(was, moving[index] as Appointment)),
      waiting,
    );
    return { appointment, rescheduled: moving, unavailable: [] };
  });
}

/** Null when there is no such appointment for this caller. */
async function surroundingsOfMove(context: Context, input: RescheduleAppointmentInput): Promise<VisitSurroundings | null> {
  const uuid = toUuid('appointment', input.id);
  const [named] = await context.db.rows<KnownPlace>(
    sql`select branch_id, practitioner_id, series_id, starts_at from appointments where id = ${uuid}`,
    bookingPermission,
  );
  if (!named) return null;
  const later =
    input.scope === SeriesScope.THIS || named.series_id === null
      ? []
      : await context.db.rows<KnownPlace>(
          sql`select distinct branch_id, practitioner_id from appointments where series_id = ${named.series_id} and starts_at > ${named.starts_at}`,
          bookingPermission,
        );
  const all = [named, ...later];
  const practitioners = all.flatMap(({ practitioner_id }) =>
    practitioner_id === null ? [] : [toTypeId('practitioner', practitioner_id) as string],
  );
  const branches = all.map(({ branch_id }) => toTypeId('branch', branch_id) as string);
  const place = {
    branchId: input.branchId ?? branches[0],
    patientId: null,
    practitionerIds: input.practitionerId ? [input.practitionerId] : practitioners,
    alsoAt: input.branchId ? [] : branches,
  };
  return surroundingsOf(context, place, bookingPermission);
}

/** Each moves by as much as the first one, on the wall clock: 09:00 becomes 10:00 also after the clocks have changed, and in another zone. */
function requestsOf(
  first: Appointment,
  moving: readonly Appointment[],
  input: RescheduleAppointmentInput,
  calendars: ReadonlyMap<string, BranchCalendar>,
): VisitRequest[] {
  const clockAt = (branchId: string, { timeZone }: Appointment): ZoneClock => ZoneClock.of(calendars.get(branchId)?.timeZone ?? timeZone);
  const wallOf = ({ startsAt, timeZone }: Appointment): number => ZoneClock.of(timeZone).toWall(startsAt.getTime());
  const shift = clockAt(input.branchId ?? first.branchId, first).toWall(input.startsAt.getTime()) - wallOf(first);
  return moving.map((each) => {
    const branchId = input.branchId ?? each.branchId;
    return {
      branchId,
      patientId: each.patientId,
      serviceId: each.serviceId,
      practitionerId: input.practitionerId ?? each.practitionerId,
      resourceIds: input.resourceIds ?? each.resourceIds,
      startsAt: each === first ? input.startsAt : new Date(clockAt(branchId, each).toInstant(wallOf(each) + shift)),
    };
  });
}

async function move(
  transaction: Transaction,
  appointment: Appointment,
  { slot, terms, resources }: VisitPlan,
  { reason, followed }: { reason: string | null; followed: Appointment | null },
): Promise<void> {
  const { id, localDate, branchId } = appointment;
  Object.assign(appointment, {
    branchId: slot.branchId,
    practitionerId: slot.practitionerId,
    resourceIds: resources.map((resource) => resource.id),
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    localDate: slot.localDate,
    timeZone: slot.timeZone,
    priceReference: terms.priceReference,
    freeFollowUp: followed ? await isFree(transaction, followed, { id, localDate: slot.localDate }) : appointment.freeFollowUp,
  });
  await transaction.save(appointment);
  await take(transaction, appointment, terms, resources);
  await keepHistoryWith(transaction, appointment, branchId);
  await recordChange(transaction, appointment, AppointmentChangeKind.RESCHEDULED, { reason, previous: { localDate, branchId } });
  await remind(transaction, appointment);
}

/** The visits that these follow up, by id, locked: whether a follow-up is free is decided again where it goes. */
async function lockFollowedUp(transaction: Transaction, moving: readonly Appointment[]): Promise<ReadonlyMap<string, Appointment>> {
  const ids = moving.flatMap(({ followUpOfId }) => (followUpOfId === null ? [] : [toUuid('appointment', followUpOfId)]));
  if (ids.length === 0) return new Map();
  const found = await transaction.all(Appointment, sql`where id = any (${ids}::uuid[]) order by id for update`);
  return new Map(found.map((first) => [first.id, first]));
}

/** Whether it is not at its old time and place any more, which somebody else may have then. */
function hasLeft(was: Appointment, is: Appointment): boolean {
  return was.startsAt.getTime() !== is.startsAt.getTime() || was.practitionerId !== is.practitionerId || was.branchId !== is.branchId;
}

/** The history, and what the patient was sent, goes where the appointment goes, and is seen by who sees it there. */
async function keepHistoryWith(transaction: Transaction, { id, branchId }: Appointment, previousBranchId: string): Promise<void> {
  if (branchId === previousBranchId) return;
  await transaction.rows(
    sql`update appointment_changes set branch_id = ${toUuid('branch', branchId)} where appointment_id = ${toUuid('appointment', id)}`,
  );
  await transaction.rows(
    sql`update notifications set branch_id = ${toUuid('branch', branchId)} where appointment_id = ${toUuid('appointment', id)}`,
  );
}
