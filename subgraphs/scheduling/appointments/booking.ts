import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { occurrences } from '#kernel/recurrence/expand.js';
import { parseRecurrenceRule, RecurrenceRuleError } from '#kernel/recurrence/recurrence-rule.js';
import type { Context } from '#kernel/subgraph/context.js';
import { rememberCalendars } from '#kernel/calendar/branch-calendar.js';
import { ZoneClock } from '#kernel/calendar/zone-clock.js';
import { remind } from '../reminders/reminding.js';
import { recordChange } from './appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus } from './appointment-status.js';
import {
  BookAppointmentPayload,
  BookAppointmentSeriesPayload,
  ConfirmAppointmentPayload,
  HoldAppointmentPayload,
  holdLimits,
  seriesLimits,
  type BookAppointmentInput,
  type BookAppointmentSeriesInput,
  type ConfirmAppointmentInput,
  type HoldAppointmentInput,
  type VisitInput,
} from './appointment.inputs.js';
import { Appointment, AppointmentSeries } from './appointment.js';
import { holdKey } from './expiring.js';
import { followedUp, isFree, oneFreeFollowUp } from './follow-up.js';
import { expireHold } from './hold-expiry.js';
import { appointmentOf } from './new-appointment.js';
import { clashes, keepFirmly, take } from './reservations.js';
import { planVisit, surroundingsOf, type VisitSurroundings, type WantedVisit } from './visit-plan.js';

export const bookingPermission = 'appointments:book';
const nothing = { appointment: null };
const minuteMs = 60_000;

const constraints = { ...clashes, ...oneFreeFollowUp } as const;

export async function holdAppointment(context: Context, input: HoldAppointmentInput): Promise<HoldAppointmentPayload> {
  const surroundings = await surroundingsOf(context, wanted(input), bookingPermission);
  return context.db.command(
    HoldAppointmentPayload,
    { name: 'holdAppointment', permission: bookingPermission, constraints },
    async (transaction) => {
      if (input.holdMinutes < 1 || input.holdMinutes > holdLimits.mostMinutes) {
        return refuse('INVALID', `A time is held for 1 to ${holdLimits.mostMinutes} minutes.`, ['input', 'holdMinutes'], nothing);
      }
      const holdExpiresAt = new Date(Date.now() + input.holdMinutes * minuteMs);
      const appointment = await takeVisit(transaction, surroundings, input, { holdExpiresAt });
      if (!(appointment instanceof Appointment)) return new Refusal(appointment, nothing);
      return { appointment };
    },
  );
}

export async function bookAppointment(context: Context, input: BookAppointmentInput): Promise<BookAppointmentPayload> {
  const surroundings = await surroundingsOf(context, wanted(input), bookingPermission);
  return context.db.command(
    BookAppointmentPayload,
    { name: 'bookAppointment', permission: bookingPermission, constraints },
    async (transaction) => {
      const appointment = await takeVisit(transaction, surroundings, input);
      if (!(appointment instanceof Appointment)) return new Refusal(appointment, nothing);
      return { appointment };
    },
  );
}

export async function confirmAppointment(context: Context, input: ConfirmAppointmentInput): Promise<ConfirmAppointmentPayload> {
  return context.db.command(
    ConfirmAppointmentPayload,
    { name: 'confirmAppointment', permission: bookingPermission, constraints },
    async (transaction) => {
      const appointment = await transaction.lock(Appointment, input.id);
      if (!appointment)
        return refuse('NOT_FOUND', 'There is no such appointment at the branches where you may do this.', ['input', 'id'], nothing);
      if (appointment.status !== AppointmentStatus.PENDING) {
        return refuse(
          'WRONG_STATE',
          `The appointment is ${appointment.status}: only one that is PENDING is confirmed.`,
          ['input', 'id'],
          nothing,
        );
      }
      if (!(await confirm(transaction, appointment)))
        return refuse('WRONG_STATE', 'The hold has run out: hold the time again.', ['input', 'id'], nothing);
      return { appointment };
    },
  );
}

