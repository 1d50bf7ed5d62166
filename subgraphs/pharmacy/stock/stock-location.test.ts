import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const fields = 'stockLocation { id kind name active version branch { id } }';
interface Answer {
  readonly stockLocation: ({ readonly id: string } & Record<string, unknown>) | null;
  readonly userErrors: readonly Refused[];
}

function dispensaryWithPlaces() {
  const dispensary = new Dispensary(subgraph, neighbours);
  const create = (input: object, context = dispensary.context) =>
    dispensary.run<Answer>('createStockLocation', fields, { branchId: dispensary.branchId, kind: 'SHELF', name: 'A3', ...input }, context);
  const update = (input: object, context = dispensary.context) => dispensary.run<Answer>('updateStockLocation', fields, input, context);
  const list = async (filter: object, context = dispensary.context) => {
    const text = 'query ($filter: StockLocationFilter) { stockLocations(first: 100, filter: $filter) { totalCount nodes { name } } }';
    const { stockLocations } = await dispensary.ask<{ stockLocations: { totalCount: number; nodes: { name: string }[] } }>(
      text,
      { filter },
      context,
    );
    expect(stockLocations.totalCount).toBe(stockLocations.nodes.length);
    return stockLocations.nodes.map(({ name }) => name);
  };
  return { dispensary, create, update, list };
}

it('a place is made at a branch, under a name of its own there', async () => {
  const { dispensary, create } = dispensaryWithPlaces();
  const lusaka = dispensary.addBranch();
  expect(await create({ kind: 'FRIDGE', name: ' Fridge 1 ' })).toMatchObject({
    stockLocation: { kind: 'FRIDGE', name: 'Fridge 1', active: true, version: 1, branch: { id: dispensary.branchId } },
    userErrors: [],
  });
  expect((await create({ name: 'FRIDGE 1' })).userErrors).toEqual([{ code: 'TAKEN', message: 'The branch has a place of that name.' }]);
  expect((await create({ name: 'Fridge 1', branchId: lusaka })).userErrors).toEqual([]);
  expect((await create({ name: ' - ' })).userErrors).toEqual([{ code: 'REQUIRED', message: 'A place needs a name.' }]);
  expect((await create({ name: 'x'.repeat(201) })).userErrors).toEqual([
    { code: 'INVALID', message: 'name holds at most 200 characters.' },
  ]);
  expect((await create({ branchId: null })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
  expect((await create({ branchId: newId('branch') })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

it('a place changes field by field, by who has read it as it is', async () => {
  const { create, update } = dispensaryWithPlaces();
  const { stockLocation } = await create({});
  await create({ name: 'A4' });
  const id = stockLocation?.id;
  expect((await update({ id, expectedVersion: 1, name: 'A3 left' })).stockLocation).toMatchObject({
    name: 'A3 left',
    kind: 'SHELF',
    version: 2,
  });
  expect((await update({ id, expectedVersion: 1, active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await update({ id, expectedVersion: 2, active: false, kind: 'VAULT' })).stockLocation).toMatchObject({
    active: false,
    kind: 'VAULT',
    name: 'A3 left',
  });
  expect((await update({ id, expectedVersion: 3, name: 'a4' })).userErrors).toMatchObject([{ code: 'TAKEN' }]);
  expect((await update({ id, expectedVersion: 3, name: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
});

it('places are listed by name, narrowed down, and found by their branch', async () => {
  const { dispensary, create, update, list } = dispensaryWithPlaces();
  const lusaka = dispensary.addBranch();
  await create({ name: 'b' });
  const { stockLocation } = await create({ name: 'Á' });
  await create({ name: 'C', kind: 'FRIDGE', branchId: lusaka });
  await update({ id: stockLocation?.id, expectedVersion: 1, active: false });
  expect(await list({})).toEqual(['Á', 'b', 'C']);
  expect(await list({ branchId: lusaka })).toEqual(['C']);
  expect(await list({ kind: 'SHELF' })).toEqual(['Á', 'b']);
  expect(await list({ active: true })).toEqual(['b', 'C']);
  const representations = [dispensary.branchId, lusaka].map((id) => ({ __typename: 'Branch', id }));
  const before = subgraph.database.statementCount;
  const found = await dispensary.ask<{ _entities: object[] }>(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Branch { stockLocations { nodes { name } } } } }',
    { representations },
  );
  expect(found._entities).toEqual([
    { stockLocations: { nodes: [{ name: 'Á' }, { name: 'b' }] } },
    { stockLocations: { nodes: [{ name: 'C' }] } },
  ]);
  expect(subgraph.database.statementCount - before).toBe(1);
});

it('places of another tenant or branch are not there, and nobody changes them without the permission', async () => {
  const { dispensary, create, update, list } = dispensaryWithPlaces();
  const { stockLocation } = await create({});
  const permissions = Object.keys(pharmacy.permissions);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  const elsewhere = dispensary.somebody({ branches: [newId('branch')] });
  for (const context of [stranger, elsewhere]) {
    expect(await list({}, context)).toEqual([]);
    const found = await dispensary.ask<{ stockLocation: object | null }>(
      'query ($id: ID!) { stockLocation(id: $id) { id } }',
      { id: stockLocation?.id },
      context,
    );
    expect(found.stockLocation).toBeNull();
    expect((await update({ id: stockLocation?.id, expectedVersion: 1, active: false }, context)).userErrors).toMatchObject([
      { code: 'NOT_FOUND', message: 'There is no such place at the branches where you may do this.' },
    ]);
  }
  const reader = dispensary.somebody({ permissions: ['stock:read'] });
  await expect(create({ name: 'B' }, reader)).rejects.toThrow('stock:adjust');
  await expect(update({ id: stockLocation?.id, expectedVersion: 1 }, reader)).rejects.toThrow('stock:adjust');
  expect(await list({})).toEqual(['A3']);
});
