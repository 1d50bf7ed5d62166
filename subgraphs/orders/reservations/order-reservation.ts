import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

export enum ReservationStatus {
  REQUESTED = 'REQUESTED',
  RESERVED = 'RESERVED',
  SHORT = 'SHORT',
  LAPSED = 'LAPSED',
  RELEASED = 'RELEASED',
}

registerEnumType(ReservationStatus, {
  name: 'OrderReservationStatus',
  description: 'How the stock for an order stands.',
  valuesConfig: {
    REQUESTED: { description: 'It was asked for; the pharmacy has not answered.' },
    RESERVED: { description: 'It is set aside, all of it.' },
    SHORT: { description: 'There is not enough, and nothing is set aside.' },
    LAPSED: { description: 'Its time was over, and it was given back.' },
    RELEASED: { description: 'It is not needed any more.' },
  },
});

@Entity('order_reservations')
@ObjectType({ description: 'The stock that is set aside for the lines of an order.' })
@Access('orders:read')
export class OrderReservation extends TenantEntity {
  @IdColumn('orderreservation')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @ReferenceColumn('branch')
  stockBranchId: string;

  @Column('text')
  @Field(() => ReservationStatus, { simple: true, description: 'How it stands.' })
  status: ReservationStatus;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'Until when it is kept.' })
  until: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it was asked for.' })
  requestedAt: Date;
}

/** At most one. */
export const reservationOfOrder = loaderByParent(OrderReservation, 'orderId', ['id']);
