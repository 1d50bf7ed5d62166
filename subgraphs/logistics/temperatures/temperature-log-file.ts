import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import type { TemperatureLogReport } from './temperature-log-report.js';
import type { LoggerDateOrder, LoggerUnit } from './temperature-terms.js';
import { TemperatureLogStatus } from './temperature-terms.js';

/** All but its content, which only its reading needs. */
@Entity('temperature_log_files')
@ObjectType({ implements: Node, description: 'A file that was read out of a logger, kept as it came.' })
@Directive('@key(fields: "id")')
@Access('temperatures:read')
export class TemperatureLogFile extends TenantEntity implements Node {
  @IdColumn('temperaturelog')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('temperaturelogger')
  loggerId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name.' })
  fileName: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many bytes it has.' })
  size: number;

  @Column('text')
  @Field(() => String, { simple: true, description: 'SHA-256 of its bytes, in hexadecimal digits.' })
  sha256: string;

  @Column('text')
  timeZone: string;

  @Column('text', { nullable: true })
  unit: LoggerUnit | null;

  @Column('text', { nullable: true })
  dateOrder: LoggerDateOrder | null;

  @Column('text', { nullable: true })
  column: string | null;

  @Column('text')
  @Field(() => TemperatureLogStatus, { simple: true, description: 'How far it is.' })
  status: TemperatureLogStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it cannot be read, and what to do.' })
  reason: string | null;

  @Column('jsonb', { nullable: true })
  report: TemperatureLogReport | null;
}

export const TemperatureLogFileConnection = connectionOf(TemperatureLogFile, 'TemperatureLogFile');

export enum TemperatureLogFileOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(TemperatureLogFileOrderField, {
  name: 'TemperatureLogFileOrderField',
  description: 'What files of loggers can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they came.' } },
});

export const logFileById = loaderById(TemperatureLogFile);

export const logFileList = defineList<TemperatureLogFile, TemperatureLogFileOrderField>({
  name: 'temperatureLogFiles',
  entity: TemperatureLogFile,
  orders: { CREATED_AT: ['createdAt'] },
});

export const logFilesOfLogger = nestedList(logFileList, 'loggerId');

export const newestLogFileFirst = { field: TemperatureLogFileOrderField.CREATED_AT, direction: OrderDirection.DESC };
