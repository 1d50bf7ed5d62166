import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Appointment } from '../appointments/appointment.js';
import { confirm } from '../appointments/booking.js';
import { surroundingsOf } from '../appointments/visit-plan.js';
import { rememberCalendars } from '#kernel/calendar/branch-calendar.js';
import { HealthcareService } from '../services/healthcare-service.js';
import { closeOffer, offerKey, tell } from './offering.js';
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

export async function joinWaitlist(context: Context, input: JoinWaitlistInput): Promise<JoinWaitlistPayload> {
  const nothing = { entry: null };
  const { branchId, calendars, refusals } = await surroundingsOf(
    context,
    { branchId: input.branchId, patientId: input.patientId },
    permission,
  );
  const taken = {
    code: 'TAKEN',
    message: 'This patient waits for this service at this branch already.',
    field: ['input', 'patientId'],
  } as const;
  return context.db.command(
    JoinWaitlistPayload,
    { name: 'joinWaitlist', permission, constraints: { waitlist_entries_once: taken } },
    async (transaction) => {
      const wrong = [...refusals, ...lengthErrors(mostLetters.text, { note: input.note })];
      if (wrong.length > 0) return new Refusal(wrong, nothing);
      if (input.latestOn < input.earliestOn)
        return refuse('INVALID', 'The last day is the first one or later.', ['input', 'latestOn'], nothing);
      if ((input.practitionerIds?.length ?? 0) > 20)
        return refuse('INVALID', 'Name at most 20 practitioners.', ['input', 'practitionerIds'], nothing);
      const service = await transaction.first(HealthcareService, sql`where id = ${toUuid('service', input.serviceId)} and active`);
      if (!service) return refuse('NOT_FOUND', 'There is no such service that can be booked.', ['input', 'serviceId'], nothing);
      const wanted = input.practitionerIds?.map((id) => toUuid('practitioner', id)) ?? [];
      const [offering] = await transaction.rows<{ count: number }>(
        sql`select count(*)::int as count from practitioner_services where service_id = ${toUuid('service', service.id)} and practitioner_id = any (${wanted}::uuid[])`,
      );
      if ((offering?.count ?? 0) < new Set(wanted).size)
        return refuse('NOT_FOUND', 'One of these practitioners does not offer this service.', ['input', 'practitionerIds'], nothing);
      await rememberCalendars(transaction, calendars);
      const entry = Object.assign(new WaitlistEntry(), {
        id: newId('waitlistentry'),
        branchId,
        patientId: input.patientId,
        serviceId: service.id,
        practitionerIds: input.practitionerIds?.length ? input.practitionerIds : null,
        priority: input.priority,
        earliestOn: input.earliestOn,
        latestOn: input.latestOn,
        status: WaitlistStatus.WAITING,
        note: input.note?.trim() ?? null,
      });
      return { entry: await transaction.insert(entry) };
    },
  );
}

export async function leaveWaitlist(context: Context, input: LeaveWaitlistInput): Promise<LeaveWaitlistPayload> {
  const nothing = { entry: null };
  return context.db.command(LeaveWaitlistPayload, { name: 'leaveWaitlist', permission }, async (transaction) => {
    const [open] = await transaction.all(
      WaitlistOffer,
      sql`where entry_id = ${toUuid('waitlistentry', input.id)} and status = ${OfferStatus.OPEN} for update`,
    );
    if (open) return { entry: await closeOffer(transaction, open, OfferStatus.WITHDRAWN, WaitlistStatus.CANCELLED) };
    const entry = await transaction.lock(WaitlistEntry, input.id);
    if (!entry)
      return refuse('NOT_FOUND', 'There is no such waitlist entry at the branches where you may do this.', ['input', 'id'], nothing);
    if (entry.status !== WaitlistStatus.WAITING) {
      const why =
        entry.status === WaitlistStatus.OFFERED ? 'A time was offered to it at this moment: try again.' : `The entry is ${entry.status}.`;
      return refuse('WRONG_STATE', why, ['input', 'id'], nothing);
    }
    entry.status = WaitlistStatus.CANCELLED;
    return { entry: await transaction.save(entry) };
  });
}

export async function acceptOffer(context: Context, input: AcceptOfferInput): Promise<AcceptOfferPayload> {
  const nothing = { offer: null, appointment: null };
  return context.db.command(AcceptOfferPayload, { name: 'acceptOffer', permission }, async (transaction) => {
    const offer = await openOffer(transaction, input.id, nothing);
    if (offer instanceof Refusal) return offer;
    const appointment = await transaction.lock(Appointment, offer.appointmentId);
    if (!appointment || !(await confirm(transaction, appointment))) {
      return refuse('WRONG_STATE', 'The offer has run out; the next one comes when another time is free.', ['input', 'id'], nothing);
    }
    Object.assign(offer, { status: OfferStatus.ACCEPTED, answeredAt: new Date() });
    await transaction.save(offer);
    const entry = await transaction.lock(WaitlistEntry, offer.entryId);
    if (entry) await transaction.save(Object.assign(entry, { status: WaitlistStatus.BOOKED }));
    await transaction.unschedule(offerKey(offer.id));
    await tell(transaction, offer, appointment.patientId);
    return { offer, appointment };
  });
}

export async function declineOffer(context: Context, input: DeclineOfferInput): Promise<DeclineOfferPayload> {
  return context.db.command(DeclineOfferPayload, { name: 'declineOffer', permission }, async (transaction) => {
    const offer = await openOffer(transaction, input.id, { offer: null });
    if (offer instanceof Refusal) return offer;
    await closeOffer(transaction, offer, OfferStatus.DECLINED);
    return { offer };
  });
}

/** The offer, locked. */
async function openOffer(transaction: Transaction, id: string, nothing: Readonly<Record<string, null>>): Promise<WaitlistOffer | Refusal> {
  const offer = await transaction.lock(WaitlistOffer, id);
  if (!offer) return refuse('NOT_FOUND', 'There is no such offer at the branches where you may do this.', ['input', 'id'], nothing);
  return offer.status === OfferStatus.OPEN ? offer : refuse('WRONG_STATE', `The offer is ${offer.status}.`, ['input', 'id'], nothing);
}
