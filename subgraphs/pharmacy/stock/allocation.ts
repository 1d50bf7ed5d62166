import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { OpenBranch } from '#kernel/branches/at-branch.js';

/** So many packs of a product; of one lot when a lot was scanned or chosen. */
export interface Wanted {
  readonly productId: string;
  readonly quantity: number;
  readonly lotId?: string | null;
}

/** Stock that may be picked. */
export interface Pickable {
  readonly stockItemId: string;
  readonly locationId: string;
  readonly productId: string;
  readonly lotId: string;
  /** The last day on which it may be used, YYYY-MM-DD. */
  readonly expiresOn: string | null;
  readonly available: number;
}

export interface Pick extends Omit<Pickable, 'available'> {
  readonly quantity: number;
}

export interface Allocation {
  readonly picks: readonly Pick[];
  /** What is still owed when all that can be picked is. */
  readonly missing: number;
}

/** From how many days before its last a lot is said to expire soon. */
export const soonDays = 90;

/**
 * Which lots to take for each of the wanted, in their order: what expires first goes first (FEFO), what never expires last. What is
 * expired, held, recalled, damaged, set aside for others or held still by a count is not touched. Hold the stock first (`lockStock`).
 */
export async function allocateStock(transaction: Transaction, branch: OpenBranch, wanted: readonly Wanted[]): Promise<Allocation[]> {
  return allocateFirstExpiring(
    await pickable(
      transaction,
      branch,
      wanted.map(({ productId }) => productId),
    ),
    wanted,
  );
}

/** The same, over stock that has been read. Two that want the same product share what there is. */
export function allocateFirstExpiring(stock: readonly Pickable[], wanted: readonly Wanted[]): Allocation[] {
  const left = new Map(stock.map(({ stockItemId, available }) => [stockItemId, available]));
  const inOrder = stock.toSorted(byExpiry);
  return wanted.map(({ productId, quantity, lotId }) => {
    const picks: Pick[] = [];
    let missing = quantity;
    for (const { available: _, ...item } of inOrder) {
      if (missing === 0) break;
      if (item.productId !== productId || (lotId && item.lotId !== lotId)) continue;
      const taken = Math.min(missing, left.get(item.stockItemId) ?? 0);
      if (taken === 0) continue;
      left.set(item.stockItemId, (left.get(item.stockItemId) ?? 0) - taken);
      picks.push({ ...item, quantity: taken });
      missing -= taken;
    }
    return { picks, missing };
  });
}

function byExpiry(one: Pickable, other: Pickable): number {
  const [first, second] = [one.expiresOn ?? '9999-12-31', other.expiresOn ?? '9999-12-31'];
  if (first !== second) return first < second ? -1 : 1;
  if (one.lotId !== other.lotId) return one.lotId < other.lotId ? -1 : 1;
  return one.stockItemId < other.stockItemId ? -1 : 1;
}

interface PickableRow {
  readonly id: string;
  readonly location_id: string;
  readonly product_id: string;
  readonly lot_id: string;
  readonly expires_on: string | null;
  readonly available: number;
}

async function pickable(transaction: Transaction, branch: OpenBranch, productIds: readonly string[]): Promise<Pickable[]> {
  const rows = await transaction.rows<PickableRow>(pickableStatement(branch, productIds));
  return rows.map((row) => ({
    stockItemId: toTypeId('stockitem', row.id),
    locationId: toTypeId('stocklocation', row.location_id),
    productId: toTypeId('product', row.product_id),
    lotId: toTypeId('lot', row.lot_id),
    expiresOn: row.expires_on,
    available: row.available,
  }));
}

/** What of these products can be given out at the branch today. */
export function pickableStatement(branch: OpenBranch, productIds: readonly string[]): Sql {
  const products = productIds.map((id) => toUuid('product', id));
  return sql`select item.id, item.location_id, item.product_id, item.lot_id,
      lot.expires_on::text as expires_on, item.on_hand - item.reserved as available
    from stock_items item join lots lot on lot.id = item.lot_id
    where item.branch_id = ${toUuid('branch', branch.id)} and item.product_id = any (${products}::uuid[]) and item.status = 'AVAILABLE'
      and item.on_hand > 0 and item.on_hand > item.reserved and lot.recall_id is null and (lot.expires_on is null or lot.expires_on >= ${branch.today}::date)
      and not exists (select from stock_count_lines line
        where line.location_id = item.location_id and line.lot_id = item.lot_id and line.status = item.status and line.frozen)`;
}
