import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';

@Entity('courier_shifts')
@ObjectType({ description: 'A time in which a courier could be sent.' })
@Access('couriers:read')
export class CourierShift extends TenantEntity {
  @IdColumn('couriershift')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('courier')
  courierId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When the courier went on shift.' })
  beganAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when it was meant to last; null when that was open.' })
  plannedUntil: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the courier went off shift; null in the present one.' })
  endedAt: Date | null;
}

export const CourierShiftConnection = connectionOf(CourierShift, 'CourierShift');

const shiftList = defineList<CourierShift, 'BEGAN_AT'>({ name: 'courier shifts', entity: CourierShift, orders: { BEGAN_AT: ['beganAt'] } });

export const shiftsOfCourier = nestedList(shiftList, 'courierId');

export const newestShiftFirst = { field: 'BEGAN_AT', direction: OrderDirection.DESC } as const;

/** Those of a courier of which some part lies between two times. */
export function shiftsBetween(transaction: Transaction, { id }: { readonly id: string }, from: Date, until: Date): Promise<CourierShift[]> {
  return transaction.all(
    CourierShift,
    sql`where courier_id = ${toUuid('courier', id)} and began_at <= ${until} and (ended_at is null or ended_at >= ${from}) order by began_at`,
  );
}

export function isDuring(at: Date, { beganAt, endedAt }: CourierShift): boolean {
  return at >= beganAt && (endedAt === null || at <= endedAt);
}
