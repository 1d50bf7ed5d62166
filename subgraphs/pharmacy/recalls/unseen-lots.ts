import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { Lot } from '../stock/lot.js';
import { UnseenLot } from './recall.inputs.js';

interface RecalledLot {
  readonly id: string;
  readonly lot_number: string;
  readonly unseen: boolean;
}

/**
 * The recalled lots of which nothing ever came in, and for each the lots of the product that are written alike: who typed `ab-12` from
 * a pack is to hear that the letter says AB 12. What is alike is not recalled for it, as two makers may mean two lots.
 */
export async function unseenAmong(transaction: Transaction, productId: string, recalled: readonly RecalledLot[]): Promise<UnseenLot[]> {
  const unseen = recalled.filter((lot) => lot.unseen).map((lot) => lot.lot_number);
  if (unseen.length === 0) return [];
  const ids = recalled.map(({ id }) => id);
  const pairs = await transaction.rows<{ named: string; id: string }>(sql`select named.lot_number as named, lot.id
    from unnest(${unseen}::text[]) as named (lot_number)
    join lots lot on lot.product_id = ${toUuid('product', productId)} and ${bare(sql`lot.lot_number`)} = ${bare(sql`named.lot_number`)}
    where ${bare(sql`named.lot_number`)} <> '' and lot.id <> all (${ids}::uuid[]) and (lot.expires_on is not null or lot.expiry_day_known)
    order by lot.lot_number, lot.id`);
  const found = pairs.length === 0 ? [] : await transaction.all(Lot, sql`where id = any (${pairs.map(({ id }) => id)}::uuid[])`);
  const lots = new Map(found.map((lot) => [lot.id, lot]));
  return unseen.map((lotNumber) => {
    const alike = pairs.filter(({ named }) => named === lotNumber).flatMap(({ id }) => lots.get(toTypeId('lot', id)) ?? []);
    return Object.assign(new UnseenLot(), { lotNumber, alike });
  });
}

/** Without what people leave out or add when they type it: case, blanks and hyphens. */
function bare(lotNumber: Sql): Sql {
  return sql`regexp_replace(upper(${lotNumber}), '[[:space:]‐‑–-]', '', 'g')`;
}
