import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { stockChanges } from '../feeds.js';
import { mostShown, ProductStock, stockOfProduct, stockQuestion, stockToSeeTo, productStock, type StockRow } from './product-stock.js';

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null };
}

@ObjectType({ description: 'A message of `stockChanged`.' })
@Access('stock:read')
export class StockUpdate extends LiveUpdate {
  @Field(() => [ProductStock], {
    simple: true,
    description: `With \`CURRENT_STATE\`, the stock at the branch that somebody has to see to: products that are low, expire soon, or have packs that cannot be given out, at most ${mostShown}; with \`CHANGE\`, that of the product that changed, as it is now.`,
  })
  stock: ProductStock[];
}

@Resolver()
export class StockSubscription {
  @Subscription(() => StockUpdate, {
    description: 'Follows the stock at a branch: each product of which packs come, go, change their state or are set aside.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(stockChanges, await requireBranch(context, args.branchId, 'stock:read')),
  })
  @Access('stock:read')
  async stockChanged(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<StockUpdate> {
    const branch = chosenBranch(context, branchId);
    if (heard.kind === 'CURRENT_STATE') {
      const rows = await context.db.rows<StockRow>(stockToSeeTo(branch, mostShown), 'stock:read');
      return liveUpdate(StockUpdate, heard, { stock: rows.map(productStock) });
    }
    const found = await Promise.all(heard.subjects.map((id) => context.load(stockOfProduct, stockQuestion(id, [branch]))));
    return liveUpdate(StockUpdate, heard, { stock: found.flatMap((stock) => stock ?? []) });
  }
}
