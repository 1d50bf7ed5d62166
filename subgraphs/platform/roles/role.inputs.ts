import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Role } from './role.js';

@InputType({ description: "A new role of the tenant's own." })
export class CreateRoleInput {
  @Field(() => String, { description: 'By which it is granted: 3 to 40 capital letters, digits or underscores, unique in the tenant.' })
  code: string;

  @Field(() => String, { description: 'For people to read.' })
  name: string;

  @Field(() => String, { defaultValue: '', description: 'Who should have it.' })
  description: string;

  @Field(() => [String], { description: 'What it allows, from `permissionMatrix`; only what you hold yourself at all branches.' })
  permissions: string[];
}

@InputType({ description: "Changes to a role of the tenant's own. What is left out stays." })
export class UpdateRoleInput {
  @Field(() => String, { description: 'Which role.' })
  code: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'For people to read.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Who should have it.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'All that it allows.' })
  permissions?: string[] | null;
}

@InputType({ description: "Which of the tenant's own roles to delete." })
export class DeleteRoleInput {
  @Field(() => String, { description: 'Which role; nobody may have it any more.' })
  code: string;
}

@ObjectType({ description: 'The role, or why not.' })
export class RolePayload extends MutationPayload {
  @Field(() => Role, { simple: true, nullable: true, description: 'The role.' })
  role: Role | null;
}

@ObjectType({ description: 'A permission, and the roles that hold it.' })
export class PermissionRow {
  @Field(() => String, { simple: true, description: 'Its name: `patients:read`.' })
  permission: string;

  @Field(() => String, { simple: true, description: 'What it allows.' })
  description: string;

  @Field(() => [String], { simple: true, description: 'Codes of the roles that hold it.' })
  roles: string[];
}
