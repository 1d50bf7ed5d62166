import { Field, Float, ObjectType } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { sterilizationPermission } from '../sterilization-permission.js';

@ObjectType({ description: 'What the chamber measured at one moment.' })
export class SterilizationReading {
  @Field(() => DateTimeScalar, { simple: true, description: 'When.' })
  at: Date;

  @Field(() => Float, { simple: true, description: 'In degrees Celsius.' })
  celsius: number;

  @Field(() => Float, { simple: true, nullable: true, description: 'Absolute, in kilopascal.' })
  kilopascal: number | null;
}

/** As many as a picture of the cycle shows. */
const mostShown = 500;

interface ReadingRow {
  readonly load_id: string;
  readonly at: Date;
  readonly celsius: number;
  readonly kilopascal: number | null;
}

export const readingsOfLoad = defineLoader<string, SterilizationReading[]>('readings of sterilization load', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('sterilizationload', id));
  const rows = await db.rows<ReadingRow>(
    sql`select load_id, read_at as at, celsius, kilopascal from (
        select *, row_number() over within_load - 1 as place, count(*) over (partition by load_id) as readings from sterilization_readings
        where load_id = any (${uuids}::uuid[]) window within_load as (partition by load_id order by read_at)
      ) as placed where place % ceil(readings / ${mostShown}::numeric) = 0 order by load_id, read_at`,
    sterilizationPermission,
  );
  const byLoad = Map.groupBy(rows, ({ load_id }) => toTypeId('sterilizationload', load_id) as string);
  return new Map([...byLoad].map(([id, of]) => [id, of.map(readingOf)]));
});

function readingOf({ at, celsius, kilopascal }: ReadingRow): SterilizationReading {
  return Object.assign(new SterilizationReading(), { at, celsius, kilopascal });
}
