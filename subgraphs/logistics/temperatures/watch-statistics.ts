import { Field, Float, Int, ObjectType } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { gasConstant, usualActivationEnergy, zeroCelsius } from '../telemetry/mean-kinetic-temperature.js';

@ObjectType({ description: 'A watch in figures; a reading weighs as much as the time until the next one, and silence weighs nothing.' })
@Access('temperatures:read')
export class TemperatureWatchStatistics {
  @Field(() => Int, { simple: true, description: 'How many readings there are.' })
  readings: number;

  @Field(() => Float, { simple: true, description: 'The lowest temperature, in degrees Celsius.' })
  minCelsius: number;

  @Field(() => Float, { simple: true, description: 'The highest temperature, in degrees Celsius.' })
  maxCelsius: number;

  @Field(() => Float, { simple: true, description: 'The arithmetic mean, in degrees Celsius.' })
  meanCelsius: number;

  @Field(() => Float, {
    simple: true,
    description: 'The mean kinetic temperature in degrees Celsius: the one at which the goods would have aged as much (USP <1079.2>).',
  })
  meanKineticCelsius: number;

  @Field(() => Float, { simple: true, description: 'The heat of activation that it was worked out with, in kJ/mol.' })
  activationEnergy: number;

  @Field(() => Float, { simple: true, description: 'For how many minutes the temperature is known.' })
  observedMinutes: number;

  @Field(() => Float, { simple: true, description: 'How many of them were too warm.' })
  minutesTooWarm: number;

  @Field(() => Float, { simple: true, description: 'How many of them were too cold.' })
  minutesTooCold: number;

  @Field(() => Float, { simple: true, description: 'For how many minutes the signal was lost; without a loss that goes on.' })
  minutesWithoutSignal: number;
}

/** The key under which the figures of a watch are loaded. */
export function statisticsKey(watchId: string, activationEnergy: number | null): string {
  if (activationEnergy !== null && !(activationEnergy > 0 && activationEnergy <= 1000))
    throw new GraphError('BAD_USER_INPUT', 'activationEnergy is more than 0 and at most 1000 kJ/mol.');
  return JSON.stringify({ watchId, activationEnergy });
}

interface StatisticsRow {
  readonly question: number;
  readonly energy: number;
  readonly readings: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly aging: number;
  readonly seconds: number;
  readonly warm: number;
  readonly cold: number;
  readonly silent: number;
}

/**
 * The figures of watches, worked out where the readings are: what telemetry/temperature-statistics.ts says, in one statement for all watches
 * of a list. It reads each reading of each of them, and gives one row.
 */
export const statisticsOfWatch = defineLoader<string, TemperatureWatchStatistics>('statistics of watch', async ({ db }, keys) => {
  const questions = keys.map((key, question) => {
    const { watchId, activationEnergy } = JSON.parse(key) as { watchId: string; activationEnergy: number | null };
    return { question, watch_id: toUuid('temperaturewatch', watchId), energy: activationEnergy };
  });
  // Against the warmest, as there: e^(−ΔH/(R·T)) itself is too small for a number where it is very cold.
  const rows = await db.rows<StatisticsRow>(
    sql`select question, energy, readings, min, max, figures.seconds, figures.mean, figures.aging, beyond.*
      from (
        select question, watch.*, coalesce(asked.energy, watch.activation_energy, ${usualActivationEnergy}::double precision) as energy
        from jsonb_to_recordset(${JSON.stringify(questions)}::jsonb) as asked (question integer, watch_id uuid, energy double precision)
        join temperature_watches watch on watch.id = asked.watch_id
      ) watch
      cross join lateral (
        select count(*)::integer as readings, min(celsius) as min, max(celsius) as max from temperature_readings
        where logger_id = watch.logger_id and at >= watch.began_at and at <= coalesce(watch.ended_at, 'infinity')
      ) extremes
      cross join lateral (
        select sum(seconds) as seconds,
          coalesce(sum(celsius * seconds) / nullif(sum(seconds), 0), avg(celsius)) as mean,
          coalesce(sum(rate * seconds) / nullif(sum(seconds), 0), avg(rate)) as aging
        from (
          select celsius, case when held > watch.silence_minutes * 60 then 0 else held end as seconds,
            exp(greatest(-700, watch.energy / ${gasConstant}::double precision
              * (1 / (max + ${zeroCelsius}::double precision) - 1 / (celsius + ${zeroCelsius}::double precision)))) as rate
          from (
            select celsius, extract(epoch from coalesce(lead(at) over (order by at), watch.ended_at, at) - at)::double precision as held
            from temperature_readings
            where logger_id = watch.logger_id and at >= watch.began_at and at <= coalesce(watch.ended_at, 'infinity')
          ) held
          where celsius > -${zeroCelsius}::double precision
        ) weighted
      ) figures
      cross join lateral (
        select coalesce(sum(minutes) filter (where kind = 'TOO_WARM'), 0) as warm, coalesce(sum(minutes) filter (where kind = 'TOO_COLD'), 0) as cold,
          coalesce(sum(minutes) filter (where kind = 'SIGNAL_LOST'), 0) as silent
        from temperature_excursions where watch_id = watch.id and withdrawn_at is null
      ) beyond
      where readings > 0`,
    'temperatures:read',
  );
  return new Map(rows.map((row) => [keys[row.question] ?? '', figuresOf(row)]));
});

function figuresOf(row: StatisticsRow): TemperatureWatchStatistics {
  const constant = row.energy / gasConstant;
  const kinetic = 1 / (1 / (row.max + zeroCelsius) - Math.log(row.aging) / constant) - zeroCelsius;
  return Object.assign(new TemperatureWatchStatistics(), {
    readings: row.readings,
    minCelsius: row.min,
    maxCelsius: row.max,
    meanCelsius: row.mean,
    // Rounding must not carry it beyond what was measured.
    meanKineticCelsius: Math.min(row.max, Math.max(row.min, kinetic)),
    activationEnergy: row.energy,
    observedMinutes: row.seconds / 60,
    minutesTooWarm: row.warm,
    minutesTooCold: row.cold,
    minutesWithoutSignal: row.silent,
  });
}
