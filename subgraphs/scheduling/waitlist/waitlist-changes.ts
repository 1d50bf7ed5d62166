import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Appointment } from '../appointments/appointment.js';
import { confirm } from '../appointments/booking.js';
import { surroundingsOf } from '../appointments/visit-plan.js';
import { rememberCalendars } from '../calendars/branch-calendar.js';
import { slotOffered } from '../events.js';
import { HealthcareService } from '../services/healthcare-service.js';
import { closeOffer } from './offer-closing.js';
import { offerFreedTime, offerKey } from './offering.js';
import { OfferStatus, WaitlistEntry, WaitlistOffer, WaitlistStatus } from './waitlist-entry.js';
import {
  AcceptOfferPayload,
  DeclineOfferPayload,
  JoinWaitlistPayload,
  LeaveWaitlistPayload,
  type AcceptOfferInput,
  type DeclineOfferInput,
  type JoinWaitlistInput,
  type LeaveWaitlistInput,
} from './waitlist.inputs.js';

const permission = 'waitlist:manage';
const noOffer = 'There is no such offer at the branches where you may do this.';

export async function joinWaitlist(context: Context, input: JoinWaitlistInput): Promise<JoinWaitlistPayload> {
  const nothing = { entry: null };
  const { branchId, calendars, refusals } = await surroundingsOf(context, { branchId: input.branchId, patientId: input.patientId }, permission);
  const taken = { code: 'TAKEN', message: 'This patient waits for this service at this branch already.', field: ['input', 'patientId'] } as const;
  return context.db.command(JoinWaitlistPayload, { name: 'joinWaitlist', permission, constraints: { waitlist_entries_once: taken } }, async (transaction) => {
    if (refusals.length > 0) return new Refusal(refusals, nothing);
    if (input.latestOn < input.earliestOn) return refuse('INVALID', 'The last day is the first one or later.', ['input', 'latestOn'], nothing);
    if ((input.practitionerIds?.length ?? 0) > 20) return refuse('INVALID', 'Name at most 20 practitioners.', ['input', 'practitionerIds'], nothing);
    const service = await transaction.first(HealthcareService, sql`where id = ${toUuid('service', input.serviceId)} and active`);
    if (!service) return refuse('NOT_FOUND', 'There is no such service that can be booked.', ['input', 'serviceId'], nothing);
    const wanted = input.practitionerIds?.map((id) => toUuid('practitioner', id)) ?? [];
    const [offering] = await transaction.rows<{ count: number }>(
      sql`select count(*)::int as count from practitioner_services where service_id = ${toUuid('service', service.id)} and practitioner_id = any (${wanted}::uuid[])`,
    );
    if ((offering?.count ?? 0) < new Set(wanted).size) return refuse('NOT_FOUND', 'One of these practitioners does not offer this service.', ['input', 'practitionerIds'], nothing);
    await rememberCalendars(transaction, calendars);
    const entry = Object.assign(new WaitlistEntry(), {
      id: newId('waitlistentry'),
      branchId,
      patientId: input.patientId,
      serviceId: service.id,
      practitionerIds: input.practitionerIds ?? null,
      priority: input.priority,
      earliestOn: input.earliestOn,
      latestOn: input.latestOn,
      status: WaitlistStatus.WAITING,
      note: input.note?.trim() ?? null,
    });
    return { entry: await transaction.insert(entry) };
  });
}

export async function leaveWaitlist(context: Context, input: LeaveWaitlistInput): Promise<LeaveWaitlistPayload> {
  const nothing = { entry: null };
  return context.db.command(LeaveWaitlistPayload, { name: 'leaveWaitlist', permission }, async (transaction) => {
    // The offer before its entry, as everywhere, so that two who decide about both do not wait for each other.
    const [offer] = await transaction.all(WaitlistOffer, sql`where entry_id = ${toUuid('waitlistentry', input.id)} and status = ${OfferStatus.OPEN} for update`);
    const freed = offer ? await closeOffer(transaction, offer, OfferStatus.WITHDRAWN) : null;
    const entry = await transaction.lock(WaitlistEntry, input.id);
    if (!entry) return refuse('NOT_FOUND', 'There is no such waitlist entry at the branches where you may do this.', ['input', 'id'], nothing);
    if (entry.status !== WaitlistStatus.WAITING) return refuse('WRONG_STATE', `The entry is ${entry.status}.`, ['input', 'id'], nothing);
    entry.status = WaitlistStatus.CANCELLED;
    await transaction.save(entry);
    if (offer) await transaction.unschedule(offerKey(offer.id));
    if (freed) await offerFreedTime(transaction, freed);
    return { entry };
  });
}

export async function acceptOffer(context: Context, input: AcceptOfferInput): Promise<AcceptOfferPayload> {
  const nothing = { offer: null, appointment: null };
  return context.db.command(AcceptOfferPayload, { name: 'acceptOffer', permission }, async (transaction) => {
    const offer = await transaction.lock(WaitlistOffer, input.id);
    if (!offer) return refuse('NOT_FOUND', noOffer, ['input', 'id'], nothing);
    if (offer.status !== OfferStatus.OPEN) return refuse('WRONG_STATE', `The offer is ${offer.status}.`, ['input', 'id'], nothing);
    const appointment = await transaction.lock(Appointment, offer.appointmentId);
    if (!appointment || !(await confirm(transaction, appointment))) {
      return refuse('WRONG_STATE', 'The offer has run out; the next one comes when another time is free.', ['input', 'id'], nothing);
    }
    Object.assign(offer, { status: OfferStatus.ACCEPTED, answeredAt: new Date() });
    await transaction.save(offer);
    const entry = await transaction.lock(WaitlistEntry, offer.entryId);
    if (entry) await transaction.save(Object.assign(entry, { status: WaitlistStatus.BOOKED }));
    await transaction.unschedule(offerKey(offer.id));
    const data = { entryId: offer.entryId, appointmentId: appointment.id, patientId: appointment.patientId, status: offer.status };
    await transaction.publish(slotOffered, { subject: offer.id, branch: offer.branchId, data });
    return { offer, appointment };
  });
}

export async function declineOffer(context: Context, input: DeclineOfferInput): Promise<DeclineOfferPayload> {
  const nothing = { offer: null };
  return context.db.command(DeclineOfferPayload, { name: 'declineOffer', permission }, async (transaction) => {
    const offer = await transaction.lock(WaitlistOffer, input.id);
    if (!offer) return refuse('NOT_FOUND', noOffer, ['input', 'id'], nothing);
    if (offer.status !== OfferStatus.OPEN) return refuse('WRONG_STATE', `The offer is ${offer.status}.`, ['input', 'id'], nothing);
    const freed = await closeOffer(transaction, offer, OfferStatus.DECLINED);
    await transaction.unschedule(offerKey(offer.id));
    if (freed) await offerFreedTime(transaction, freed);
    return { offer };
  });
}
