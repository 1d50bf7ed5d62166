import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Refused } from '#kernel/testing/house.js';
import { allocateStock } from '../stock/allocation.js';
import { reserveStock } from '../stock/reserving.js';
import { lockStock } from '../stock/stock-lock.js';
import { Dispensary } from './dispensary.js';

export interface Item {
  readonly id: string;
  readonly status: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly expiresSoon: boolean;
  readonly lot: { readonly id: string; readonly number: string | null; readonly expiresOn: string | null; readonly version: number };
  readonly location: { readonly id: string; readonly name: string };
  readonly product: { readonly id: string };
  readonly branch: { readonly id: string };
}

const itemFields =
  'id status onHand reserved available expiresSoon lot { id number expiresOn version } location { id name } product { id } branch { id }';

export interface Changed {
  readonly stockItem: Item | null;
  readonly userErrors: readonly Refused[];
}

/** A dispensary, and the words of who looks after its stock. */
export class Stockroom extends Dispensary {
  async items(filter: object = {}, context: RequestContext = this.context): Promise<Item[]> {
    const text = `query ($filter: StockItemFilter) { stockItems(first: 100, filter: $filter) { totalCount nodes { ${itemFields} } } }`;
    const { stockItems } = await this.ask<{ stockItems: { totalCount: number; nodes: Item[] } }>(text, { filter }, context);
    if (stockItems.totalCount !== stockItems.nodes.length) throw new Error('The list counts other items than it shows');
    return stockItems.nodes;
  }

  /** The only stock of a product. */
  async item(productId: string): Promise<Item> {
    const [item, ...others] = await this.items({ productId });
    if (!item || others.length > 0) throw new Error(`There are ${others.length + (item ? 1 : 0)} stocks of the product`);
    return item;
  }

  change(mutation: string, input: object, context: RequestContext = this.context): Promise<Changed> {
    return this.run<{ stockItem: Item | null }>(mutation, `stockItem { ${itemFields} }`, input, context);
  }

  async place(name: string, more: object = {}): Promise<string> {
    const input = { branchId: this.branchId, kind: 'SHELF', name, ...more };
    return (await this.done<{ stockLocation: { id: string } }>('createStockLocation', 'stockLocation { id }', input)).stockLocation.id;
  }

  /** Sets packs aside for a sale that is still open. */
  async setAside(productId: string, quantity: number): Promise<{ type: string; id: string }> {
    const source = { type: 'sale', id: newId('sale') };
    await this.system(this.branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId: this.branchId, productId }]);
      const branch = await branchOf(transaction, { branchId: this.branchId });
      const [allocation] = await allocateStock(transaction, branch, [{ productId, quantity }]);
      if (allocation?.missing !== 0) throw new Error('There is not as much to set aside');
      await reserveStock(transaction, source, this.branchId, allocation.picks, null);
    });
    return source;
  }

  /** A day so far from today at a branch of the default zone. */
  day(ahead: number): string {
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ulaanbaatar', dateStyle: 'short' }).format(new Date());
    return new Date(Date.parse(`${today}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10);
  }
}
