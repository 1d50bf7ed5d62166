import type { Transaction } from '#kernel/database/transaction.js';
import { AppointmentStatus } from '../appointments/appointment-status.js';
import { Appointment } from '../appointments/appointment.js';
import { expire } from '../appointments/expiring.js';
import { slotOffered } from '../events.js';
import type { OfferStatus} from './waitlist-entry.js';
import { WaitlistEntry, WaitlistStatus, type WaitlistOffer } from './waitlist-entry.js';

/** Ends an offer that nobody took: its appointment is called off, and who waited waits on, unless they left. The appointment, whose time is free now. */
export async function closeOffer(transaction: Transaction, offer: WaitlistOffer, status: OfferStatus): Promise<Appointment | null> {
  const appointment = await transaction.lock(Appointment, offer.appointmentId);
  const isProposed = appointment?.status === AppointmentStatus.PROPOSED;
  if (isProposed) await expire(transaction, appointment);
  const entry = await transaction.lock(WaitlistEntry, offer.entryId);
  if (entry?.status === WaitlistStatus.OFFERED) {
    entry.status = WaitlistStatus.WAITING;
    await transaction.save(entry);
  }
  Object.assign(offer, { status, answeredAt: new Date() });
  await transaction.save(offer);
  await transaction.publish(slotOffered, {
    subject: offer.id,
    branch: offer.branchId,
    data: { entryId: offer.entryId, appointmentId: offer.appointmentId, patientId: appointment?.patientId ?? '', status },
  });
  return isProposed ? appointment : null;
}
