import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { BookableResource, ResourceKind } from './resource.js';

@InputType({ description: 'Which resources; all conditions given must hold.' })
export class BookableResourceFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => ResourceKind, { nullable: true, description: 'Of this kind.' })
  kind?: ResourceKind | null;

  @Field(() => Boolean, { nullable: true, description: 'Which can be booked, or which cannot.' })
  active?: boolean | null;
}

@InputType({ description: 'A room or device.' })
export class CreateResourceInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ResourceKind, { description: 'What it is.' })
  kind: ResourceKind;

  @Field(() => String, { description: 'Its name, unique in the branch.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What one should know of it.' })
  description?: string | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many visits it can take at the same time, 1 to 1000.' })
  capacity: number;
}

@InputType({ description: 'Changes to a room or device; what is booked stays. What is left out stays.' })
export class UpdateResourceInput {
  @Field(() => ID, { description: 'The resource.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Its name, unique in the branch.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'What one should know of it.' })
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be booked from now on.' })
  active?: boolean | null;
}

@ObjectType({ description: 'The resource created, or why not.' })
export class CreateResourcePayload extends MutationPayload {
  @Field(() => BookableResource, { simple: true, nullable: true, description: 'The resource.' })
  resource: BookableResource | null;
}

@ObjectType({ description: 'The resource as changed, or why not.' })
export class UpdateResourcePayload extends MutationPayload {
  @Field(() => BookableResource, { simple: true, nullable: true, description: 'The resource.' })
  resource: BookableResource | null;
}
