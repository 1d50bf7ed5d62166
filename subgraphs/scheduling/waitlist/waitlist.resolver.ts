import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Appointment, appointmentById } from '../appointments/appointment.js';
import { Practitioner, practitionerById } from '../practitioners/practitioner.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { HealthcareService, serviceById } from '../services/healthcare-service.js';
import { acceptOffer, declineOffer, joinWaitlist, leaveWaitlist } from './waitlist-changes.js';
import {
  longestWaiting,
  offersOfEntry,
  waitlistEntryById,
  WaitlistEntry,
  WaitlistEntryConnection,
  waitlistList,
  WaitlistOffer,
  WaitlistStatus,
} from './waitlist-entry.js';
import {
  AcceptOfferInput,
  AcceptOfferPayload,
  DeclineOfferInput,
  DeclineOfferPayload,
  JoinWaitlistInput,
  JoinWaitlistPayload,
  LeaveWaitlistInput,
  LeaveWaitlistPayload,
  WaitlistFilter,
} from './waitlist.inputs.js';

@Resolver(() => WaitlistEntry)
export class WaitlistEntryResolver {
  @Query(() => WaitlistEntryConnection, { description: 'Who waits for an earlier time, whoever has waited longest first.' })
  @Access('appointments:read')
  waitlist(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => WaitlistFilter, { nullable: true, description: 'Which entries.' }) filter: WaitlistFilter | null,
  ): Promise<Page<WaitlistEntry>> {
    return page(context, waitlistList, args, longestWaiting, entriesMatching(filter));
  }

  @Mutation(() => JoinWaitlistPayload, { description: 'Puts a patient on the waitlist of a service at a branch.' })
  @Access('waitlist:manage')
  joinWaitlist(
    @Ctx() context: Context,
    @Arg('input', () => JoinWaitlistInput, { description: 'Who, and for what.' }) input: JoinWaitlistInput,
  ): Promise<JoinWaitlistPayload> {
    return joinWaitlist(context, input);
  }

  @Mutation(() => LeaveWaitlistPayload, { description: 'Takes a patient off the waitlist; an open offer goes on to the next.' })
  @Access('waitlist:manage')
  leaveWaitlist(
    @Ctx() context: Context,
    @Arg('input', () => LeaveWaitlistInput, { description: 'Which entry.' }) input: LeaveWaitlistInput,
  ): Promise<LeaveWaitlistPayload> {
    return leaveWaitlist(context, input);
  }

  @Mutation(() => AcceptOfferPayload, { description: 'Books the time that was offered.' })
  @Access('waitlist:manage')
  acceptOffer(
    @Ctx() context: Context,
    @Arg('input', () => AcceptOfferInput, { description: 'Which offer.' }) input: AcceptOfferInput,
  ): Promise<AcceptOfferPayload> {
    return acceptOffer(context, input);
  }

  @Mutation(() => DeclineOfferPayload, {
    description: 'Declines the time that was offered: it goes on to the next, and the patient waits on.',
  })
  @Access('waitlist:manage')
  declineOffer(
    @Ctx() context: Context,
    @Arg('input', () => DeclineOfferInput, { description: 'Which offer.' }) input: DeclineOfferInput,
  ): Promise<DeclineOfferPayload> {
    return declineOffer(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where.' })
  branch(@Root() { branchId }: WaitlistEntry): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Patient, { description: 'Who waits.' })
  patient(@Root() { patientId }: WaitlistEntry): Patient {
    return patientReference(patientId);
  }

  @FieldResolver(() => HealthcareService, { nullable: true, description: 'For what.' })
  service(@Root() { serviceId }: WaitlistEntry, @Ctx() context: Context): Promise<HealthcareService | null> {
    return context.load(serviceById, serviceId);
  }

  @FieldResolver(() => [Practitioner], { nullable: true, description: 'With any of these; null for anybody who offers the service.' })
  async practitioners(@Root() { practitionerIds }: WaitlistEntry, @Ctx() context: Context): Promise<Practitioner[] | null> {
    if (practitionerIds === null) return null;
    const practitioners = await Promise.all(practitionerIds.map((id) => context.load(practitionerById, id)));
    return practitioners.filter((practitioner) => practitioner !== null);
  }

  @FieldResolver(() => [WaitlistOffer], { description: 'What was offered, oldest first.' })
  async offers(@Root() { id }: WaitlistEntry, @Ctx() context: Context): Promise<WaitlistOffer[]> {
    return (await context.load(offersOfEntry, id)) ?? [];
  }
}

@Resolver(() => WaitlistOffer)
export class WaitlistOfferResolver {
  @FieldResolver(() => WaitlistEntry, { nullable: true, description: 'To whom.' })
  entry(@Root() { entryId }: WaitlistOffer, @Ctx() context: Context): Promise<WaitlistEntry | null> {
    return context.load(waitlistEntryById, entryId);
  }

  @FieldResolver(() => Appointment, {
    nullable: true,
    description: 'The time, as an appointment that is `PROPOSED` while the offer is open.',
  })
  appointment(@Root() { appointmentId }: WaitlistOffer, @Ctx() context: Context): Promise<Appointment | null> {
    return context.load(appointmentById, appointmentId);
  }
}

function entriesMatching(filter: WaitlistFilter | null): Sql {
  const conditions = [sql`waitlist_entries.status = any (${filter?.statuses ?? [WaitlistStatus.WAITING, WaitlistStatus.OFFERED]})`];
  if (filter?.branchId) conditions.push(sql`waitlist_entries.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.serviceId) conditions.push(sql`waitlist_entries.service_id = ${toUuid('service', filter.serviceId)}`);
  if (filter?.patientId) conditions.push(sql`waitlist_entries.patient_id = ${toUuid('patient', filter.patientId)}`);
  return join(conditions, ' and ');
}
