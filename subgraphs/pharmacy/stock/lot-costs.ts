import { empty, sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';

export interface UnitCost {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/**
 * What packs of a `lot` cost when they came into a branch, and how many came to stay at each cost, the last before the others; for a lateral
 * join. What went back, was sent elsewhere or was never received after all is taken off what came at the same cost.
 */
export function costsOfLot(branchUuid: string, currency: string | null): Sql {
  // By its product too: the index of what has a cost is by that, and years of sales of the lot are not in it.
  return sql`select unit_cost_minor, currency, sum(quantity)::int as quantity from stock_movements
    where product_id = lot.product_id and lot_id = lot.id and branch_id = ${branchUuid} and unit_cost_minor is not null
      ${currency === null ? empty : sql`and currency = ${currency}`}
    group by unit_cost_minor, currency
    order by sum(quantity) > 0 desc, max(occurred_at) filter (where quantity > 0) desc nulls last`;
}

/** What a pack of a `lot` cost when some of it last came into a branch to stay; where nothing stayed, what the last that came had cost. */
export function lastCost(branchUuid: string, currency: string | null): Sql {
  return sql`${costsOfLot(branchUuid, currency)} limit 1`;
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
    from lots lot cross join lateral (${lastCost(toUuid('branch', branchId), null)}) came where lot.id = any (${uuids}::uuid[])`);
  return new Map(rows.map((row) => [toTypeId('lot', row.lot_id), { amountMinor: BigInt(row.unit_cost_minor), currency: row.currency }]));
}
