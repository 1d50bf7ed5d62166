import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from '#kernel/graph/coding.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Allergy, AllergyCategory, AllergyClinicalStatus, AllergyCriticality, AllergyType, AllergyVerificationStatus } from './allergy.js';

@InputType({ description: 'An allergy or intolerance to put on record.' })
export class RecordAllergyInput {
  @Field(() => ID, { description: 'The patient.' })
  patientId: string;

  @Field(() => CodingInput, { description: 'The substance.' })
  code: CodingInput;

  @Field(() => AllergyType, { nullable: true, description: 'The mechanism, where known.' })
  type?: AllergyType | null;

  @Field(() => [AllergyCategory], { defaultValue: [], description: 'What kind of substance.' })
  categories: AllergyCategory[];

  @Field(() => AllergyCriticality, { nullable: true, description: 'How bad a future reaction could be.' })
  criticality?: AllergyCriticality | null;

  @Field(() => AllergyVerificationStatus, { defaultValue: AllergyVerificationStatus.UNCONFIRMED, description: 'How sure it is.' })
  verificationStatus: AllergyVerificationStatus;

  @Field(() => [String], { defaultValue: [], description: 'How the patient reacted.' })
  reactions: string[];

  @Field(() => DateScalar, { nullable: true, description: 'When it began.' })
  onsetDate?: string | null;

  @Field(() => String, { nullable: true, description: 'Remarks.' })
  note?: string | null;
}

@InputType({ description: 'What has become of an allergy.' })
export class UpdateAllergyInput {
  @Field(() => ID, { description: 'The allergy.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => AllergyClinicalStatus, { nullable: true, description: 'Whether it is a present danger.' })
  clinicalStatus?: AllergyClinicalStatus | null;

  @Field(() => AllergyVerificationStatus, { nullable: true, description: 'How sure it is.' })
  verificationStatus?: AllergyVerificationStatus | null;

  @Field(() => AllergyCriticality, { nullable: true, description: 'How bad a future reaction could be.' })
  criticality?: AllergyCriticality | null;

  @Field(() => String, { nullable: true, description: 'Remarks.' })
  note?: string | null;
}

@ObjectType({ description: 'The allergy recorded, or why not.' })
export class RecordAllergyPayload extends MutationPayload {
  @Field(() => Allergy, { simple: true, nullable: true, description: 'The allergy.' })
  allergy: Allergy | null;
}

@ObjectType({ description: 'The allergy as changed, or why not.' })
export class UpdateAllergyPayload extends MutationPayload {
  @Field(() => Allergy, { simple: true, nullable: true, description: 'The allergy.' })
  allergy: Allergy | null;
}
