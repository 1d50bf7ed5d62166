import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';

export interface UnitCost {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** What one pack of each lot cost when it last came into a branch; lots of which nobody said it have none. */
export async function costsOfLots(
  transaction: Pick<Transaction, 'rows'>,
  branchId: string,
  lotIds: readonly string[],
): Promise<ReadonlyMap<string, UnitCost>> {
  const uuids = [...new Set(lotIds.map((id) => toUuid('lot', id)))];
  const rows = await transaction.rows<{
    lot_id: string;
    unit_cost_minor: string;
    currency: string;
  }>(sql`select lot.id as lot_id, came.unit_cost_minor, came.currency
    from unnest(${uuids}::uuid[]) as lot (id) cross join lateral (
      select unit_cost_minor, currency from stock_movements
      where lot_id = lot.id and branch_id = ${toUuid('branch', branchId)} and unit_cost_minor is not null order by occurred_at desc limit 1
    ) came`);
  return new Map(rows.map((row) => [toTypeId('lot', row.lot_id), { amountMinor: BigInt(row.unit_cost_minor), currency: row.currency }]));
}
