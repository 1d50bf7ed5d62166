import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Order, orderById } from '../orders/order.js';
import { attemptsOfDelivery, OrderWebhookAttempt } from './order-webhook-attempt.js';
import { createOrderWebhook, rotateOrderWebhookSecret, testOrderWebhook, updateOrderWebhook } from './order-webhook-changes.js';
import {
  deliveriesOfWebhook,
  deliveriesSeenBy,
  newestDeliveryFirst,
  OrderWebhookDelivery,
  OrderWebhookDeliveryConnection,
} from './order-webhook-delivery.js';
import {
  CreateOrderWebhookInput,
  CreateOrderWebhookPayload,
  RotateOrderWebhookSecretInput,
  RotateOrderWebhookSecretPayload,
  TestOrderWebhookInput,
  TestOrderWebhookPayload,
  UpdateOrderWebhookInput,
  UpdateOrderWebhookPayload,
} from './order-webhook.inputs.js';
import { OrderWebhook, orderWebhookById } from './order-webhook.js';

@Resolver(() => OrderWebhook)
export class OrderWebhookResolver {
  @Query(() => [OrderWebhook], { description: 'All servers that rules of orders can call, by name; a tenant has at most 50.' })
  @Access('orders:configure')
  orderWebhooks(@Ctx() context: Context): Promise<OrderWebhook[]> {
    return context.db.all(OrderWebhook, sql`order by name`);
  }

  @Mutation(() => CreateOrderWebhookPayload, { description: 'Adds a server that rules of orders can call; its secret is shown this once.' })
  @Access('orders:configure')
  createOrderWebhook(
    @Ctx() context: Context,
    @Arg('input', () => CreateOrderWebhookInput, { description: 'The webhook.' }) input: CreateOrderWebhookInput,
  ): Promise<CreateOrderWebhookPayload> {
    return createOrderWebhook(context, input);
  }

  @Mutation(() => UpdateOrderWebhookPayload, { description: 'Changes where a webhook leads, or switches it on or off.' })
  @Access('orders:configure')
  updateOrderWebhook(
    @Ctx() context: Context,
    @Arg('input', () => UpdateOrderWebhookInput, { description: 'The changes.' }) input: UpdateOrderWebhookInput,
  ): Promise<UpdateOrderWebhookPayload> {
    return updateOrderWebhook(context, input);
  }

  @Mutation(() => RotateOrderWebhookSecretPayload, {
    description: 'Gives a webhook a new secret, shown this once. For a while messages are signed by the one before too.',
  })
  @Access('orders:configure')
  rotateOrderWebhookSecret(
    @Ctx() context: Context,
    @Arg('input', () => RotateOrderWebhookSecretInput, { description: 'Of which.' }) input: RotateOrderWebhookSecretInput,
  ): Promise<RotateOrderWebhookSecretPayload> {
    return rotateOrderWebhookSecret(context, input);
  }

  @Mutation(() => TestOrderWebhookPayload, { description: 'Sends a message of type `webhook.test`, which is about no order.' })
  @Access('orders:configure')
  testOrderWebhook(
    @Ctx() context: Context,
    @Arg('input', () => TestOrderWebhookInput, { description: 'Which.' }) input: TestOrderWebhookInput,
  ): Promise<TestOrderWebhookPayload> {
    return testOrderWebhook(context, input);
  }

  @FieldResolver(() => OrderWebhookDeliveryConnection, { description: 'What was sent to it in the last 90 days, the newest first.' })
  deliveries(
    @Root() { id }: OrderWebhook,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<OrderWebhookDelivery>> {
    return deliveriesOfWebhook.page(context, id, args, newestDeliveryFirst, deliveriesSeenBy(context.request));
  }
}

@Resolver(() => OrderWebhookDelivery)
export class OrderWebhookDeliveryResolver {
  @FieldResolver(() => OrderWebhook, { description: 'To which.' })
  webhook(@Root() { webhookId }: OrderWebhookDelivery, @Ctx() context: Context): Promise<OrderWebhook | null> {
    return context.load(orderWebhookById, webhookId);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order that it tells of; null of a test, and where you may not see it.' })
  @Access('orders:read')
  order(@Root() { orderId }: OrderWebhookDelivery, @Ctx() context: Context): Promise<Order | null> | null {
    return orderId === null ? null : context.load(orderById, orderId);
  }

  @FieldResolver(() => [OrderWebhookAttempt], {
    description: 'How often it was sent and what came of it, the first attempt first; at most ten.',
  })
  async attempts(@Root() { id }: OrderWebhookDelivery, @Ctx() context: Context): Promise<OrderWebhookAttempt[]> {
    return (await context.load(attemptsOfDelivery, id)) ?? [];
  }
}
