import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Coverage, CoverageStatus, SubscriberRelationship } from './coverage.js';

@InputType({ description: "One of a patient's coverages." })
export class CoverageInput {
  @Field(() => CoverageStatus, { defaultValue: CoverageStatus.ACTIVE, description: 'Whether it is in force.' })
  status: CoverageStatus;

  @Field(() => String, { description: 'The insurer, or whoever pays; never blank.' })
  payor: string;

  @Field(() => String, { nullable: true, description: 'The plan.' })
  plan?: string | null;

  @Field(() => String, { nullable: true, description: 'The number by which the payor knows the insured.' })
  subscriberId?: string | null;

  @Field(() => SubscriberRelationship, { nullable: true, description: 'What the patient is to the one who is insured.' })
  relationship?: SubscriberRelationship | null;

  @Field(() => DateScalar, { nullable: true, description: 'First day.' })
  startsOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; not before the first.' })
  endsOn?: string | null;
}

@InputType({ description: 'All coverages of a patient, the one that pays first at the head.' })
export class SetCoveragesInput {
  @Field(() => ID, { description: 'The patient.' })
  patientId: string;

  @Field(() => [CoverageInput], { description: 'In the order of payment; they replace the present ones.' })
  coverages: CoverageInput[];
}

@ObjectType({ description: 'The coverages as they are now, or why not.' })
export class SetCoveragesPayload extends MutationPayload {
  @Field(() => [Coverage], { simple: true, nullable: true, description: 'In the order of payment.' })
  coverages: Coverage[] | null;
}
