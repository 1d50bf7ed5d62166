import fc from 'fast-check';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { CatalogDesk, type RefusedAt } from '../testing/catalog-desk.js';
import { openOrders } from '../testing/order-desk.js';
import { pricesFor, type Price, type PricedLine, type PriceQuestion } from './choosing-prices.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

interface ListAnswer {
  readonly priceList: ({ readonly id: string; readonly version: number } & Record<string, unknown>) | null;
  readonly userErrors: RefusedAt[];
}

const listFields = 'priceList { id version name currency validFrom validUntil priority active customer { name } branch { id } }';
const noon = new Date('2026-03-01T04:00:00Z');

interface Tier {
  readonly minimumQuantity?: number;
  readonly unitPrice: { readonly amountMinor: string; readonly currency: string };
  readonly taxBasisPoints?: number;
}

function tier(amount: number, minimumQuantity = 1, taxBasisPoints = 1000): Tier {
  return { minimumQuantity, unitPrice: { amountMinor: `${amount}`, currency: 'MNT' }, taxBasisPoints };
}

class PriceDesk extends CatalogDesk {
  create(input: object, context = this.context): Promise<ListAnswer> {
    return this.change('createPriceList', listFields, { name: 'Tariff', currency: 'MNT', ...input }, context);
  }

  update(input: object, context = this.context): Promise<ListAnswer> {
    return this.change('updatePriceList', listFields, input, context);
  }

  set(input: object, context = this.context): Promise<ListAnswer> {
    return this.change('setListPrices', listFields, input, context);
  }

  async customer(name = 'Gobi Clinic'): Promise<string> {
    return (await this.done<{ customer: { id: string } }>('createCustomer', 'customer { id }', { name })).customer.id;
  }

  /** A list with these prices of products. */
  async list(name: string, prices: Record<string, Tier[]>, more: object = {}): Promise<string> {
    const { priceList, userErrors } = await this.create({ name, ...more });
    if (!priceList) throw new Error(userErrors.map(({ message }) => message).join(' '));
    const products = Object.entries(prices).map(([productId, tiers]) => ({ productId, tiers }));
    const set = await this.set({ priceListId: priceList.id, expectedVersion: 1, products });
    if (!set.priceList) throw new Error(set.userErrors.map(({ message }) => message).join(' '));
    return priceList.id;
  }

  async prices(lines: PricedLine[], question: Partial<PriceQuestion> = {}): Promise<Map<string, Price>> {
    let found = new Map<string, Price>();
    await this.system(this.branchId, async (transaction) => {
      const usual = { customerId: null, branchId: this.branchId, currency: 'MNT', at: noon };
      found = await pricesFor(transaction, { ...usual, ...question, lines });
    });
    return found;
  }

  /** The one price of one product, in minor units. */
  async price(productId: string, quantity = 1, question: Partial<PriceQuestion> = {}): Promise<number | null> {
    const price = (await this.prices([{ productId, quantity }], question)).get(productId);
    return price ? Number(price.unitPriceMinor) : null;
  }
}

function priceDesk(): PriceDesk {
  return new PriceDesk(subgraph, neighbours);
}

it("a customer's list is asked before the branch's, that before one for all, and a list of higher priority before the others", async () => {
  const desk = priceDesk();
  const product = newId('product');
  const customerId = await desk.customer();
  expect(await desk.price(product)).toBeNull();
  await desk.list('For all', { [product]: [tier(1000)] });
  expect(await desk.price(product)).toBe(1000);
  await desk.list('Campaign', { [product]: [tier(1200)] }, { priority: 5 });
  expect(await desk.price(product)).toBe(1200);
  await desk.list('Of the branch', { [product]: [tier(1300)] }, { branchId: desk.branchId });
  expect(await desk.price(product)).toBe(1300);
  expect(await desk.price(product, 1, { branchId: newId('branch') })).toBe(1200);
  expect(await desk.price(product, 1, { branchId: null })).toBe(1200);
  await desk.list('Of Gobi', { [product]: [tier(1400)] }, { customerId });
  expect(await desk.price(product, 1, { customerId })).toBe(1400);
  expect(await desk.price(product, 1, { customerId: newId('customer') })).toBe(1300);
  expect(await desk.price(product, 1, { customerId, currency: 'USD' })).toBeNull();
});

