import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';
import { OrderStatus } from './order-terms.js';

@Entity('order_steps')
@ObjectType({ description: 'One step that an order took; never altered.' })
@Access('orders:read')
export class OrderStep {
  @IdColumn('orderstep')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @Column('text')
  @Field(() => String, {
    simple: true,
    description:
      "The code of the transition in the order's workflow, or what else was done: `AMEND`, `FULFIL`, `SPLIT`, `HOLD`, `RESUME`, `CALL_OFF` with its whole, `ENTERED_IN_ERROR`.",
  })
  step: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The code of the state from which it went; null at the beginning.' })
  fromState: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The code of the state to which it went.' })
  toState: string;

  @Column('text')
  @Field(() => OrderStatus, { simple: true, description: 'How the order stood after it.' })
  status: OrderStatus;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Upon what the house took it by itself: `SPECIMENS_COLLECTED`; null when a person took it.',
  })
  trigger: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why, in the words of who took it.' })
  reason: string | null;

  @Column('text', { nullable: true })
  takenBy: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When.' })
  takenAt: Date;
}

export const stepsOfOrder = loaderByParent(OrderStep, 'orderId', ['id']);
