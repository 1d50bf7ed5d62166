import { systemContext, type TenantReference } from '#kernel/context/request-context.js';
import type { Database } from '#kernel/database/database.js';
import { sql } from '#kernel/database/sql.js';
import { newUuid } from '#kernel/graph/type-id.js';
import { packs } from './held-item.js';

interface BreakRow {
  readonly branch: string;
  readonly product: string | null;
  readonly lot_number: string | null;
  readonly status: string | null;
  readonly on_hand: string;
  readonly moved: string;
  readonly reserved: string;
  readonly set_aside: string;
}

interface RegisterRow {
  readonly branch: string;
  readonly product: string | null;
  readonly lot_number: string | null;
  readonly balance: string;
  readonly summed: string;
  readonly on_hand: string;
}

/**
 * Where a tenant's stock is not what its movements and reservations say, or the register of controlled substances is not what is on hand,
 * each as a sentence; nowhere, unless somebody went behind the graph.
 */
export async function brokenStock(database: Database, tenant: TenantReference): Promise<string[]> {
  const db = database.forContext(systemContext(tenant, 'stock:check', newUuid()));
  const rows = await db.rows<BreakRow>(
    sql`select coalesce(profile.code, broken.branch_id::text) as branch, product.name as product, lot.lot_number, item.status,
        broken.on_hand, broken.moved, broken.reserved, broken.set_aside
      from stock_breaks() broken
      left join stock_items item on item.id = broken.stock_item_id
      left join lots lot on lot.id = broken.lot_id
      left join products product on product.id = lot.product_id
      left join branch_profiles profile on profile.branch_id = broken.branch_id
      order by branch, product, lot_number, item.status`,
    'stock:read',
  );
  const entries = await db.rows<RegisterRow>(
    sql`select coalesce(profile.code, broken.branch_id::text) as branch, product.name as product, lot.lot_number, broken.balance, broken.summed, broken.on_hand
      from register_breaks() broken left join lots lot on lot.id = broken.lot_id left join products product on product.id = broken.product_id
      left join branch_profiles profile on profile.branch_id = broken.branch_id
      order by branch, product, lot_number`,
    'registers:read',
  );
  return [...rows.map(sentence), ...entries.map(registerSentence)];
}

function registerSentence(row: RegisterRow): string {
  const lot = row.lot_number ? `of lot ${row.lot_number}` : 'without a lot number';
  const said = `the register says ${row.balance} and its entries sum to ${row.summed}, while ${packs(Number(row.on_hand))} are on hand`;
  return `${row.branch}: ${row.product ?? 'a product that is gone'}, ${lot}: ${said}.`;
}

function sentence(row: BreakRow): string {
  const lot =
    row.lot_number === null ? 'of a lot that is gone' : row.lot_number === '' ? 'without a lot number' : `of lot ${row.lot_number}`;
  const state = row.status === null ? 'in no place' : row.status;
  const faults = [
    row.on_hand === row.moved ? null : `${packs(Number(row.on_hand))} on hand, while the movements sum to ${row.moved}`,
    row.reserved === row.set_aside ? null : `${packs(Number(row.reserved))} set aside, while the reservations sum to ${row.set_aside}`,
  ];
  return `${row.branch}: ${row.product ?? 'a product that is gone'}, ${lot}, ${state}: ${faults.filter(Boolean).join('; ')}.`;
}
