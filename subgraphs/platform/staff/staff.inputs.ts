import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Staff, StaffStatus } from './staff.js';

@InputType({ description: 'A role, at one branch or at all.' })
export class GrantInput {
  @Field(() => String, { description: "Code of a built-in role or of one of the tenant's own: `DOCTOR`." })
  role: string;

  @Field(() => ID, { nullable: true, description: 'The branch; all branches, present and future, when left out.' })
  branchId?: string | null;
}

@InputType({ description: 'Which people; all conditions given must hold.' })
export class StaffFilter {
  @Field(() => StaffStatus, { nullable: true, description: 'Whether they may sign in.' })
  status?: StaffStatus | null;

  @Field(() => String, { nullable: true, description: 'Code of a role that they have.' })
  role?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who have a role at this branch, or at all.' })
  branchId?: string | null;

  @Field(() => String, { nullable: true, description: 'Beginning of the name, without regard to accents and case.' })
  nameStartsWith?: string | null;
}

@InputType({ description: 'A new person; it counts against the plan.' })
export class CreateStaffInput {
  @Field(() => String, { description: 'By which the person signs in; unique in the tenant.' })
  email: string;

  @Field(() => String, { description: 'For people to read.' })
  displayName: string;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Telephone.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'At least 12 characters; a temporary one is made when left out.' })
  password?: string | null;

  @Field(() => [GrantInput], { description: 'What the person may do, and where.' })
  grants: GrantInput[];
}

@InputType({ description: "Changes to a person's record. What is left out stays." })
export class UpdateStaffInput {
  @Field(() => ID, { description: 'The person.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'For people to read.' })
  displayName?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Telephone; null takes it away.' })
  phone?: string | null;

  @Field(() => StaffStatus, { nullable: true, description: 'Whether the person may sign in. Deactivation ends all sessions.' })
  status?: StaffStatus | null;

  @Field(() => [GrantInput], { nullable: true, description: 'All grants; they replace the present ones.' })
  grants?: GrantInput[] | null;
}

@InputType({ description: 'Whose password to make anew.' })
export class ResetStaffPasswordInput {
  @Field(() => ID, { description: 'The person.' })
  id: string;
}

@ObjectType({ description: 'The person added, or why not.' })
export class CreateStaffPayload extends MutationPayload {
  @Field(() => Staff, { simple: true, nullable: true, description: 'The person.' })
  staff: Staff | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The temporary password, when one was made: shown only here.' })
  temporaryPassword: string | null;
}

@ObjectType({ description: 'The person as changed, or why not.' })
export class UpdateStaffPayload extends MutationPayload {
  @Field(() => Staff, { simple: true, nullable: true, description: 'The person.' })
  staff: Staff | null;
}

@ObjectType({ description: 'The new password, or why not.' })
export class ResetStaffPasswordPayload extends MutationPayload {
  @Field(() => String, { simple: true, nullable: true, description: 'The temporary password: shown only here.' })
  temporaryPassword: string | null;
}
