import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar, LocalTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { PracticeContext, Schedule } from './schedule.js';

@InputType({ description: 'Hours that recur, on the wall clock of the branch.' })
export class ScheduleHoursInput {
  @Field(() => DateScalar, { description: 'The first day.' })
  startsOn: string;

  @Field(() => LocalTimeScalar, { description: 'From.' })
  from: string;

  @Field(() => LocalTimeScalar, { description: 'Until; at or before `from` it is on the next day.' })
  until: string;

  @Field(() => String, {
    nullable: true,
    description: 'On which days again, as an RFC 5545 recurrence rule of days: `FREQ=WEEKLY;BYDAY=MO,TU`; left out, on the first day only.',
  })
  rule?: string | null;

  @Field(() => [DateScalar], { defaultValue: [], description: 'Days on which the rule does not hold (RFC 5545 EXDATE).' })
  exceptOn: string[];

  @Field(() => [DateScalar], { defaultValue: [], description: 'Days on which the hours hold too (RFC 5545 RDATE).' })
  alsoOn: string[];
}

@InputType({ description: 'Which schedules; all conditions given must hold.' })
export class ScheduleFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this practitioner.' })
  practitionerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this resource.' })
  resourceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this service.' })
  serviceId?: string | null;

  @Field(() => PracticeContext, { nullable: true, description: 'In this context.' })
  context?: PracticeContext | null;
}

@InputType({ description: 'When somebody or something can be booked. Name one of practitioner, resource and service.' })
export class CreateScheduleInput {
  @Field(() => ID, { nullable: true, description: 'The branch, whose wall clock counts; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The practitioner. Their clinic hours replace those of the services they offer.' })
  practitionerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The room or device; without a schedule it is free whenever the branch is open.' })
  resourceId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The service: these hours hold for all who offer it and have no clinic hours of their own.',
  })
  serviceId?: string | null;

  @Field(() => PracticeContext, {
    defaultValue: PracticeContext.CLINIC,
    description: 'What is done in these hours; other than CLINIC only for practitioners.',
  })
  context: PracticeContext;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The services that can be booked in these hours; all that the practitioner offers when left out.',
  })
  forServiceIds?: string[] | null;

  @Field(() => [ScheduleHoursInput], { description: 'The hours, 1 to 50 entries.' })
  hours: ScheduleHoursInput[];

  @Field(() => Boolean, { nullable: true, description: 'Whether the hours count only while the branch is open; by default so for CLINIC.' })
  respectsOpeningHours?: boolean | null;
}

@InputType({ description: 'Changes to a schedule; what is booked stays. What is left out stays.' })
export class UpdateScheduleInput {
  @Field(() => ID, { description: 'The schedule.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it counts.' })
  active?: boolean | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The services that can be booked in these hours; null for all that the practitioner offers.',
  })
  forServiceIds?: string[] | null;

  @Field(() => [ScheduleHoursInput], { nullable: true, description: 'All hours, 1 to 50 entries.' })
  hours?: ScheduleHoursInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the hours count only while the branch is open.' })
  respectsOpeningHours?: boolean | null;
}

@ObjectType({ description: 'The schedule created, or why not.' })
export class CreateSchedulePayload extends MutationPayload {
  @Field(() => Schedule, { simple: true, nullable: true, description: 'The schedule.' })
  schedule: Schedule | null;
}

@ObjectType({ description: 'The schedule as changed, or why not.' })
export class UpdateSchedulePayload extends MutationPayload {
  @Field(() => Schedule, { simple: true, nullable: true, description: 'The schedule.' })
  schedule: Schedule | null;
}