it('a list holds from its first moment until its last, and while it is active', async () => {
  const desk = priceDesk();
  const product = newId('product');
  const validFrom = '2026-03-01T00:00:00.000Z';
  const validUntil = '2026-04-01T00:00:00.000Z';
  const id = await desk.list('March', { [product]: [tier(900)] }, { validFrom, validUntil });
  const at = (moment: string) => desk.price(product, 1, { at: new Date(moment) });
  expect(await at('2026-02-28T23:59:59.999Z')).toBeNull();
  expect(await at(validFrom)).toBe(900);
  expect(await at('2026-03-31T23:59:59.999Z')).toBe(900);
  expect(await at(validUntil)).toBeNull();
  await desk.list('Since the middle of March', { [product]: [tier(800)] }, { validFrom: '2026-03-15T00:00:00Z' });
  expect(await at('2026-03-10T00:00:00Z')).toBe(900);
  expect(await at('2026-03-20T00:00:00Z')).toBe(800);
  expect((await desk.update({ id, expectedVersion: 2, active: false })).userErrors).toEqual([]);
  expect(await at('2026-03-10T00:00:00Z')).toBeNull();
});

it('the price of the quantity is taken, and a list without one for it is passed over', async () => {
  const desk = priceDesk();
  const product = newId('product');
  const customerId = await desk.customer();
  await desk.list('For all', { [product]: [tier(1000), tier(900, 10), tier(800, 100, 500)] });
  await desk.list('Of Gobi', { [product]: [tier(700, 50)] }, { customerId });
  for (const [quantity, price] of [
    [1, 1000],
    [9, 1000],
    [10, 900],
    [99, 900],
    [100, 800],
  ] as const)
    expect(await desk.price(product, quantity)).toBe(price);
  expect(await desk.price(product, 49, { customerId })).toBe(900);
  expect(await desk.price(product, 50, { customerId })).toBe(700);
  const [line] = (await desk.prices([{ productId: product, quantity: 100 }])).values();
  expect(line).toEqual({ unitPriceMinor: 800n, taxBasisPoints: 500 });
  const parted = [60, 40].map((quantity) => ({ productId: product, quantity }));
  expect((await desk.prices(parted)).get(product)?.unitPriceMinor).toBe(800n);
  expect((await desk.prices([])).size).toBe(0);
});

it('of any tiers, that with the highest quantity that is reached is taken', async () => {
  const desk = priceDesk();
  const tiers = fc.uniqueArray(fc.record({ from: fc.integer({ min: 1, max: 60 }), price: fc.nat(100_000) }), {
    selector: ({ from }) => from,
    minLength: 1,
    maxLength: 8,
  });
  let made = 0;
  await fc.assert(
    fc.asyncProperty(tiers, fc.integer({ min: 1, max: 70 }), async (list, quantity) => {
      const product = newId('product');
      made += 1;
      await desk.list(`List ${made}`, { [product]: list.map(({ from, price }) => tier(price, from)) });
      const reached = list.filter(({ from }) => from <= quantity).toSorted((one, other) => other.from - one.from);
      expect(await desk.price(product, quantity)).toBe(reached[0]?.price ?? null);
    }),
    { numRuns: 40 },
  );
});

it('any number of lines is priced by one statement', async () => {
  const desk = priceDesk();
  const products = Array.from({ length: 40 }, () => newId('product'));
  await desk.list('For all', Object.fromEntries(products.map((product, index) => [product, [tier(100 + index)]])));
  await desk.system(desk.branchId, async (transaction) => {
    const rows = countRows(transaction);
    const lines = products.map((productId, index) => ({ productId, quantity: index + 1 }));
    const found = await pricesFor(transaction, { customerId: null, branchId: null, currency: 'MNT', at: noon, lines });
    expect([...found.values()].map(({ unitPriceMinor }) => Number(unitPriceMinor)).toSorted((a, b) => a - b)).toEqual(
      products.map((_, index) => 100 + index),
    );
    expect(rows()).toBe(1);
  });
});

