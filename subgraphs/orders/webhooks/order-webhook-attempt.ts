import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('order_webhook_attempts')
@ObjectType({ description: 'One attempt to deliver a message to a webhook; `createdAt` is when it ended.' })
@Access('orders:configure')
export class OrderWebhookAttempt extends TenantEntity {
  @IdColumn('orderwebhookattempt')
  id: string;

  @ReferenceColumn('orderwebhookdelivery')
  deliveryId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The first is 1.' })
  number: number;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'The HTTP status that the server answered; null when it did not answer.' })
  statusCode: number | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How long it took.' })
  milliseconds: number;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The first 500 letters of the answer.' })
  answer: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why there was no answer.' })
  problem: string | null;
}

export const attemptsOfDelivery = loaderByParent(OrderWebhookAttempt, 'deliveryId', ['number']);
