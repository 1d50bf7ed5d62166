import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from '#kernel/graph/coding.js';
import { OrderDirection } from '#kernel/graph/connection.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { DiagnosisUse, EncounterDiagnosis, EncounterNote } from './encounter-details.js';
import { EncounterClass, EncounterStatus } from './encounter-status.js';
import { Encounter, EncounterOrderField } from './encounter.js';

@InputType({ description: 'The order of a list of encounters.' })
export class EncounterOrder {
  @Field(() => EncounterOrderField, { description: 'By what.' })
  field: EncounterOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which end first.' })
  direction: OrderDirection;
}

@InputType({ description: 'Which encounters; all conditions given must hold.' })
export class EncounterFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => EncounterStatus, { nullable: true, description: 'In this status.' })
  status?: EncounterStatus | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Begun at this instant or later.' })
  startsFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Begun before this instant.' })
  startsBefore?: Date | null;
}

@InputType({ description: 'A visit or stay that begins, or is planned.' })
export class StartEncounterInput {
  @Field(() => ID, { description: 'The patient.' })
  patientId: string;

  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => EncounterClass, { defaultValue: EncounterClass.AMB, description: 'In which setting.' })
  class: EncounterClass;

  @Field(() => EncounterStatus, { defaultValue: EncounterStatus.IN_PROGRESS, description: '`PLANNED`, `ARRIVED`, `TRIAGED` or `IN_PROGRESS`.' })
  status: EncounterStatus;

  @Field(() => CodingInput, { nullable: true, description: 'What kind of visit.' })
  type?: CodingInput | null;

  @Field(() => CodingInput, { nullable: true, description: 'Why the patient came.' })
  reason?: CodingInput | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it begins; now when left out.' })
  startsAt?: Date | null;
}

@InputType({ description: 'The status that an encounter has come to.' })
export class UpdateEncounterStatusInput {
  @Field(() => ID, { description: 'The encounter.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => EncounterStatus, { description: 'The new status.' })
  status: EncounterStatus;
}

@InputType({ description: 'A note on an encounter.' })
export class AddEncounterNoteInput {
  @Field(() => ID, { description: 'The encounter.' })
  encounterId: string;

  @Field(() => String, { description: 'The text; never blank, at most 20,000 characters.' })
  text: string;
}

@InputType({ description: 'A diagnosis made or treated in an encounter.' })
export class AddEncounterDiagnosisInput {
  @Field(() => ID, { description: 'The encounter.' })
  encounterId: string;

  @Field(() => CodingInput, { nullable: true, description: 'What was diagnosed; the condition\'s own code when left out.' })
  code?: CodingInput | null;

  @Field(() => ID, { nullable: true, description: "The condition on the patient's record, where there is one." })
  conditionId?: string | null;

  @Field(() => DiagnosisUse, { defaultValue: DiagnosisUse.CHIEF_COMPLAINT, description: 'What it is to the encounter.' })
  use: DiagnosisUse;
}

@ObjectType({ description: 'The encounter begun, or why not.' })
export class StartEncounterPayload extends MutationPayload {
  @Field(() => Encounter, { simple: true, nullable: true, description: 'The encounter.' })
  encounter: Encounter | null;
}

@ObjectType({ description: 'The encounter as it is now, or why not.' })
export class UpdateEncounterStatusPayload extends MutationPayload {
  @Field(() => Encounter, { simple: true, nullable: true, description: 'The encounter.' })
  encounter: Encounter | null;
}

@ObjectType({ description: 'The note added, or why not.' })
export class AddEncounterNotePayload extends MutationPayload {
  @Field(() => EncounterNote, { simple: true, nullable: true, description: 'The note.' })
  note: EncounterNote | null;

  @Field(() => Encounter, { simple: true, nullable: true, description: 'The encounter.' })
  encounter: Encounter | null;
}

@ObjectType({ description: 'The diagnosis added, or why not.' })
export class AddEncounterDiagnosisPayload extends MutationPayload {
  @Field(() => EncounterDiagnosis, { simple: true, nullable: true, description: 'The diagnosis.' })
  diagnosis: EncounterDiagnosis | null;

  @Field(() => Encounter, { simple: true, nullable: true, description: 'The encounter.' })
  encounter: Encounter | null;
}
