import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import type { Moment } from './clock-plan.js';
import { SlaCounting } from './sla-policy.js';

export enum SlaClockStatus {
  RUNNING = 'RUNNING',
  PAUSED = 'PAUSED',
  MET = 'MET',
  MISSED = 'MISSED',
  STOPPED = 'STOPPED',
}

registerEnumType(SlaClockStatus, {
  name: 'SlaClockStatus',
  description: 'How the clock of a service level stands.',
  valuesConfig: {
    RUNNING: { description: 'It counts; it may be breached already.' },
    PAUSED: { description: 'The order is held, and it stands still.' },
    MET: { description: 'The order was in time.' },
    MISSED: { description: 'The order was late.' },
    STOPPED: { description: 'The order was called off, and it matters no more.' },
  },
});

@Entity('sla_clocks')
@ObjectType({ implements: Node, description: 'The time that an order has by a service level, as the policy was when it was placed.' })
@Directive('@key(fields: "id")')
@Access('orders:read')
export class SlaClock extends TenantEntity implements Node {
  @IdColumn('slaclock')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @ReferenceColumn('slapolicy')
  policyId: string;

  @Column('text')
  policyCode: string;

  @Column('text', { nullable: true })
  orderNumber: string | null;

  @Column('text')
  @Field(() => SlaClockStatus, { simple: true, description: 'How it stands.' })
  status: SlaClockStatus;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Within how many minutes of counted time.' })
  targetMinutes: number;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it began.' })
  startedAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it warns; of a paused one, when it would have.' })
  warnAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, {
    simple: true,
    description: 'Until when there is time; of a paused one, until when there would have been.',
  })
  dueAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it warned.' })
  warnedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was found to be missed.' })
  breachedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the order was there, or ended.' })
  endedAt: Date | null;

  @Column('text')
  @Field(() => SlaCounting, { simple: true, description: 'Which time counts.' })
  counts: SlaCounting;

  @Column('text', { nullable: true })
  untilState: string | null;

  @Column('jsonb')
  plan: Moment[];

  @Column('integer')
  done: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  nextAt: Date | null;

  @AmountColumn()
  elapsedMs: bigint;

  @Column({ type: 'timestamptz', precision: 3 })
  since: Date;
}

export const SlaClockConnection = connectionOf(SlaClock, 'SlaClock');

export enum SlaClockOrderField {
  DUE_AT = 'DUE_AT',
}

registerEnumType(SlaClockOrderField, {
  name: 'SlaClockOrderField',
  description: 'What clocks can be sorted by.',
  valuesConfig: { DUE_AT: { description: 'Until when there is time.' } },
});

export const slaClockById = loaderById(SlaClock);
export const clocksOfOrder = loaderByParent(SlaClock, 'orderId', ['id']);
export const slaClockList = defineList<SlaClock, SlaClockOrderField>({
  name: 'slaClocks',
  entity: SlaClock,
  orders: { DUE_AT: ['dueAt'] },
});
export const mostUrgentFirst = { field: SlaClockOrderField.DUE_AT, direction: OrderDirection.ASC };
