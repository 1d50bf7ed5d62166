import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { bestFirst, isMeantFor } from './choosing-prices.js';
import { PriceListItem } from './price-list.js';

interface Asked {
  readonly productId: string;
  readonly customerId: string | null;
  readonly branchId: string | null;
}

/** The key of a question of `pricesOfProduct`. */
export function askedPrices({ productId, customerId, branchId }: Asked): string {
  return JSON.stringify({ productId, customerId, branchId });
}

/** The prices of a product that hold now, those that are asked first before the others; all questions of a call in one statement. */
export const pricesOfProduct = defineLoader<string, PriceListItem[]>('prices of products', async ({ db }, keys) => {
  const asked = keys.map((key) => JSON.parse(key) as Asked);
  const mapper = db.mapper(PriceListItem);
  const products = asked.map(({ productId }) => toUuid('product', productId));
  const customers = asked.map(({ customerId }) => customerId && toUuid('customer', customerId));
  const branches = asked.map(({ branchId }) => branchId && toUuid('branch', branchId));
  const rows = await db.rows<Record<string, unknown> & { asked: number }>(
    sql`select item.*, question.ordinal::integer as asked
      from unnest(${products}::uuid[], ${customers}::uuid[], ${branches}::uuid[]) with ordinality as question (product_id, customer_id, branch_id, ordinal)
      join price_list_items item on item.product_id = question.product_id
      join price_lists list on list.id = item.price_list_id and ${isMeantFor(sql`question.customer_id`, sql`question.branch_id`, new Date())}
      order by question.ordinal, list.currency, ${bestFirst}`,
    'orders:read',
  );
  const byQuestion = Map.groupBy(rows, (row) => keys[row.asked - 1] ?? '');
  return new Map([...byQuestion].map(([key, items]) => [key, items.map((item) => mapper.hydrate(item))]));
});
