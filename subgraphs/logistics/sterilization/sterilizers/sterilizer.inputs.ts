import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { SterilizationMethod, SterilizationProgramme, Sterilizer } from './sterilizer.js';

@InputType({ description: 'A device that sterilizes.' })
export class AddSterilizerInput {
  @Field(() => ID, { nullable: true, description: 'Where it stands; the chosen branch when left out.' })
  branchId?: string | null;

  @Field(() => String, { description: '1 to 10 capital letters and digits: `AC1`. It cannot be changed.' })
  code: string;

  @Field(() => String, { description: 'As people call it.' })
  name: string;

  @Field(() => SterilizationMethod, { description: 'By what it kills.' })
  method: SterilizationMethod;

  @Field(() => String, { description: "The maker's serial number." })
  serialNumber: string;

  @Field(() => DateScalar, { description: 'The last day for which its performance was qualified.' })
  validatedUntil: string;
}

@InputType({ description: 'What is to change of a sterilizer; what is left out stays.' })
export class UpdateSterilizerInput {
  @Field(() => ID, { description: 'The sterilizer.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'As people call it.' })
  name?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day for which its performance was qualified.' })
  validatedUntil?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether loads are run in it.' })
  active?: boolean | null;
}

@InputType({ description: 'A cycle of a sterilizer.' })
export class AddSterilizationProgrammeInput {
  @Field(() => ID, { description: 'The sterilizer.' })
  sterilizerId: string;

  @Field(() => String, { description: 'As people call it: `Wrapped 134 °C`.' })
  name: string;

  @Field(() => Float, { description: 'The temperature to be held, in degrees Celsius: 20 to 250.' })
  celsius: number;

  @Field(() => Float, { description: 'For how many minutes without a break: up to 1440.' })
  holdingMinutes: number;

  @Field(() => Float, { nullable: true, description: 'The least F0 in minutes; only of steam.' })
  minimumF0?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether each load needs a biological indicator.' })
  biologicalIndicator: boolean;
}

@InputType({ description: 'A programme that is not to be run any more, or is again. Its figures never change: add another one.' })
export class UpdateSterilizationProgrammeInput {
  @Field(() => ID, { description: 'The programme.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => Boolean, { description: 'Whether loads are run by it.' })
  active: boolean;
}

@ObjectType({ description: 'The sterilizer, or why not.' })
export class AddSterilizerPayload extends MutationPayload {
  @Field(() => Sterilizer, { simple: true, nullable: true, description: 'The sterilizer.' })
  sterilizer: Sterilizer | null;
}

@ObjectType({ description: 'The sterilizer, or why not.' })
export class UpdateSterilizerPayload extends MutationPayload {
  @Field(() => Sterilizer, { simple: true, nullable: true, description: 'The sterilizer.' })
  sterilizer: Sterilizer | null;
}

@ObjectType({ description: 'The programme, or why not.' })
export class AddSterilizationProgrammePayload extends MutationPayload {
  @Field(() => SterilizationProgramme, { simple: true, nullable: true, description: 'The programme.' })
  programme: SterilizationProgramme | null;
}

@ObjectType({ description: 'The programme, or why not.' })
export class UpdateSterilizationProgrammePayload extends MutationPayload {
  @Field(() => SterilizationProgramme, { simple: true, nullable: true, description: 'The programme.' })
  programme: SterilizationProgramme | null;
}
