import { defineJob } from '#kernel/jobs/job.js';
import { offerFreedTime } from '../waitlist/offering.js';
import { AppointmentStatus } from './appointment-status.js';
import { Appointment } from './appointment.js';
import { expire } from './expiring.js';

/** Closes a hold that nobody confirmed, and offers its time to who waits. */
export const expireHold = defineJob<{ appointmentId: string }>('expire-hold', async (_context, { appointmentId }, transaction) => {
  const appointment = await transaction.lock(Appointment, appointmentId);
  if (appointment?.status !== AppointmentStatus.PENDING || (appointment.holdExpiresAt?.getTime() ?? 0) > Date.now()) return;
  await expire(transaction, appointment);
  await offerFreedTime(transaction, appointment);
});
