import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { costsOfLot, type UnitCost } from '../stock/lot-costs.js';

interface CostRow {
  readonly lot_id: string;
  readonly unit_cost_minor: string;
  readonly currency: string;
  readonly quantity: number;
}

/** Packs of a lot that came at one cost, and how many of them are left. */
interface Came {
  readonly lotId: string;
  readonly unitCost: UnitCost;
  quantity: number;
}

/**
 * Packs that leave a branch, apart by what they cost: of each lot those that came last before the others, as stock is valued. Of what is
 * beyond those that came at a cost nobody knows it.
 */
export async function packsByCost<Packs extends { readonly lotId: string; readonly quantity: number }>(
  transaction: Transaction,
  branchId: string,
  packs: readonly Packs[],
): Promise<(Packs & { readonly unitCost: UnitCost | null })[]> {
  const lots = [...new Set(packs.map(({ lotId }) => toUuid('lot', lotId)))];
  const rows = await transaction.rows<CostRow>(sql`select lot.id as lot_id, came.unit_cost_minor, came.currency, came.quantity
    from lots lot cross join lateral (${costsOfLot(toUuid('branch', branchId), null)}) came where lot.id = any (${lots}::uuid[])`);
  const left = Map.groupBy(
    rows.map((row): Came => ({
      lotId: toTypeId('lot', row.lot_id),
      unitCost: { amountMinor: BigInt(row.unit_cost_minor), currency: row.currency },
      quantity: Math.max(row.quantity, 0),
    })),
    ({ lotId }) => lotId,
  );
  return packs.flatMap((each) => {
    let rest = each.quantity;
    const known = (left.get(each.lotId) ?? []).map((came) => {
      const quantity = Math.min(rest, came.quantity);
      rest -= quantity;
      came.quantity -= quantity;
      return { ...each, quantity, unitCost: came.unitCost };
    });
    return [...known, { ...each, quantity: rest, unitCost: null }].filter(({ quantity }) => quantity > 0);
  });
}
