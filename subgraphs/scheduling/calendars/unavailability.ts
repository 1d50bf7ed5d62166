import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, DateTimeScalar, LocalTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderById } from '#kernel/subgraph/loader.js';

export enum UnavailabilityKind {
  LEAVE = 'LEAVE',
  BLOCK = 'BLOCK',
  EMERGENCY = 'EMERGENCY',
}

registerEnumType(UnavailabilityKind, {
  name: 'UnavailabilityKind',
  description: 'Why somebody or something cannot be booked for a time.',
  valuesConfig: {
    LEAVE: { description: 'Planned absence.' },
    BLOCK: { description: 'Time kept free, or a resource that is being serviced.' },
    EMERGENCY: { description: 'Sudden; what is booked needs attention at once.' },
  },
});

@Entity('unavailabilities')
@ObjectType({ implements: Node, description: 'A time in which a practitioner or resource cannot be booked.' })
@Directive('@key(fields: "id")')
@Access('schedules:read')
export class Unavailability extends TenantEntity implements Node {
  @IdColumn('unavailability')
  id: string;

  @ReferenceColumn('practitioner', { nullable: true })
  practitionerId: string | null;

  @ReferenceColumn('resource', { nullable: true })
  resourceId: string | null;

  @ReferenceColumn('branch', { nullable: true })
  branchId: string | null;

  @Column('text')
  @Field(() => UnavailabilityKind, { simple: true, description: 'Why.' })
  kind: UnavailabilityKind;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'From.' })
  startsAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'Until.' })
  endsAt: Date;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'A word for colleagues.' })
  reason: string | null;
}

@Entity('branch_closures')
@ObjectType({
  implements: Node,
  description: 'A holiday, or another time at which a branch is closed although its opening hours say otherwise.',
})
@Directive('@key(fields: "id")')
@Access('schedules:read')
export class BranchClosure extends TenantEntity implements Node {
  @IdColumn('closure')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What it is: `Tsagaan Sar`.' })
  name: string;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The first day.' })
  startsOn: string;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The last day.' })
  endsOn: string;

  @Column('time')
  @Field(() => LocalTimeScalar, {
    simple: true,
    nullable: true,
    description: 'From this time on each of the days; null for the whole days.',
  })
  fromTime: string | null;

  @Column('time')
  @Field(() => LocalTimeScalar, {
    simple: true,
    nullable: true,
    description: 'Until this time on each of the days; null for the whole days.',
  })
  untilTime: string | null;
}

export const unavailabilityById = loaderById(Unavailability);
export const closureById = loaderById(BranchClosure);
