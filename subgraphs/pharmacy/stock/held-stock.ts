import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { StockItem } from './stock-item.js';
import { KeptStatus } from './stock-terms.js';

/** More would not be read. */
export const mostHeld = 200;

const held = [KeptStatus.ON_HOLD, KeptStatus.QUARANTINED, KeptStatus.RECALLED];

/** By product, what there is of it that somebody has to decide about, at the branches that the caller may see: the oldest first. */
export const heldStockOfProduct = defineLoader<string, StockItem[]>('held stock of product', async ({ db }, ids) => {
  const products = ids.map((id) => toUuid('product', id));
  const items = await db.all(
    StockItem,
    sql`where id in (
      select item.id from unnest(${products}::uuid[]) product cross join lateral (
        select id from stock_items kept where kept.product_id = product and kept.on_hand > 0 and kept.status = any (${held}::text[])
        order by id limit ${mostHeld}
      ) item
    ) order by id`,
  );
  return Map.groupBy(items, ({ productId }) => productId);
});
