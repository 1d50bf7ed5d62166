import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { InstrumentSet } from './instrument-set.js';
import { InstrumentStatus, InstrumentStep, SterilePackagingKind } from './instrument-terms.js';
import { Instrument } from './instrument.js';
import { SterilePackaging } from './sterile-packaging.js';

@InputType({ description: 'Which instruments or sets; all conditions given must hold.' })
export class InstrumentFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => InstrumentStatus, { nullable: true, description: 'In this state.' })
  status?: InstrumentStatus | null;

  @Field(() => String, { nullable: true, description: 'With this code, as it was scanned.' })
  code?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Sterile, and not on this day any more: with tomorrow, what expires today.' })
  expiresBefore?: string | null;
}

@InputType({ description: 'A way to wrap things.' })
export class AddSterilePackagingInput {
  @Field(() => String, { description: 'As people call it: `Double pouch`.' })
  name: string;

  @Field(() => SterilePackagingKind, { description: 'What it is made of.' })
  kind: SterilePackagingKind;

  @Field(() => Int, { description: 'For how many days after the cycle what is in it counts as sterile: 1 to 3650.' })
  shelfDays: number;
}

@InputType({ description: 'A piece that is used again and again.' })
export class RegisterInstrumentInput {
  @Field(() => ID, { nullable: true, description: 'Whose it is; the chosen branch when left out.' })
  branchId?: string | null;

  @Field(() => String, { description: 'What a scanner reads on it: a UDI with GTIN (01) and serial number (21), or a code of your own.' })
  code: string;

  @Field(() => String, { description: 'As people call it: `Metzenbaum scissors 18 cm`.' })
  name: string;

  @Field(() => ID, { nullable: true, description: 'The product that it is one of.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'How it is wrapped when it is sterilized alone.' })
  packagingId?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many cycles its maker allows.' })
  mostCycles?: number | null;

  @Field(() => Int, { defaultValue: 0, description: 'How many it has been through before it was registered.' })
  cycles: number;
}

@InputType({ description: 'A set and what it holds.' })
export class AssembleInstrumentSetInput {
  @Field(() => ID, { nullable: true, description: 'Whose it is; the chosen branch when left out.' })
  branchId?: string | null;

  @Field(() => String, { description: 'What a scanner reads on it.' })
  code: string;

  @Field(() => String, { description: 'As people call it: `Suture set 3`.' })
  name: string;

  @Field(() => ID, { description: 'How it is wrapped.' })
  packagingId: string;

  @Field(() => [ID], { description: 'Its instruments: 1 to 200.' })
  instrumentIds: string[];
}

@InputType({ description: 'What a set is to hold from now on.' })
export class ChangeInstrumentSetInput {
  @Field(() => ID, { description: 'The set.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => [ID], { description: 'All of its instruments, 1 to 200; those that are in another set leave that one.' })
  instrumentIds: string[];
}

@InputType({ description: 'What is done with instruments and sets between two loads.' })
export class RecordInstrumentStepInput {
  @Field(() => [String], { description: 'What a scanner reads on the sets and instruments: 1 to 200.' })
  codes: string[];

  @Field(() => InstrumentStep, { description: 'What is done.' })
  step: InstrumentStep;

  @Field(() => String, { nullable: true, description: 'Why; needed to set aside, to clear and to retire.' })
  reason?: string | null;
}

@InputType({ description: 'That instruments and sets go to another branch, or come back.' })
export class MoveInstrumentsInput {
  @Field(() => [String], { description: 'What a scanner reads on the sets and instruments: 1 to 200.' })
  codes: string[];

  @Field(() => ID, { description: 'Where they are from now on.' })
  toBranchId: string;
}

@ObjectType({ description: 'The packaging, or why not.' })
export class AddSterilePackagingPayload extends MutationPayload {
  @Field(() => SterilePackaging, { simple: true, nullable: true, description: 'The packaging.' })
  packaging: SterilePackaging | null;
}

@ObjectType({ description: 'The instrument, or why not.' })
export class RegisterInstrumentPayload extends MutationPayload {
  @Field(() => Instrument, { simple: true, nullable: true, description: 'The instrument; to be cleaned first.' })
  instrument: Instrument | null;
}

@ObjectType({ description: 'The set, or why not.' })
export class AssembleInstrumentSetPayload extends MutationPayload {
  @Field(() => InstrumentSet, { simple: true, nullable: true, description: 'The set.' })
  set: InstrumentSet | null;
}

@ObjectType({ description: 'The set, or why not.' })
export class ChangeInstrumentSetPayload extends MutationPayload {
  @Field(() => InstrumentSet, { simple: true, nullable: true, description: 'The set.' })
  set: InstrumentSet | null;
}

@ObjectType({ description: 'What the step was recorded of, or why not.' })
export class RecordInstrumentStepPayload extends MutationPayload {
  @Field(() => [InstrumentSet], { simple: true, description: 'The sets as they are now.' })
  sets: InstrumentSet[];

  @Field(() => [Instrument], { simple: true, description: 'The instruments that were scanned alone, as they are now.' })
  instruments: Instrument[];
}

@ObjectType({ description: 'What was moved, or why not.' })
export class MoveInstrumentsPayload extends MutationPayload {
  @Field(() => [InstrumentSet], { simple: true, description: 'The sets as they are now.' })
  sets: InstrumentSet[];

  @Field(() => [Instrument], { simple: true, description: 'The instruments that were scanned alone, as they are now.' })
  instruments: Instrument[];
}
