import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { PriceSource } from './supplier-price.js';
import { SupplierProduct } from './supplier-product.js';

/** What was paid for a pack of a product. */
export interface PaidPrice {
  readonly productId: string;
  readonly amountMinor: bigint;
}

/**
 * What the supplier sells of these products, locked, in the order of the products; what it was not known to sell is added. Prices of
 * the same goods are written one after the other, so that the history has no two neighbours that are alike.
 */
export async function lockSupplierProducts(
  transaction: Transaction,
  supplierId: string,
  productIds: readonly string[],
): Promise<SupplierProduct[]> {
  const supplier = toUuid('supplier', supplierId);
  const products = [...new Set(productIds)].map((id) => toUuid('product', id));
  await transaction.rows(sql`insert into supplier_products (supplier_id, product_id)
    select ${supplier}::uuid, product_id from unnest(${products}::uuid[]) as product_id order by product_id
    on conflict (tenant_id, supplier_id, product_id) do nothing`);
  return transaction.all(
    SupplierProduct,
    sql`where supplier_id = ${supplier} and product_id = any (${products}::uuid[]) order by product_id for update`,
  );
}

/**
 * Keeps those of the prices that are not what the supplier's goods cost last in that currency, and makes the last of them the present
 * one where the supplier quotes in it. Lock the goods first (`lockSupplierProducts`).
 */
export async function recordPaidPrices(
  transaction: Transaction,
  sold: readonly SupplierProduct[],
  goodsReceiptId: string,
  currency: string,
  paid: readonly PaidPrice[],
): Promise<void> {
  const last = await lastPrices(transaction, sold, currency);
  const byProduct = new Map(sold.map((each) => [each.productId, each]));
  const added = [];
  for (const { productId, amountMinor } of paid) {
    const goods = byProduct.get(productId);
    if (!goods) throw new Error(`${productId} was not locked before its price`);
    if (last.get(goods.id) === amountMinor) continue;
    last.set(goods.id, amountMinor);
    added.push({
      id: toUuid('supplierprice', newId('supplierprice')),
      supplier_product_id: toUuid('supplierproduct', goods.id),
      supplier_id: toUuid('supplier', goods.supplierId),
      product_id: toUuid('product', productId),
      price_minor: amountMinor.toString(),
    });
  }
  if (added.length === 0) return;
  const rows = JSON.stringify(added);
  await transaction.rows(sql`insert into supplier_prices (id, supplier_product_id, supplier_id, product_id, price_minor,
      currency, source, goods_receipt_id)
    select line.*, ${currency}, ${PriceSource.RECEIPT}, ${toUuid('goodsreceipt', goodsReceiptId)}::uuid
    from jsonb_to_recordset(${rows}::jsonb)
      as line (id uuid, supplier_product_id uuid, supplier_id uuid, product_id uuid, price_minor bigint)`);
  await transaction.rows(sql`update supplier_products set price_minor = newest.price_minor, currency = ${currency}
    from (select distinct on (supplier_product_id) supplier_product_id, price_minor
      from jsonb_to_recordset(${rows}::jsonb) as line (id uuid, supplier_product_id uuid, price_minor bigint)
      order by supplier_product_id, id desc) newest
    where supplier_products.id = newest.supplier_product_id and coalesce(supplier_products.currency, ${currency}) = ${currency}`);
}

async function lastPrices(transaction: Transaction, sold: readonly SupplierProduct[], currency: string): Promise<Map<string, bigint>> {
  const inOrder = sold.map(({ id }) => id);
  const rows = await transaction.rows<{ ordinal: number; price_minor: string }>(sql`select goods.ordinal::int as ordinal, last.price_minor
    from unnest(${inOrder.map((id) => toUuid('supplierproduct', id))}::uuid[]) with ordinality as goods (id, ordinal)
    cross join lateral (select price_minor from supplier_prices where supplier_product_id = goods.id and currency = ${currency}
      order by since desc, id desc limit 1) last`);
  return new Map(rows.map(({ ordinal, price_minor }) => [inOrder[ordinal - 1] ?? '', BigInt(price_minor)]));
}
