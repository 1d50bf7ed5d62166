import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { ExcursionKind, SpentAllowance } from '../telemetry/excursions.js';
import type { TemperatureReading } from '../telemetry/temperature-log.js';
import { findIn } from './findings.js';
import { keepFindings } from './keeping-findings.js';
import { TemperatureExcursion } from './temperature-excursion.js';
import type { TemperatureWatch } from './temperature-watch.js';

/**
 * Finds anew what the readings of a watch show, from the first one that changed on. What lies before stands: it is not read again, but for what
 * it used up of the allowance. So a reading that comes at the end costs the excursion that it may belong to, and not the whole watch: a fridge
 * that is measured every minute for a year costs two readings a minute. One that comes late costs all readings after it, which are held in
 * memory at once (some 100 bytes each, at most 600,000 a watch). Hold the logger first.
 * @param changedFrom the moment of the first reading that is new or another; null for all.
 */
export async function judgeWatch(transaction: Transaction, watch: TemperatureWatch, changedFrom: Date | null): Promise<void> {
  const start = changedFrom && (await windowStart(transaction, watch, changedFrom));
  const id = toUuid('temperaturewatch', watch.id);
  // Waits for the clock, which may just be telling of a lost signal.
  await transaction.rows(sql`select from temperature_signals where watch_id = ${id} for update`);
  const readings = await readingsFrom(transaction, watch, start ?? watch.beganAt);
  const before = start && (await spentBefore(transaction, watch, start));
  const stored = await transaction.all(
    TemperatureExcursion,
    sql`where watch_id = ${id} and began_at >= ${start ?? watch.beganAt} and withdrawn_at is null order by began_at, id for update`,
  );
  const { findings, dueAt } = findIn(readings, watch, before, new Date());
  await transaction.rows(
    sql`update temperature_signals set due_at = ${dueAt} where watch_id = ${id} and due_at is distinct from ${dueAt}::timestamptz`,
  );
  await keepFindings(transaction, watch, stored, findings);
}

/**
 * Where to begin: at the last reading before the change, for how long that one holds may be another now; and where it is part of an excursion,
 * at the beginning of that. Null where no reading is before the change.
 */
async function windowStart(transaction: Transaction, watch: TemperatureWatch, changedFrom: Date): Promise<Date | null> {
  const [row] = await transaction.rows<{ start: Date }>(
    sql`with anchor as (
        select at from temperature_readings where logger_id = ${toUuid('temperaturelogger', watch.loggerId)}
          and at >= ${watch.beganAt} and at < ${changedFrom} order by at desc limit 1
      )
      select coalesce((select min(began_at) from temperature_excursions
        where watch_id = ${toUuid('temperaturewatch', watch.id)} and withdrawn_at is null and kind <> 'SIGNAL_LOST'
          and began_at <= anchor.at and ended_at >= anchor.at), anchor.at) as start
      from anchor`,
  );
  return row?.start ?? null;
}

function readingsFrom(transaction: Transaction, watch: TemperatureWatch, start: Date): Promise<TemperatureReading[]> {
  return transaction.rows<{ at: Date; celsius: number }>(
    sql`select at, celsius from temperature_readings where logger_id = ${toUuid('temperaturelogger', watch.loggerId)}
      and at >= ${start} and at <= coalesce(${watch.endedAt}::timestamptz, 'infinity') order by at`,
  );
}

async function spentBefore(
  transaction: Transaction,
  watch: TemperatureWatch,
  start: Date,
): Promise<Partial<Record<ExcursionKind, SpentAllowance>>> {
  const rows = await transaction.rows<{ kind: ExcursionKind; minutes: number; exceeded_at: Date | null }>(
    sql`select kind, (extract(epoch from sum(ended_at - began_at)) / 60)::double precision as minutes, min(cumulative_exceeded_at) as exceeded_at
      from temperature_excursions
      where watch_id = ${toUuid('temperaturewatch', watch.id)} and withdrawn_at is null and kind <> 'SIGNAL_LOST' and began_at < ${start}
      group by kind`,
  );
  return Object.fromEntries(rows.map((row) => [row.kind, { minutes: row.minutes, exceededAt: row.exceeded_at }]));
}
