import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import type { Heard } from '#kernel/live/follower.js';
import type { Context } from '#kernel/subgraph/context.js';
import { orderChanges } from '../feeds.js';
import { Order, orderById } from './order.js';

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly orderId: string };
}

@ObjectType({ description: 'A message of `orderUpdated`.' })
@Access('orders:read')
export class OrderUpdate extends LiveUpdate {
  @Field(() => Order, { simple: true, nullable: true, description: 'The order as it is now; null when you may not see it any more.' })
  order: Order | null;
}

@Resolver()
export class OrderSubscription {
  @Subscription(() => OrderUpdate, {
    description: 'Follows one order: every step that it takes, and whatever else changes in it.',
    subscribe: async ({ context, args: { orderId } }: Subscribed) => {
      if (!(await context.load(orderById, orderId))) throw new GraphError('NOT_FOUND', 'There is no such order that you may see.');
      return context.follow(orderChanges, orderId);
    },
  })
  @Access('orders:read')
  async orderUpdated(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('orderId', () => ID, { description: 'The order.' }) orderId: string,
  ): Promise<OrderUpdate> {
    return liveUpdate(OrderUpdate, heard, { order: await context.load(orderById, orderId) });
  }
}
