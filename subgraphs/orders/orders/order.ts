import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar, PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { DeliveryMode, OrderOrigin, OrderPriority, OrderStatus, OrderType } from './order-terms.js';

@ObjectType({ description: 'Where something is brought that goes to no branch.' })
export class DeliveryPlace {
  @Field(() => String, { simple: true, description: 'Who takes it there.' })
  name: string;

  @Field(() => PhoneNumberScalar, { simple: true, nullable: true, description: 'Where they can be called.' })
  phone: string | null;

  @Field(() => String, { simple: true, description: 'The address, as one would tell it to a driver.' })
  address: string;

  @Field(() => Float, { simple: true, nullable: true, description: 'Degrees north, WGS 84.' })
  latitude: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'Degrees east, WGS 84.' })
  longitude: number | null;
}

@Entity('orders')
@ObjectType({
  implements: Node,
  description:
    'Something that one party asks of another, followed by both until it is done. What stands in its lines is frozen when it is placed.',
})
@Directive('@key(fields: "id")')
@Access('orders:read')
export class Order extends TenantEntity implements Node {
  @IdColumn('order')
  id: string;

  /** Who orders. */
  @ReferenceColumn('branch')
  branchId: string;

  /** Who does what is ordered, where that is another branch of the tenant. */
  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @Column('text')
  @Field(() => OrderType, { simple: true, description: 'What is ordered.' })
  type: OrderType;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Counted by type within the tenant, without gaps: `LAB-000042`. A draft has none.',
  })
  number: string | null;

  @Column('text')
  @Field(() => OrderStatus, { simple: true, description: 'How it stands, whatever its workflow calls it.' })
  status: OrderStatus;

  @ReferenceColumn('orderworkflow')
  workflowId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Where in its workflow it is: the code of a state, such as `to_collect`.' })
  state: string;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Why it is held, called off or sent back, in the words of who did it.',
  })
  statusReason: string | null;

  @Column('text')
  @Field(() => OrderPriority, { simple: true, description: 'How much it matters that it is done soon.' })
  priority: OrderPriority;

  @Column('text')
  @Field(() => DeliveryMode, { simple: true, description: 'How what is ordered comes to where it is needed.' })
  deliveryMode: DeliveryMode;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Not before this it is wanted.' })
  requestedFrom: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when it is wanted.' })
  requestedUntil: Date | null;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @ReferenceColumn('supplier', { nullable: true })
  supplierId: string | null;

  @ReferenceColumn('customer', { nullable: true })
  customerId: string | null;

  @Column('jsonb', { nullable: true })
  deliveryPlace: DeliveryPlace | null;

  @Column('text')
  currency: string;

  @AmountColumn()
  taxMinor: bigint;

  @AmountColumn()
  totalMinor: bigint;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'How it is to be dispatched, as a rule said: `immediate`.' })
  dispatch: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What else who fulfils it should know.' })
  note: string | null;

  @ReferenceColumn('order', { nullable: true })
  parentId: string | null;

  @ReferenceColumn('order', { nullable: true })
  originId: string | null;

  @Column('text', { nullable: true })
  @Field(() => OrderOrigin, { simple: true, nullable: true, description: 'How it came from `origin`; null when it was ordered by itself.' })
  originKind: OrderOrigin | null;

  /** Into how many parts it was split. Who does one part may not see the others. */
  @Column('integer', { name: 'parts' })
  partCount: number;

  @Column('integer', { name: 'open_parts' })
  openPartCount: number;

  /** Whether its workflow wants somebody sent for it just now, also where that is nobody as it is fetched. */
  @Column('boolean')
  tasksWanted: boolean;

  /** Those of temperature that held it, by id: none holds it twice. */
  @Column('text', { array: true })
  excursions: string[];

  @Column('text', { nullable: true })
  placedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was placed; null in a draft.' })
  placedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was completed, called off or marked as a mistake.' })
  endedAt: Date | null;

  /** Where it is done: the laboratory, or the branch itself. */
  get performedAt(): string {
    return this.performerBranchId ?? this.branchId;
  }

  /** Whether nothing more can happen to it. */
  get isEnded(): boolean {
    return this.endedAt !== null;
  }
}

export const OrderConnection = connectionOf(Order, 'Order');

export enum OrderOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(OrderOrderField, {
  name: 'OrderOrderField',
  description: 'What orders can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were begun.' } },
});

export const orderById = loaderById(Order);

export const orderList = defineList<Order, OrderOrderField>({ name: 'orders', entity: Order, orders: { CREATED_AT: [] } });

export const ordersOfPatient = nestedList(orderList, 'patientId');

/** The parts into which an order was split are few. */
export const partsOfOrder = loaderByParent(Order, 'parentId', ['id']);

export const newestOrderFirst = { field: OrderOrderField.CREATED_AT, direction: OrderDirection.DESC };
