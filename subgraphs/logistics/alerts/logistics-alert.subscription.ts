import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { logisticsAlerts } from '../feeds.js';
import { mostOpenAlerts, unresolvedAtBranch } from './logistics-alert.filter.js';
import { alertById, LogisticsAlert } from './logistics-alert.js';

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null };
}

@ObjectType({ description: 'A message of `logisticsAlert`.' })
@Access('alerts:read')
export class LogisticsAlertUpdate extends LiveUpdate {
  @Field(() => [LogisticsAlert], {
    simple: true,
    description: `With \`CURRENT_STATE\`, those that are not resolved, the first first and at most ${mostOpenAlerts}; with \`CHANGE\`, the alert that was opened, escalated, acknowledged or resolved, as it is now: take it off the board when it is \`RESOLVED\`.`,
  })
  alerts: LogisticsAlert[];
}

@Resolver()
export class LogisticsAlertSubscription {
  @Subscription(() => LogisticsAlertUpdate, {
    description: 'Follows the alerts of a branch: of tasks to which it sends couriers, and of those at whose other end it is.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(logisticsAlerts, await requireBranch(context, args.branchId, 'alerts:read')),
  })
  @Access('alerts:read')
  async logisticsAlert(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<LogisticsAlertUpdate> {
    if (heard.kind === 'CURRENT_STATE') {
      const alerts = await context.db.all(LogisticsAlert, unresolvedAtBranch(chosenBranch(context, branchId)));
      return liveUpdate(LogisticsAlertUpdate, heard, { alerts });
    }
    const found = await Promise.all(heard.subjects.map((id) => context.load(alertById, id)));
    return liveUpdate(LogisticsAlertUpdate, heard, { alerts: found.filter((alert) => alert !== null) });
  }
}
