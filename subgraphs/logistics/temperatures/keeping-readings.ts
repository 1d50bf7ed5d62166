import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { LeftOut, TemperatureReading } from '../telemetry/temperature-log.js';
import { judgeWatch } from './judging.js';
import type { TemperatureLogger } from './temperature-logger.js';
import { TemperatureWatch } from './temperature-watch.js';

/** A watch has no more: a year at one reading a minute has some 526,000. */
export const mostReadings = 600_000;
const rowsAtOnce = 10_000;
/** A clock may be wrong by so much. */
const fastClockMs = 5 * 60_000;
const absoluteZero = -273.15;
const hottest = 1000;

export interface KeptReadings {
  /** How many are new, or warmer than what was known of their moment. */
  readonly taken: number;
  /** How many were known already. */
  readonly known: number;
  /** By the place in what was sent, from 1. */
  readonly leftOut: readonly LeftOut[];
  /** A watch that would get too many readings; nothing may be kept then. */
  readonly full: TemperatureWatch | null;
}

/**
 * The one way in for readings, whether they come one by one, in bulk or from a file: in any order, and as often as they like. Whoever calls
 * it has locked the logger, so that batches of one logger come one after the other. The watches of that time are judged anew.
 */
export async function keepReadings(
  transaction: Transaction,
  logger: TemperatureLogger,
  sent: readonly TemperatureReading[],
): Promise<KeptReadings> {
  const { readings, leftOut } = sortOut(sent, Date.now() + fastClockMs);
  const changed: Changed[] = [];
  for (let start = 0; start < readings.length; start += rowsAtOnce)
    changed.push(...(await keep(transaction, logger, readings.slice(start, start + rowsAtOnce))));
  const known = sent.length - leftOut.length - changed.length;
  const result = { taken: changed.length, known, leftOut, full: null };
  if (changed.length === 0) return result;
  changed.sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const watch of await watchesOf(transaction, logger, changed)) {
    const own = changed.filter(({ at }) => watch.covers(at));
    const [first] = own;
    if (!first) continue;
    const added = own.filter(({ isNew }) => isNew).length;
    if ((await count(transaction, watch, added, own.at(-1)?.at ?? first.at)) > mostReadings) return { ...result, full: watch };
    await judgeWatch(transaction, watch, first.at);
  }
  return result;
}

function sortOut(sent: readonly TemperatureReading[], latest: number): { readings: TemperatureReading[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const byMoment = new Map<number, TemperatureReading>();
  for (const [index, { at, celsius }] of sent.entries()) {
    const line = index + 1;
    if (at.getTime() > latest)
      leftOut.push({ line, reason: `${at.toISOString()} is still to come: set the clock of the logger, or its time zone.` });
    else if (!(celsius >= absoluteZero && celsius <= hottest)) leftOut.push({ line, reason: `${celsius} °C is no temperature of goods.` });
    else if (celsius > (byMoment.get(at.getTime())?.celsius ?? -Infinity)) byMoment.set(at.getTime(), { at, celsius });
  }
  return { readings: [...byMoment.values()], leftOut };
}

interface Changed {
  readonly at: Date;
  readonly isNew: boolean;
}

async function keep(transaction: Transaction, logger: TemperatureLogger, readings: readonly TemperatureReading[]): Promise<Changed[]> {
  const moments = readings.map(({ at }) => at.toISOString());
  const temperatures = readings.map(({ celsius }) => celsius);
  const rows = await transaction.rows<{ at: Date; is_new: boolean }>(
    sql`insert into temperature_readings as kept (logger_id, branch_id, at, celsius)
      select ${toUuid('temperaturelogger', logger.id)}, ${toUuid('branch', logger.branchId)}, at, celsius
      from unnest(${moments}::timestamptz[], ${temperatures}::double precision[]) as sent (at, celsius)
      on conflict (tenant_id, logger_id, at) do update set celsius = excluded.celsius where kept.celsius < excluded.celsius
      returning kept.at, old.celsius is null as is_new`,
  );
  return rows.map((row) => ({ at: row.at, isNew: row.is_new }));
}

function watchesOf(transaction: Transaction, logger: TemperatureLogger, changed: readonly Changed[]): Promise<TemperatureWatch[]> {
  return transaction.all(
    TemperatureWatch,
    sql`where logger_id = ${toUuid('temperaturelogger', logger.id)} and began_at <= ${changed.at(-1)?.at}
      and (ended_at is null or ended_at >= ${changed[0]?.at}) order by id`,
  );
}

async function count(transaction: Transaction, watch: TemperatureWatch, added: number, last: Date): Promise<number> {
  const [row] = await transaction.rows<{ readings: number }>(
    sql`update temperature_signals set readings = readings + ${added}, last_reading_at = greatest(last_reading_at, ${last})
      where watch_id = ${toUuid('temperaturewatch', watch.id)} returning readings`,
  );
  return row?.readings ?? 0;
}
