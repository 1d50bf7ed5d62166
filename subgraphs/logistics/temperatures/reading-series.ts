import { Field, Float, Int, ObjectType } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';

@ObjectType({ description: 'What was measured in one part of a time: a point of a chart.' })
@Access('temperatures:read')
export class TemperatureBucket {
  @Field(() => DateTimeScalar, { simple: true, description: 'From when on.' })
  begin: Date;

  @Field(() => DateTimeScalar, { simple: true, description: 'Until before when.' })
  end: Date;

  @Field(() => Int, { simple: true, description: 'How many readings there are of it.' })
  readings: number;

  @Field(() => Float, { simple: true, description: 'The lowest temperature, in degrees Celsius.' })
  minCelsius: number;

  @Field(() => Float, { simple: true, description: 'The highest temperature, in degrees Celsius.' })
  maxCelsius: number;

  @Field(() => Float, { simple: true, description: 'The mean of the readings, in degrees Celsius.' })
  meanCelsius: number;
}

export interface SeriesQuestion {
  readonly from: Date | null;
  readonly until: Date | null;
  readonly points: number;
}

const mostPoints = 1_000;

/** The key under which the series of a watch is loaded. */
export function seriesKey(watchId: string, { from, until, points }: SeriesQuestion): string {
  if (!(points >= 1 && points <= mostPoints)) throw new GraphError('BAD_USER_INPUT', `points is 1 to ${mostPoints}, not ${points}.`);
  if (from && until && from >= until) throw new GraphError('BAD_USER_INPUT', 'from is before until.');
  return JSON.stringify({ watchId, from, until, points });
}

interface SeriesRow {
  readonly question: number;
  readonly begin: Date;
  readonly end: Date;
  readonly readings: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

/**
 * Readings of watches in so many parts of equal length, those without readings left out. All watches of a list are asked in one statement,
 * and the database gives the points of the chart and not the readings, of which it reads all.
 */
export const seriesOfWatch = defineLoader<string, TemperatureBucket[]>('series of watch', async ({ db }, keys) => {
  const questions = keys.map((key, question) => {
    const { watchId, ...asked } = JSON.parse(key) as { watchId: string; from: string | null; until: string | null; points: number };
    return { question, watch_id: toUuid('temperaturewatch', watchId), ...asked };
  });
  const rows = await db.rows<SeriesRow>(
    sql`select asked.question, asked.first + asked.width * bucket.part as begin, asked.first + asked.width * (bucket.part + 1) as "end",
        bucket.readings, bucket.min, bucket.max, bucket.mean
      from (
        select question, watch.logger_id, greatest(watch.began_at, asked."from") as first, last,
          greatest(last - greatest(watch.began_at, asked."from"), interval '0') / asked.points + interval '1 millisecond' as width
        from jsonb_to_recordset(${JSON.stringify(questions)}::jsonb) as asked (question integer, watch_id uuid, "from" timestamptz, until timestamptz, points integer)
        join temperature_watches watch on watch.id = asked.watch_id
        join temperature_signals signal on signal.watch_id = watch.id
        cross join lateral (select least(watch.ended_at, signal.last_reading_at, asked.until) as last) bounds
      ) asked
      cross join lateral (
        select floor(extract(epoch from at - asked.first) / extract(epoch from asked.width))::integer as part, count(*)::integer as readings,
          min(celsius) as min, max(celsius) as max, avg(celsius) as mean
        from temperature_readings where logger_id = asked.logger_id and at >= asked.first and at <= asked.last group by 1
      ) bucket
      order by asked.question, bucket.part`,
    'temperatures:read',
  );
  const byQuestion = Map.groupBy(rows, ({ question }) => question);
  return new Map(
    keys.map((key, question) => [
      key,
      (byQuestion.get(question) ?? []).map(({ begin, end, readings, min, max, mean }) =>
        Object.assign(new TemperatureBucket(), { begin, end, readings, minCelsius: min, maxCelsius: max, meanCelsius: mean }),
      ),
    ]),
  );
});
