import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { branchesFor, type RequestContext } from '#kernel/context/request-context.js';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList, type NestedFilter } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

export enum OrderWebhookDeliveryStatus {
  PENDING = 'PENDING',
  DELIVERED = 'DELIVERED',
  FAILED = 'FAILED',
  SKIPPED = 'SKIPPED',
}

registerEnumType(OrderWebhookDeliveryStatus, {
  name: 'OrderWebhookDeliveryStatus',
  description: 'What has become of a message to a webhook.',
  valuesConfig: {
    PENDING: { description: 'It is sent at `nextAttemptAt`.' },
    DELIVERED: { description: 'The server answered that it has it.' },
    FAILED: { description: 'The server never answered that it has it, and nothing more is tried.' },
    SKIPPED: { description: 'The webhook was not active when it was due.' },
  },
});

@Entity('order_webhook_deliveries')
@ObjectType({ implements: Node, description: 'A message to a webhook, and what became of it. Kept for 90 days.' })
@Directive('@key(fields: "id")')
@Access('orders:configure')
export class OrderWebhookDelivery extends TenantEntity implements Node {
  @IdColumn('orderwebhookdelivery')
  id: string;

  @ReferenceColumn('orderwebhook')
  webhookId: string;

  @ReferenceColumn('order', { nullable: true })
  orderId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What it tells: `order.placed`, or what the rule says; `webhook.test` of a test.' })
  type: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The JSON that is sent, at every attempt the same.' })
  body: string;

  @Column('text')
  @Field(() => OrderWebhookDeliveryStatus, { simple: true, description: 'What has become of it.' })
  status: OrderWebhookDeliveryStatus;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How often it was sent.' })
  attemptCount: number;

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it is sent next; null when it is not.' })
  nextAttemptAt: Date | null;
}

export const OrderWebhookDeliveryConnection = connectionOf(OrderWebhookDelivery, 'OrderWebhookDelivery');

enum DeliveryOrderField {
  CREATED_AT = 'CREATED_AT',
}

export const orderWebhookDeliveryById = loaderById(OrderWebhookDelivery);
const deliveryList = defineList<OrderWebhookDelivery, DeliveryOrderField>({
  name: 'orderWebhookDeliveries',
  entity: OrderWebhookDelivery,
  orders: { CREATED_AT: ['createdAt'] },
});
export const deliveriesOfWebhook = nestedList(deliveryList, 'webhookId');

/** A message names its order: who configures orders of some branches sees what was sent of those. */
export function deliveriesSeenBy(request: RequestContext): NestedFilter | undefined {
  if (branchesFor(request, 'orders:configure') === 'all') return undefined;
  return { key: 'seen', where: sql`(order_id is null or exists (select from orders told where told.id = order_id))` };
}

export const newestDeliveryFirst = { field: DeliveryOrderField.CREATED_AT, direction: OrderDirection.DESC };
