import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import { PurchasingDesk, type Order } from './purchasing-desk.js';

export const metforminGtin = '09501101530003';

/** A price of the history: its source, its amount in minor units, and the number of its receipt. */
export type KnownPrice = readonly [string, string, string | null];

/** Where goods come in: an order of 30 packs of metformin and 5 of insulin is on its way. */
export class ReceivingDesk extends PurchasingDesk {
  supplierId: string;
  metformin: string;
  insulin: string;
  due: Order;

  async open(): Promise<this> {
    this.supplierId = await this.supplier();
    this.metformin = await this.medicine('Metformin 500 mg', {}, { gtin: metforminGtin });
    this.insulin = await this.medicine('Insulin glargine', {}, { nationalCode: '3400935955838', nationalCodeSystem: 'CIP13' });
    await this.offer(this.supplierId, this.metformin, 1000);
    await this.offer(this.supplierId, this.insulin, 50_000);
    this.due = await this.sentOrder(this.supplierId, [
      { productId: this.metformin, quantity: 30 },
      { productId: this.insulin, quantity: 5 },
    ]);
    return this;
  }

  /** Why a delivery of one line is refused. */
  async refusal(line: object): Promise<Refused[]> {
    const { userErrors, ...rest } = await this.receive(this.due.id, [line]);
    if (Object.values(rest).some((each) => each !== null)) throw new Error('It was taken in.');
    return userErrors;
  }

  /** What there is of a product, by lot and state. */
  async shelves(productId: string): Promise<object[]> {
    let rows: object[] = [];
    await this.system(this.branchId, async (transaction) => {
      rows = await transaction.rows(sql`select lots.lot_number as lot, lots.expires_on::text as expires, lots.expiry_day_known as day,
          item.status, place.kind, item.on_hand
        from stock_items item join lots on lots.id = item.lot_id join stock_locations place on place.id = item.location_id
        where item.product_id = ${toUuid('product', productId)} and item.on_hand > 0 order by lots.lot_number, item.status`);
    });
    return rows;
  }

  async prices(productId: string): Promise<KnownPrice[]> {
    const text = `query ($id: ID!) { product(id: $id) {
      priceHistory { nodes { source price { amountMinor } goodsReceipt { number } } } } }`;
    const { product } = await this.ask<{
      product: { priceHistory: { nodes: { source: string; price: { amountMinor: string }; goodsReceipt: { number: string } | null }[] } };
    }>(text, { id: productId });
    return product.priceHistory.nodes.map(({ source, price, goodsReceipt }) => [source, price.amountMinor, goodsReceipt?.number ?? null]);
  }
}

/** The day at the branch in Ulaanbaatar so many days from now. */
export function dayFromNow(days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ulaanbaatar' }).format(Date.now() + days * 86_400_000);
}
