import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from '#kernel/graph/coding.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Practitioner } from './practitioner.js';

@InputType({ description: 'A certification, licence or training.' })
export class QualificationInput {
  @Field(() => CodingInput, { description: 'What it is.' })
  code: CodingInput;

  @Field(() => String, { nullable: true, description: 'Its number, such as that of a licence.' })
  identifier?: string | null;

  @Field(() => String, { nullable: true, description: 'Who gave it.' })
  issuer?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'From when it holds.' })
  validFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it holds.' })
  validUntil?: string | null;
}

@InputType({ description: 'Which practitioners; all conditions given must hold.' })
export class PractitionerFilter {
  @Field(() => ID, { nullable: true, description: 'Who work at this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who offer this service.' })
  serviceId?: string | null;

  @Field(() => String, { nullable: true, description: 'Who have a specialty with this code.' })
  specialtyCode?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Who can be booked, or who cannot.' })
  active?: boolean | null;
}

@InputType({ description: 'Somebody who gives care.' })
export class CreatePractitionerInput {
  @Field(() => String, { nullable: true, description: "The name that patients and boards read; the staff member's own when left out." })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'The member of staff that this is; none for a visiting practitioner.' })
  staffId?: string | null;

  @Field(() => [ID], { description: 'Where they work; at least one branch.' })
  branchIds: string[];

  @Field(() => [CodingInput], { defaultValue: [], description: 'What they practise, the main one first.' })
  specialties: CodingInput[];

  @Field(() => [QualificationInput], { defaultValue: [], description: 'What entitles them to it.' })
  qualifications: QualificationInput[];
}

@InputType({ description: 'Changes to a practitioner. What is left out stays.' })
export class UpdatePractitionerInput {
  @Field(() => ID, { description: 'The practitioner.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'The name that patients and boards read.' })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they can be booked from now on; what is booked stays.' })
  active?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'All branches where they work, among those where you may do this; others stay.' })
  branchIds?: string[] | null;

  @Field(() => [CodingInput], { nullable: true, description: 'All specialties, the main one first.' })
  specialties?: CodingInput[] | null;

  @Field(() => [QualificationInput], { nullable: true, description: 'All qualifications.' })
  qualifications?: QualificationInput[] | null;
}

@ObjectType({ description: 'The practitioner created, or why not.' })
export class CreatePractitionerPayload extends MutationPayload {
  @Field(() => Practitioner, { simple: true, nullable: true, description: 'The practitioner.' })
  practitioner: Practitioner | null;
}

@ObjectType({ description: 'The practitioner as changed, or why not.' })
export class UpdatePractitionerPayload extends MutationPayload {
  @Field(() => Practitioner, { simple: true, nullable: true, description: 'The practitioner.' })
  practitioner: Practitioner | null;
}
