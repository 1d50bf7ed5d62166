import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { BiologicalStatus, IndicatorResult, LoadStatus } from './load-terms.js';
import { BiologicalIndicator, SterilizationLoad } from './sterilization-load.js';

@InputType({ description: 'Which loads; all conditions given must hold.' })
export class SterilizationLoadFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this sterilizer.' })
  sterilizerId?: string | null;

  @Field(() => LoadStatus, { nullable: true, description: 'In this status.' })
  status?: LoadStatus | null;

  @Field(() => ID, { nullable: true, description: 'Of this task.' })
  taskId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In which this instrument was, alone or in a set.' })
  instrumentId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this number: `UB1-AC1-000042`.' })
  number?: string | null;
}

@InputType({ description: 'A package that goes into a load.' })
export class LoadItemInput {
  @Field(() => String, { description: 'What a scanner reads on the set or instrument.' })
  code: string;

  @Field(() => ID, { nullable: true, description: 'How it is wrapped; as usual for it when left out.' })
  packagingId?: string | null;
}

@InputType({ description: 'A load that is put together.' })
export class PrepareLoadInput {
  @Field(() => ID, { description: 'The programme, and with it the sterilizer.' })
  programmeId: string;

  @Field(() => [LoadItemInput], { description: 'What goes in: 1 to 200 packages.' })
  items: LoadItemInput[];

  @Field(() => ID, { nullable: true, description: 'The task by which it came or goes back.' })
  taskId?: string | null;

  @Field(() => ID, { nullable: true, description: "The order for which it is done; the task's when left out." })
  orderId?: string | null;

  @Field(() => String, { nullable: true, description: 'What else is to be known.' })
  note?: string | null;
}

@InputType({ description: 'What is to go into a load that has not begun, in place of what was.' })
export class ChangeLoadInput {
  @Field(() => ID, { description: 'The load.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => [LoadItemInput], { description: 'What goes in: 1 to 200 packages.' })
  items: LoadItemInput[];
}

@InputType({ description: 'That a cycle begins.' })
export class StartLoadInput {
  @Field(() => ID, { description: 'The load.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began; now when left out.' })
  at?: Date | null;
}

@InputType({ description: 'That a cycle is over.' })
export class FinishLoadInput {
  @Field(() => ID, { description: 'The load.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over; now when left out.' })
  at?: Date | null;
}

@InputType({ description: 'What the chamber measured at one moment.' })
export class CycleReadingInput {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  @Field(() => Float, { description: 'In degrees Celsius.' })
  celsius: number;

  @Field(() => Float, { nullable: true, description: 'Absolute, in kilopascal.' })
  kilopascal?: number | null;
}

@InputType({ description: 'What the chamber measured.' })
export class RecordCycleReadingsInput {
  @Field(() => ID, { description: 'The load.' })
  loadId: string;

  @Field(() => [CycleReadingInput], {
    description:
      '1 to 5000, in any order; those that were sent before may be sent again. Of two values of one instant the lower counts. What is from before the beginning of the cycle or after its end is kept, and counts nothing.',
  })
  readings: CycleReadingInput[];
}

@InputType({ description: 'What a chemical indicator of a package showed.' })
export class ChemicalIndicatorInput {
  @Field(() => String, { description: 'What a scanner reads on the set or instrument in the package.' })
  code: string;

  @Field(() => Int, { description: 'Its class by ISO 11140-1: 1 to 6.' })
  class: number;

  @Field(() => IndicatorResult, { description: 'What it shows.' })
  result: IndicatorResult;
}

@InputType({ description: 'What the chemical indicators of a load showed.' })
export class RecordChemicalIndicatorsInput {
  @Field(() => ID, { description: 'The load.' })
  loadId: string;

  @Field(() => [ChemicalIndicatorInput], { description: '1 to 1200 of them; what was recorded once stays.' })
  indicators: ChemicalIndicatorInput[];
}

@InputType({ description: 'A biological indicator that was in the chamber.' })
export class IncubateBiologicalIndicatorInput {
  @Field(() => ID, { description: 'The load.' })
  loadId: string;

  @Field(() => String, { description: 'The lot that it is of.' })
  lotNumber: string;
}

@InputType({ description: 'What a biological indicator shows.' })
export class ReadBiologicalIndicatorInput {
  @Field(() => ID, { description: 'The indicator.' })
  id: string;

  @Field(() => BiologicalStatus, { description: 'NEGATIVE or POSITIVE.' })
  result: BiologicalStatus;
}

@InputType({ description: 'That a load is sterile.' })
export class ReleaseLoadInput {
  @Field(() => ID, { description: 'The load.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Why it cannot wait for its biological indicator, where that is not read yet.' })
  earlyReleaseReason?: string | null;
}

@InputType({ description: 'That a load is not sterile.' })
export class RejectLoadInput {
  @Field(() => ID, { description: 'The load.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether its contents are set aside; else they are to be cleaned.' })
  quarantine: boolean;
}

@InputType({ description: 'That a load that was released is not to be trusted.' })
export class RecallLoadInput {
  @Field(() => ID, { description: 'The load.' })
  id: string;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

/** All steps of a load answer the same. */
@ObjectType()
abstract class LoadPayload extends MutationPayload {
  @Field(() => SterilizationLoad, { simple: true, nullable: true, description: 'The load.' })
  load: SterilizationLoad | null;
}

@ObjectType({ description: 'The load, or why not.' })
export class PrepareLoadPayload extends LoadPayload {}

@ObjectType({ description: 'The load, or why not.' })
export class ChangeLoadPayload extends LoadPayload {}

@ObjectType({ description: 'The load, or why not.' })
export class StartLoadPayload extends LoadPayload {}

@ObjectType({ description: 'The load, or why not.' })
export class FinishLoadPayload extends LoadPayload {}

@ObjectType({ description: 'The load, or why not.' })
export class RecordCycleReadingsPayload extends LoadPayload {}

@ObjectType({ description: 'The load, or why not.' })
export class RecordChemicalIndicatorsPayload extends LoadPayload {}

@ObjectType({ description: 'The indicator, or why not.' })
export class IncubateBiologicalIndicatorPayload extends MutationPayload {
  @Field(() => BiologicalIndicator, { simple: true, nullable: true, description: 'The indicator.' })
  indicator: BiologicalIndicator | null;
}

@ObjectType({ description: 'The indicator, or why not.' })
export class ReadBiologicalIndicatorPayload extends MutationPayload {
  @Field(() => BiologicalIndicator, {
    simple: true,
    nullable: true,
    description: 'The indicator; a positive one has called its load back.',
  })
  indicator: BiologicalIndicator | null;
}

@ObjectType({ description: 'The load, or all reasons why it may not be released.' })
export class ReleaseLoadPayload extends LoadPayload {}

@ObjectType({ description: 'The load, or why not.' })
export class RejectLoadPayload extends LoadPayload {}

@ObjectType({ description: 'The load, or why not.' })
export class RecallLoadPayload extends LoadPayload {}
