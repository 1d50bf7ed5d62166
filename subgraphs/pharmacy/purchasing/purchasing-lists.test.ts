import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { mnt, PurchasingDesk } from './testing/purchasing-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const everything = `query {
  purchaseOrders(first: 50) { nodes { number total { amountMinor } supplier { name } orderedBy { id }
    lines { outstanding unitPrice { amountMinor } total { amountMinor } product { name } purchaseOrder { number } }
    receipts(first: 5) { totalCount nodes { number } } } }
  goodsReceipts(first: 50) { nodes { number total { amountMinor } supplier { name } purchaseOrder { number }
    lines { unitPrice { amountMinor } product { name } lot { expiresOn } location { name } orderLine { quantity } } } }
  supplierReturns(first: 50) { nodes { number value { amountMinor } supplier { name }
    lines { unitCost { amountMinor } product { name } lot { expiresOn } location { name } } } }
  suppliers(first: 50) { nodes { name products(first: 5) { nodes { price { amountMinor } product { name } priceHistory(first: 3) { totalCount } } } } }
}`;

async function trade(pharmacy: PurchasingDesk): Promise<string[]> {
  const supplierId = await pharmacy.supplier();
  const products = [await pharmacy.medicine(), await pharmacy.medicine()];
  const order = await pharmacy.sentOrder(
    supplierId,
    products.map((productId) => ({ productId, quantity: 2, unitPrice: mnt(100) })),
  );
  const { goodsReceipt } = await pharmacy.receive(
    order.id,
    products.map((productId) => ({ productId, quantity: 1, lotNumber: 'A1', expiresOn: '2041-05-31' })),
  );
  const text = `query ($id: ID!) { goodsReceipt(id: $id) { lines { id lot { id } location { id } } supplier { products { nodes { id priceHistory { nodes { id } } } } } } }`;
  interface Receipt {
    readonly lines: { readonly id: string; readonly lot: { readonly id: string }; readonly location: { readonly id: string } }[];
    readonly supplier: {
      readonly products: { readonly nodes: { readonly id: string; readonly priceHistory: { nodes: { id: string }[] } }[] };
    };
  }
  const { goodsReceipt: receipt } = await pharmacy.ask<{ goodsReceipt: Receipt }>(text, { id: goodsReceipt?.id });
  const { supplierReturn } = await pharmacy.done<{ supplierReturn: { id: string; lines: { id: string }[] } }>(
    'returnToSupplier',
    'supplierReturn { id lines { id } }',
    {
      branchId: pharmacy.branchId,
      supplierId,
      reason: 'Wrong',
      lines: receipt.lines.map(({ lot, location }) => ({ lotId: lot.id, locationId: location.id, status: 'AVAILABLE', quantity: 1 })),
    },
  );
  const [sold] = receipt.supplier.products.nodes;
  const line = (lines: readonly { readonly id: string }[]) => lines[0]?.id ?? '';
  const [goods, price] = [sold?.id ?? '', sold?.priceHistory.nodes[0]?.id ?? ''];
  const documents = [
    order.id,
    line(order.lines),
    goodsReceipt?.id ?? '',
    line(receipt.lines),
    supplierReturn.id,
    line(supplierReturn.lines),
  ];
  return [supplierId, goods, price, ...documents];
}

it('lists with all that hangs on them take as many reads for 12 of each as for one', async () => {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const reads = async (each: number) => {
    const before = subgraph.database.statementCount;
    const lists = await pharmacy.ask<Record<string, { nodes: unknown[] }>>(everything);
    for (const { nodes } of Object.values(lists)) expect(nodes).toHaveLength(each);
    return subgraph.database.statementCount - before;
  };
  await trade(pharmacy);
  const one = await reads(1);
  for (let index = 1; index < 12; index += 1) await trade(pharmacy);
  expect(await reads(12)).toBe(one);
});

it('every document is found again by its id, by who may see it', async () => {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const ids = await trade(pharmacy);
  const types = ['Supplier', 'SupplierProduct', 'SupplierPrice', 'PurchaseOrder', 'PurchaseOrderLine'];
  types.push('GoodsReceipt', 'GoodsReceiptLine', 'SupplierReturn', 'SupplierReturnLine');
  const representations = types.map((type, index) => ({ __typename: type, id: ids[index] }));
  const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${types.map((type) => `... on ${type} { id }`).join(' ')} } }`;
  const found = async (context = pharmacy.context) =>
    (await pharmacy.ask<{ _entities: ({ id: string } | null)[] }>(text, { representations }, context))._entities.map(
      (each) => each?.id ?? null,
    );
  expect(await found()).toEqual(ids);
  expect(await found(new PurchasingDesk(subgraph, neighbours).context)).toEqual(ids.map(() => null));
  const elsewhere = await found(pharmacy.somebody({ branches: [pharmacy.addBranch()] }));
  expect(elsewhere).toEqual([...ids.slice(0, 3), ...ids.slice(3).map(() => null)]);
});