/** Counts the statements of a transaction from here on. */
function countRows(transaction: { rows: (...question: never[]) => unknown }): () => number {
  let count = 0;
  const rows = transaction.rows.bind(transaction);
  transaction.rows = (...question: never[]) => {
    count += 1;
    return rows(...question);
  };
  return () => count;
}

const choice =
  'because quantity item { minimumQuantity taxBasisPoints unitPrice { amountMinor currency } priceList { name } } passedOver { priceList { name } unitPrice { amountMinor } }';

it('who asks for a price is told which list gave it, why, and what would be taken else', async () => {
  const desk = priceDesk();
  const productId = newId('product');
  const customerId = await desk.customer();
  await desk.list('For all', { [productId]: [tier(1000), tier(900, 10)] });
  await desk.list('Of Gobi', { [productId]: [tier(950)] }, { customerId });
  const text = `query ($productId: ID!, $quantity: Int!, $customerId: ID, $at: DateTime) {
    priceOf(productId: $productId, quantity: $quantity, currency: "MNT", customerId: $customerId, at: $at) { ${choice} } }`;
  const ask = (more: object, context = desk.context) =>
    desk.ask<{ priceOf: object | null }>(text, { productId, quantity: 10, ...more }, context);
  expect(await ask({ customerId })).toEqual({
    priceOf: {
      because: '"Of Gobi" is asked before "For all": it is for this customer alone.',
      quantity: 10,
      item: {
        minimumQuantity: 1,
        taxBasisPoints: 1000,
        unitPrice: { amountMinor: '950', currency: 'MNT' },
        priceList: { name: 'Of Gobi' },
      },
      passedOver: [
        { priceList: { name: 'For all' }, unitPrice: { amountMinor: '900' } },
        { priceList: { name: 'For all' }, unitPrice: { amountMinor: '1000' } },
      ],
    },
  });
  expect(await ask({})).toMatchObject({
    priceOf: { because: '"For all" is the only list with a price. Its price from 10 packs on holds.', passedOver: [{}] },
  });
  expect(await ask({ productId: newId('product') })).toEqual({ priceOf: null });
  const why = async (name: string, more: object) => {
    await desk.list(name, { [productId]: [tier(1)] }, more);
    return ((await ask({ at: '2026-05-01T00:00:00Z' })) as { priceOf: { because: string } }).priceOf.because;
  };
  expect(await why('Newer', {})).toBe('"Newer" is asked before "For all": it was made later.');
  expect(await why('Later', { validFrom: '2026-04-01T00:00:00Z' })).toBe('"Later" is asked before "Newer": it became valid later.');
  expect(await why('First', { priority: 1 })).toBe('"First" is asked before "Later": its priority is 1, that of the other 0.');
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['orders:read'] });
  expect(await ask({ customerId }, stranger)).toEqual({ priceOf: null });
  await expect(ask({}, desk.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('orders:read');
});

it('products show the prices that hold now, for thirty as for one in as many statements', async () => {
  const desk = priceDesk();
  const customerId = await desk.customer();
  const products = Array.from({ length: 30 }, () => newId('product'));
  const all = (amount: number) => Object.fromEntries(products.map((product) => [product, [tier(amount), tier(amount - 100, 10)]]));
  await desk.list('For all', all(1000));
  await desk.list('Of Gobi', all(900), { customerId });
  await desk.list('Over', all(100), { validUntil: '2020-01-01T00:00:00Z' });
  const fields = `all: prices { minimumQuantity unitPrice { amountMinor } } theirs: prices(customerId: "${customerId}") { priceList { name customer { name } } product { id } }`;
  const statements = async (ids: string[]) => {
    const before = subgraph.database.statementCount;
    const found = await desk.products<{ all: object[]; theirs: { product: { id: string } }[] }>(ids, fields);
    for (const [index, { all: forAll, theirs }] of found.entries()) {
      expect(forAll).toEqual([
        { minimumQuantity: 10, unitPrice: { amountMinor: '900' } },
        { minimumQuantity: 1, unitPrice: { amountMinor: '1000' } },
      ]);
      expect(theirs).toMatchObject(['Of Gobi', 'Of Gobi', 'For all', 'For all'].map((name) => ({ priceList: { name } })));
      expect(theirs[0]?.product).toEqual({ id: ids[index] });
    }
    return subgraph.database.statementCount - before;
  };
  const one = await statements(products.slice(0, 1));
  expect(await statements(products)).toBe(one);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['orders:read', 'medicines:read'] });
  expect(await desk.products(products.slice(0, 1), 'prices { id }', stranger)).toEqual([{ prices: [] }]);
});

