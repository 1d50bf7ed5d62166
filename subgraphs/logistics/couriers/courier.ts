import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar, PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { Vehicle } from '../tasks/task-terms.js';

@Entity('couriers')
@ObjectType({ implements: Node, description: 'Who goes: a person of the staff with a vehicle.' })
@Directive('@key(fields: "id")')
@Access('couriers:read')
export class Courier extends TenantEntity implements Node {
  @IdColumn('courier')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('staff')
  staffId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As dispatchers and customers know the courier.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text', { nullable: true })
  @Field(() => PhoneNumberScalar, { simple: true, nullable: true, description: 'Where the courier can be called.' })
  phone: string | null;

  @Column('text')
  @Field(() => Vehicle, { simple: true, description: 'How the courier goes.' })
  vehicle: Vehicle;

  @Column('numeric', { nullable: true })
  coldBoxMinCelsius: string | null;

  @Column('numeric', { nullable: true })
  coldBoxMaxCelsius: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many items can be carried at once.' })
  capacity: number;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'What the courier can do beyond carrying: `phlebotomy`.' })
  skills: string[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether the courier still goes.' })
  active: boolean;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Since when the courier has been on shift; null off shift.' })
  onShiftSince: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'Until when the shift is planned to last; null when that is open.',
  })
  shiftUntil: Date | null;

  @Column('double precision', { nullable: true })
  latitude: number | null;

  @Column('double precision', { nullable: true })
  longitude: number | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  positionAt: Date | null;

  get isOnShift(): boolean {
    return this.active && this.onShiftSince !== null;
  }

  /** Where somebody was before the shift is not from where they go now. */
  get isLocated(): boolean {
    return this.positionAt !== null && !(this.onShiftSince !== null && this.positionAt < this.onShiftSince);
  }
}

export const CourierConnection = connectionOf(Courier, 'Courier');

export enum CourierOrderField {
  NAME = 'NAME',
}

registerEnumType(CourierOrderField, {
  name: 'CourierOrderField',
  description: 'What couriers can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const courierById = loaderById(Courier);

export const courierList = defineList<Courier, CourierOrderField>({ name: 'couriers', entity: Courier, orders: { NAME: ['nameKey'] } });

export const couriersOfBranch = nestedList(courierList, 'branchId');

export const couriersByName = { field: CourierOrderField.NAME, direction: OrderDirection.ASC };
