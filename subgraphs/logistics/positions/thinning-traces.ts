import type pg from 'pg';
import type { Database } from '#kernel/database/database.js';
import { cron } from '#kernel/jobs/job.js';
import type { Position } from '../traces/position.js';
import { thinByAge } from '../traces/thinning.js';
import { keyOf } from './keeping-positions.js';

const dayMs = 24 * 60 * 60_000;

/**
 * How exact old traces stay. The youngest step is older than what `reportPositions` takes, so that nothing comes any more for a day
 * that was thinned.
 */
const thinningSteps = [
  { olderThanDays: 8, toleranceMetres: 10 },
  { olderThanDays: 90, toleranceMetres: 50 },
];

interface CourierKey {
  readonly tenant_id: string;
  readonly courier_id: string;
}

/**
 * Thins old traces, a day of a courier in each transaction: who is stopped in between goes on with the next day, and what is done
 * is not done again. What is not believed stays as it is.
 */
export async function thinTraces(database: Database, now = new Date()): Promise<void> {
  const { pool } = database.acrossTenants();
  for (let key = await nextCourier(pool, null); key; key = await nextCourier(pool, key)) {
    for (const step of thinningSteps) {
      while (await thinDay(pool, key, step, now));
    }
  }
}

export const tracesThinned = cron('thin-traces', '23 2 * * *', (database) => thinTraces(database));

/** One after the other by the primary key: what a courier has of positions is not read for it. */
async function nextCourier(pool: pg.Pool, after: CourierKey | null): Promise<CourierKey | null> {
  const { rows } = await pool.query<CourierKey>(
    `select tenant_id, courier_id from courier_positions where $1::uuid is null or (tenant_id, courier_id) > ($1, $2)
      order by tenant_id, courier_id limit 1`,
    [after?.tenant_id ?? null, after?.courier_id ?? null],
  );
  return rows[0] ?? null;
}

/** The next day that is due for a step, if there is one. */
async function thinDay(
  pool: pg.Pool,
  { tenant_id, courier_id }: CourierKey,
  { olderThanDays, toleranceMetres }: (typeof thinningSteps)[number],
  now: Date,
): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`set local timezone = 'UTC'`);
    // Two processes that begin at the same time do not thin the same day twice.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('thin ' || $1 || $2, 0))`, [tenant_id, courier_id]);
    const found = await client.query<{ day: Date | null }>(
      `select date_trunc('day', min(at)) as day from courier_positions
        where tenant_id = $1 and courier_id = $2 and at < date_trunc('day', $4::timestamptz) and at >= coalesce(
          (select until from thinned_traces where tenant_id = $1 and courier_id = $2 and older_than_days = $3), '-infinity')`,
      [tenant_id, courier_id, olderThanDays, new Date(now.getTime() - olderThanDays * dayMs)],
    );
    const day = found.rows[0]?.day ?? null;
    if (day) {
      const end = new Date(day.getTime() + dayMs);
      const { rows } = await client.query<Position>(
        `select at, latitude, longitude from courier_positions
          where tenant_id = $1 and courier_id = $2 and at >= $3 and at < $4 and rejected is null order by at, latitude, longitude`,
        [tenant_id, courier_id, day, end],
      );
      const kept = new Set(thinByAge(rows, [{ olderThanMs: olderThanDays * dayMs, toleranceMetres }], now).map(keyOf));
      const superfluous = rows.filter((position) => !kept.has(keyOf(position)));
      await client.query(
        `delete from courier_positions using jsonb_to_recordset($5::jsonb) as gone (at timestamptz, latitude double precision, longitude double precision)
          where tenant_id = $1 and courier_id = $2 and courier_positions.at >= $3 and courier_positions.at < $4
            and courier_positions.at = gone.at and courier_positions.latitude = gone.latitude and courier_positions.longitude = gone.longitude`,
        [tenant_id, courier_id, day, end, JSON.stringify(superfluous)],
      );
      await client.query(
        `insert into thinned_traces (tenant_id, courier_id, older_than_days, until) values ($1, $2, $3, $4::timestamptz)
          on conflict (tenant_id, courier_id, older_than_days) do update set until = excluded.until`,
        [tenant_id, courier_id, olderThanDays, end],
      );
    }
    await client.query('commit');
    client.release();
    return day !== null;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}
