import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { CatalogDesk, tubeAttributes } from '../testing/catalog-desk.js';
import { openOrders } from '../testing/order-desk.js';
import { frozenAttributes } from './frozen-attributes.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

async function laboratory() {
  const desk = new CatalogDesk(subgraph, neighbours);
  expect((await desk.define(tubeAttributes)).userErrors).toEqual([]);
  return desk;
}

const edtaTube = [
  { code: 'tube_volume', number: 0.004, unit: 'L' },
  { code: 'cap', text: 'LAVENDER' },
  { code: 'additive', text: ' K2 EDTA ' },
  { code: 'approved_on', date: '2026-03-01' },
  { code: 'storage', temperatures: { minCelsius: 4, maxCelsius: 25 } },
];

const shown = [
  { code: 'tube_volume', text: '4 mL' },
  { code: 'cap', text: 'LAVENDER' },
  { code: 'additive', text: 'K2 EDTA' },
  { code: 'sterile', text: 'yes' },
  { code: 'approved_on', text: '2026-03-01' },
  { code: 'storage', text: '4 °C – 25 °C' },
];

it('a product is described in the words of its set: units are converted, and what is left out gets its default', async () => {
  const desk = await laboratory();
  const productId = newId('product');
  expect(await desk.describe(productId, edtaTube)).toEqual({ attributes: { version: 1, revision: 1, values: shown }, userErrors: [] });
  const fields =
    'attributes { set { productKind } values { code number date boolean minCelsius maxCelsius definition { name unit type } } }';
  const [product] = await desk.products<{ attributes: { set: object; values: object[] } }>([productId], fields);
  expect(product?.attributes.set).toEqual({ productKind: 'CONSUMABLE' });
  expect(product?.attributes.values).toMatchObject([
    { number: 4, date: null, definition: { name: 'Volume', unit: 'mL', type: 'NUMBER' } },
    { number: null },
    { date: null },
    { boolean: true },
    { date: '2026-03-01' },
    { minCelsius: 4, maxCelsius: 25 },
  ]);
});

it.each([
  [{ code: 'tube_volume', text: '4' }, 'text', 'Volume is given by number: leave text out.'],
  [{ code: 'tube_volume' }, 'number', 'Give Volume by number.'],
  [{ code: 'tube_volume', number: 60 }, 'number', 'Volume is at most 50 mL, not 60 mL.'],
  [{ code: 'tube_volume', number: 100, unit: 'uL' }, 'number', 'Volume is at least 0.5 mL, not 0.1 mL.'],
  [{ code: 'tube_volume', number: 4, unit: 'g' }, 'unit', 'Volume is kept in mL, and g cannot be converted to that.'],
  [
    { code: 'tube_volume', number: 4, unit: 'cc' },
    'unit',
    '"cc" is no unit of UCUM: those look like mL, mg/dL or {tablet}, and upper and lower case differ.',
  ],
  [{ code: 'cap', text: 'PINK' }, 'text', 'Cap is one of LAVENDER, RED, BLUE, not "PINK".'],
  [{ code: 'cap', text: ' ' }, 'text', 'Give Cap by text: LAVENDER, RED, BLUE.'],
  [{ code: 'cap', text: 'RED', unit: 'mL' }, 'unit', 'Cap has no unit: leave it out.'],
  [{ code: 'additive', text: 'x' }, 'text', 'Additive has at least 2 characters, not 1.'],
  [{ code: 'additive', text: 'x'.repeat(41) }, 'text', 'Additive has at most 40 characters, not 41.'],
  [{ code: 'approved_on', boolean: true }, 'boolean', 'Approved on is given by date: leave boolean out.'],
  [{ code: 'storage', temperatures: {} }, 'temperatures', 'Say between which temperatures Storage lies: at least one end.'],
  [
    { code: 'storage', temperatures: { minCelsius: 8, maxCelsius: 2 } },
    'temperatures',
    'The lowest temperature of Storage is above the highest.',
  ],
  [{ code: 'storage', temperatures: { maxCelsius: 60 } }, 'temperatures', 'Storage is at most 40 °C, not 60 °C.'],
  [{ code: 'storage', temperatures: { minCelsius: -300 } }, 'temperatures', 'Temperatures lie between -273.15 and 2000 °C.'],
])('the value %j is refused at its field', async (value, field, message) => {
  const desk = await laboratory();
  const productId = newId('product');
  const volume = value.code === 'tube_volume' ? [] : [{ code: 'tube_volume', number: 4 }];
  expect(await desk.describe(productId, [...volume, value])).toEqual({
    attributes: null,
    userErrors: [{ code: 'INVALID', message, field: ['input', 'values', `${volume.length}`, field] }],
  });
  expect(await desk.products([productId], 'attributes { version }')).toEqual([{ attributes: null }]);
});

it('all that is wrong is said at once: what is missing, unknown or said twice', async () => {
  const desk = await laboratory();
  const { userErrors } = await desk.describe(newId('product'), [
    { code: 'cap', text: 'RED' },
    { code: 'cap', text: 'BLUE' },
    { code: 'additiv', text: 'EDTA' },
  ]);
  expect(userErrors).toEqual([
    { code: 'INVALID', message: 'Cap is given twice.', field: ['input', 'values', '1', 'code'] },
    {
      code: 'NOT_FOUND',
      message: 'There is no attribute "additiv" of such products. Did you mean "additive"?',
      field: ['input', 'values', '2', 'code'],
    },
    { code: 'REQUIRED', message: 'Volume (tube_volume) is required.', field: ['input', 'values'] },
  ]);
});

