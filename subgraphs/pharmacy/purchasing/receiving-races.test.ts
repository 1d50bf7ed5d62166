import { jest } from '@jest/globals';
import { sql } from '#kernel/database/sql.js';
import { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
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

/** Prices of the history that are the same as the one before. */
async function pricesAlike(pharmacy: PurchasingDesk, productId: string): Promise<object[]> {
  let alike: object[] = [];
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    alike = await transaction.rows(sql`select price_minor from (
        select price_minor, lag(price_minor) over (partition by supplier_product_id order by since, id) as before
        from supplier_prices where product_id = ${toUuid('product', productId)}
      ) price where price_minor = before`);
  });
  return alike;
}

it('20 clerks who receive the same order at once take in what was ordered, and no pack more', async () => {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier();
  const productId = await pharmacy.medicine();
  const { id } = await pharmacy.sentOrder(supplierId, [{ productId, quantity: 50, unitPrice: mnt(100) }]);
  const clerks = Array.from({ length: 20 }, (_, index) =>
    pharmacy.receive(
      id,
      [{ productId, quantity: 4, lotNumber: `L${index % 3}`, expiresOn: '2041-05-31', unitPrice: mnt(100 + (index % 2)) }],
      {},
      pharmacy.somebody(),
    ),
  );
  const results = await Promise.all(clerks);
  const done = results.filter(({ userErrors }) => userErrors.length === 0);
  const refused = results.flatMap(({ userErrors }) => userErrors);
  expect(done).toHaveLength(12);
  expect(refused).toHaveLength(8);
  expect(new Set(refused.map(({ message }) => message))).toEqual(
    new Set([
      'Line 1: 4 packs of Paracetamol 500 mg, tablet are more than was ordered: only 2 of 50 are still to come. Give the rest back, or set acceptOver to take them.',
    ]),
  );
  expect(done.map(({ goodsReceipt }) => goodsReceipt?.number).sort()).toEqual(
    Array.from({ length: 12 }, (_, index) => `UB1-GR-${String(index + 1).padStart(6, '0')}`),
  );
  expect(await pharmacy.stockOf(productId)).toEqual({ onHand: 48, reserved: 0 });
  expect(await pharmacy.orderOf(id)).toMatchObject({ status: 'PARTLY_RECEIVED', lines: [{ received: 48, acceptedOver: 0 }] });
  expect(await pharmacy.breaks()).toEqual([]);
  expect(await pricesAlike(pharmacy, productId)).toEqual([]);
});

it('orders of two branches for the same goods are received at the same time without waiting in a circle', async () => {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier();
  const products = [await pharmacy.medicine('A'), await pharmacy.medicine('B'), await pharmacy.medicine('C')];
  const darkhan = pharmacy.addBranch(undefined, { code: 'DA' });
  const lines = products.map((productId) => ({ productId, quantity: 8, unitPrice: mnt(100) }));
  const orders = [
    await pharmacy.sentOrder(supplierId, lines),
    await pharmacy.sentOrder(supplierId, lines.toReversed(), { branchId: darkhan }),
    await pharmacy.sentOrder(supplierId, lines.toReversed()),
  ];
  const receive = (index: number) =>
    pharmacy.receive(
      orders[index % 3]?.id ?? '',
      products.map((productId) => ({
        productId,
        quantity: 1,
        lotNumber: 'L1',
        expiresOn: '2041-05-31',
        unitPrice: mnt(100 + Math.floor(index / 6)),
      })),
    );
  const quote = (index: number) => pharmacy.offer(supplierId, products[index % 3] ?? '', 500 + index, { preferred: true });
  const quotes = Promise.all(Array.from({ length: 9 }, (_, index) => quote(index)));
  const results = await Promise.all(Array.from({ length: 18 }, (_, index) => receive(index)));
  expect(await quotes).toHaveLength(9);
  expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  for (const productId of products) {
    expect(await pharmacy.stockOf(productId)).toEqual({ onHand: 12, reserved: 0 });
    expect(await pharmacy.stockOf(productId, darkhan)).toEqual({ onHand: 6, reserved: 0 });
    expect(await pricesAlike(pharmacy, productId)).toEqual([]);
  }
  expect(await pharmacy.breaks()).toEqual([]);
});

