import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('webhook_attempts')
@ObjectType({ description: 'One attempt to deliver a message; `createdAt` is when it ended.' })
@Access('webhooks:read')
export class WebhookAttempt extends TenantEntity {
  @IdColumn('webhookattempt')
  id: string;

  @ReferenceColumn('webhookdelivery')
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

export const attemptsOfWebhookDelivery = loaderByParent(WebhookAttempt, 'deliveryId', ['number']);
