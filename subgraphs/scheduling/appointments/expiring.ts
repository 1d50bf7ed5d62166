import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { recordChange } from './appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus, CancelledBy } from './appointment-status.js';
import type { Appointment } from './appointment.js';
import { release } from './reservations.js';

/** Whether a time to answer is over, by the clock that also starts the job which asks: another one may be behind it. */
export async function isOver(transaction: Transaction, until: Date | null): Promise<boolean> {
  const [clock] = await transaction.rows<{ over: boolean }>(sql`select clock_timestamp() >= ${until}::timestamptz as over`);
  return clock?.over === true;
}

/** Called off by nobody: the time to confirm ran out, or is not wanted. Lock its subjects first. */
export async function expire(transaction: Transaction, appointment: Appointment, why = 'Nobody confirmed in time.'): Promise<void> {
  appointment.moveTo(AppointmentStatus.CANCELLED, new Date());
  Object.assign(appointment, { cancelledBy: CancelledBy.SYSTEM, cancellationReason: why });
  await transaction.save(appointment);
  await release(transaction, appointment.id);
  await recordChange(transaction, appointment, AppointmentChangeKind.EXPIRED);
}

/** The key of the job that closes a hold. */
export function holdKey(appointmentId: string): string {
  return `hold:${appointmentId}`;
}
