import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrderDirection } from '#kernel/graph/connection.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { AppointmentStatus, CancelledBy, SeriesScope } from './appointment-status.js';
import { Appointment, AppointmentOrderField } from './appointment.js';

export const holdLimits = { defaultMinutes: 10, mostMinutes: 60 } as const;
export const seriesLimits = { most: 60 } as const;

@InputType({ description: 'The order of a list of appointments.' })
export class AppointmentOrder {
  @Field(() => AppointmentOrderField, { description: 'By what.' })
  field: AppointmentOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which end first.' })
  direction: OrderDirection;
}

@InputType({ description: 'Which appointments; all conditions given must hold.' })
export class AppointmentFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'On this day, at the branch.' })
  date?: string | null;

  @Field(() => ID, { nullable: true, description: 'With this practitioner.' })
  practitionerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this patient.' })
  patientId?: string | null;

  @Field(() => [AppointmentStatus], { nullable: true, description: 'In one of these statuses.' })
  statuses?: AppointmentStatus[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Beginning at this instant or later.' })
  startsFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Beginning before this instant.' })
  startsBefore?: Date | null;
}

/** What hold, booking and series share. */
@InputType({ description: 'A visit that is wanted.' })
export abstract class VisitInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'The patient.' })
  patientId: string;

  @Field(() => ID, { description: 'The service.' })
  serviceId: string;

  @Field(() => ID, { nullable: true, description: 'The practitioner; left out only for a service that needs none.' })
  practitionerId?: string | null;

  @Field(() => [ID], { defaultValue: [], description: 'The rooms and devices that it takes up too.' })
  resourceIds: string[];

  @Field(() => DateTimeScalar, { description: 'When it begins: a time that `slots` gave.' })
  startsAt: Date;

  @Field(() => String, { nullable: true, description: 'Why the patient comes, in their words; at most 1,000 characters.' })
  reason?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The visit that this follows up: free once, within the follow-up window of its service.',
  })
  followUpOfId?: string | null;
}

@InputType({ description: 'A time to be kept until it is confirmed.' })
export class HoldAppointmentInput extends VisitInput {
  @Field(() => Int, { defaultValue: holdLimits.defaultMinutes, description: `For how many minutes, 1 to ${holdLimits.mostMinutes}.` })
  holdMinutes: number;
}

@InputType({ description: 'A hold that becomes firm.' })
export class ConfirmAppointmentInput {
  @Field(() => ID, { description: 'The appointment that is held.' })
  id: string;
}

@InputType({ description: 'A visit, booked at once.' })
export class BookAppointmentInput extends VisitInput {}

@InputType({ description: 'Visits that recur, booked together: all of them, or none.' })
export class BookAppointmentSeriesInput extends VisitInput {
  @Field(() => String, {
    description: `How they recur from \`startsAt\`, as an RFC 5545 recurrence rule that ends: \`FREQ=WEEKLY;COUNT=6\`. At most ${seriesLimits.most}, each at the same time on the wall clock of the branch.`,
  })
  rule: string;
}

@InputType({ description: 'An appointment that is moved. What is left out stays.' })
export class RescheduleAppointmentInput {
  @Field(() => ID, { description: 'The appointment.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => DateTimeScalar, { description: 'When it begins now. Later ones of a series move by as much, on the wall clock.' })
  startsAt: Date;

  @Field(() => ID, { nullable: true, description: 'With whom now.' })
  practitionerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Where now; then say the resources too.' })
  branchId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Which rooms and devices now.' })
  resourceIds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;

  @Field(() => SeriesScope, { defaultValue: SeriesScope.THIS, description: 'Which of a series.' })
  scope: SeriesScope;
}

@InputType({ description: 'An appointment that is called off.' })
export class CancelAppointmentInput {
  @Field(() => ID, { description: 'The appointment.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => CancelledBy, { description: '`PATIENT` or `PROVIDER`.' })
  by: CancelledBy;

  @Field(() => String, { description: 'Why; never blank.' })
  reason: string;

  @Field(() => SeriesScope, { defaultValue: SeriesScope.THIS, description: 'Which of a series.' })
  scope: SeriesScope;
}

@InputType({ description: 'What has become of an appointment.' })
export class UpdateAppointmentStatusInput {
  @Field(() => ID, { description: 'The appointment.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => AppointmentStatus, {
    description: '`ARRIVED`, `FULFILLED`, `NOSHOW` or `ENTERED_IN_ERROR`; the others have mutations of their own.',
  })
  status: AppointmentStatus;

  @Field(() => String, { nullable: true, description: 'Why, for the history.' })
  reason?: string | null;
}

@ObjectType({ description: 'The appointment held, or why not.' })
export class HoldAppointmentPayload extends MutationPayload {
  @Field(() => Appointment, { simple: true, nullable: true, description: 'The appointment, `PENDING`.' })
  appointment: Appointment | null;
}

@ObjectType({ description: 'The appointment confirmed, or why not.' })
export class ConfirmAppointmentPayload extends MutationPayload {
  @Field(() => Appointment, { simple: true, nullable: true, description: 'The appointment, `BOOKED`.' })
  appointment: Appointment | null;
}

@ObjectType({ description: 'The appointment booked, or why not.' })
export class BookAppointmentPayload extends MutationPayload {
  @Field(() => Appointment, { simple: true, nullable: true, description: 'The appointment, `BOOKED`.' })
  appointment: Appointment | null;
}

@ObjectType({ description: 'The appointments booked, or why none was.' })
export class BookAppointmentSeriesPayload extends MutationPayload {
  @Field(() => [Appointment], { simple: true, description: 'The appointments, soonest first.' })
  appointments: Appointment[] = [];

  @Field(() => [DateTimeScalar], { simple: true, description: 'The times that cannot be had; nothing is booked when there are any.' })
  unavailable: Date[] = [];
}

@ObjectType({ description: 'The appointment as moved, or why not.' })
export class RescheduleAppointmentPayload extends MutationPayload {
  @Field(() => Appointment, { simple: true, nullable: true, description: 'The appointment.' })
  appointment: Appointment | null;

  @Field(() => [Appointment], { simple: true, description: 'All that were moved, soonest first.' })
  rescheduled: Appointment[] = [];

  @Field(() => [DateTimeScalar], { simple: true, description: 'The times that cannot be had; nothing is moved when there are any.' })
  unavailable: Date[] = [];
}

@ObjectType({ description: 'The appointment called off, or why not.' })
export class CancelAppointmentPayload extends MutationPayload {
  @Field(() => Appointment, { simple: true, nullable: true, description: 'The appointment.' })
  appointment: Appointment | null;

  @Field(() => [Appointment], { simple: true, description: 'All that were called off, soonest first.' })
  cancelled: Appointment[];
}

@ObjectType({ description: 'The appointment as it is now, or why not.' })
export class UpdateAppointmentStatusPayload extends MutationPayload {
  @Field(() => Appointment, { simple: true, nullable: true, description: 'The appointment.' })
  appointment: Appointment | null;
}
