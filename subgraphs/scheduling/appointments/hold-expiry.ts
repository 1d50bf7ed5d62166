import { defineJob } from '#kernel/jobs/job.js';
import { lockConcerned, offerFreed } from '../waitlist/offering.js';
import { AppointmentStatus } from './appointment-status.js';
import { Appointment } from './appointment.js';
import { expire, isOver } from './expiring.js';

/** Closes a hold that nobody confirmed, and offers its time to who waits. */
export const expireHold = defineJob<{ appointmentId: string }>('expire-hold', async (_context, { appointmentId }, transaction) => {
  const appointment = await transaction.lock(Appointment, appointmentId);
  if (appointment?.status !== AppointmentStatus.PENDING || !(await isOver(transaction, appointment.holdExpiresAt))) return;
  const waiting = await lockConcerned(transaction, [appointment]);
  await expire(transaction, appointment);
  await offerFreed(transaction, [appointment], waiting);
});
