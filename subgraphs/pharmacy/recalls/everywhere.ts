import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { branchesFor } from '#kernel/context/request-context.js';
import type { Context } from '#kernel/subgraph/context.js';
import { moveStock, type NewMovement } from '../stock/moving.js';
import { lockStock } from '../stock/stock-lock.js';
import type { KeptStatus, MovementKind } from '../stock/stock-terms.js';

export const recallPermission = 'stock:recall';

/** A recall that stopped at the door of a branch would be none. */
export function onlyEverywhere({ request }: Context, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  if (branchesFor(request, recallPermission) === 'all') return null;
  const who = 'somebody who may recall at all of them decides it, and without choosing one (X-Branch-ID)';
  return refuse('NOT_ALLOWED', `A recall holds at every branch: ${who}.`, undefined, nothing);
}

/** Holds a product wherever there is a branch. */
export async function lockEverywhere(transaction: Transaction, productId: string): Promise<void> {
  const product = toUuid('product', productId);
  const rows = await transaction.rows<{ branch_id: string }>(
    sql`select branch_id from branch_profiles union select branch_id from stock_items where product_id = ${product}`,
  );
  await lockStock(
    transaction,
    rows.map((row) => ({ branchId: toTypeId('branch', row.branch_id), productId })),
  );
}

interface MoveAll {
  readonly recall: { readonly id: string; readonly productId: string };
  readonly kind: MovementKind;
  readonly from: readonly KeptStatus[];
  readonly to: KeptStatus;
  readonly reason: string;
}

/** Takes all that there is of these lots, at every branch, from some states into another, where it lies. */
export async function moveEverywhere(
  transaction: Transaction,
  lotUuids: readonly string[],
  { recall, kind, from, to, reason }: MoveAll,
): Promise<void> {
  const rows = await transaction.rows<{ branch_id: string; location_id: string; lot_id: string; status: KeptStatus; on_hand: number }>(
    sql`select branch_id, location_id, lot_id, status, on_hand from stock_items
      where lot_id = any (${lotUuids}::uuid[]) and status = any (${from}::text[]) and on_hand > 0 order by branch_id, id`,
  );
  const movements = rows.flatMap((row): NewMovement[] => {
    const place = {
      kind,
      branchId: toTypeId('branch', row.branch_id),
      locationId: toTypeId('stocklocation', row.location_id),
      productId: recall.productId,
      lotId: toTypeId('lot', row.lot_id),
      reason,
    };
    return [
      { ...place, status: row.status, quantity: -row.on_hand },
      { ...place, status: to, quantity: row.on_hand },
    ];
  });
  await moveStock(transaction, { type: 'recall', id: recall.id }, movements);
}
