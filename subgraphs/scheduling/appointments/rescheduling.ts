import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { rememberCalendars } from '../calendars/branch-calendar.js';
import { ZoneClock } from '../calendars/zone-clock.js';
import { remind } from '../reminders/reminding.js';
import { offerFreedTime } from '../waitlist/offering.js';
import { recordChange } from './appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus } from './appointment-status.js';
import { RescheduleAppointmentPayload, type RescheduleAppointmentInput } from './appointment.inputs.js';
import { Appointment } from './appointment.js';
import { bookingPermission } from './booking.js';
import { clashes, lockSubjects, release, subjectsOf, take } from './reservations.js';
import { laterOnes } from './series.js';
import { planVisit, surroundingsOf, type VisitRequest } from './visit-plan.js';

/** Moves one appointment, or the later ones of its series too: all of them, in one transaction, or none. */
export async function rescheduleAppointment(context: Context, input: RescheduleAppointmentInput): Promise<RescheduleAppointmentPayload> {
  const refused = { appointment: null, rescheduled: [], unavailable: [] };
  const [known] = await context.db.all(Appointment, sql`where id = ${toUuid('appointment', input.id)}`);
  const surroundings = known
    ? await surroundingsOf(context, { branchId: input.branchId ?? known.branchId, patientId: null, practitionerId: input.practitionerId ?? known.practitionerId }, bookingPermission)
    : null;
  const options = { name: 'rescheduleAppointment', permission: bookingPermission, constraints: clashes };
  return context.db.command(RescheduleAppointmentPayload, options, async (transaction) => {
    const appointment = await transaction.lock(Appointment, input.id);
    if (!appointment || !surroundings) return refuse('NOT_FOUND', 'There is no such appointment at the branches where you may do this.', ['input', 'id'], refused);
    if (surroundings.refusals.length > 0) return new Refusal(surroundings.refusals, refused);
    const stale = staleVersion(appointment, input.expectedVersion, 'appointment', refused);
    if (stale) return stale;
    if (appointment.status !== AppointmentStatus.BOOKED) {
      return refuse('WRONG_STATE', `The appointment is ${appointment.status}: only one that is BOOKED is moved.`, ['input', 'id'], refused);
    }
    if (surroundings.branchId !== appointment.branchId && !input.resourceIds && appointment.resourceIds.length > 0) {
      return refuse('REQUIRED', 'The rooms and devices stay at their branch: say which ones it takes up now.', ['input', 'resourceIds'], refused);
    }
    await rememberCalendars(transaction, surroundings.calendars);
    const moving = [appointment, ...(await laterOnes(transaction, appointment, input.scope))];
    const before = moving.map((each) => Object.assign(new Appointment(), each));
    await lockSubjects(transaction, before.flatMap(subjectsOf));
    // All give back first, so that a series can move into times of its own.
    for (const each of moving) await release(transaction, each.id);
    const moveOf = movesOf(appointment, input.startsAt);
    const errors: UserError[] = [];
    const unavailable: Date[] = [];
    for (const each of moving) {
      const request: VisitRequest = {
        ...each,
        branchId: surroundings.branchId,
        practitionerId: input.practitionerId ?? each.practitionerId,
        resourceIds: input.resourceIds ?? each.resourceIds,
        startsAt: moveOf(each),
      };
      const plan = await planVisit(transaction, surroundings.calendars, request);
      if (!('slot' in plan)) {
        unavailable.push(request.startsAt);
        errors.push(moving.length === 1 ? plan : userError(plan.code, `${request.startsAt.toISOString()}: ${plan.message}`, plan.field ?? undefined));
        continue;
      }
      const previous = { localDate: each.localDate, branchId: each.branchId };
      Object.assign(each, {
        branchId: plan.slot.branchId,
        practitionerId: plan.slot.practitionerId,
        resourceIds: plan.resources.map(({ id }) => id),
        startsAt: plan.slot.startsAt,
        endsAt: plan.slot.endsAt,
        localDate: plan.slot.localDate,
        timeZone: plan.slot.timeZone,
        priceReference: plan.terms.priceReference,
      });
      await transaction.save(each);
      await take(transaction, each, plan.terms, plan.resources);
      await keepHistoryWith(transaction, each, previous.branchId);
      await recordChange(transaction, each, AppointmentChangeKind.RESCHEDULED, { reason: input.reason ?? null, previous });
      await remind(transaction, each);
    }
    if (errors.length > 0) return new Refusal(errors, { ...refused, unavailable });
    for (const freed of before) await offerFreedTime(transaction, freed);
    return { appointment, rescheduled: moving, unavailable: [] };
  });
}

/** Each moves by as much as the first one, on the wall clock: 09:00 becomes 10:00 also after the clocks have changed. */
function movesOf(first: Appointment, startsAt: Date): (each: Appointment) => Date {
  const clock = ZoneClock.of(first.timeZone);
  const shift = clock.toWall(startsAt.getTime()) - clock.toWall(first.startsAt.getTime());
  const firstId = first.id;
  return (each) => (each.id === firstId ? startsAt : new Date(clock.toInstant(clock.toWall(each.startsAt.getTime()) + shift)));
}

/** The history, and what the patient was sent, goes where the appointment goes, and is seen by who sees it there. */
async function keepHistoryWith(transaction: Transaction, { id, branchId }: Appointment, previousBranchId: string): Promise<void> {
  if (branchId === previousBranchId) return;
  await transaction.rows(sql`update appointment_changes set branch_id = ${toUuid('branch', branchId)} where appointment_id = ${toUuid('appointment', id)}`);
  await transaction.rows(sql`update notifications set branch_id = ${toUuid('branch', branchId)} where appointment_id = ${toUuid('appointment', id)}`);
}
