import fc from 'fast-check';
import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { callBack } from '../testing/calling-back.js';
import { openPharmacy } from '../testing/dispensary.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { allocateStock } from '../stock/allocation.js';
import { reserveStock } from '../stock/reserving.js';
import { KeptStatus } from '../stock/stock-terms.js';
import { quantityToOrder } from './reorder.js';
import { mnt, PurchasingDesk } from './testing/purchasing-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

interface Suggestion {
  readonly product: { readonly id: string };
  readonly supplier: { readonly id: string } | null;
  readonly quantity: number;
}
interface Drafted {
  readonly purchaseOrders: {
    readonly id: string;
    readonly number: string;
    readonly supplier: { readonly id: string };
    readonly lines: { readonly quantity: number }[];
  }[];
  readonly notOrdered: { readonly id: string }[];
  readonly userErrors: Refused[];
}

async function desk() {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier({ name: 'Monos', leadTimeDays: 2 });
  const keep = async (name: string, reorderPoint: number, orderUpTo: number | null, branchId: string = pharmacy.branchId) => {
    const productId = await pharmacy.medicine(name);
    await pharmacy.done('setBranchProduct', 'branchProduct { id }', { branchId, productId, reorderPoint, orderUpTo });
    return productId;
  };
  const suggest = async (variables: object = {}, context = pharmacy.context) => {
    const text = `query ($branchId: ID, $supplierId: ID) { reorderSuggestions(branchId: $branchId, supplierId: $supplierId) {
      product { id } supplier { id } unitPrice { amountMinor currency } available onOrder reorderPoint orderUpTo quantity } }`;
    return (await pharmacy.ask<{ reorderSuggestions: Suggestion[] }>(text, { branchId: pharmacy.branchId, ...variables }, context))
      .reorderSuggestions;
  };
  const order = (input: object = {}, context = pharmacy.context) =>
    pharmacy.run<Drafted>(
      'orderSuggestions',
      'purchaseOrders { id number status expectedOn supplier { id } total { amountMinor } lines { quantity unitPrice { amountMinor } product { id } } } notOrdered { id }',
      { branchId: pharmacy.branchId, ...input },
      context,
    );
  const setAside = (productId: string, quantity: number) =>
    pharmacy.system(pharmacy.branchId, async (transaction) => {
      const { branchId } = pharmacy;
      const [allocation] = await allocateStock(transaction, await branchOf(transaction, { branchId }), [{ productId, quantity }]);
      await reserveStock(transaction, { type: 'sale', id: newId('sale') }, branchId, allocation?.picks ?? [], null);
    });
  return { pharmacy, supplierId, keep, suggest, order, setAside };
}

it('is low what can be given out and is on order at or below the reorder point, and nothing else', async () => {
  const { pharmacy, supplierId, keep, suggest, setAside } = await desk();
  const low = await keep('Low', 10, 40);
  const enough = await keep('Enough', 10, 40);
  await keep('Unkept', 0, null, pharmacy.addBranch());
  const unwatched = await pharmacy.medicine('Unwatched');
  await pharmacy.price(unwatched, 100n);
  await pharmacy.offer(supplierId, low, 900);
  await pharmacy.shelve(low, [
    { quantity: 4 },
    { quantity: 100, expiresOn: '2020-01-31' },
    { quantity: 100, status: KeptStatus.DAMAGED },
    { quantity: 100, status: KeptStatus.ON_HOLD },
  ]);
  const [recalled = ''] = await pharmacy.shelve(low, [{ quantity: 100 }]);
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    await callBack(transaction, recalled);
  });
  await pharmacy.shelve(low, [{ quantity: 100 }], pharmacy.addBranch());
  const withdrawn = await keep('Withdrawn', 10, 40);
  await pharmacy.done('updateProduct', 'product { id }', { id: withdrawn, expectedVersion: 1, status: 'INACTIVE' });
  await setAside(low, 1);
  await pharmacy.shelve(enough, [{ quantity: 11 }]);
  expect(await suggest()).toEqual([
    {
      product: { id: low },
      supplier: { id: supplierId },
      unitPrice: mnt(900),
      available: 3,
      onOrder: 0,
      reorderPoint: 10,
      orderUpTo: 40,
      quantity: 37,
    },
  ]);
});

