import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import type { PlatformContext } from '../services.js';
import { Staff, staffById } from '../staff/staff.js';
import { createTeam, updateTeam } from './team-changes.js';
import { CreateTeamInput, TeamPayload, UpdateTeamInput } from './team.inputs.js';
import { membersOfTeam, Team } from './team.js';

@Resolver(() => Team)
export class TeamResolver {
  @Query(() => [Team], { description: 'All teams of your tenant, by code; there are at most 200.' })
  @Access('staff:read')
  teams(@Ctx() context: PlatformContext): Promise<Team[]> {
    return context.db.all(Team, sql`order by code`);
  }

  @Mutation(() => TeamPayload, { description: 'Makes a team, which rules of orders, service levels and alerts can then name.' })
  @Access('staff:manage')
  createTeam(
    @Ctx() context: PlatformContext,
    @Arg('input', () => CreateTeamInput, { description: 'The team.' }) input: CreateTeamInput,
  ): Promise<TeamPayload> {
    return createTeam(context, input);
  }

  @Mutation(() => TeamPayload, { description: 'Changes who is in a team, or stops telling it anything.' })
  @Access('staff:manage')
  updateTeam(
    @Ctx() context: PlatformContext,
    @Arg('input', () => UpdateTeamInput, { description: 'The changes.' }) input: UpdateTeamInput,
  ): Promise<TeamPayload> {
    return updateTeam(context, input);
  }

  @FieldResolver(() => [Staff], { description: 'Who is in it by name.' })
  async members(@Root() { id }: Team, @Ctx() context: PlatformContext): Promise<Staff[]> {
    const ids = (await context.load(membersOfTeam, id)) ?? [];
    const found = await Promise.all(ids.map((staffId) => context.load(staffById, staffId)));
    return found.filter((staff) => staff !== null);
  }
}
