import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { ownedBy, reading } from './webhook-endpoint.js';

export enum WebhookDeliveryStatus {
  PENDING = 'PENDING',
  DELIVERED = 'DELIVERED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(WebhookDeliveryStatus, {
  name: 'WebhookDeliveryStatus',
  description: 'What has become of a message.',
  valuesConfig: {
    PENDING: { description: 'It is sent at `nextAttemptAt`, or is being sent.' },
    DELIVERED: { description: 'The server answered that it has it.' },
    FAILED: { description: 'The server never answered that it has it, and nothing more is tried unless you ask for it.' },
    CANCELLED: {
      description:
        'Before the server had it the endpoint was switched off, or might not hear it any more: for its types, branches or scopes, or a client or tenant that is shut out. `replayEvents` sends it when it may again.',
    },
  },
});

@Entity('webhook_deliveries')
@ObjectType({ implements: Node, description: 'A message to an endpoint, and what became of it. Kept for 30 days.' })
@Directive('@key(fields: "id")')
@Access('webhooks:read')
export class WebhookDelivery extends TenantEntity implements Node {
  @IdColumn('webhookdelivery')
  id: string;

  @ReferenceColumn('webhook')
  endpointId: string;

  @ReferenceColumn('event')
  @Field(() => ID, {
    simple: true,
    description: 'The event that it tells of, `event_…`: the header `webhook-id`, the same at every attempt and at every endpoint.',
  })
  eventId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When that happened which it tells of.' })
  occurredAt: Date;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The type of the event: `order.placed`; `webhook.test` of a test.' })
  type: string;

  @Column('text')
  @Field(() => WebhookDeliveryStatus, { simple: true, description: 'What has become of it.' })
  status: WebhookDeliveryStatus;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How often it was sent.' })
  attemptCount: number;

  @Column('integer')
  attemptsBefore: number;

  @Column({ type: 'timestamptz', precision: 3 })
  plannedAt: Date;

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it is sent next; null when it is not.' })
  nextAttemptAt: Date | null;
}

export const WebhookDeliveryConnection = connectionOf(WebhookDelivery, 'WebhookDelivery');

enum DeliveryOrderField {
  CREATED_AT = 'CREATED_AT',
}

/** Deliveries to endpoints that exist for the caller. */
export function deliveredTo(request: RequestContext): Sql {
  return sql`exists (select from webhook_endpoints endpoint where endpoint.id = endpoint_id and ${ownedBy(request, reading, sql`endpoint`)})`;
}

export const webhookDeliveryById = defineLoader<string, WebhookDelivery>('webhook delivery', async ({ db, request }, ids) => {
  const uuids = ids.map((id) => toUuid('webhookdelivery', id));
  const found = await db.all(WebhookDelivery, sql`where id = any (${uuids}::uuid[]) and ${deliveredTo(request)}`);
  return new Map(found.map((delivery) => [delivery.id, delivery]));
});

const deliveryList = defineList<WebhookDelivery, DeliveryOrderField>({
  name: 'webhookDeliveries',
  entity: WebhookDelivery,
  orders: { CREATED_AT: ['createdAt'] },
});
export const deliveriesOfEndpoint = nestedList(deliveryList, 'endpointId');
export const newestDeliveryFirst = { field: DeliveryOrderField.CREATED_AT, direction: OrderDirection.DESC };