it('what is on order counts until it has come or is not expected any more', async () => {
  const { pharmacy, supplierId, keep, suggest } = await desk();
  const productId = await keep('Low', 10, 40);
  const lot = { productId, lotNumber: 'A1', expiresOn: '2041-05-31' };
  const { id } = await pharmacy.order(supplierId, [{ productId, quantity: 9, unitPrice: mnt(1) }]);
  const onOrder = async () => (await suggest()).map(({ quantity, ...rest }) => [(rest as { onOrder?: number }).onOrder, quantity]);
  expect(await onOrder()).toEqual([[9, 31]]);
  await pharmacy.step('approvePurchaseOrder', id);
  await pharmacy.step('sendPurchaseOrder', id, { via: 'EDI' });
  expect(await onOrder()).toEqual([[9, 31]]);
  await pharmacy.receive(id, [{ ...lot, quantity: 4 }]);
  expect(await onOrder()).toEqual([[5, 31]]);
  await pharmacy.step('closePurchaseOrder', id, { reason: 'None left' });
  expect(await onOrder()).toEqual([[0, 36]]);
  const more = await pharmacy.sentOrder(supplierId, [{ productId, quantity: 7, unitPrice: mnt(1) }]);
  expect(await suggest()).toEqual([]);
  await pharmacy.receive(more.id, [{ ...lot, quantity: 9, acceptOver: true }]);
  expect(await suggest()).toEqual([]);
});

it('what comes from another branch counts as on order, from when it is approved until it has come or is lost', async () => {
  const { pharmacy, keep, suggest } = await desk();
  const store = pharmacy.addBranch(undefined, { code: 'WH1' });
  const productId = await keep('Low', 10, 40);
  const [lotId = ''] = await pharmacy.shelve(productId, [{ quantity: 20 }], store);
  interface Transfer {
    readonly id: string;
    readonly version: number;
    readonly shipments: { readonly id: string; readonly version: number }[];
  }
  const step = async (mutation: string, input: object) =>
    (await pharmacy.done<{ transfer: Transfer }>(mutation, 'transfer { id version shipments { id version } }', input)).transfer;
  const found = async () =>
    (await suggest()).map((each) => {
      const { available, onOrder, quantity } = each as Suggestion & { available: number; onOrder: number };
      return { available, onOrder, quantity };
    });
  const asked = await step('requestTransfer', {
    branchId: pharmacy.branchId,
    fromBranchId: store,
    lines: [{ productId, quantity: 6 }],
  });
  expect(await found()).toEqual([{ available: 0, onOrder: 0, quantity: 40 }]);
  const approved = await step('approveTransfer', { id: asked.id, expectedVersion: asked.version });
  expect(await found()).toEqual([{ available: 0, onOrder: 6, quantity: 34 }]);
  const sent = await step('shipTransfer', { id: asked.id, expectedVersion: approved.version });
  expect(await found()).toEqual([{ available: 0, onOrder: 6, quantity: 34 }]);
  const [shipment] = sent.shipments;
  const received = await step('receiveTransfer', {
    id: asked.id,
    expectedVersion: sent.version,
    shipments: [{ shipmentId: shipment?.id, received: 4, damaged: 0 }],
  });
  expect(await found()).toEqual([{ available: 4, onOrder: 2, quantity: 34 }]);
  const { id: shipmentId, version: expectedVersion } = received.shipments[0] ?? {};
  const settle = { shipmentId, expectedVersion, reason: 'Looked into it', quantity: 1, outcome: 'LOST' };
  await pharmacy.done('settleTransferDifference', 'shipment { id }', settle);
  expect(await found()).toEqual([{ available: 4, onOrder: 1, quantity: 35 }]);
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    await callBack(transaction, lotId);
  });
  expect(await found()).toEqual([{ available: 0, onOrder: 0, quantity: 40 }]);
});

it('the supplier of choice is the preferred one, else the cheapest; in its packs, and not less than it sells', async () => {
  const { pharmacy, supplierId, keep, suggest } = await desk();
  const nomin = await pharmacy.supplier({ name: 'Nomin' });
  const abroad = await pharmacy.supplier({ name: 'Abroad', currency: 'EUR' });
  const productId = await keep('Low', 3, null);
  await pharmacy.done('setSupplierProduct', 'supplierProduct { id }', {
    supplierId: abroad,
    productId,
    price: { amountMinor: '1', currency: 'EUR' },
  });
  const chosen = async () => (await suggest()).map(({ supplier, quantity }) => [supplier?.id, quantity]);
  expect(await chosen()).toEqual([[abroad, 4]]);
  await pharmacy.offer(supplierId, productId, 900, { packMultiple: 3 });
  expect(await chosen()).toEqual([[supplierId, 6]]);
  await pharmacy.offer(nomin, productId, 800, { packMultiple: 3, minimumOrder: 10 });
  expect(await chosen()).toEqual([[nomin, 12]]);
  await pharmacy.offer(supplierId, productId, null, { preferred: true });
  expect(await chosen()).toEqual([[supplierId, 6]]);
  expect(await suggest({ supplierId: nomin })).toEqual([]);
  expect(await suggest({ supplierId })).toHaveLength(1);
  await pharmacy.done('updateSupplier', 'supplier { id }', { id: supplierId, expectedVersion: 1, active: false });
  expect(await chosen()).toEqual([[nomin, 12]]);
  await pharmacy.offer(nomin, productId, null, { active: false });
  expect(await chosen()).toEqual([[abroad, 4]]);
});

