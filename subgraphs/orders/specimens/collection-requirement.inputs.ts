import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from '#kernel/graph/coding.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { CollectionRequirement } from './collection-requirement.js';

@InputType({
  description:
    'What has to be collected for an examination; replaces what was set before. Specimens that are planned already stay as they are.',
})
export class SetCollectionRequirementInput {
  @Field(() => ID, { description: 'The examination: a product of the kind SERVICE.' })
  productId: string;

  @Field(() => Int, { nullable: true, description: 'The `version` you have read; left out where nothing was set yet.' })
  expectedVersion?: number | null;

  @Field(() => CodingInput, { description: 'What is collected (FHIR R4 Specimen.type).' })
  specimenType: CodingInput;

  @Field(() => String, { description: 'Into which tube or vessel: `Vacuum tube 4 mL, lavender cap`.' })
  containerType: string;

  @Field(() => String, { nullable: true, description: 'What is in it before: `K2EDTA`.' })
  additive?: string | null;

  @Field(() => Float, { description: 'To how many millilitres the tube is filled, more than 0 and up to 5000.' })
  volumeMl: number;

  @Field(() => Float, { nullable: true, description: 'Not colder than this it is carried, in °C, from -200.' })
  minCelsius?: number | null;

  @Field(() => Float, { nullable: true, description: 'Not warmer than this it is carried, in °C, up to 60.' })
  maxCelsius?: number | null;

  @Field(() => Int, { nullable: true, description: 'For how many minutes after it is collected it can be examined, from 1.' })
  stabilityMinutes?: number | null;

  @Field(() => Int, { defaultValue: 1, description: 'For how many examinations, this among them, one such tube is enough, 1 to 100.' })
  testsPerContainer: number;

  @Field(() => String, { nullable: true, description: 'What who collects it should know: `Fasting for 8 hours`.' })
  instructions?: string | null;
}

@ObjectType({ description: 'The requirement as it is now, or why not.' })
export class SetCollectionRequirementPayload extends MutationPayload {
  @Field(() => CollectionRequirement, { simple: true, nullable: true, description: 'The requirement.' })
  collectionRequirement: CollectionRequirement | null;
}

@InputType({ description: 'An examination for which nothing has to be collected any more.' })
export class RemoveCollectionRequirementInput {
  @Field(() => ID, { description: 'The requirement.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@ObjectType({ description: 'What was removed, or why not.' })
export class RemoveCollectionRequirementPayload extends MutationPayload {
  @Field(() => CollectionRequirement, { simple: true, nullable: true, description: 'The requirement as it was.' })
  collectionRequirement: CollectionRequirement | null;
}
