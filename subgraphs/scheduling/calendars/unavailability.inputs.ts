import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, LocalTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Appointment } from '../appointments/appointment.js';
import { BranchClosure, Unavailability, UnavailabilityKind } from './unavailability.js';

@InputType({ description: 'A time in which a practitioner or resource cannot be booked. Name one of the two.' })
export class AddUnavailabilityInput {
  @Field(() => ID, { nullable: true, description: 'The practitioner.' })
  practitionerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The room or device.' })
  resourceId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only at this branch; everywhere when left out, which takes the permission at all branches.',
  })
  branchId?: string | null;

  @Field(() => UnavailabilityKind, { description: 'Why.' })
  kind: UnavailabilityKind;

  @Field(() => DateTimeScalar, { description: 'From.' })
  startsAt: Date;

  @Field(() => DateTimeScalar, { description: 'Until, at most two years later.' })
  endsAt: Date;

  @Field(() => String, { nullable: true, description: 'A word for colleagues.' })
  reason?: string | null;
}

@InputType({ description: 'A time that can be booked again.' })
export class RemoveUnavailabilityInput {
  @Field(() => ID, { description: 'The unavailability.' })
  id: string;
}

@InputType({ description: 'A holiday, or another time at which a branch is closed.' })
export class AddBranchClosureInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => String, { description: 'What it is: `Tsagaan Sar`.' })
  name: string;

  @Field(() => DateScalar, { description: 'The first day.' })
  startsOn: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, at most a year later; the first one when left out.' })
  endsOn?: string | null;

  @Field(() => LocalTimeScalar, { nullable: true, description: 'From this time on each of the days; the whole days when left out.' })
  fromTime?: string | null;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description: 'Until this time on each of the days, 00:00 for their end; the whole days when left out.',
  })
  untilTime?: string | null;
}

@InputType({ description: 'A closure that does not happen.' })
export class RemoveBranchClosureInput {
  @Field(() => ID, { description: 'The closure.' })
  closureId: string;
}

@InputType({ description: "Which branch's closures, and when." })
export class BranchClosureFilter {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Not over before this day.' })
  from?: string | null;
}

@InputType({ description: 'Whose unavailabilities, and when.' })
export class UnavailabilityFilter {
  @Field(() => ID, { nullable: true, description: 'Of this practitioner.' })
  practitionerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this room or device.' })
  resourceId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Not over before this instant; now when left out.' })
  from?: Date | null;
}

@ObjectType({ description: 'The unavailability added and what is booked in it, or why not.' })
export class AddUnavailabilityPayload extends MutationPayload {
  @Field(() => Unavailability, { simple: true, nullable: true, description: 'The unavailability.' })
  unavailability: Unavailability | null;

  @Field(() => [Appointment], {
    simple: true,
    description:
      'What is booked in that time at branches that you may see, soonest first and at most 100: it stays booked until it is rescheduled or cancelled.',
  })
  affectedAppointments: Appointment[];

  @Field(() => Int, { simple: true, description: 'How many appointments are affected at all branches.' })
  affectedCount: number;
}

@ObjectType({ description: 'Whether the time can be booked again, or why not.' })
export class RemoveUnavailabilityPayload extends MutationPayload {
  @Field(() => ID, { simple: true, nullable: true, description: 'The id of the unavailability that is gone.' })
  removedId: string | null;
}

@ObjectType({ description: 'The closure and what is booked in it, or why not.' })
export class AddBranchClosurePayload extends MutationPayload {
  @Field(() => BranchClosure, { simple: true, nullable: true, description: 'The closure.' })
  closure: BranchClosure | null;

  @Field(() => [Appointment], {
    simple: true,
    description: 'What is booked in that time, soonest first and at most 100: it stays booked until it is rescheduled or cancelled.',
  })
  affectedAppointments: Appointment[];
}

@ObjectType({ description: 'Whether the closure is gone, or why not.' })
export class RemoveBranchClosurePayload extends MutationPayload {
  @Field(() => ID, { simple: true, nullable: true, description: 'The id of the closure that is gone.' })
  removedId: string | null;
}
