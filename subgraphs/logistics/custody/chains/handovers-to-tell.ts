import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { custodyPermission } from '../custody-permission.js';
import type { ToldHandover } from '../epcis/told-handover.js';
import type { StoredEntry } from './stored-chain.js';

interface HandoverRow {
  readonly id: string;
  readonly is_delivery: boolean;
  readonly time_zone: string;
}

/** The entries of a chain that the caller sees, as they are told to others. Who sees an item's chain sees all of it, also what was handed over between other branches. */
export async function handoversToTell(context: Context, entries: readonly StoredEntry[]): Promise<ToldHandover[]> {
  const uuids = entries.map(({ handoverId }) => toUuid('handover', handoverId));
  const rows = await context.atEveryBranch.rows<HandoverRow>(
    sql`select handovers.id, to_courier_id is null as is_delivery, time_zone from handovers
      join branch_profiles on branch_profiles.branch_id = handovers.branch_id where handovers.id = any (${uuids}::uuid[])`,
    custodyPermission,
  );
  const told = new Map<string, HandoverRow>(rows.map((row) => [toTypeId('handover', row.id), row]));
  return entries.map((entry) => {
    const row = told.get(entry.handoverId);
    if (!row) throw new Error(`Nothing is kept of ${entry.handoverId}`);
    return { ...entry, isDelivery: row.is_delivery, timeZone: row.time_zone };
  });
}
