import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { SterilizationMethod, Sterilizer } from '../sterilizers/sterilizer.js';
import { cycleFigures, type CycleReading } from './lethality.js';
import { nothingMeasured } from './preparing.js';
import type { SterilizationLoad } from './sterilization-load.js';

export const mostReadingsOfLoad = 50_000;

/**
 * Takes over what the readings of a load come to: those from its beginning to its end. A recorder's log runs on from one cycle to the
 * next, and what the chamber did before or after this one has sterilized nothing of it.
 */
export async function measure(transaction: Transaction, load: SterilizationLoad): Promise<void> {
  const uuid = toUuid('sterilizationload', load.id);
  const kept = await transaction.rows<CycleReading>(
    sql`select read_at as at, celsius from sterilization_readings where load_id = ${uuid} order by read_at limit ${mostReadingsOfLoad + 1}`,
  );
  const { startedAt, finishedAt } = load;
  const within = kept.filter(({ at }) => startedAt !== null && at >= startedAt && (finishedAt === null || at <= finishedAt));
  Object.assign(load, { readings: kept.length, ...(cycleFigures(within, load.celsius) ?? nothingMeasured) });
  const sterilizer = await transaction.first(Sterilizer, sql`where id = ${toUuid('sterilizer', load.sterilizerId)}`);
  // Its reference is moist heat: of other methods it would say nothing.
  if (sterilizer?.method !== SterilizationMethod.STEAM) load.f0 = null;
}
