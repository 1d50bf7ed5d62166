import type { Transaction } from '#kernel/database/transaction.js';
import { refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { leaveQueue } from '../queue/queue-entry.js';
import { forgetReminders } from '../reminders/reminding.js';
import { lockConcerned, offerFreed } from '../waitlist/offering.js';
import { recordChange } from './appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus, CancelledBy, nextStatuses } from './appointment-status.js';
import { CancelAppointmentPayload, type CancelAppointmentInput } from './appointment.inputs.js';
import { Appointment } from './appointment.js';
import { bookingPermission } from './booking.js';
import { holdKey } from './expiring.js';
import { release } from './reservations.js';
import { laterOnes } from './series.js';

/** Calls off one appointment, or the later ones of its series too, and offers what becomes free to who waits. */
export async function cancelAppointment(context: Context, input: CancelAppointmentInput): Promise<CancelAppointmentPayload> {
  const refused = { appointment: null, cancelled: [] };
  return context.db.command(CancelAppointmentPayload, { name: 'cancelAppointment', permission: bookingPermission }, async (transaction) => {
    if (input.by === CancelledBy.SYSTEM) return refuse('INVALID', 'Say who calls it off: PATIENT or PROVIDER.', ['input', 'by'], refused);
    const reason = input.reason.trim();
    if (!reason || reason.length > 500)
      return refuse('REQUIRED', 'Say why it is called off, in at most 500 characters.', ['input', 'reason'], refused);
    const appointment = await transaction.lock(Appointment, input.id);
    if (!appointment)
      return refuse('NOT_FOUND', 'There is no such appointment at the branches where you may do this.', ['input', 'id'], refused);
    const stale = staleVersion(appointment, input.expectedVersion, 'appointment', refused);
    if (stale) return stale;
    if (appointment.status === AppointmentStatus.PROPOSED) {
      return refuse('WRONG_STATE', 'It is offered to somebody on the waitlist: decline the offer instead.', ['input', 'id'], refused);
    }
    if (!nextStatuses(appointment.status).includes(AppointmentStatus.CANCELLED)) {
      return refuse('WRONG_STATE', `The appointment is ${appointment.status} and cannot be called off any more.`, ['input', 'id'], refused);
    }
    const cancelled = [appointment, ...(await laterOnes(transaction, appointment, input.scope))];
    const waiting = await lockConcerned(transaction, cancelled);
    for (const each of cancelled) await cancel(transaction, each, input.by, reason);
    await offerFreed(transaction, cancelled, waiting);
    return { appointment, cancelled };
  });
}

async function cancel(transaction: Transaction, appointment: Appointment, by: CancelledBy, reason: string): Promise<void> {
  appointment.moveTo(AppointmentStatus.CANCELLED, new Date());
  Object.assign(appointment, { cancelledBy: by, cancellationReason: reason });
  await transaction.save(appointment);
  await release(transaction, appointment.id);
  await transaction.unschedule(holdKey(appointment.id));
  await forgetReminders(transaction, appointment.id);
  await leaveQueue(transaction, appointment.id);
  await recordChange(transaction, appointment, AppointmentChangeKind.CANCELLED, { reason });
}
