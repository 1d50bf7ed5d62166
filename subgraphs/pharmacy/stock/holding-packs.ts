import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import { moveStock, type NewMovement } from './moving.js';
import { KeptStatus, MovementKind } from './stock-terms.js';

/** Why stock is held that was too warm or too cold. */
export const temperatureReason = 'temperature';

/** Available stock, and how much of it is to be held. */
export interface PacksToHold {
  readonly id: string;
  readonly branch_id: string;
  readonly location_id: string;
  readonly product_id: string;
  readonly lot_id: string;
  readonly on_hand: number;
  readonly reserved: number;
  readonly quantity: number;
}

/** Holds packs where they lie, also what was set aside when there are no others: documents find it gone when they are completed. */
export async function holdPacks(transaction: Transaction, packs: readonly PacksToHold[]): Promise<void> {
  const setAside = packs.filter(({ on_hand, reserved, quantity }) => quantity > on_hand - reserved).map(({ id }) => id);
  await transaction.rows(sql`delete from stock_reservations where stock_item_id = any (${setAside}::uuid[])`);
  const movements = packs.flatMap((row): NewMovement[] => {
    const place = {
      kind: MovementKind.HOLD,
      branchId: toTypeId('branch', row.branch_id),
      locationId: toTypeId('stocklocation', row.location_id),
      productId: toTypeId('product', row.product_id),
      lotId: toTypeId('lot', row.lot_id),
      reason: temperatureReason,
    };
    return [
      { ...place, status: KeptStatus.AVAILABLE, quantity: -row.quantity },
      { ...place, status: KeptStatus.ON_HOLD, quantity: row.quantity },
    ];
  });
  await moveStock(transaction, null, movements);
}
