import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Product } from '../products/product.js';
import { packs } from './held-item.js';
import type { PackScan } from './reading-scans.js';
import { MovementKind } from './stock-terms.js';

const longestSerialNumber = 50;

/** The serial numbers of one delivery, line by line: no two packs of a product bear the same. */
export class ReceivedSerials {
  private readonly seen = new Set<string>();

  /** The packs of a line of which the number is known; or what is wrong with them, such as a pack that is counted twice. */
  read(product: Product, quantity: number, scan: PackScan | null, typed: readonly string[] = []): string[] | { readonly problem: string } {
    const scanned = scan?.serialNumber ?? null;
    const all = [...(scanned === null ? [] : [scanned]), ...typed.map((each) => each.trim()).filter((each) => each !== scanned)];
    if (all.some((each) => each === '' || each.length > longestSerialNumber))
      return { problem: `a serial number has 1 to ${longestSerialNumber} characters.` };
    if (all.length > quantity) return { problem: `${all.length} serial numbers are more than the ${packs(quantity)}.` };
    for (const serial of all) {
      const key = `${product.id} ${serial}`;
      if (this.seen.has(key)) return { problem: `the pack of ${product.name} with the serial number ${serial} is in this delivery twice.` };
      this.seen.add(key);
    }
    return all;
  }
}

/** Packs of a lot of which the numbers are known. */
export interface NumberedPacks {
  readonly lotId: string;
  readonly product: Product;
  readonly serialNumbers: readonly string[];
}

/** Which of these packs came in before, each with what to say of it; null where none did. In the order given, by one statement. */
export async function receivedBefore(transaction: Transaction, lines: readonly NumberedPacks[]): Promise<(string | null)[]> {
  const serials = lines.flatMap(({ serialNumbers }) => serialNumbers);
  if (serials.length === 0) return lines.map(() => null);
  const lotIds = [...new Set(lines.map(({ lotId }) => lotId))];
  const rows = await transaction.rows<{ lot_id: string; serial_number: string; day: string }>(receiptsOf(lotIds, serials));
  const days = new Map(rows.map((row) => [`${toTypeId('lot', row.lot_id)} ${row.serial_number}`, row.day]));
  return lines.map(({ lotId, product, serialNumbers }) => {
    const twice = serialNumbers.find((serial) => days.has(`${lotId} ${serial}`));
    return twice === undefined
      ? null
      : `the pack of ${product.name} with the serial number ${twice} came in on ${days.get(`${lotId} ${twice}`)} already: set it aside and find out which of the two is right.`;
  });
}

/**
 * On which day each came in first, for its plan to be looked at. A receipt that two people took back in the register was none: the
 * pack is still to come in.
 */
export function receiptsOf(lotIds: readonly string[], serialNumbers: readonly string[]): Sql {
  return sql`select lot_id, serial_number, min((occurred_at at time zone profile.time_zone)::date)::text as day
    from stock_movements movement join branch_profiles profile using (branch_id)
    where lot_id = any (${lotIds.map((id) => toUuid('lot', id))}::uuid[]) and kind = ${MovementKind.RECEIPT}
      and serial_number = any (${serialNumbers}::text[])
      and not exists (select from register_entries entry join register_entries counter on counter.voids_id = entry.id
        where entry.branch_id = movement.branch_id and entry.lot_id = movement.lot_id and entry.movement_id = movement.id)
    group by lot_id, serial_number`;
}
