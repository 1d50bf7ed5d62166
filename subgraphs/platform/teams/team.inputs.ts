import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Team } from './team.js';

@InputType({ description: 'A new team.' })
export class CreateTeamInput {
  @Field(() => String, {
    description: 'By which rules name it: words of lower-case letters and digits, parted by underscores, such as `courier_team`.',
  })
  code: string;

  @Field(() => String, { description: 'For people to read.' })
  name: string;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Codes of roles: whoever holds one of them at the branch concerned is in the team.',
  })
  roles: string[];

  @Field(() => [ID], { defaultValue: [], description: 'People who are in it by name, at most 200.' })
  staffIds: string[];
}

@InputType({ description: 'Changes of a team; what is left out stays.' })
export class UpdateTeamInput {
  @Field(() => ID, { description: 'The team.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'For people to read.' })
  name?: string | null;

  @Field(() => [String], { nullable: true, description: 'Codes of roles, in place of those that it has.' })
  roles?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'People who are in it by name, in place of those who are.' })
  staffIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is told anything.' })
  active?: boolean | null;
}

@ObjectType({ description: 'What came of it.' })
export class TeamPayload extends MutationPayload {
  @Field(() => Team, { simple: true, nullable: true, description: 'The team.' })
  team: Team | null;
}
