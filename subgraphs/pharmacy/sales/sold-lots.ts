import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Pick } from '../stock/allocation.js';
import { costsOfLots, type UnitCost } from '../stock/lot-costs.js';
import type { SaleLine, SoldLot } from './sale-line.js';
import type { Sale } from './sale.js';

/** Freezes on lines which lots they took, and what those had cost, as far as it is known in the currency of the sale. */
export async function freezeLots(
  transaction: Transaction,
  sale: Sale,
  lines: readonly SaleLine[],
  picks: ReadonlyMap<string, readonly Pick[]>,
): Promise<void> {
  const lotIds = [...picks.values()].flat().map(({ lotId }) => lotId);
  const costs = await costsOfLots(transaction, sale.branchId, lotIds);
  for (const line of lines) {
    const lots = soldLots(sale, picks.get(line.id) ?? [], costs);
    Object.assign(line, { lots, costMinor: costOf(lots) });
  }
}

/** Freezes on lines that pay for dispenses what those packs had cost, where it is known from which lots they were. */
export async function freezeDispensedCosts(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<void> {
  const uuids = lines.flatMap(({ dispenseId }) => (dispenseId === null ? [] : [toUuid('dispense', dispenseId)]));
  if (uuids.length === 0) return;
  const rows = await transaction.rows<{ dispense_id: string; lot_id: string; location_id: string; quantity: number }>(
    sql`select dispense_id, lot_id, location_id, quantity - returned as quantity from dispense_lots where dispense_id = any (${uuids}::uuid[])`,
  );
  const taken = rows.map((row) => ({
    dispenseId: toTypeId('dispense', row.dispense_id),
    lotId: toTypeId('lot', row.lot_id),
    locationId: toTypeId('stocklocation', row.location_id),
    quantity: row.quantity,
  }));
  const costs = await costsOfLots(
    transaction,
    sale.branchId,
    taken.map(({ lotId }) => lotId),
  );
  for (const line of lines.filter(({ dispenseId }) => dispenseId !== null)) {
    const picks = taken.filter(({ dispenseId }) => dispenseId === line.dispenseId);
    const isWhole = picks.reduce((sum, { quantity }) => sum + quantity, 0) === line.quantity;
    line.costMinor = isWhole ? costOf(soldLots(sale, picks, costs)) : null;
  }
}

function soldLots(sale: Sale, picks: readonly Omit<SoldLot, 'unitCostMinor'>[], costs: ReadonlyMap<string, UnitCost>): SoldLot[] {
  return picks.map(({ lotId, locationId, quantity }) => {
    const cost = costs.get(lotId);
    return { lotId, locationId, quantity, unitCostMinor: cost?.currency === sale.currency ? cost.amountMinor.toString() : null };
  });
}

/** What all these packs had cost; null when one of them is not known. */
export function costOf(lots: readonly SoldLot[]): bigint | null {
  let cost = 0n;
  for (const { quantity, unitCostMinor } of lots) {
    if (unitCostMinor === null) return null;
    cost += BigInt(unitCostMinor) * BigInt(quantity);
  }
  return cost;
}