/** Books every occurrence or none. */
export async function bookAppointmentSeries(context: Context, input: BookAppointmentSeriesInput): Promise<BookAppointmentSeriesPayload> {
  const surroundings = await surroundingsOf(context, wanted(input), bookingPermission);
  const refused = { appointments: [], unavailable: [] };
  return context.db.command(
    BookAppointmentSeriesPayload,
    { name: 'bookAppointmentSeries', permission: bookingPermission, constraints },
    async (transaction) => {
      if (surroundings.refusals.length > 0) return new Refusal(surroundings.refusals, refused);
      const starts = seriesStarts(input, surroundings);
      if (!Array.isArray(starts)) return new Refusal([starts], refused);
      const { id: seriesId } = await transaction.insert(
        Object.assign(new AppointmentSeries(), {
          id: newId('series'),
          branchId: surroundings.branchId,
          patientId: input.patientId,
          rule: input.rule,
        }),
      );
      const appointments: Appointment[] = [];
      const errors: UserError[] = [];
      const unavailable: Date[] = [];
      for (const startsAt of starts) {
        const appointment = await takeVisit(transaction, surroundings, { ...input, startsAt }, { seriesId });
        if (appointment instanceof Appointment) appointments.push(appointment);
        else {
          unavailable.push(startsAt);
          errors.push(
            ...appointment.map(({ code, message, field }) => userError(code, `${startsAt.toISOString()}: ${message}`, field ?? undefined)),
          );
        }
      }
      return errors.length > 0 ? new Refusal(errors, { appointments: [], unavailable }) : { appointments, unavailable };
    },
  );
}

/** Makes an appointment firm that was held or offered; false when its time has run out. */
export async function confirm(transaction: Transaction, appointment: Appointment): Promise<boolean> {
  if (appointment.moveTo(AppointmentStatus.BOOKED, new Date()) || !(await keepFirmly(transaction, appointment))) return false;
  await transaction.save(appointment);
  await transaction.unschedule(holdKey(appointment.id));
  await recordChange(transaction, appointment, AppointmentChangeKind.BOOKED);
  await remind(transaction, appointment);
  return true;
}

/** Takes the time for a visit, firmly or until a hold expires; user errors say why it cannot be had. */
async function takeVisit(
  transaction: Transaction,
  { branchId, calendars, refusals }: VisitSurroundings,
  input: VisitInput,
  { holdExpiresAt = null, seriesId = null }: { holdExpiresAt?: Date | null; seriesId?: string | null } = {},
): Promise<Appointment | readonly UserError[]> {
  if (refusals.length > 0) return refusals;
  const tooLong = lengthErrors(mostLetters.text, { reason: input.reason });
  if (tooLong.length > 0) return tooLong;
  const followed = input.followUpOfId ? await followedUp(transaction, input.followUpOfId, input) : null;
  if (followed && !(followed instanceof Appointment)) return [followed];
  await rememberCalendars(transaction, calendars);
  const request = { ...input, branchId, practitionerId: input.practitionerId ?? null };
  const plan = await planVisit(transaction, calendars, request);
  if (!('slot' in plan)) return [plan];
  const freeFollowUp = followed !== null && (await isFree(transaction, followed, { id: null, localDate: plan.slot.localDate }));
  const appointment = Object.assign(appointmentOf(plan, input), {
    holdExpiresAt,
    seriesId,
    freeFollowUp,
    status: holdExpiresAt ? AppointmentStatus.PENDING : AppointmentStatus.BOOKED,
  });
  appointment.bookedAt = holdExpiresAt ? null : new Date();
  await transaction.insert(appointment);
  await take(transaction, appointment, plan.terms, plan.resources);
  await recordChange(transaction, appointment, holdExpiresAt ? AppointmentChangeKind.HELD : AppointmentChangeKind.BOOKED);
  if (holdExpiresAt)
    await transaction.schedule(expireHold, { appointmentId: appointment.id }, { key: holdKey(appointment.id), runAt: holdExpiresAt });
  else await remind(transaction, appointment);
  return appointment;
}

function wanted({ branchId, patientId, practitionerId }: VisitInput): WantedVisit {
  return { branchId, patientId, practitionerIds: practitionerId ? [practitionerId] : [] };
}

/** Every occurrence at the same time on the wall clock of the branch. */
function seriesStarts(
  { rule: text, startsAt }: BookAppointmentSeriesInput,
  { branchId, calendars }: VisitSurroundings,
): Date[] | UserError {
  const field = ['input', 'rule'];
  const calendar = calendars.get(branchId);
  if (!calendar) return userError('NOT_FOUND', 'There is no such branch.', ['input', 'branchId']);
  try {
    const rule = parseRecurrenceRule(text);
    if (rule.count === null && rule.until === null) return userError('INVALID', 'Say when the series ends, by COUNT or UNTIL.', field);
    const clock = ZoneClock.of(calendar.timeZone);
    const starts = occurrences(rule, clock.toWall(startsAt.getTime()) / 1000)
      .take(seriesLimits.most + 1)
      .toArray();
    if (starts.length === 0) return userError('INVALID', 'This rule names no day.', field);
    if (starts.length > seriesLimits.most) return userError('INVALID', `A series has at most ${seriesLimits.most} appointments.`, field);
    return starts.map((second) => new Date(clock.toInstant(second * 1000)));
  } catch (error) {
    if (error instanceof RecurrenceRuleError) return userError('INVALID', error.message, field);
    throw error;
  }
}
