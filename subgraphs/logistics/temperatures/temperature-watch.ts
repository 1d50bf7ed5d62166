import { Directive, Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { defineLoader, loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('temperature_watches')
@ObjectType({ implements: Node, description: 'A logger that is with goods between two moments, and how warm and cold those may become.' })
@Directive('@key(fields: "id")')
@Access('temperatures:read')
export class TemperatureWatch extends TenantEntity implements Node {
  @IdColumn('temperaturewatch')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('temperaturelogger')
  loggerId: string;

  @ReferenceColumn('task', { nullable: true })
  taskId: string | null;

  @Column('text', { array: true })
  @Field(() => [ID], {
    simple: true,
    description: 'What it is with, beside what its task fetches or brings: `specimen_…`, `lot_…`, `orderline_…`.',
  })
  itemIds: string[];

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Where it is, of one that stays in a place: `Vaccine fridge`.' })
  place: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'From when on.' })
  beganAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when; null while it goes on.' })
  endedAt: Date | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'Colder is too cold, in degrees Celsius; null where nothing is.' })
  minCelsius: number | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'Warmer is too warm, in degrees Celsius; null where nothing is.' })
  maxCelsius: number | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'How many minutes at a stretch may be beyond the same limit; an allowance of 60 is used up when the 60th is over.',
  })
  consecutiveMinutes: number | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'How many minutes together may be beyond the same limit. Where neither allowance is given, none may.',
  })
  cumulativeMinutes: number | null;

  @Column('double precision')
  @Field(() => Float, { simple: true, description: 'How many minutes lie between two readings.' })
  intervalMinutes: number;

  @Column('double precision')
  @Field(() => Float, { simple: true, description: 'After how many minutes without a reading the signal counts as lost.' })
  silenceMinutes: number;

  @Column('boolean')
  @Field(() => Boolean, {
    simple: true,
    description: 'Whether readings come while it watches, so that a lost sensor is told of at once; else they are read out afterwards.',
  })
  live: boolean;

  @Column('double precision', { nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'The heat of activation of the goods in kJ/mol, for the mean kinetic temperature; null where the usual 83.144 holds.',
  })
  activationEnergy: number | null;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'Codes of the teams that are told of a breach and of a lost sensor.' })
  teams: string[];

  covers(moment: Date): boolean {
    return this.beganAt <= moment && (this.endedAt === null || moment <= this.endedAt);
  }
}

export const TemperatureWatchConnection = connectionOf(TemperatureWatch, 'TemperatureWatch');

export enum TemperatureWatchOrderField {
  BEGAN_AT = 'BEGAN_AT',
}

registerEnumType(TemperatureWatchOrderField, {
  name: 'TemperatureWatchOrderField',
  description: 'What watches can be sorted by.',
  valuesConfig: { BEGAN_AT: { description: 'When they began.' } },
});

export const watchById = loaderById(TemperatureWatch);

export const watchList = defineList<TemperatureWatch, TemperatureWatchOrderField>({
  name: 'temperatureWatches',
  entity: TemperatureWatch,
  orders: { BEGAN_AT: ['beganAt'] },
});

export const watchesOfLogger = nestedList(watchList, 'loggerId');

/** A task has few. */
export const watchesOfTask = loaderByParent(TemperatureWatch, 'taskId', ['beganAt', 'id']);

export const newestWatchFirst = { field: TemperatureWatchOrderField.BEGAN_AT, direction: OrderDirection.DESC };

export interface WatchSignal {
  readonly readings: number;
  readonly lastReadingAt: Date | null;
}

/** How many readings a watch has, and the last of them. */
export const signalOfWatch = defineLoader<string, WatchSignal>('signal of watch', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('temperaturewatch', id));
  const rows = await db.rows<{ watch_id: string; readings: number; last_reading_at: Date | null }>(
    sql`select watch_id, readings, last_reading_at from temperature_signals where watch_id = any (${uuids}::uuid[])`,
    'temperatures:read',
  );
  return new Map(
    rows.map((row) => [toTypeId('temperaturewatch', row.watch_id), { readings: row.readings, lastReadingAt: row.last_reading_at }]),
  );
});