it('a price that 8 branches pay at the same time is one price of the history', async () => {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier();
  const productId = await pharmacy.medicine();
  await pharmacy.offer(supplierId, productId, 500);
  const orders: string[] = [];
  for (let index = 0; index < 8; index += 1) {
    const branchId = pharmacy.addBranch(undefined, { code: `B${index}` });
    orders.push((await pharmacy.sentOrder(supplierId, [{ productId, quantity: 5, unitPrice: mnt(500) }], { branchId })).id);
  }
  for (const price of [777, 778, 779, 780]) {
    const line = { productId, quantity: 1, lotNumber: 'L1', expiresOn: '2041-05-31', unitPrice: mnt(price) };
    const results = await Promise.all(orders.map((id) => pharmacy.receive(id, [line])));
    expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  }
  const text = 'query ($id: ID!) { product(id: $id) { priceHistory { nodes { price { amountMinor } } } } }';
  expect(await pharmacy.ask(text, { id: productId })).toEqual({
    product: { priceHistory: { nodes: [780, 779, 778, 777, 500].map((price) => ({ price: { amountMinor: `${price}` } })) } },
  });
});

it('an order that is cancelled while its goods are taken in is the one or the other', async () => {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier();
  const productId = await pharmacy.medicine();
  const ends = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const { id, version } = await pharmacy.sentOrder(supplierId, [{ productId, quantity: 1, unitPrice: mnt(100) }]);
      const receive = () => pharmacy.receive(id, [{ productId, quantity: 1, lotNumber: 'L1', expiresOn: '2041-05-31' }]);
      const cancel = () => pharmacy.run('cancelPurchaseOrder', '', { id, expectedVersion: version, reason: 'Too late' });
      await Promise.all(index % 2 === 0 ? [receive(), cancel()] : [cancel(), receive()]);
      return (await pharmacy.orderOf(id)).status;
    }),
  );
  expect(ends.filter((status) => status !== 'RECEIVED' && status !== 'CANCELLED')).toEqual([]);
  expect(await pharmacy.stockOf(productId)).toEqual({ onHand: ends.filter((status) => status === 'RECEIVED').length, reserved: 0 });
});

it('a delivery or a return of 100 lines takes as many statements as one of a single line', async () => {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier();
  const products: string[] = [];
  for (let index = 0; index < 100; index += 1) products.push(await pharmacy.medicine(`Medicine ${index}`));
  const lines = products.map((productId) => ({ productId, quantity: 3, unitPrice: mnt(100) }));
  const { id } = await pharmacy.sentOrder(supplierId, lines);
  const came = (lot: string, price: number) =>
    products.map((productId) => ({ productId, quantity: 1, lotNumber: lot, expiresOn: '2041-05-31', unitPrice: mnt(price) }));
  const spies = [
    jest.spyOn(Transaction.prototype, 'rows'),
    jest.spyOn(Transaction.prototype, 'insert'),
    jest.spyOn(Transaction.prototype, 'save'),
  ];
  const count = () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  const statements = async (delivered: object[]) => {
    const before = count();
    expect((await pharmacy.receive(id, delivered)).userErrors).toEqual([]);
    return count() - before;
  };
  await statements(came('L0', 100).slice(0, 1));
  const one = await statements(came('L1', 110).slice(0, 1));
  expect(await statements(came('L2', 120))).toBe(one);
  expect(one).toBeLessThan(30);

  const items: string[] = [];
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    const rows = await transaction.rows<{ id: string }>(sql`select item.id from stock_items item
      join lots on lots.id = item.lot_id where lots.lot_number = 'L2'`);
    items.push(...rows.map((row) => toTypeId('stockitem', row.id)));
  });
  const sendBack = async (stockItems: string[]) => {
    const before = count();
    const input = {
      branchId: pharmacy.branchId,
      supplierId,
      reason: 'Wrong',
      lines: stockItems.map((stockItemId) => ({ stockItemId, quantity: 1 })),
    };
    await pharmacy.done('returnToSupplier', 'supplierReturn { id }', input);
    return count() - before;
  };
  const first = await sendBack(items.slice(0, 1));
  expect(items).toHaveLength(100);
  expect(await sendBack(items.slice(1))).toBe(first);
  for (const spy of spies) spy.mockRestore();
  expect(await pharmacy.breaks()).toEqual([]);
});
