import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { CatalogDesk, tubeAttributes } from '../testing/catalog-desk.js';
import { openOrders } from '../testing/order-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let desk: CatalogDesk;
const names = new Map<string, string>();

beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  desk = new CatalogDesk(subgraph, neighbours);
  await desk.define(tubeAttributes);
  const tube = async (name: string, values: object[]) => names.set(await desk.described(values), name);
  await tube('lavender', [
    { code: 'tube_volume', number: 4 },
    { code: 'cap', text: 'LAVENDER' },
    { code: 'additive', text: 'K2 EDTA' },
    { code: 'approved_on', date: '2024-05-31' },
    { code: 'storage', temperatures: { minCelsius: 4, maxCelsius: 25 } },
  ]);
  await tube('red', [
    { code: 'tube_volume', number: 6 },
    { code: 'cap', text: 'RED' },
    { code: 'additive', text: 'Clot activator' },
    { code: 'sterile', boolean: false },
    { code: 'storage', temperatures: { maxCelsius: 8 } },
  ]);
  await tube('blue', [
    { code: 'tube_volume', number: 10 },
    { code: 'cap', text: 'BLUE' },
    { code: 'additive', text: 'k3 édta' },
    { code: 'approved_on', date: '2025-01-01' },
    { code: 'storage', temperatures: { minCelsius: -40 } },
  ]);
});
afterAll(() => subgraph.close());

const query = `query ($where: [AttributeConditionInput!]!, $kind: ProductKind!) {
  productsByAttribute(first: 50, productKind: $kind, where: $where) { totalCount nodes { product { id } } } }`;

async function found(where: object[], kind = 'CONSUMABLE', context = desk.context): Promise<string[]> {
  const { productsByAttribute } = await desk.ask<{
    productsByAttribute: { totalCount: number; nodes: { product: { id: string } }[] };
  }>(query, { where, kind }, context);
  expect(productsByAttribute.totalCount).toBe(productsByAttribute.nodes.length);
  return productsByAttribute.nodes.map(({ product }) => names.get(product.id) ?? product.id);
}

it.each([
  [[{ code: 'cap', text: 'RED' }], ['red']],
  [[{ code: 'cap', text: 'red' }], []],
  [[{ code: 'additive', text: 'K2 edta' }], ['lavender']],
  [[{ code: 'additive', startsWith: 'k' }], ['lavender', 'blue']],
  [[{ code: 'additive', startsWith: 'K3 EDTA' }], ['blue']],
  [[{ code: 'tube_volume', atLeast: 6 }], ['red', 'blue']],
  [[{ code: 'tube_volume', atLeast: 4, atMost: 6 }], ['lavender', 'red']],
  [[{ code: 'tube_volume', atMost: 0.006, unit: 'L' }], ['lavender', 'red']],
  [[{ code: 'tube_volume', atLeast: 10.5 }], []],
  [[{ code: 'approved_on', from: '2024-06-01' }], ['blue']],
  [[{ code: 'approved_on', until: '2024-05-31' }], ['lavender']],
  [[{ code: 'sterile', boolean: false }], ['red']],
  [[{ code: 'storage', includesCelsius: 5 }], ['lavender', 'red', 'blue']],
  [[{ code: 'storage', includesCelsius: 20 }], ['lavender', 'blue']],
  [[{ code: 'storage', includesCelsius: -60 }], ['red']],
  [
    [
      { code: 'storage', includesCelsius: 20 },
      { code: 'additive', startsWith: 'k' },
      { code: 'tube_volume', atLeast: 5 },
    ],
    ['blue'],
  ],
])('products are found by %j', async (where, expected) => {
  expect(await found(where)).toEqual(expected);
});

it.each([
  [[], 'Give 1 to 10 conditions, not 0.'],
  [[{ code: 'remark', text: 'x' }], '"remark" is no searchable attribute of such products.'],
  [[{ code: 'tube_volum', atLeast: 1 }], 'Did you mean "tube_volume"?'],
  [[{ code: 'cap' }], 'Cap (cap) is asked for by text.'],
  [[{ code: 'cap', startsWith: 'R' }], 'Cap (cap) is asked for by text, not by startsWith.'],
  [[{ code: 'tube_volume', atLeast: 1, text: '1' }], 'Volume (tube_volume) is asked for by atLeast or atMost, not by text.'],
  [[{ code: 'tube_volume', atLeast: 1, unit: 'g' }], 'Volume is kept in mL, and g cannot be converted to that.'],
])('the search %j is no question', async (where, message) => {
  await expect(found(where)).rejects.toThrow(message.replaceAll('"', String.raw`\"`));
});

it('of a kind without attributes, and of another tenant, nothing is found', async () => {
  expect(await found([{ code: 'cap', text: 'RED' }], 'REAGENT')).toEqual([]);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['medicines:read'] });
  expect(await found([{ code: 'cap', text: 'RED' }], 'CONSUMABLE', stranger)).toEqual([]);
  await expect(found([{ code: 'cap', text: 'RED' }], 'CONSUMABLE', desk.somebody({ permissions: ['orders:read'] }))).rejects.toThrow(
    'medicines:read',
  );
});

it('what becomes searchable finds what was written before, and what is rewritten is found as it is now', async () => {
  const other = new CatalogDesk(subgraph, neighbours);
  const remark = { code: 'remark', name: 'Remark', type: 'TEXT' };
  await other.define([remark]);
  const productId = newId('product');
  await other.describe(productId, [{ code: 'remark', text: 'For children' }]);
  await other.define([{ ...remark, searchable: true }], { expectedVersion: 1 });
  const children = [{ code: 'remark', startsWith: 'for child' }];
  expect(await found(children, 'CONSUMABLE', other.context)).toEqual([productId]);
  await other.describe(productId, [{ code: 'remark', text: 'For adults' }], { expectedVersion: 1 });
  expect(await found(children, 'CONSUMABLE', other.context)).toEqual([]);
  expect(await found([{ code: 'remark', text: 'for adults' }], 'CONSUMABLE', other.context)).toEqual([productId]);
});
