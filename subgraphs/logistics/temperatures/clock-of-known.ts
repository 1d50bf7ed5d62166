import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { offsetsAround } from '../telemetry/device-clock.js';
import type { TemperatureLog, TemperatureReading } from '../telemetry/temperature-log.js';
import type { TemperatureLogger } from './temperature-logger.js';

const rowsAtOnce = 10_000;

/**
 * A clock that knows no daylight saving was set in winter or in summer, and the zone does not say when. A log that has readings which are
 * known is read as those were: else the same readings would count twice, an hour apart. How it was read stays where none are known, since
 * many loggers are set anew for each log.
 * @param readAhead reads the log anew with a clock that is ahead of UTC by so much: `+01:00`.
 */
export async function asKnown(
  transaction: Transaction,
  { logger, timeZone, log }: { readonly logger: TemperatureLogger; readonly timeZone: string; readonly log: TemperatureLog },
  readAhead: (offset: string) => TemperatureLog,
): Promise<TemperatureLog> {
  const [first] = log.readings;
  const offsets = first ? offsetsAround(timeZone, first.at) : [];
  if (!first || offsets.length < 2) return log;
  let [best, most] = [log, (await knownAmong(transaction, logger, log.readings)).count];
  for (const other of offsets.map(readAhead)) {
    const shiftMs = Math.abs((other.readings[0]?.at ?? first.at).getTime() - first.at.getTime());
    if (shiftMs === 0) continue;
    const { count, spanMs } = await knownAmong(transaction, logger, other.readings);
    // A clock that is set back between two logs repeats as much as that by chance.
    if (count > most && spanMs > shiftMs) [best, most] = [other, count];
  }
  return best;
}

/** How many of the readings are known with their moment and temperature, and how long the time is in which they lie. */
async function knownAmong(
  transaction: Transaction,
  { id }: TemperatureLogger,
  readings: readonly TemperatureReading[],
): Promise<{ count: number; spanMs: number }> {
  let [count, first, last] = [0, Infinity, -Infinity];
  for (let start = 0; start < readings.length; start += rowsAtOnce) {
    const part = readings.slice(start, start + rowsAtOnce);
    const moments = part.map(({ at }) => at.toISOString());
    // With its ends, so that only the months are looked through in which it lies.
    const times = part.map(({ at }) => at.getTime());
    const [from, to] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
    const temperatures = part.map(({ celsius }) => celsius);
    const [row] = await transaction.rows<{ count: number; first: Date | null; last: Date | null }>(
      sql`select count(*)::int as count, min(known.at) as first, max(known.at) as last
        from unnest(${moments}::timestamptz[], ${temperatures}::double precision[]) as sent (at, celsius)
        join temperature_readings known on known.logger_id = ${toUuid('temperaturelogger', id)} and known.at = sent.at
          and known.celsius = sent.celsius
        where known.at between ${from} and ${to}`,
    );
    if (!row?.first || !row.last) continue;
    count += row.count;
    first = Math.min(first, row.first.getTime());
    last = Math.max(last, row.last.getTime());
  }
  return { count, spanMs: count === 0 ? 0 : last - first };
}