it('each change makes a version that stays, and only who has read the last one makes the next', async () => {
  const desk = await laboratory();
  const productId = await desk.described([{ code: 'tube_volume', number: 4 }]);
  const stale = {
    code: 'STALE_VERSION',
    message: 'Somebody wrote the attributes of this product. Read them again, then decide.',
    field: ['input', 'expectedVersion'],
  };
  const bigger = [{ code: 'tube_volume', number: 6 }];
  expect((await desk.describe(productId, bigger)).userErrors).toEqual([stale]);
  expect((await desk.describe(productId, bigger, { expectedVersion: 2 })).userErrors).toEqual([stale]);
  expect((await desk.describe(newId('product'), bigger, { expectedVersion: 1 })).userErrors).toEqual([stale]);
  expect((await desk.describe(productId, bigger, { expectedVersion: 1 })).attributes).toMatchObject({ version: 2 });
  expect((await desk.describe(productId, bigger, { expectedVersion: 2 })).attributes).toMatchObject({ version: 2 });
  const fields = 'attributeHistory(first: 10) { totalCount nodes { number revision values { code text } changedBy { id } } }';
  const [product] = await desk.products([productId], fields, desk.somebody({ permissions: ['medicines:read', 'staff:read'] }));
  const sterile = { code: 'sterile', text: 'yes' };
  const changedBy = { id: desk.context.actor.id };
  expect(product).toEqual({
    attributeHistory: {
      totalCount: 2,
      nodes: [
        { number: 2, revision: 1, values: [{ code: 'tube_volume', text: '6 mL' }, sterile], changedBy },
        { number: 1, revision: 1, values: [{ code: 'tube_volume', text: '4 mL' }, sterile], changedBy },
      ],
    },
  });
});

it('of two who describe a product at the same time, one is told that the other was first', async () => {
  const desk = await laboratory();
  const productId = newId('product');
  const answers = await Promise.all([4, 5, 6].map((number) => desk.describe(productId, [{ code: 'tube_volume', number }])));
  expect(answers.filter(({ attributes }) => attributes !== null)).toHaveLength(1);
  expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION', 'STALE_VERSION']);
});

it('a product that is not there, or of a kind without attributes, is refused', async () => {
  const desk = await laboratory();
  const [absent, reagent] = [newId('product'), newId('product')];
  neighbours.missing.add(absent);
  neighbours.of('Product').set(reagent, { kind: 'REAGENT' });
  expect((await desk.describe(absent, [])).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'There is no such product.', field: ['input', 'productId'] },
  ]);
  expect((await desk.describe(reagent, [])).userErrors).toEqual([
    {
      code: 'WRONG_STATE',
      message: 'No attributes are defined for products of the kind REAGENT: define them first (defineAttributes).',
      field: ['input', 'productId'],
    },
  ]);
});

it('another tenant sees none of it, and nobody writes without the permission', async () => {
  const desk = await laboratory();
  const productId = await desk.described(edtaTube);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['medicines:read', 'catalog:manage'] });
  expect(await desk.products([productId], 'attributes { version } attributeHistory(first: 5) { totalCount }', stranger)).toEqual([
    { attributes: null, attributeHistory: { totalCount: 0 } },
  ]);
  expect((await desk.describe(productId, edtaTube, {}, stranger)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  const clerk = desk.somebody({ permissions: ['medicines:read', 'orders:place'] });
  await expect(desk.describe(productId, edtaTube, { expectedVersion: 1 }, clerk)).rejects.toThrow('catalog:manage');
  await expect(desk.products([productId], 'attributes { version }', desk.somebody({ permissions: ['orders:read'] }))).rejects.toThrow(
    'medicines:read',
  );
  expect(await desk.products([productId], 'attributes { version }')).toEqual([{ attributes: { version: 1 } }]);
});

it('takes as many statements for thirty products as for one', async () => {
  const desk = await laboratory();
  const ids: string[] = [];
  for (let index = 0; index < 30; index += 1) ids.push(await desk.described(edtaTube));
  const fields =
    'attributes { version set { definitions { name default } } values { code text } } attributeHistory(first: 2) { nodes { values { text } } } units { code }';
  const statements = async (products: readonly string[]) => {
    const before = subgraph.database.statementCount;
    const found = await desk.products<{ attributes: { values: object[] } }>(products, fields);
    expect(found.map(({ attributes }) => attributes.values)).toEqual(products.map(() => shown));
    return subgraph.database.statementCount - before;
  };
  const one = await statements(ids.slice(0, 1));
  expect(await statements(ids)).toBe(one);
});

it('what an order freezes is what the attributes are at that moment, in one statement', async () => {
  const desk = await laboratory();
  const [tube, other] = [await desk.described(edtaTube), newId('product')];
  await desk.system(desk.branchId, async (transaction) => {
    const frozen = await frozenAttributes(transaction, [tube, other, tube]);
    expect([...frozen.keys()]).toEqual([tube]);
    expect(frozen.get(tube)).toMatchObject([
      { code: 'tube_volume', name: 'Volume', text: '4 mL', type: 'NUMBER', unit: 'mL', value: 4 },
      { code: 'cap', type: 'ENUM', unit: null, value: 'LAVENDER' },
      ...[{}, {}, {}, {}],
    ]);
  });
});
