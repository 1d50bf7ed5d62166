import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Vehicle } from '../tasks/task-terms.js';
import { Courier } from './courier.js';

@InputType({ description: 'Which couriers; all conditions given must hold.' })
export class CourierFilter {
  @Field(() => ID, { nullable: true, description: 'Who go for this branch.' })
  branchId?: string | null;

  @Field(() => Vehicle, { nullable: true, description: 'Who go by this.' })
  vehicle?: Vehicle | null;

  @Field(() => Boolean, { nullable: true, description: 'Who are on shift, or who are not.' })
  onShift?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Who still go, or who do not.' })
  active?: boolean | null;
}

@InputType({ description: 'A box that keeps what is carried between two temperatures.' })
export class ColdBoxInput {
  @Field(() => Float, { description: 'Not colder than this it is inside, in degrees Celsius.' })
  minCelsius: number;

  @Field(() => Float, { description: 'Not warmer than this it is inside, in degrees Celsius.' })
  maxCelsius: number;
}

@InputType({ description: 'Somebody who goes.' })
export class AddCourierInput {
  @Field(() => ID, { nullable: true, description: 'For which branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'Who it is; nobody is a courier twice.' })
  staffId: string;

  @Field(() => String, {
    nullable: true,
    description: 'As dispatchers and customers know the courier; as the staff member is called when left out.',
  })
  name?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where the courier can be called.' })
  phone?: string | null;

  @Field(() => Vehicle, { description: 'How the courier goes.' })
  vehicle: Vehicle;

  @Field(() => ColdBoxInput, { nullable: true, description: 'What keeps cold or warm what is carried; none when left out.' })
  coldBox?: ColdBoxInput | null;

  @Field(() => Int, { defaultValue: 20, description: 'How many items can be carried at once, 1 to 10,000.' })
  capacity: number;

  @Field(() => [String], { defaultValue: [], description: 'What the courier can do beyond carrying: `phlebotomy`; at most 20.' })
  skills: string[];
}

@InputType({ description: 'Changes to a courier. What is left out stays.' })
export class UpdateCourierInput {
  @Field(() => ID, { description: 'The courier.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'As dispatchers and customers know the courier.' })
  name?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where the courier can be called.' })
  phone?: string | null;

  @Field(() => Vehicle, { nullable: true, description: 'How the courier goes.' })
  vehicle?: Vehicle | null;

  @Field(() => ColdBoxInput, { nullable: true, description: 'What keeps cold or warm what is carried; null takes it away.' })
  coldBox?: ColdBoxInput | null;

  @Field(() => Int, { nullable: true, description: 'How many items can be carried at once, 1 to 10,000.' })
  capacity?: number | null;

  @Field(() => [String], { nullable: true, description: 'All that the courier can do beyond carrying; at most 20.' })
  skills?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the courier still goes; who is on shift must go off shift first.' })
  active?: boolean | null;
}

@InputType({ description: 'How long one means to stay on shift.' })
export class GoOnShiftInput {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Since when one has been on shift already, when one could not say so before: at most 12 hours ago, and not before the last shift ended; from now on when left out.',
  })
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when, at most 24 hours from now; open when left out.' })
  until?: Date | null;
}

@InputType({ description: "Leaving one's shift." })
export class GoOffShiftInput {
  @Field(() => String, { nullable: true, description: 'Why what one was sent to goes back to the dispatchers.' })
  reason?: string | null;
}

@InputType({ description: "Ending somebody else's shift." })
export class EndShiftInput {
  @Field(() => ID, { description: 'Whose.' })
  courierId: string;

  @Field(() => String, { description: 'Why; it stays with what the courier was sent to and goes back to the dispatchers.' })
  reason: string;
}

@ObjectType({ description: 'The courier added, or why not.' })
export class AddCourierPayload extends MutationPayload {
  @Field(() => Courier, { simple: true, nullable: true, description: 'The courier.' })
  courier: Courier | null;
}

@ObjectType({ description: 'The courier as changed, or why not.' })
export class UpdateCourierPayload extends MutationPayload {
  @Field(() => Courier, { simple: true, nullable: true, description: 'The courier.' })
  courier: Courier | null;
}

@ObjectType({ description: 'The courier on shift, or why not.' })
export class GoOnShiftPayload extends MutationPayload {
  @Field(() => Courier, { simple: true, nullable: true, description: 'The courier.' })
  courier: Courier | null;
}

@ObjectType({ description: 'The courier off shift, or why not.' })
export class GoOffShiftPayload extends MutationPayload {
  @Field(() => Courier, { simple: true, nullable: true, description: 'The courier.' })
  courier: Courier | null;
}

@ObjectType({ description: 'The courier whose shift was ended, or why not.' })
export class EndShiftPayload extends MutationPayload {
  @Field(() => Courier, { simple: true, nullable: true, description: 'The courier.' })
  courier: Courier | null;
}
