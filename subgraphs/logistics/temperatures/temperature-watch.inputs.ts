import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { TemperatureWatch } from './temperature-watch.js';

@InputType({ description: 'Which watches; all conditions given must hold.' })
export class TemperatureWatchFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this logger.' })
  loggerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of what this task fetches or brings.' })
  taskId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Which go on, or which have ended.' })
  open?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'That began then or later.' })
  beganFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'That began before then.' })
  beganBefore?: Date | null;
}

export function watchesMatching(filter: TemperatureWatchFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`temperature_watches.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.loggerId) conditions.push(sql`temperature_watches.logger_id = ${toUuid('temperaturelogger', filter.loggerId)}`);
  if (filter?.taskId) conditions.push(sql`temperature_watches.task_id = ${toUuid('task', filter.taskId)}`);
  if (filter?.open != null) conditions.push(sql`(temperature_watches.ended_at is null) = ${filter.open}`);
  if (filter?.beganFrom) conditions.push(sql`temperature_watches.began_at >= ${filter.beganFrom}`);
  if (filter?.beganBefore) conditions.push(sql`temperature_watches.began_at < ${filter.beganBefore}`);
  return join(conditions, ' and ');
}

@InputType({ description: 'A logger that is with goods, and between which temperatures those are to be kept.' })
export class StartTemperatureWatchInput {
  @Field(() => ID, { description: 'The logger.' })
  loggerId: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on; now when left out. May be past, for what is read out afterwards.',
  })
  beganAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when; open when left out.' })
  endedAt?: Date | null;

  @Field(() => Float, { nullable: true, description: 'Colder is too cold, in degrees Celsius. One of the two limits is needed.' })
  minCelsius?: number | null;

  @Field(() => Float, { nullable: true, description: 'Warmer is too warm, in degrees Celsius.' })
  maxCelsius?: number | null;

  @Field(() => Float, { nullable: true, description: 'How many minutes at a stretch may be beyond the same limit.' })
  consecutiveMinutes?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How many minutes together may be beyond the same limit. Where neither allowance is given, none may.',
  })
  cumulativeMinutes?: number | null;

  @Field(() => Float, { defaultValue: 5, description: 'How many minutes lie between two readings.' })
  intervalMinutes: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'After how many minutes without a reading the signal counts as lost: the interval or more; three times the interval when left out.',
  })
  silenceMinutes?: number | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'Whether readings come while it watches. No for a logger that is read out afterwards: nobody is told then that it is silent.',
  })
  live: boolean;

  @Field(() => Float, { nullable: true, description: 'The heat of activation of the goods in kJ/mol; the usual 83.144 when left out.' })
  activationEnergy?: number | null;

  @Field(() => [ID], { defaultValue: [], description: 'What it is with: `specimen_…`, `lot_…`, `orderline_…`; at most 500.' })
  itemIds: string[];

  @Field(() => ID, { nullable: true, description: 'The task that carries it: what that fetches or brings is watched too.' })
  taskId?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is, of one that stays in a place: `Vaccine fridge`.' })
  place?: string | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Codes of the teams that are told of a breach and of a lost sensor: `lab_manager`.',
  })
  teams: string[];
}

@InputType({ description: 'A watch that is over.' })
export class EndTemperatureWatchInput {
  @Field(() => ID, { description: 'The watch.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; now when left out. Readings from before are still taken.' })
  endedAt?: Date | null;
}

@ObjectType({ description: 'The watch begun, or why not.' })
export class StartTemperatureWatchPayload extends MutationPayload {
  @Field(() => TemperatureWatch, { simple: true, nullable: true, description: 'The watch.' })
  watch: TemperatureWatch | null;
}

@ObjectType({ description: 'The watch as it is now, or why not.' })
export class EndTemperatureWatchPayload extends MutationPayload {
  @Field(() => TemperatureWatch, { simple: true, nullable: true, description: 'The watch.' })
  watch: TemperatureWatch | null;
}
