import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { defineJob } from '#kernel/jobs/job.js';
import { recordChange } from '../appointments/appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus } from '../appointments/appointment-status.js';
import type { Appointment } from '../appointments/appointment.js';
import { appointmentOf } from '../appointments/new-appointment.js';
import { take } from '../appointments/reservations.js';
import { planVisit } from '../appointments/visit-plan.js';
import { keptCalendars } from '../calendars/branch-calendar.js';
import { slotOffered } from '../events.js';
import { settingsOf } from '../reminders/scheduling-settings.js';
import { closeOffer } from './offer-closing.js';
import { OfferStatus, WaitlistEntry, WaitlistOffer, WaitlistStatus } from './waitlist-entry.js';

const minuteMs = 60_000;
/** So many who wait are tried for one time: those before whom nobody fits are not the many. */
const mostTried = 20;

/** A time that somebody gave back. */
export type FreedTime = Pick<Appointment, 'branchId' | 'practitionerId' | 'serviceId' | 'resourceIds' | 'startsAt' | 'localDate'>;

/**
 * Offers a time that has just become free to the first who waits for such a one, by priority and then by time, and keeps it
 * for them until they answer. In the transaction that frees it, so that nobody else comes in between.
 */
export async function offerFreedTime(transaction: Transaction, freed: FreedTime): Promise<void> {
  const { claimMinutes } = await settingsOf(transaction);
  const expiresAt = new Date(Math.min(Date.now() + claimMinutes * minuteMs, freed.startsAt.getTime()));
  if (expiresAt.getTime() <= Date.now()) return;
  const waiting = await whoWaits(transaction, freed);
  if (waiting.length === 0) return;
  const calendars = await keptCalendars(transaction);
  for (const entry of waiting) {
    const resourceIds = entry.serviceId === freed.serviceId ? freed.resourceIds : [];
    const request = { branchId: freed.branchId, patientId: entry.patientId, serviceId: entry.serviceId, practitionerId: freed.practitionerId, resourceIds, startsAt: freed.startsAt };
    const plan = await planVisit(transaction, calendars, request);
    if (!('slot' in plan)) continue;
    const appointment = Object.assign(appointmentOf(plan, { patientId: entry.patientId }), {
      status: AppointmentStatus.PROPOSED,
      holdExpiresAt: expiresAt,
      waitlistEntryId: entry.id,
    });
    await transaction.insert(appointment);
    await take(transaction, appointment, plan.terms, plan.resources);
    await recordChange(transaction, appointment, AppointmentChangeKind.OFFERED);
    const offer = Object.assign(new WaitlistOffer(), {
      id: newId('offer'),
      branchId: freed.branchId,
      entryId: entry.id,
      appointmentId: appointment.id,
      status: OfferStatus.OPEN,
      expiresAt,
      answeredAt: null,
    });
    await transaction.insert(offer);
    entry.status = WaitlistStatus.OFFERED;
    await transaction.save(entry);
    await transaction.schedule(expireOffer, { offerId: offer.id }, { key: offerKey(offer.id), runAt: expiresAt });
    await transaction.publish(slotOffered, { subject: offer.id, branch: offer.branchId, data: { entryId: entry.id, appointmentId: appointment.id, patientId: entry.patientId, status: offer.status } });
    return;
  }
}

/** Closes an offer that was not answered in time; its time goes on to the next. */
export const expireOffer = defineJob<{ offerId: string }>('expire-offer', async (_context, { offerId }, transaction) => {
  const offer = await transaction.lock(WaitlistOffer, offerId);
  if (offer?.status !== OfferStatus.OPEN || offer.expiresAt.getTime() > Date.now()) return;
  const appointment = await closeOffer(transaction, offer, OfferStatus.EXPIRED);
  if (appointment) await offerFreedTime(transaction, appointment);
});

export function offerKey(offerId: string): string {
  return `offer:${offerId}`;
}

/** Who waits for such a time and was not offered it before; whoever is being offered another time at this moment is passed over. */
function whoWaits(transaction: Transaction, { branchId, practitionerId, serviceId, startsAt, localDate }: FreedTime): Promise<WaitlistEntry[]> {
  const practitioner = practitionerId === null ? null : toUuid('practitioner', practitionerId);
  return transaction.all(
    WaitlistEntry,
    sql`where branch_id = ${toUuid('branch', branchId)} and status = ${WaitlistStatus.WAITING}
      and earliest_on <= ${localDate} and latest_on >= ${localDate}
      and (service_id = ${toUuid('service', serviceId)} or service_id in (select service_id from practitioner_services where practitioner_id = ${practitioner}::uuid))
      and (practitioner_ids is null or ${practitioner}::uuid = any (practitioner_ids))
      and not exists (select from waitlist_offers offered join appointments proposed on proposed.tenant_id = offered.tenant_id and proposed.id = offered.appointment_id
        where offered.entry_id = waitlist_entries.id and proposed.starts_at = ${startsAt} and proposed.practitioner_id is not distinct from ${practitioner}::uuid)
      order by rank, created_at, id limit ${mostTried} for update of waitlist_entries skip locked`,
  );
}
