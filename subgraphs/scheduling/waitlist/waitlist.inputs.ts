import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Appointment } from '../appointments/appointment.js';
import { WaitlistEntry, WaitlistOffer, WaitlistPriority, WaitlistStatus } from './waitlist-entry.js';

@InputType({ description: 'Which waitlist entries; all conditions given must hold.' })
export class WaitlistFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For this service.' })
  serviceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this patient.' })
  patientId?: string | null;

  @Field(() => [WaitlistStatus], { nullable: true, description: 'In one of these statuses; who waits or has an offer when left out.' })
  statuses?: WaitlistStatus[] | null;
}

@InputType({ description: 'Somebody who would come earlier.' })
export class JoinWaitlistInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'The patient; on the list once for a service at a branch.' })
  patientId: string;

  @Field(() => ID, { description: 'The service.' })
  serviceId: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'With any of these practitioners, at most 20; with anybody who offers the service when left out.',
  })
  practitionerIds?: string[] | null;

  @Field(() => WaitlistPriority, { defaultValue: WaitlistPriority.ROUTINE, description: 'How urgent.' })
  priority: WaitlistPriority;

  @Field(() => DateScalar, { description: 'The first day that suits.' })
  earliestOn: string;

  @Field(() => DateScalar, { description: 'The last day that suits.' })
  latestOn: string;

  @Field(() => String, { nullable: true, description: 'A word for colleagues.' })
  note?: string | null;
}

@InputType({ description: 'Somebody who waits no longer.' })
export class LeaveWaitlistInput {
  @Field(() => ID, { description: 'The waitlist entry.' })
  id: string;
}

@InputType({ description: 'An offer that is taken.' })
export class AcceptOfferInput {
  @Field(() => ID, { description: 'The offer.' })
  id: string;
}

@InputType({ description: 'An offer that is not wanted.' })
export class DeclineOfferInput {
  @Field(() => ID, { description: 'The offer.' })
  id: string;
}

@ObjectType({ description: 'The waitlist entry, or why there is none.' })
export class JoinWaitlistPayload extends MutationPayload {
  @Field(() => WaitlistEntry, { simple: true, nullable: true, description: 'The waitlist entry.' })
  entry: WaitlistEntry | null;
}

@ObjectType({ description: 'The waitlist entry as it is now, or why not.' })
export class LeaveWaitlistPayload extends MutationPayload {
  @Field(() => WaitlistEntry, { simple: true, nullable: true, description: 'The waitlist entry.' })
  entry: WaitlistEntry | null;
}

@ObjectType({ description: 'The offer taken and the appointment booked, or why not.' })
export class AcceptOfferPayload extends MutationPayload {
  @Field(() => WaitlistOffer, { simple: true, nullable: true, description: 'The offer.' })
  offer: WaitlistOffer | null;

  @Field(() => Appointment, { simple: true, nullable: true, description: 'The appointment, `BOOKED`.' })
  appointment: Appointment | null;
}

@ObjectType({ description: 'The offer declined, or why not. Its time goes on to the next who waits.' })
export class DeclineOfferPayload extends MutationPayload {
  @Field(() => WaitlistOffer, { simple: true, nullable: true, description: 'The offer.' })
  offer: WaitlistOffer | null;
}
