import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, TimeZoneScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { LoggerDateOrder, LoggerUnit } from './temperature-terms.js';

@Entity('temperature_loggers')
@ObjectType({ implements: Node, description: 'A device that measures temperatures.' })
@Directive('@key(fields: "id")')
@Access('temperatures:read')
export class TemperatureLogger extends TenantEntity implements Node {
  @IdColumn('temperaturelogger')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The serial number, as it stands on the device and in its files.' })
  serial: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As people call it: `Cold box 3`.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text')
  @Field(() => TimeZoneScalar, {
    simple: true,
    description:
      'To which its clock was set. It is taken to know no summer time: all times of a file are as far ahead of UTC as the zone was at the first of them, or, where readings of the file are known already, as those are.',
  })
  timeZone: string;

  @Column('text', { nullable: true })
  @Field(() => LoggerUnit, { simple: true, nullable: true, description: 'The unit of files that do not say it; null where they do.' })
  unit: LoggerUnit | null;

  @Column('text', { nullable: true })
  @Field(() => LoggerDateOrder, {
    simple: true,
    nullable: true,
    description: 'How dates are meant of which its files do not show it; null where they do.',
  })
  dateOrder: LoggerDateOrder | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, {
    simple: true,
    nullable: true,
    description: 'The last day for which it is calibrated; null when nobody has said.',
  })
  calibratedUntil: string | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is in use.' })
  active: boolean;
}

export const TemperatureLoggerConnection = connectionOf(TemperatureLogger, 'TemperatureLogger');

export enum TemperatureLoggerOrderField {
  NAME = 'NAME',
}

registerEnumType(TemperatureLoggerOrderField, {
  name: 'TemperatureLoggerOrderField',
  description: 'What loggers can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const loggerById = loaderById(TemperatureLogger);

export const loggerList = defineList<TemperatureLogger, TemperatureLoggerOrderField>({
  name: 'temperatureLoggers',
  entity: TemperatureLogger,
  orders: { NAME: ['nameKey'] },
});

export const loggersByName = { field: TemperatureLoggerOrderField.NAME, direction: OrderDirection.ASC };
