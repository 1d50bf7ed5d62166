import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { TemperatureExcursion } from './temperature-excursion.js';

@InputType({ description: 'An excursion that somebody has dealt with.' })
export class AcknowledgeExcursionInput {
  @Field(() => ID, { description: 'The excursion.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'What was found and done.' })
  comment: string;
}

@ObjectType({ description: 'The excursion as it is now, or why not.' })
export class AcknowledgeExcursionPayload extends MutationPayload {
  @Field(() => TemperatureExcursion, { simple: true, nullable: true, description: 'The excursion.' })
  excursion: TemperatureExcursion | null;
}
