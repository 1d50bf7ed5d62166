import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, ReferencesColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, LocalTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

export enum PracticeContext {
  CLINIC = 'CLINIC',
  ROUNDS = 'ROUNDS',
  ON_CALL = 'ON_CALL',
}

registerEnumType(PracticeContext, {
  name: 'PracticeContext',
  description: 'What somebody does in the hours of a schedule.',
  valuesConfig: {
    CLINIC: { description: 'Sees patients by appointment: these hours can be booked.' },
    ROUNDS: { description: 'Is on a ward: these hours are taken away from those that can be booked, at every branch.' },
    ON_CALL: { description: 'Can be called: shown on the rota, neither bookable nor in the way of what is.' },
  },
});

@ObjectType({ description: 'Hours that recur, on the wall clock of the branch.' })
export class ScheduleHours {
  @Field(() => DateScalar, { simple: true, description: 'The first day.' })
  startsOn: string;

  @Field(() => LocalTimeScalar, { simple: true, description: 'From. A time that the clocks skip is moved forward by what they skip.' })
  from: string;

  @Field(() => LocalTimeScalar, { simple: true, description: 'Until; at or before `from` it is on the next day.' })
  until: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'On which days again, as an RFC 5545 recurrence rule: `FREQ=WEEKLY;BYDAY=MO,TU`; null for the first day only.',
  })
  rule: string | null;

  @Field(() => [DateScalar], { simple: true, description: 'Days on which the rule does not hold (RFC 5545 EXDATE).' })
  exceptOn: string[];

  @Field(() => [DateScalar], { simple: true, description: 'Days on which the hours hold too (RFC 5545 RDATE).' })
  alsoOn: string[];
}

@Entity('schedules')
@ObjectType({ implements: Node, description: 'When a practitioner, a resource or a service can be booked at a branch (FHIR R4 Schedule).' })
@Directive('@key(fields: "id")')
@Access('schedules:read')
export class Schedule extends TenantEntity implements Node {
  @IdColumn('schedule')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('practitioner', { nullable: true })
  practitionerId: string | null;

  @ReferenceColumn('resource', { nullable: true })
  resourceId: string | null;

  @ReferenceColumn('service', { nullable: true })
  serviceId: string | null;

  @Column('text')
  @Field(() => PracticeContext, { simple: true, description: 'What is done in these hours.' })
  context: PracticeContext;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What people call it: `Morning clinic`.' })
  name: string | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it counts.' })
  active: boolean;

  @ReferencesColumn('service')
  forServices: string[] | null;

  @Column('jsonb')
  @Field(() => [ScheduleHours], { simple: true, description: 'The hours.' })
  hours: ScheduleHours[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether the hours count only while the branch is open.' })
  respectsOpeningHours: boolean;
}

export const ScheduleConnection = connectionOf(Schedule, 'Schedule');

export enum ScheduleOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(ScheduleOrderField, {
  name: 'ScheduleOrderField',
  description: 'What schedules can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were made.' } },
});

export const scheduleById = loaderById(Schedule);
export const scheduleList = defineList<Schedule, ScheduleOrderField>({
  name: 'schedules',
  entity: Schedule,
  orders: { CREATED_AT: ['createdAt'] },
});
export const oldestFirst = { field: ScheduleOrderField.CREATED_AT, direction: OrderDirection.ASC };
