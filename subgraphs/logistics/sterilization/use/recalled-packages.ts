import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { seeEverywhere } from '../everywhere.js';
import { InstrumentStatus } from '../instruments/instrument-terms.js';
import type { Package } from '../instruments/packages.js';
import { SterilizationLoad } from '../loads/sterilization-load.js';

/** A package that is set aside, as the load that made it sterile left it, before that was called back. */
export interface RecalledPackage {
  readonly load: SterilizationLoad;
  readonly recalledAt: Date;
  readonly sterileUntil: string;
  readonly setVersion: number | null;
  /** By uuids: the set may hold others by now. */
  readonly instruments: readonly string[];
  /** When it was used since that load, where that is recorded. */
  readonly usedAt: Date | null;
}

interface RecalledRow {
  readonly load_id: string;
  readonly set_id: string | null;
  readonly instrument_id: string | null;
  readonly set_version: number | null;
  readonly sterile_until: string;
  readonly instruments: string[];
  readonly used_at: Date | null;
}

/**
 * Those of these packages, which are locked, that a recall has set aside. Where there are any, the transaction sees everywhere from here
 * on: the load may be of another branch.
 */
export async function recalledPackages(transaction: Transaction, packages: readonly Package[]): Promise<Map<Package, RecalledPackage>> {
  const aside = packages.filter(({ thing }) => thing.status === InstrumentStatus.QUARANTINED && thing.sterileLoadId !== null);
  if (aside.length === 0) return new Map();
  await seeEverywhere(transaction);
  const loads = await lockRecalled(transaction, aside);
  if (loads.size === 0) return new Map();
  const uuids = [...loads.keys()].map((id) => toUuid('sterilizationload', id));
  const rows = await transaction.rows<RecalledRow>(
    sql`select load_id, set_id, instrument_id, set_version, sterile_until::text as sterile_until,
      array(select within.instrument_id from load_instruments within where within.load_id = item.load_id and within.item_id = item.id) as instruments,
      (select min(used_at) from instrument_uses uses
        where uses.load_id = item.load_id and (uses.set_id = item.set_id or uses.instrument_id = item.instrument_id)) as used_at
    from sterilization_items item where load_id = any (${uuids}::uuid[])`,
  );
  const byThing = new Map(rows.map((row) => [keyOf(toTypeId('sterilizationload', row.load_id), thingOf(row)), row]));
  return new Map(
    aside.flatMap((found) => {
      const { id, sterileLoadId } = found.thing;
      const load = loads.get(sterileLoadId ?? '');
      const row = byThing.get(keyOf(sterileLoadId ?? '', id));
      return load?.recalledAt && row ? [[found, recalledPackage(load, load.recalledAt, row)] as const] : [];
    }),
  );
}

function recalledPackage(load: SterilizationLoad, recalledAt: Date, row: RecalledRow): RecalledPackage {
  const { sterile_until, set_version, instruments, used_at } = row;
  return { load, recalledAt, sterileUntil: sterile_until, setVersion: set_version, instruments, usedAt: used_at };
}

/** Locked, so that of two who record uses before one recall each tells of all that were recorded till then. */
async function lockRecalled(transaction: Transaction, aside: readonly Package[]): Promise<Map<string, SterilizationLoad>> {
  const uuids = [...new Set(aside.flatMap(({ thing }) => thing.sterileLoadId ?? []))].map((id) => toUuid('sterilizationload', id));
  const loads = await transaction.all(
    SterilizationLoad,
    sql`where id = any (${uuids}::uuid[]) and status = 'RECALLED' order by id for update`,
  );
  return new Map(loads.map((load) => [load.id, load]));
}

function thingOf({ set_id, instrument_id }: RecalledRow): string {
  return set_id === null ? toTypeId('instrument', instrument_id ?? '') : toTypeId('instrumentset', set_id);
}

const keyOf = (loadId: string, thingId: string) => `${loadId} ${thingId}`;
