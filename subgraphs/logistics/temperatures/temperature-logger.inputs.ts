import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { DateScalar, TimeZoneScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { TemperatureLogger } from './temperature-logger.js';
import { LoggerDateOrder, LoggerUnit } from './temperature-terms.js';

@InputType({ description: 'Which loggers; all conditions given must hold.' })
export class TemperatureLoggerFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this serial number.' })
  serial?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Which are in use, or which are not.' })
  active?: boolean | null;
}

export function loggersMatching(filter: TemperatureLoggerFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`temperature_loggers.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.serial) conditions.push(sql`temperature_loggers.serial = ${filter.serial.trim()}`);
  if (filter?.active != null) conditions.push(sql`temperature_loggers.active = ${filter.active}`);
  return join(conditions, ' and ');
}

@InputType({ description: 'A device that measures temperatures.' })
export class AddTemperatureLoggerInput {
  @Field(() => ID, { nullable: true, description: 'Its branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => String, { description: 'The serial number, as it stands on the device and in its files.' })
  serial: string;

  @Field(() => String, { description: 'As people call it.' })
  name: string;

  @Field(() => TimeZoneScalar, {
    nullable: true,
    description:
      'To which its clock was set; that of the branch when left out. For one that nobody sets to summer time, name a zone without it: `Etc/GMT-1` is UTC+01:00.',
  })
  timeZone?: string | null;

  @Field(() => LoggerUnit, { nullable: true, description: 'The unit of files that do not say it.' })
  unit?: LoggerUnit | null;

  @Field(() => LoggerDateOrder, { nullable: true, description: 'How dates are meant of which its files do not show it.' })
  dateOrder?: LoggerDateOrder | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day for which it is calibrated.' })
  calibratedUntil?: string | null;
}

@InputType({ description: 'Changes to a logger. What is left out stays; readings that were taken stay too.' })
export class UpdateTemperatureLoggerInput {
  @Field(() => ID, { description: 'The logger.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'As people call it.' })
  name?: string | null;

  @Field(() => TimeZoneScalar, {
    nullable: true,
    description:
      'To which its clock is set, for files that are read from now on. For one that nobody sets to summer time, name a zone without it: `Etc/GMT-1` is UTC+01:00.',
  })
  timeZone?: string | null;

  @Field(() => LoggerUnit, { nullable: true, description: 'The unit of files that do not say it.' })
  unit?: LoggerUnit | null;

  @Field(() => LoggerDateOrder, { nullable: true, description: 'How dates are meant of which its files do not show it.' })
  dateOrder?: LoggerDateOrder | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day for which it is calibrated.' })
  calibratedUntil?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is in use. One that is not begins no watch.' })
  active?: boolean | null;
}

@ObjectType({ description: 'The logger added, or why not.' })
export class AddTemperatureLoggerPayload extends MutationPayload {
  @Field(() => TemperatureLogger, { simple: true, nullable: true, description: 'The logger.' })
  logger: TemperatureLogger | null;
}

@ObjectType({ description: 'The logger as changed, or why not.' })
export class UpdateTemperatureLoggerPayload extends MutationPayload {
  @Field(() => TemperatureLogger, { simple: true, nullable: true, description: 'The logger.' })
  logger: TemperatureLogger | null;
}
