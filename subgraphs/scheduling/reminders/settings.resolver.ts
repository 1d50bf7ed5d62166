import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { SchedulingSettings, settingsOf } from './scheduling-settings.js';
import { UpdateSchedulingSettingsInput, UpdateSchedulingSettingsPayload } from './settings.inputs.js';
import { updateSchedulingSettings } from './update-settings.js';

@Resolver()
export class SchedulingSettingsResolver {
  @Query(() => SchedulingSettings, {
    description:
      'How appointments are reminded of and the waitlist is run. At first a day and two hours ahead, quiet from 21:00 to 08:00, and 30 minutes to answer an offer.',
  })
  @Access('schedules:read')
  schedulingSettings(@Ctx() context: Context): Promise<SchedulingSettings> {
    return settingsOf(context.db);
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
