import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { temperatureAlerts } from '../feeds.js';
import { excursionById, openAlerts, TemperatureExcursion } from './temperature-excursion.js';

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null };
}

const mostAlerts = 200;

@ObjectType({ description: 'A message of `temperatureAlert`.' })
@Access('temperatures:read')
export class TemperatureAlertUpdate extends LiveUpdate {
  @Field(() => [TemperatureExcursion], {
    simple: true,
    description: `With \`CURRENT_STATE\`, what somebody should look at, the first first and at most ${mostAlerts}; with \`CHANGE\`, the excursion that changed, as it is now: take it off when it is \`ACKNOWLEDGED\` or withdrawn. A lost signal that has an end was found again.`,
  })
  excursions: TemperatureExcursion[];
}

@Resolver()
export class TemperatureSubscription {
  @Subscription(() => TemperatureAlertUpdate, {
    description:
      'Follows the temperatures of a branch: allowances that are used up, signals lost and found again, and what somebody did about it.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(temperatureAlerts, await requireBranch(context, args.branchId, 'temperatures:read')),
  })
  @Access('temperatures:read')
  async temperatureAlert(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<TemperatureAlertUpdate> {
    if (heard.kind === 'CURRENT_STATE') {
      const branch = toUuid('branch', chosenBranch(context, branchId));
      const where = sql`where branch_id = ${branch} and ${openAlerts.where} order by began_at, id limit ${mostAlerts}`;
      return liveUpdate(TemperatureAlertUpdate, heard, { excursions: await context.db.all(TemperatureExcursion, where) });
    }
    const found = await Promise.all(heard.subjects.map((id) => context.load(excursionById, id)));
    return liveUpdate(TemperatureAlertUpdate, heard, { excursions: found.filter((excursion) => excursion !== null) });
  }
}
