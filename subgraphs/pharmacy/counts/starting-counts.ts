import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { lockStock } from '../stock/stock-lock.js';
import { atCount } from './at-count.js';
import { CountMode } from './count-terms.js';
import { StartStockCountPayload, type StartStockCountInput } from './stock-count.inputs.js';
import type { StockCount } from './stock-count.js';

/** More than people count in one go; each of them is locked at once. */
const mostLines = 2000;

/**
 * Makes the list that people walk along: whatever the books say is there. What they say is not there has no line; packs of it that
 * turn up are added as found.
 */
export async function startStockCount(context: Context, input: StartStockCountInput): Promise<StartStockCountPayload> {
  const nothing = { stockCount: null };
  const twice = {
    code: 'WRONG_STATE',
    message: 'Some of this stock is held still by another count already: wait until that is posted or cancelled, or count it LIVE.',
    field: ['input', 'id'],
  } as const;
  const options = {
    name: 'startStockCount',
    permission: 'stock:count',
    constraints: { stock_count_lines_frozen: twice },
    nothing,
  } as const;
  return atCount(context, StartStockCountPayload, { ...options, ...input }, async (transaction, count) => {
    const refused = count.take('start', nothing);
    if (refused) return refused;
    const { lines, productIds } = await inScope(transaction, count);
    if (lines > mostLines) {
      const parts = 'place by place, or by naming products';
      return refuse(
        'LIMIT_REACHED',
        `A count has at most ${mostLines} lines, and this is of ${lines}: count ${parts}.`,
        ['input', 'id'],
        nothing,
      );
    }
    await lockStock(
      transaction,
      productIds.map((productId) => ({ branchId: count.branchId, productId })),
    );
    await writeLines(transaction, count, productIds);
    return { stockCount: await transaction.save(count) };
  });
}

function scopeOf({ branchId, locationId, productIds }: StockCount): Sql {
  const location = locationId === null ? sql`` : sql`and item.location_id = ${toUuid('stocklocation', locationId)}`;
  const products = productIds.map((id) => toUuid('product', id));
  const named = products.length === 0 ? sql`` : sql`and item.product_id = any (${products}::uuid[])`;
  return sql`item.branch_id = ${toUuid('branch', branchId)} and item.on_hand > 0 ${location} ${named}`;
}

async function inScope(transaction: Transaction, count: StockCount): Promise<{ lines: number; productIds: string[] }> {
  const [row] = await transaction.rows<{ lines: number; products: string[] }>(
    sql`select count(*)::int as lines, coalesce(array_agg(distinct item.product_id), '{}') as products from stock_items item where ${scopeOf(count)}`,
  );
  return { lines: row?.lines ?? 0, productIds: (row?.products ?? []).map((id) => toTypeId('product', id)) };
}

/** In the order of the walk: place by place, in each by product, and what expires first before the rest. */
async function writeLines(transaction: Transaction, count: StockCount, productIds: readonly string[]): Promise<void> {
  const locked = productIds.map((id) => toUuid('product', id));
  await transaction.rows(sql`insert into stock_count_lines (branch_id, count_id, location_id, product_id, lot_id, status, frozen)
    select item.branch_id, ${toUuid('stockcount', count.id)}, item.location_id, item.product_id, item.lot_id, item.status, ${count.mode === CountMode.FREEZE}
    from stock_items item join stock_locations location on location.id = item.location_id
    join products product on product.id = item.product_id join lots lot on lot.id = item.lot_id
    where ${scopeOf(count)} and item.product_id = any (${locked}::uuid[])
    order by location.name_key, location.id, product.name_key, product.id, lot.expires_on nulls last, lot.id, item.status`);
}
