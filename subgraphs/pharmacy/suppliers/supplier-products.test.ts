import { sql } from '#kernel/database/sql.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { mnt, PurchasingDesk } from '../purchasing/testing/purchasing-desk.js';
import { openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const fields = `supplierProduct { id supplierCode price { amountMinor currency } packMultiple minimumOrder preferred active
  supplier { id } product { id } priceHistory { totalCount nodes { source price { amountMinor } } } }`;

interface Sold extends Record<string, unknown> {
  readonly id: string;
  readonly priceHistory: { readonly nodes: readonly { readonly source: string; readonly price: { readonly amountMinor: string } }[] };
}

async function desk() {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier();
  const productId = await pharmacy.medicine();
  const set = (input: object, context = pharmacy.context) =>
    pharmacy.run<{ supplierProduct: Sold | null; userErrors: Refused[] }>(
      'setSupplierProduct',
      fields,
      { supplierId, productId, ...input },
      context,
    );
  const sellers = async (context = pharmacy.context) => {
    const text = 'query ($id: ID!) { product(id: $id) { suppliers { supplier { id } preferred } } }';
    const { product } = await pharmacy.ask<{ product: { suppliers: { supplier: { id: string }; preferred: boolean }[] } | null }>(
      text,
      { id: productId },
      context,
    );
    return product?.suppliers;
  };
  return { pharmacy, supplierId, productId, set, sellers };
}

it('what a supplier sells is described piece by piece, and every other price is kept, newest first', async () => {
  const { set, supplierId, productId } = await desk();
  const first = await set({ supplierCode: 'P500', price: mnt(1200), packMultiple: 10, minimumOrder: 20 });
  expect(first.supplierProduct).toMatchObject({
    supplierCode: 'P500',
    price: mnt(1200),
    packMultiple: 10,
    minimumOrder: 20,
    preferred: false,
    active: true,
    supplier: { id: supplierId },
    product: { id: productId },
  });
  await set({ price: mnt(1200) });
  await set({ price: mnt(1150), supplierCode: null });
  const { supplierProduct } = await set({ price: mnt(1200) });
  expect(supplierProduct).toMatchObject({ id: first.supplierProduct?.id, supplierCode: null, packMultiple: 10, price: mnt(1200) });
  expect(supplierProduct?.priceHistory.nodes.map(({ source, price }) => [source, price.amountMinor])).toEqual([
    ['QUOTE', '1200'],
    ['QUOTE', '1150'],
    ['QUOTE', '1200'],
  ]);
});

it('one supplier at most is preferred for a product, also when two are preferred at once', async () => {
  const { pharmacy, productId, supplierId, set, sellers } = await desk();
  const nomin = await pharmacy.supplier();
  await set({ preferred: true });
  await set({ supplierId: nomin, preferred: true });
  expect(await sellers()).toEqual([
    { supplier: { id: supplierId }, preferred: false },
    { supplier: { id: nomin }, preferred: true },
  ]);
  const more = await Promise.all([1, 2, 3, 4, 5, 6].map(() => pharmacy.supplier()));
  const results = await Promise.all(more.map((id) => set({ supplierId: id, preferred: true })));
  expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  expect((await sellers())?.filter(({ preferred }) => preferred)).toHaveLength(1);
  expect((await set({ active: false, preferred: true })).userErrors).toEqual([
    { code: 'INVALID', message: 'What the supplier no longer sells cannot be preferred.' },
  ]);
  await set({ preferred: true });
  expect((await set({ active: false })).supplierProduct).toMatchObject({ preferred: false, active: false });
  expect(productId).toBeTruthy();
});

it.each([
  [{ price: { amountMinor: '100', currency: 'USD' } }, 'INVALID', 'The supplier quotes in MNT, not in USD.'],
  [{ price: mnt(-1) }, 'INVALID', 'A price is 0 to 1000000000000 in minor units.'],
  [{ packMultiple: 0 }, 'INVALID', 'packMultiple is 1 to 1000000, not 0.'],
  [{ minimumOrder: -3 }, 'INVALID', 'minimumOrder is 1 to 1000000, not -3.'],
])('terms are refused with %j, and leave nothing behind', async (input, code, message) => {
  const { set, sellers } = await desk();
  expect(await set(input)).toEqual({ supplierProduct: null, userErrors: [{ code, message }] });
  expect(await sellers()).toEqual([]);
});

it("another tenant's supplier and product are as if they did not exist", async () => {
  const { set, pharmacy, productId } = await desk();
  const other = await desk();
  expect((await set({ supplierId: other.supplierId })).userErrors).toEqual([{ code: 'NOT_FOUND', message: 'There is no such supplier.' }]);
  expect((await set({ productId: other.productId })).userErrors).toEqual([{ code: 'NOT_FOUND', message: 'There is no such product.' }]);
  await expect(set({}, pharmacy.somebody({ permissions: ['suppliers:read'] }))).rejects.toThrow('suppliers:manage');
  await set({ price: mnt(5) });
  const text = 'query ($id: ID!) { product(id: $id) { priceHistory { nodes { id } } } }';
  await expect(pharmacy.ask(text, { id: productId }, pharmacy.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow(
    'suppliers:read',
  );
  expect(await other.pharmacy.ask(text, { id: productId })).toEqual({ product: null });
});

it('nobody alters the history of prices', async () => {
  const { pharmacy, set } = await desk();
  await set({ price: mnt(5) });
  const write = (statement: ReturnType<typeof sql>) =>
    pharmacy.system(pharmacy.branchId, async (transaction) => void (await transaction.rows(statement)));
  await expect(write(sql`update supplier_prices set price_minor = 4`)).rejects.toThrow('permission denied');
  await expect(write(sql`delete from supplier_prices`)).rejects.toThrow('permission denied');
});

it('the suppliers and prices of 20 products take as many reads as those of one', async () => {
  const { pharmacy, supplierId } = await desk();
  const text = `query ($search: String) { products(first: 50, filter: { search: $search }) { nodes {
    suppliers { supplier { name } priceHistory(first: 5) { nodes { price { amountMinor } } } } priceHistory(first: 5) { nodes { supplier { name } goodsReceipt { id } } } } } }`;
  const reads = async (products: number) => {
    const before = subgraph.database.statementCount;
    const { products: page } = await pharmacy.ask<{ products: { nodes: { suppliers: unknown[] }[] } }>(text, { search: 'aspirin' });
    expect(page.nodes.filter(({ suppliers }) => suppliers.length === 1)).toHaveLength(products);
    return subgraph.database.statementCount - before;
  };
  const add = async (index: number) => pharmacy.offer(supplierId, await pharmacy.medicine(`Aspirin ${index}`), 100 + index);
  await add(0);
  const one = await reads(1);
  for (let index = 1; index < 20; index += 1) await add(index);
  expect(await reads(20)).toBe(one);
});
