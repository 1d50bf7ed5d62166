import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from '#kernel/graph/coding.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Condition, ConditionClinicalStatus, ConditionSeverity, ConditionVerificationStatus } from './condition.js';

@InputType({ description: 'A problem or diagnosis to put on record.' })
export class RecordConditionInput {
  @Field(() => ID, { description: 'The patient.' })
  patientId: string;

  @Field(() => CodingInput, { description: 'What it is.' })
  code: CodingInput;

  @Field(() => ConditionClinicalStatus, { defaultValue: ConditionClinicalStatus.ACTIVE, description: 'Whether the patient has it now.' })
  clinicalStatus: ConditionClinicalStatus;

  @Field(() => ConditionVerificationStatus, { defaultValue: ConditionVerificationStatus.CONFIRMED, description: 'How sure it is.' })
  verificationStatus: ConditionVerificationStatus;

  @Field(() => ConditionSeverity, { nullable: true, description: 'How bad it is.' })
  severity?: ConditionSeverity | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began.' })
  onsetAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over.' })
  abatedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Remarks.' })
  note?: string | null;
}

@InputType({ description: 'What has become of a condition.' })
export class UpdateConditionInput {
  @Field(() => ID, { description: 'The condition.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => ConditionClinicalStatus, { nullable: true, description: 'Whether the patient has it now.' })
  clinicalStatus?: ConditionClinicalStatus | null;

  @Field(() => ConditionVerificationStatus, { nullable: true, description: 'How sure it is.' })
  verificationStatus?: ConditionVerificationStatus | null;

  @Field(() => ConditionSeverity, { nullable: true, description: 'How bad it is.' })
  severity?: ConditionSeverity | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over.' })
  abatedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Remarks.' })
  note?: string | null;
}

@ObjectType({ description: 'The condition recorded, or why not.' })
export class RecordConditionPayload extends MutationPayload {
  @Field(() => Condition, { simple: true, nullable: true, description: 'The condition.' })
  condition: Condition | null;
}

@ObjectType({ description: 'The condition as changed, or why not.' })
export class UpdateConditionPayload extends MutationPayload {
  @Field(() => Condition, { simple: true, nullable: true, description: 'The condition.' })
  condition: Condition | null;
}
