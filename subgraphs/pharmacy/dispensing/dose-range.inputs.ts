import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { DoseRange } from './dose-range.js';

@InputType({ description: 'How much of a substance is given; replaces what was set for the same substance and route.' })
export class SetDoseRangeInput {
  @Field(() => ID, { description: 'The substance, as products name it: the salt where they name the salt.' })
  substanceId: string;

  @Field(() => String, { nullable: true, description: 'By which way it is given, as prescriptions name it: `oral`; by any when left out.' })
  route?: string | null;

  @Field(() => Float, { nullable: true, description: 'Less than this at once is found.' })
  smallestDose?: number | null;

  @Field(() => Float, { nullable: true, description: 'More than this at once is found.' })
  largestDose?: number | null;

  @Field(() => Float, { nullable: true, description: 'More than this in a day is found.' })
  largestDailyDose?: number | null;

  @Field(() => String, { description: 'The unit of all three, in UCUM: `mg`.' })
  unit: string;

  @Field(() => String, { description: 'Who says so: a work and its edition.' })
  source: string;
}

@ObjectType({ description: 'The range as it is now, or why not.' })
export class SetDoseRangePayload extends MutationPayload {
  @Field(() => DoseRange, { simple: true, nullable: true, description: 'The range.' })
  doseRange: DoseRange | null;
}
