import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { offers } from '../feeds.js';
import { OfferStatus, WaitlistOffer, waitlistOfferById } from './waitlist-entry.js';

const mostShown = 200;

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null };
}

@ObjectType({ description: 'A message of `slotOffered`.' })
@Access('appointments:read')
export class OfferUpdate extends LiveUpdate {
  @Field(() => [WaitlistOffer], {
    simple: true,
    description: `With \`CURRENT_STATE\`, the offers that are open, oldest first and at most ${mostShown}; with \`CHANGE\`, the one that was made, answered or ran out, as it is now.`,
  })
  offers: WaitlistOffer[];
}

@Resolver()
export class OfferSubscription {
  @Subscription(() => OfferUpdate, {
    description: 'Follows the times that are offered to patients on the waitlist of a branch.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(offers, await requireBranch(context, args.branchId, 'appointments:read')),
  })
  @Access('appointments:read')
  async slotOffered(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<OfferUpdate> {
    if (heard.kind === 'CURRENT_STATE')
      return liveUpdate(OfferUpdate, heard, { offers: await openOffers(context, chosenBranch(context, branchId)) });
    const found = await Promise.all(heard.subjects.map((id) => context.load(waitlistOfferById, id)));
    return liveUpdate(OfferUpdate, heard, { offers: found.filter((offer) => offer !== null) });
  }
}

function openOffers(context: Context, branchId: string): Promise<WaitlistOffer[]> {
  return context.db.all(
    WaitlistOffer,
    sql`where branch_id = ${toUuid('branch', branchId)} and status = ${OfferStatus.OPEN} order by created_at, id limit ${mostShown}`,
  );
}
