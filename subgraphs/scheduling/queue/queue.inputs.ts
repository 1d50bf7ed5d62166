import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Appointment } from '../appointments/appointment.js';
import { QueueTicket } from './queue-ticket.js';
import { QueuePriority, ServicePoint } from './service-point.js';

@InputType({ description: 'What a priority is worth at a service point.' })
export class PriorityWeightInput {
  @Field(() => QueuePriority, { description: 'The priority.' })
  priority: QueuePriority;

  @Field(() => Int, { description: 'Counts as if so many minutes had been waited already: 0 to 1440.' })
  minutes: number;
}

@InputType({ description: 'A desk, room or department with a queue of its own.' })
export class CreateServicePointInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'The letters of its tickets: 1 to 3 of A to Z, unique in the branch.' })
  prefix: string;

  @Field(() => Int, { defaultValue: 10, description: 'How many minutes serving one patient takes: 1 to 480.' })
  expectedMinutes: number;

  @Field(() => Int, { defaultValue: 120, description: 'For how many seconds a step can be undone: 0 to 3600.' })
  undoSeconds: number;

  @Field(() => [PriorityWeightInput], {
    nullable: true,
    description: 'What each priority is worth; those left out keep what they are worth at first.',
  })
  weights?: PriorityWeightInput[] | null;
}

@InputType({ description: 'Changes to a service point. What is left out stays.' })
export class UpdateServicePointInput {
  @Field(() => ID, { description: 'The service point.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether one can queue here.' })
  active?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How many minutes serving one patient takes: 1 to 480.' })
  expectedMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'For how many seconds a step can be undone: 0 to 3600.' })
  undoSeconds?: number | null;

  @Field(() => [PriorityWeightInput], {
    nullable: true,
    description: 'What each priority is worth; those left out stay. Tickets that wait already keep their place.',
  })
  weights?: PriorityWeightInput[] | null;
}

@InputType({ description: 'Somebody who walks in.' })
export class IssueTicketInput {
  @Field(() => ID, { description: 'The service point.' })
  servicePointId: string;

  @Field(() => ID, { nullable: true, description: 'The patient, in one queue at a time; left out when nobody has asked for a name yet.' })
  patientId?: string | null;

  @Field(() => QueuePriority, { defaultValue: QueuePriority.ROUTINE, description: 'Why to be called before earlier ones.' })
  priority: QueuePriority;
}

@InputType({ description: 'A patient with an appointment who is received.' })
export class CheckInAppointmentInput {
  @Field(() => ID, { description: 'The appointment.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => ID, { nullable: true, description: 'The queue to join; left out when the patient goes straight in.' })
  servicePointId?: string | null;

  @Field(() => QueuePriority, { defaultValue: QueuePriority.APPOINTMENT, description: 'Why to be called before earlier ones.' })
  priority: QueuePriority;
}

@InputType({ description: 'A desk that is free for the next.' })
export class CallNextTicketInput {
  @Field(() => ID, { description: 'The service point.' })
  servicePointId: string;

  @Field(() => ID, { nullable: true, description: 'To which room or desk.' })
  resourceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'By whom; of tickets with an appointment only theirs are called then.' })
  practitionerId?: string | null;
}

@InputType({ description: 'A ticket.' })
export class RecallTicketInput {
  @Field(() => ID, { description: 'The ticket: one that was called and did not come, or was skipped.' })
  id: string;
}

@InputType({ description: 'A ticket.' })
export class SkipTicketInput {
  @Field(() => ID, { description: 'The ticket that was called.' })
  id: string;
}

@InputType({ description: 'A ticket that goes on to another queue.' })
export class TransferTicketInput {
  @Field(() => ID, { description: 'The ticket.' })
  id: string;

  @Field(() => ID, { description: 'The other service point, at the same branch.' })
  servicePointId: string;
}

@InputType({ description: 'A ticket.' })
export class StartTicketInput {
  @Field(() => ID, { description: 'The ticket that was called.' })
  id: string;
}

@InputType({ description: 'A ticket.' })
export class FinishTicketInput {
  @Field(() => ID, { description: 'The ticket that is being served.' })
  id: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether the visit took place with it: its appointment becomes `FULFILLED`. No while the patient goes on to another desk.',
  })
  fulfillAppointment: boolean;
}

@InputType({ description: 'A ticket.' })
export class LeaveQueueInput {
  @Field(() => ID, { description: 'The ticket.' })
  id: string;
}

@InputType({ description: 'A ticket.' })
export class UndoTicketInput {
  @Field(() => ID, { description: 'The ticket whose last step was a mistake.' })
  id: string;
}

@ObjectType({ description: 'The service point created, or why not.' })
export class CreateServicePointPayload extends MutationPayload {
  @Field(() => ServicePoint, { simple: true, nullable: true, description: 'The service point.' })
  servicePoint: ServicePoint | null;
}

@ObjectType({ description: 'The service point as changed, or why not.' })
export class UpdateServicePointPayload extends MutationPayload {
  @Field(() => ServicePoint, { simple: true, nullable: true, description: 'The service point.' })
  servicePoint: ServicePoint | null;
}

@ObjectType({ description: 'The ticket, or why there is none.' })
export class IssueTicketPayload extends MutationPayload {
  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The ticket.' })
  ticket: QueueTicket | null;
}

@ObjectType({ description: 'The appointment and its ticket, or why the patient cannot be received.' })
export class CheckInAppointmentPayload extends MutationPayload {
  @Field(() => Appointment, { simple: true, nullable: true, description: 'The appointment, `CHECKED_IN`.' })
  appointment: Appointment | null;

  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The place in the queue; null without a service point.' })
  ticket: QueueTicket | null;
}

@ObjectType({ description: 'The ticket that is next, or why not.' })
export class CallNextTicketPayload extends MutationPayload {
  @Field(() => QueueTicket, {
    simple: true,
    nullable: true,
    description: 'The ticket, `CALLED`; null without a user error when nobody waits.',
  })
  ticket: QueueTicket | null;
}

@ObjectType({ description: 'The ticket as it is now, or why not.' })
export class RecallTicketPayload extends MutationPayload {
  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The ticket.' })
  ticket: QueueTicket | null;
}

@ObjectType({ description: 'The ticket as it is now, or why not.' })
export class SkipTicketPayload extends MutationPayload {
  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The ticket.' })
  ticket: QueueTicket | null;
}

@ObjectType({ description: 'The ticket as it is now, or why not.' })
export class TransferTicketPayload extends MutationPayload {
  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The ticket.' })
  ticket: QueueTicket | null;
}

@ObjectType({ description: 'The ticket as it is now, or why not.' })
export class StartTicketPayload extends MutationPayload {
  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The ticket.' })
  ticket: QueueTicket | null;
}

@ObjectType({ description: 'The ticket as it is now, or why not.' })
export class FinishTicketPayload extends MutationPayload {
  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The ticket.' })
  ticket: QueueTicket | null;

  @Field(() => Appointment, { simple: true, nullable: true, description: 'Its appointment, when it was fulfilled.' })
  appointment: Appointment | null;
}

@ObjectType({ description: 'The ticket as it is now, or why not.' })
export class LeaveQueuePayload extends MutationPayload {
  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The ticket.' })
  ticket: QueueTicket | null;
}

@ObjectType({ description: 'The ticket as it is now, or why not.' })
export class UndoTicketPayload extends MutationPayload {
  @Field(() => QueueTicket, { simple: true, nullable: true, description: 'The ticket.' })
  ticket: QueueTicket | null;
}