it.each([
  [{ name: ' ' }, 'REQUIRED', 'name', 'A price list needs a name.'],
  [{ name: 'x'.repeat(201) }, 'INVALID', 'name', 'name holds at most 200 characters.'],
  [{ priority: 1001 }, 'INVALID', 'priority', 'priority is -1000 to 1000, not 1001.'],
  [
    { validFrom: '2026-03-01T00:00:00Z', validUntil: '2026-03-01T00:00:00Z' },
    'INVALID',
    'validUntil',
    'The list would be over before it is valid: validUntil is after validFrom.',
  ],
  [{ customerId: newId('customer') }, 'NOT_FOUND', 'customerId', 'There is no such customer.'],
  [{ branchId: newId('branch') }, 'NOT_FOUND', 'branchId', 'There is no such branch.'],
])('a price list is refused with %j', async (input, code, field, message) => {
  const desk = priceDesk();
  expect(await desk.create(input)).toEqual({ priceList: null, userErrors: [{ code, message, field: ['input', field] }] });
  expect(await desk.ask('{ priceLists(first: 5) { totalCount } }')).toEqual({ priceLists: { totalCount: 0 } });
});

it('a price list changes field by field, by who has read it as it is', async () => {
  const desk = priceDesk();
  const customerId = await desk.customer();
  const { priceList } = await desk.create({ customerId, branchId: desk.branchId, validFrom: '2026-03-01T00:00:00Z', priority: 3 });
  expect(priceList).toMatchObject({
    customer: { name: 'Gobi Clinic' },
    branch: { id: desk.branchId },
    priority: 3,
    active: true,
    version: 1,
  });
  await desk.create({ name: 'Other' });
  const id = priceList?.id;
  expect((await desk.update({ id, expectedVersion: 1, name: 'Tariff 2026', validUntil: '2027-01-01T00:00:00Z' })).priceList).toMatchObject({
    name: 'Tariff 2026',
    validFrom: '2026-03-01T00:00:00.000Z',
    validUntil: '2027-01-01T00:00:00.000Z',
    version: 2,
  });
  expect((await desk.update({ id, expectedVersion: 2, validFrom: null })).priceList).toMatchObject({ validFrom: null, version: 3 });
  expect((await desk.update({ id, expectedVersion: 1, active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await desk.update({ id, expectedVersion: 3, name: 'other' })).userErrors).toMatchObject([{ code: 'TAKEN' }]);
  const lists = await desk.ask(
    'query ($customerId: ID) { priceLists(first: 5, filter: { customerId: $customerId, active: true }) { totalCount nodes { name } } }',
    { customerId },
  );
  expect(lists).toEqual({ priceLists: { totalCount: 1, nodes: [{ name: 'Tariff 2026' }] } });
});

it('prices of a product replace those that it has in the list, and none takes it off', async () => {
  const desk = priceDesk();
  const [gloves, masks] = [newId('product'), newId('product')];
  const priceListId = await desk.list('Tariff', { [gloves]: [tier(1000), tier(900, 10)], [masks]: [tier(500)] });
  const items = async () => {
    const text =
      'query ($id: ID!) { priceList(id: $id) { version items(first: 10) { totalCount nodes { product { id } unitPrice { amountMinor } } } } }';
    const { priceList } = await desk.ask<{
      priceList: { version: number; items: { nodes: { unitPrice: object; product: { id: string } }[] } };
    }>(text, {
      id: priceListId,
    });
    return { version: priceList.version, prices: priceList.items.nodes.map(({ unitPrice }) => unitPrice) };
  };
  expect(await items()).toEqual({ version: 2, prices: [{ amountMinor: '1000' }, { amountMinor: '900' }, { amountMinor: '500' }] });
  const products = [{ productId: gloves, tiers: [tier(1100)] }];
  expect((await desk.set({ priceListId, expectedVersion: 1, products })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await desk.set({ priceListId, expectedVersion: 2, products })).priceList).toMatchObject({ version: 3 });
  expect(await items()).toEqual({ version: 3, prices: [{ amountMinor: '500' }, { amountMinor: '1100' }] });
  await desk.set({ priceListId, expectedVersion: 3, products: [{ productId: masks, tiers: [] }] });
  expect(await items()).toEqual({ version: 4, prices: [{ amountMinor: '1100' }] });
});

it('all that is wrong with prices is said at its field, and nothing is changed', async () => {
  const desk = priceDesk();
  const [gloves, absent] = [newId('product'), newId('product')];
  neighbours.missing.add(absent);
  const priceListId = await desk.list('Tariff', { [gloves]: [tier(1000)] });
  const dollars = { unitPrice: { amountMinor: '1', currency: 'USD' } };
  const products = [
    { productId: gloves, tiers: [tier(1, 0), tier(-1, 5), tier(1, 5, 10_001), dollars] },
    { productId: absent, tiers: [] },
    { productId: gloves, tiers: [] },
    { productId: newId('product'), tiers: Array.from({ length: 21 }, (_, index) => tier(1, index + 1)) },
  ];
  const { userErrors } = await desk.set({ priceListId, expectedVersion: 2, products });
  expect(userErrors.map(({ message, field }) => [field?.slice(2).join('.'), message])).toEqual([
    ['0.tiers.0.minimumQuantity', 'minimumQuantity is 1 to 1000000, not 0.'],
    ['0.tiers.1.unitPrice', 'A price is 0 to 1000000000000 in minor units.'],
    ['0.tiers.2.minimumQuantity', 'There are two prices from 5 packs on.'],
    ['0.tiers.2.taxBasisPoints', 'taxBasisPoints is 0 to 10000, not 10001.'],
    ['0.tiers.3.unitPrice', 'The prices of this list are in MNT, not in USD.'],
    ['1.productId', 'There is no such product.'],
    ['2.productId', 'The product is named twice.'],
    ['3.tiers', 'A product has at most 20 prices in a list.'],
  ]);
  expect((await desk.set({ priceListId, expectedVersion: 2, products: [] })).userErrors).toMatchObject([
    { code: 'LIMIT_REACHED', message: 'Give the prices of 1 to 500 products at once, not of 0.' },
  ]);
  expect(await desk.price(gloves)).toBe(1000);
});

it('price lists of another tenant are not there, and nobody changes them without the permission', async () => {
  const desk = priceDesk();
  const product = newId('product');
  const id = await desk.list('Tariff', { [product]: [tier(1000)] });
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['orders:read', 'catalog:manage'] });
  expect(await desk.ask('query ($id: ID!) { priceList(id: $id) { id } }', { id }, stranger)).toEqual({ priceList: null });
  const products = [{ productId: product, tiers: [] }];
  const absent = { code: 'NOT_FOUND', message: 'There is no such price list.' };
  expect((await desk.update({ id, expectedVersion: 2 }, stranger)).userErrors).toMatchObject([absent]);
  expect((await desk.set({ priceListId: id, expectedVersion: 2, products }, stranger)).userErrors).toMatchObject([absent]);
  const customerId = await desk.customer();
  expect((await desk.create({ customerId }, stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'customerId'] }]);
  const clerk = desk.somebody({ permissions: ['orders:read', 'medicines:read'] });
  await expect(desk.create({ name: 'Other' }, clerk)).rejects.toThrow('catalog:manage');
  await expect(desk.update({ id, expectedVersion: 2 }, clerk)).rejects.toThrow('catalog:manage');
  await expect(desk.set({ priceListId: id, expectedVersion: 2, products }, clerk)).rejects.toThrow('catalog:manage');
  expect(await desk.price(product)).toBe(1000);
});
