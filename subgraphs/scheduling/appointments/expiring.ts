import type { Transaction } from '#kernel/database/transaction.js';
import { recordChange } from './appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus, CancelledBy } from './appointment-status.js';
import type { Appointment } from './appointment.js';
import { release } from './reservations.js';

/** Called off by nobody: the time to confirm ran out. */
export async function expire(transaction: Transaction, appointment: Appointment): Promise<void> {
  appointment.moveTo(AppointmentStatus.CANCELLED, new Date());
  Object.assign(appointment, { cancelledBy: CancelledBy.SYSTEM, cancellationReason: 'Nobody confirmed in time.' });
  await transaction.save(appointment);
  await release(transaction, appointment.id);
  await recordChange(transaction, appointment, AppointmentChangeKind.EXPIRED);
}

/** The key of the job that closes a hold. */
export function holdKey(appointmentId: string): string {
  return `hold:${appointmentId}`;
}
