import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { queueChanges } from '../feeds.js';
import { mostOpenTickets, openTickets } from './open-tickets.js';
import { QueueTicket, ticketById } from './queue-ticket.js';
import { ServicePoint } from './service-point.js';

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null; readonly servicePointId: string | null };
}

@ObjectType({ description: 'A message of `queueUpdated`.' })
@Access('queue:read')
export class QueueUpdate extends LiveUpdate {
  @Field(() => [QueueTicket], {
    simple: true,
    description: `With \`CURRENT_STATE\`, who waits, is called or is being served, whoever is next first and at most ${mostOpenTickets}; with \`CHANGE\`, the ticket that changed, as it is now: take it off the board when it is none of the three, or in another queue.`,
  })
  tickets: QueueTicket[];
}

@Resolver()
export class QueueSubscription {
  @Subscription(() => QueueUpdate, {
    description: 'Follows the queues of a branch, or one of them: who joins, is called, is served, moves on or leaves.',
    subscribe: async ({ context, args }: Subscribed) => context.follow(queueChanges, await topicOf(context, args)),
  })
  @Access('queue:read')
  async queueUpdated(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
    @Arg('servicePointId', () => ID, { nullable: true, description: 'Only this queue.' }) servicePointId: string | null,
  ): Promise<QueueUpdate> {
    if (heard.kind === 'CURRENT_STATE')
      return liveUpdate(QueueUpdate, heard, { tickets: await openTickets(context, chosenBranch(context, branchId), servicePointId) });
    const found = await Promise.all(heard.subjects.map((id) => context.load(ticketById, id)));
    return liveUpdate(QueueUpdate, heard, { tickets: found.filter((ticket) => ticket !== null) });
  }
}

/** The queue's own topic, or the branch's: of a branch that the caller may look at, and a queue that is there. */
async function topicOf(context: Context, args: Subscribed['args']): Promise<string> {
  const branchId = await requireBranch(context, args.branchId, 'queue:read');
  if (!args.servicePointId) return branchId;
  const point = sql`where id = ${toUuid('servicepoint', args.servicePointId)} and branch_id = ${toUuid('branch', branchId)}`;
  const [found] = await context.db.all(ServicePoint, point);
  if (!found) throw new GraphError('NOT_FOUND', 'There is no such service point at this branch.');
  return found.id;
}
