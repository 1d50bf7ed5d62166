import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { SchedulingSettings } from './scheduling-settings.js';
import { UpdateSchedulingSettingsInput, UpdateSchedulingSettingsPayload } from './settings.inputs.js';
import { updateSchedulingSettings } from './update-settings.js';

@Resolver()
export class SchedulingSettingsResolver {
  @Query(() => SchedulingSettings, { nullable: true, description: 'How appointments are reminded of and the waitlist is run; null while the tenant has not set anything: a day and two hours ahead, quiet from 21:00 to 08:00, 30 minutes to answer.' })
  @Access('schedules:read')
  async schedulingSettings(@Ctx() context: Context): Promise<SchedulingSettings | null> {
    return (await context.db.all(SchedulingSettings, sql``))[0] ?? null;
  }

  @Mutation(() => UpdateSchedulingSettingsPayload, { description: "Changes the tenant's settings." })
  @Access('schedules:manage')
  updateSchedulingSettings(
    @Ctx() context: Context,
    @Arg('input', () => UpdateSchedulingSettingsInput, { description: 'The changes.' }) input: UpdateSchedulingSettingsInput,
  ): Promise<UpdateSchedulingSettingsPayload> {
    return updateSchedulingSettings(context, input);
  }
}
