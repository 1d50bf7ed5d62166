import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import { leaveQueue } from '../queue/queue-entry.js';
import { forgetReminders } from '../reminders/reminding.js';
import { lockConcerned, offerFreed } from '../waitlist/offering.js';
import { recordChange } from './appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus, takingStatuses } from './appointment-status.js';
import { UpdateAppointmentStatusPayload, type UpdateAppointmentStatusInput } from './appointment.inputs.js';
import { Appointment } from './appointment.js';
import { bookingPermission } from './booking.js';
import { holdKey } from './expiring.js';
import { release } from './reservations.js';

const nothing = { appointment: null };

const kinds: Readonly<Partial<Record<AppointmentStatus, AppointmentChangeKind>>> = {
  [AppointmentStatus.ARRIVED]: AppointmentChangeKind.ARRIVED,
  [AppointmentStatus.FULFILLED]: AppointmentChangeKind.FULFILLED,
  [AppointmentStatus.NOSHOW]: AppointmentChangeKind.NOSHOW,
  [AppointmentStatus.ENTERED_IN_ERROR]: AppointmentChangeKind.ENTERED_IN_ERROR,
};

export async function updateAppointmentStatus(
  context: Context,
  input: UpdateAppointmentStatusInput,
): Promise<UpdateAppointmentStatusPayload> {
  return context.db.command(
    UpdateAppointmentStatusPayload,
    { name: 'updateAppointmentStatus', permission: bookingPermission },
    async (transaction) => {
      const kind = kinds[input.status];
      if (!kind) {
        const message = `${input.status} has a mutation of its own: confirmAppointment, checkInAppointment or cancelAppointment.`;
        return refuse('INVALID', message, ['input', 'status'], nothing);
      }
      const tooLong = lengthErrors(mostLetters.text, { reason: input.reason });
      if (tooLong.length > 0) return new Refusal(tooLong, nothing);
      const appointment = await transaction.lock(Appointment, input.id);
      if (!appointment)
        return refuse('NOT_FOUND', 'There is no such appointment at the branches where you may do this.', ['input', 'id'], nothing);
      const stale = staleVersion(appointment, input.expectedVersion, 'appointment', nothing);
      if (stale) return stale;
      const tookTime = takingStatuses.includes(appointment.status);
      const wrong = await progress(transaction, appointment, input.status, kind, input.reason ?? null);
      if (wrong) return wrong;
      if (input.status === AppointmentStatus.ENTERED_IN_ERROR && tookTime) {
        await transaction.unschedule(holdKey(appointment.id));
        await leaveQueue(transaction, appointment.id);
        const waiting = await lockConcerned(transaction, [appointment]);
        await release(transaction, appointment.id);
        await offerFreed(transaction, [appointment], waiting);
      }
      return { appointment };
    },
  );
}

/** Takes an appointment that is locked to another status, keeps the history and tells it; a refusal says why it cannot be. */
export async function progress(
  transaction: Transaction,
  appointment: Appointment,
  status: AppointmentStatus,
  kind: AppointmentChangeKind,
  reason: string | null = null,
): Promise<Refusal | null> {
  const now = new Date();
  const untimely = timeError(appointment, status, now);
  if (untimely) return refuse('WRONG_STATE', untimely, ['input', 'status'], nothing);
  const allowed = appointment.moveTo(status, now);
  if (allowed) {
    const ways = allowed.length > 0 ? `it can become ${allowed.join(', ')}` : 'nothing follows that';
    return refuse(
      'WRONG_STATE',
      `The appointment is ${appointment.status} and cannot become ${status}: ${ways}.`,
      ['input', 'status'],
      nothing,
    );
  }
  await transaction.save(appointment);
  await forgetReminders(transaction, appointment.id);
  await recordChange(transaction, appointment, kind, { reason });
  return null;
}

/** Takes back that a visit took place, unless something else has become of it since. */
export async function reopen(transaction: Transaction, appointment: Appointment, status: AppointmentStatus): Promise<void> {
  if (appointment.status !== AppointmentStatus.FULFILLED) return;
  Object.assign(appointment, { status, fulfilledAt: null });
  await transaction.save(appointment);
  await recordChange(transaction, appointment, AppointmentChangeKind.REOPENED);
}

/** Nobody is late before the visit begins, and nobody is there before its day. */
function timeError({ startsAt, localDate, timeZone }: Appointment, status: AppointmentStatus, now: Date): string | null {
  if (status === AppointmentStatus.NOSHOW && now < startsAt) return 'The visit has not begun: nobody has missed it yet.';
  if (status !== AppointmentStatus.ARRIVED && status !== AppointmentStatus.CHECKED_IN) return null;
  const today = wallToDay(ZoneClock.of(timeZone).toWall(now.getTime()));
  return today < localDate ? `The visit is on ${localDate}: patients are received on that day.` : null;
}
