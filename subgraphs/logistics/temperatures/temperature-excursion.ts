import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { TemperatureExcursionKind, TemperatureExcursionStatus } from './temperature-terms.js';

@Entity('temperature_excursions')
@ObjectType({
  implements: Node,
  description: 'A stretch of time in which goods were too warm or too cold, or in which nobody knows how warm they were.',
})
@Directive('@key(fields: "id")')
@Access('temperatures:read')
export class TemperatureExcursion extends TenantEntity implements Node {
  @IdColumn('excursion')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('temperaturewatch')
  watchId: string;

  @Column('text')
  @Field(() => TemperatureExcursionKind, { simple: true, description: 'What was found.' })
  kind: TemperatureExcursionKind;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'From when on.' })
  beganAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description:
      'Until when: the first reading within the limits, the last one before a silence, or the newest so far; null while the signal is lost.',
  })
  endedAt: Date | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'How many minutes that is; null while the signal is lost.' })
  minutes: number | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'The highest or lowest temperature in degrees Celsius; null of a lost signal.',
  })
  extremeCelsius: number | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When that was.' })
  extremeAt: Date | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'The minutes of this one and of all earlier ones of the watch beyond the same limit.',
  })
  cumulativeMinutes: number | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'When it had used up the minutes that it may last at a stretch; null when it has not.',
  })
  consecutiveExceededAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'When this and earlier ones had used up the minutes that they may last together; null when they have not.',
  })
  cumulativeExceededAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'When it became an alert: an allowance is used up, or the signal lost; null while it keeps to the allowance.',
  })
  alertedAt: Date | null;

  @Column('text')
  @Field(() => TemperatureExcursionStatus, { simple: true, description: 'Whether somebody has dealt with it.' })
  status: TemperatureExcursionStatus;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When somebody last dealt with it.' })
  acknowledgedAt: Date | null;

  @Column('text', { nullable: true })
  acknowledgedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What they said of it.' })
  comment: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'When it was opened again, because readings that came later made it longer or worse than what was acknowledged.',
  })
  reopenedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'When readings that came later showed that it never was; null as long as it stands.',
  })
  withdrawnAt: Date | null;
}

export const TemperatureExcursionConnection = connectionOf(TemperatureExcursion, 'TemperatureExcursion');

export enum TemperatureExcursionOrderField {
  BEGAN_AT = 'BEGAN_AT',
}

registerEnumType(TemperatureExcursionOrderField, {
  name: 'TemperatureExcursionOrderField',
  description: 'What excursions can be sorted by.',
  valuesConfig: { BEGAN_AT: { description: 'When they began.' } },
});

export const excursionById = loaderById(TemperatureExcursion);

export const excursionList = defineList<TemperatureExcursion, TemperatureExcursionOrderField>({
  name: 'temperatureExcursions',
  entity: TemperatureExcursion,
  orders: { BEGAN_AT: ['beganAt'] },
});

export const excursionsOfWatch = nestedList(excursionList, 'watchId');

export const alertsOfBranch = nestedList(excursionList, 'branchId');

export const firstExcursionFirst = { field: TemperatureExcursionOrderField.BEGAN_AT, direction: OrderDirection.ASC };

/** Those that stand. */
export const standing = { key: 'standing', where: sql`temperature_excursions.withdrawn_at is null` };

/** Those that somebody should look at. */
export const openAlerts = {
  key: 'alerts',
  where: sql`temperature_excursions.alerted_at is not null and temperature_excursions.status = 'OPEN' and temperature_excursions.withdrawn_at is null`,
};
