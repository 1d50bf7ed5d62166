import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { everywhere } from '#kernel/live/feed.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { callbackChanges } from '../feeds.js';
import { callbackById, CallbackRequest } from './callback-request.js';

/** So many are on a board. */
const mostOnBoard = 200;

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null; readonly withoutBranch: boolean };
}

@ObjectType({ description: 'A message of `callbackUpdated`.' })
@Access('messaging:answer')
export class CallbackUpdate extends LiveUpdate {
  @Field(() => [CallbackRequest], {
    simple: true,
    description: `With \`CURRENT_STATE\`, who is to be called, whoever has waited longest first and at most ${mostOnBoard}; with \`CHANGE\`, the callback that changed, as it is now: take it off the board when it is \`RESOLVED\`.`,
  })
  callbacks: CallbackRequest[];
}

@Resolver()
export class CallbackSubscription {
  @Subscription(() => CallbackUpdate, {
    description: 'Follows who is to be called by a branch, or with `withoutBranch` who chose no clinic and is to be called by anybody.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(callbackChanges, args.withoutBranch ? everywhere : await requireBranch(context, args.branchId, 'messaging:answer')),
  })
  @Access('messaging:answer')
  async callbackUpdated(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
    @Arg('withoutBranch', () => Boolean, {
      defaultValue: false,
      description: 'Those who chose no clinic, in place of a branch. When one of them becomes a branch’s, the state is told anew.',
    })
    withoutBranch: boolean,
  ): Promise<CallbackUpdate> {
    const at = withoutBranch ? null : toUuid('branch', chosenBranch(context, branchId));
    if (heard.kind === 'CURRENT_STATE') return liveUpdate(CallbackUpdate, heard, { callbacks: await waitingFor(context, at) });
    const found = await Promise.all(heard.subjects.map((id) => context.load(callbackById, id)));
    const callbacks = found.filter((callback) => callback !== null);
    const stay = callbacks.filter((callback) => callback.branchId === null).length === heard.subjects.length;
    // Whoever may not see it where it has gone could not be told which one to take off.
    if (withoutBranch && !stay) {
      const state = { kind: 'CURRENT_STATE', sequence: heard.sequence, subjects: [] } as const;
      return liveUpdate(CallbackUpdate, state, { callbacks: await waitingFor(context, null) });
    }
    return liveUpdate(CallbackUpdate, heard, { callbacks });
  }
}

function waitingFor({ db }: Context, branch: string | null): Promise<CallbackRequest[]> {
  const place = branch === null ? sql`branch_id is null` : sql`branch_id = ${branch}`;
  return db.all(CallbackRequest, sql`where ${place} and status in ('OPEN', 'CLAIMED') order by created_at, id limit ${mostOnBoard}`);
}