it('a quantity is enough, not less than is sold, in whole packs, and no pack more than that takes', () => {
  const packs = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(packs, packs, packs, (missing, packMultiple, minimumOrder) => {
      const quantity = quantityToOrder(missing, { packMultiple, minimumOrder });
      expect(quantity % packMultiple).toBe(0);
      expect(quantity).toBeGreaterThanOrEqual(Math.max(missing, minimumOrder));
      expect(quantity - packMultiple).toBeLessThan(Math.max(missing, minimumOrder));
    }),
  );
});

it('suggestions become one draft for each supplier, once, also when ten ask at the same time', async () => {
  const { pharmacy, supplierId, keep, suggest, order } = await desk();
  const nomin = await pharmacy.supplier({ name: 'Nomin' });
  const [first, second, third, orphan, unpriced] = [
    await keep('A', 5, 20),
    await keep('B', 5, 30),
    await keep('C', 5, 10),
    await keep('D', 5, 10),
    await keep('E', 5, 10),
  ];
  await pharmacy.offer(supplierId, first, 100);
  await pharmacy.offer(supplierId, second, 200);
  await pharmacy.offer(nomin, third, 300);
  await pharmacy.offer(nomin, unpriced, null);
  // Opens the connections, so that the ten do meet.
  await Promise.all(Array.from({ length: 10 }, () => order({ productIds: [orphan] })));
  const results = await Promise.all(Array.from({ length: 10 }, () => order()));
  expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  const [drafted] = results.filter(({ purchaseOrders }) => purchaseOrders.length > 0);
  expect(results.flatMap(({ purchaseOrders }) => purchaseOrders)).toHaveLength(2);
  expect(drafted).toMatchObject({
    purchaseOrders: [
      {
        number: 'UB1-PO-000001',
        status: 'DRAFT',
        expectedOn: expect.any(String) as string,
        supplier: { id: supplierId },
        total: { amountMinor: '8000' },
        lines: [
          { quantity: 20, unitPrice: { amountMinor: '100' }, product: { id: first } },
          { quantity: 30, unitPrice: { amountMinor: '200' }, product: { id: second } },
        ],
      },
      { number: 'UB1-PO-000002', supplier: { id: nomin }, lines: [{ quantity: 10, product: { id: third } }] },
    ],
  });
  for (const { notOrdered } of results) expect(notOrdered).toEqual([{ id: orphan }, { id: unpriced }]);
  expect((await suggest()).map(({ product }) => product.id)).toEqual([orphan, unpriced]);
});

it('some suggestions can be ordered, by supplier or by product', async () => {
  const { pharmacy, supplierId, keep, order } = await desk();
  const nomin = await pharmacy.supplier();
  const [first, second, third] = [await keep('A', 5, 20), await keep('B', 5, 30), await keep('C', 5, 10)];
  await pharmacy.offer(supplierId, first, 100);
  await pharmacy.offer(nomin, second, 100);
  await pharmacy.offer(nomin, third, 100);
  const other = await desk();
  expect((await order({ productIds: [] })).userErrors).toEqual([
    { code: 'INVALID', message: 'Name 1 to 500 products, or leave productIds out.' },
  ]);
  expect((await order({ productIds: [newId('product')] })).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'There is no such product.' },
  ]);
  expect((await order({ supplierId: other.supplierId })).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'There is no such supplier.' },
  ]);
  expect((await order({ productIds: [second] })).purchaseOrders).toMatchObject([
    { supplier: { id: nomin }, lines: [{ product: { id: second } }] },
  ]);
  expect((await order({ supplierId: nomin })).purchaseOrders).toMatchObject([
    { supplier: { id: nomin }, lines: [{ product: { id: third } }] },
  ]);
  expect((await order()).purchaseOrders).toMatchObject([{ supplier: { id: supplierId }, lines: [{ product: { id: first } }] }]);
});

it('at other branches and tenants nothing is suggested or ordered', async () => {
  const { pharmacy, supplierId, keep, suggest, order } = await desk();
  await pharmacy.offer(supplierId, await keep('A', 5, 20), 100);
  const elsewhere = pharmacy.somebody({ branches: [pharmacy.addBranch()] });
  const stranger = await desk();
  await expect(suggest({}, elsewhere)).rejects.toThrow('There is no such branch');
  expect((await order({}, elsewhere)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(await suggest({}, stranger.pharmacy.context)).toEqual([]);
  expect(await order({}, stranger.pharmacy.context)).toMatchObject({ purchaseOrders: [], notOrdered: [] });
  await expect(suggest({}, pharmacy.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('purchases:read');
  await expect(suggest({ branchId: null })).rejects.toThrow('Say which branch');
  expect(await suggest()).toHaveLength(1);
});
