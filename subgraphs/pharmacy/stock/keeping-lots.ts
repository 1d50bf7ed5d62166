import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Lot } from './lot.js';

/** A batch as a pack or a delivery note names it. */
export interface LotFacts {
  readonly productId: string;
  /** As printed; empty for what bears none. */
  readonly lotNumber: string;
  /** The last day on which it may be used, YYYY-MM-DD. */
  readonly expiresOn: string | null;
  readonly expiryDayKnown: boolean;
}

/** A lot that is known to expire on another day than the one that was named. */
export class OtherExpiry {
  constructor(
    readonly lot: Lot,
    readonly named: LotFacts,
  ) {}

  /** For the person who holds the pack. */
  get message(): string {
    const [known, named] = [this.lot.expiresOn ?? 'never', this.named.expiresOn ?? 'never'];
    return `Lot ${this.named.lotNumber || '(without number)'} of this product is known to expire ${known}, not ${named}: compare with the pack, and correct the lot if the pack is right.`;
  }
}

/**
 * The lots of these facts, in their order, added where they are new. Whose expiry differs from what is known is not overwritten: the
 * first such is returned instead, and the caller refuses. Hold the stock first (`lockStock`).
 */
export async function keepLots(transaction: Transaction, facts: readonly LotFacts[]): Promise<Lot[] | OtherExpiry> {
  const rows = facts.map((lot) => ({
    id: toUuid('lot', newId('lot')),
    product_id: toUuid('product', lot.productId),
    lot_number: lot.lotNumber,
    expires_on: lot.expiresOn,
    expiry_day_known: lot.expiryDayKnown,
  }));
  await transaction.rows(sql`insert into lots (id, product_id, lot_number, expires_on, expiry_day_known)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as named (id uuid, product_id uuid, lot_number text, expires_on date, expiry_day_known boolean)
    order by product_id, lot_number on conflict (tenant_id, product_id, lot_number) do nothing`);
  const products = rows.map((row) => row.product_id);
  const numbers = rows.map((row) => row.lot_number);
  const kept = await transaction.all(
    Lot,
    sql`where (product_id, lot_number) in (select * from unnest(${products}::uuid[], ${numbers}::text[]))`,
  );
  const byName = new Map(kept.map((lot) => [`${lot.productId} ${lot.lotNumber}`, lot]));
  const lots: Lot[] = [];
  for (const named of facts) {
    const lot = byName.get(`${named.productId} ${named.lotNumber}`);
    if (!lot) throw new Error(`Lot ${named.lotNumber} was neither found nor added`);
    if (lot.expiresOn === null && !lot.expiryDayKnown) await sayExpiry(transaction, lot, named);
    if (lot.expiresOn !== named.expiresOn) return new OtherExpiry(lot, named);
    lots.push(lot);
  }
  return lots;
}

/** When a lot expires that a recall named is known only when some of it comes. */
async function sayExpiry(transaction: Transaction, lot: Lot, { expiresOn, expiryDayKnown }: LotFacts): Promise<void> {
  await transaction.save(Object.assign(lot, { expiresOn, expiryDayKnown }));
}
