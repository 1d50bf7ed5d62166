import { join, sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { defineJob } from '#kernel/jobs/job.js';
import { recordChange } from '../appointments/appointment-history.js';
import { AppointmentChangeKind, AppointmentStatus } from '../appointments/appointment-status.js';
import { Appointment } from '../appointments/appointment.js';
import { expire, isOver } from '../appointments/expiring.js';
import { appointmentOf } from '../appointments/new-appointment.js';
import { lockSubjects, subjectsOf, take } from '../appointments/reservations.js';
import { planVisit, type VisitPlan } from '../appointments/visit-plan.js';
import { keptCalendars } from '#kernel/calendar/branch-calendar.js';
import { slotOffered } from '../events.js';
import { settingsOf } from '../reminders/scheduling-settings.js';
import { OfferStatus, WaitlistEntry, WaitlistOffer, WaitlistStatus } from './waitlist-entry.js';

const minuteMs = 60_000;
/** So many who wait are tried for one time: those before whom nobody fits are not the many. */
const mostTried = 20;
/** So many more are locked, because others who free times at this moment take some of them away. */
const mostInReserve = 50;

const reasons = {
  [OfferStatus.EXPIRED]: 'Nobody accepted the offer in time.',
  [OfferStatus.DECLINED]: 'The offer was declined.',
  [OfferStatus.WITHDRAWN]: 'The patient left the waitlist.',
} as const;

/** A time that somebody gives back, or that a calendar gives. */
export type FreedTime = Pick<Appointment, 'branchId' | 'practitionerId' | 'serviceId' | 'resourceIds' | 'startsAt' | 'localDate'> & {
  /** Whoever gives it back; null when nobody had it. */
  readonly patientId: string | null;
};

/** The patients who wait for times that become free, by uuid; locked, so that nobody else decides about them. */
export type Waiting = readonly string[];

/**
 * Locks all whom it concerns that times become free: those who have them, those who wait for such times, and others that the
 * caller needs. All at once, because two who free times would wait for each other if they came back for more. A client that frees a
 * time knows nothing of who waits for it.
 */
export async function lockConcerned(
  transaction: Transaction,
  times: readonly FreedTime[],
  others: readonly string[] = [],
): Promise<Waiting> {
  const most = mostInReserve + times.length;
  const each = times.map((freed) => sql`(select patient_id from waitlist_entries where ${isWaitingFor(freed)} ${inOrder} limit ${most})`);
  const rows = await transaction.beyondConsents(() => transaction.rows<{ patient_id: string }>(join(each, ' union ')));
  const waiting = rows.map((row) => row.patient_id);
  await lockSubjects(transaction, [...times.flatMap(subjectsOf), ...waiting, ...others]);
  return waiting;
}

/** Offers each time that has just become free to the first who waits for such a one, in the transaction that frees it: nobody comes in between. */
export async function offerFreed(transaction: Transaction, times: readonly FreedTime[], waiting: Waiting): Promise<void> {
  if (waiting.length > 0) await transaction.beyondConsents(() => offerEach(transaction, times, waiting));
}

async function offerEach(transaction: Transaction, times: readonly FreedTime[], waiting: Waiting): Promise<void> {
  const { claimMinutes } = await settingsOf(transaction);
  const calendars = await keptCalendars(transaction);
  for (const freed of times) {
    const expiresAt = new Date(Math.min(Date.now() + claimMinutes * minuteMs, freed.startsAt.getTime()));
    if (expiresAt.getTime() <= Date.now()) continue;
    // Looked up again now that they are locked: whoever had an offer, or left, meanwhile does not wait any more.
    const entries = await transaction.all(
      WaitlistEntry,
      sql`where ${isWaitingFor(freed)} and patient_id = any (${waiting}::uuid[]) ${inOrder} limit ${mostTried} for update`,
    );
    for (const entry of entries) {
      const resourceIds = entry.serviceId === freed.serviceId ? freed.resourceIds : [];
      const { branchId, practitionerId, startsAt } = freed;
      const plan = await planVisit(transaction, calendars, {
        branchId,
        practitionerId,
        startsAt,
        resourceIds,
        patientId: entry.patientId,
        serviceId: entry.serviceId,
      });
      if (!('slot' in plan)) continue;
      await offer(transaction, entry, plan, expiresAt);
      break;
    }
  }
}

/** Keeps the time for them, by priority and then by time, until they answer. */
async function offer(transaction: Transaction, entry: WaitlistEntry, plan: VisitPlan, expiresAt: Date): Promise<void> {
  const appointment = Object.assign(appointmentOf(plan, { patientId: entry.patientId }), {
    status: AppointmentStatus.PROPOSED,
    holdExpiresAt: expiresAt,
    waitlistEntryId: entry.id,
  });
  await transaction.insert(appointment);
  await take(transaction, appointment, plan.terms, plan.resources);
  await recordChange(transaction, appointment, AppointmentChangeKind.OFFERED);
  const made = Object.assign(new WaitlistOffer(), {
    id: newId('offer'),
    branchId: appointment.branchId,
    entryId: entry.id,
    appointmentId: appointment.id,
    status: OfferStatus.OPEN,
    expiresAt,
    answeredAt: null,
  });
  await transaction.insert(made);
  entry.status = WaitlistStatus.OFFERED;
  await transaction.save(entry);
  await transaction.schedule(expireOffer, { offerId: made.id }, { key: offerKey(made.id), runAt: expiresAt });
  await tell(transaction, made, entry.patientId);
}

/**
 * Ends an offer, which is locked, that nobody took: its appointment is called off, whoever had it waits on or leaves, and the
 * time goes on to the next.
 */
export async function closeOffer(
  transaction: Transaction,
  offer: WaitlistOffer,
  status: keyof typeof reasons,
  then: WaitlistStatus.WAITING | WaitlistStatus.CANCELLED = WaitlistStatus.WAITING,
): Promise<WaitlistEntry> {
  const appointment = await transaction.lock(Appointment, offer.appointmentId);
  if (appointment?.status !== AppointmentStatus.PROPOSED)
    throw new Error(`${offer.id} is open, and its appointment is ${appointment?.status ?? 'out of sight'}`);
  const waiting = await lockConcerned(transaction, [appointment]);
  await expire(transaction, appointment, reasons[status]);
  const entry = await transaction.lock(WaitlistEntry, offer.entryId);
  if (!entry) throw new Error(`${offer.id} is to nobody in sight`);
  entry.status = then;
  await transaction.save(entry);
  Object.assign(offer, { status, answeredAt: new Date() });
  await transaction.save(offer);
  await transaction.unschedule(offerKey(offer.id));
  await tell(transaction, offer, entry.patientId);
  await offerFreed(transaction, [appointment], waiting);
  return entry;
}

/** Closes an offer that was not answered in time. */
export const expireOffer = defineJob<{ offerId: string }>('expire-offer', async (_context, { offerId }, transaction) => {
  const offer = await transaction.lock(WaitlistOffer, offerId);
  if (offer?.status !== OfferStatus.OPEN || !(await isOver(transaction, offer.expiresAt))) return;
  await closeOffer(transaction, offer, OfferStatus.EXPIRED);
});

/** Tells that an offer was made or answered, or ran out. */
export async function tell(
  transaction: Transaction,
  { id, branchId, entryId, appointmentId, status }: WaitlistOffer,
  patientId: string,
): Promise<void> {
  await transaction.publish(slotOffered, { subject: id, branch: branchId, data: { entryId, appointmentId, patientId, status } });
}

/** The key of the job that closes an offer. */
export function offerKey(offerId: string): string {
  return `offer:${offerId}`;
}

const inOrder = sql`order by rank, created_at, id`;

/** Whose entries wait for such a time: not of whoever gives it back, nor of those who were offered it before. */
export function isWaitingFor({ branchId, practitionerId, serviceId, patientId, startsAt, localDate }: FreedTime): Sql {
  const practitioner = practitionerId === null ? null : toUuid('practitioner', practitionerId);
  const isAnother = patientId === null ? sql`true` : sql`patient_id <> ${toUuid('patient', patientId)}`;
  return sql`branch_id = ${toUuid('branch', branchId)} and status = ${WaitlistStatus.WAITING} and ${isAnother}
    and earliest_on <= ${localDate}::date and latest_on >= ${localDate}::date
    and (service_id = ${toUuid('service', serviceId)} or service_id in (select service_id from practitioner_services where practitioner_id = ${practitioner}::uuid))
    and (practitioner_ids is null or ${practitioner}::uuid = any (practitioner_ids))
    and not exists (select from waitlist_offers offered join appointments proposed on proposed.tenant_id = offered.tenant_id and proposed.id = offered.appointment_id
      where offered.entry_id = waitlist_entries.id and proposed.starts_at = ${startsAt} and proposed.practitioner_id is not distinct from ${practitioner}::uuid)`;
}
