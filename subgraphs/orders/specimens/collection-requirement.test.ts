import { jest } from '@jest/globals';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openOrders } from '../testing/order-desk.js';
import { SpecimenDesk } from './testing/specimen-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

interface Requirement {
  readonly id: string;
  readonly version: number;
  readonly containerType: string;
}

const fields = `collectionRequirement { id version specimenType { system code display } containerType additive volumeMl minCelsius maxCelsius
  stabilityMinutes testsPerContainer instructions product { id } }`;

function openCatalog() {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const productId = newId('product');
  neighbours.of('Product').set(productId, { kind: 'SERVICE' });
  const urine = { productId, specimenType: { display: ' Urine ' }, containerType: ' Cup 100 mL ', volumeMl: 50 };
  const set = (more: object = {}, context = desk.context) =>
    desk.run<{ collectionRequirement: Requirement | null }>('setCollectionRequirement', fields, { ...urine, ...more }, context);
  const remove = (input: object, context = desk.context) =>
    desk.run<{ collectionRequirement: Requirement | null }>('removeCollectionRequirement', fields, input, context);
  return { desk, productId, set, remove };
}

it('is set for an examination, changed by who has read it, and removed', async () => {
  const { desk, productId, set, remove } = openCatalog();
  const { collectionRequirement: first } = await set();
  expect(first).toMatchObject({
    specimenType: { system: null, code: null, display: 'Urine' },
    ...{ containerType: 'Cup 100 mL', additive: null, volumeMl: 50, minCelsius: null, maxCelsius: null },
    ...{ stabilityMinutes: null, testsPerContainer: 1, instructions: null, product: { id: productId } },
  });
  expect((await set()).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  const changed = { minCelsius: 2, maxCelsius: 8, stabilityMinutes: 120, testsPerContainer: 3, instructions: 'Midstream', volumeMl: 0.5 };
  const { collectionRequirement: second } = await set({ ...changed, expectedVersion: first?.version });
  expect(second).toMatchObject({ id: first?.id, ...changed });
  const ask = async () =>
    (
      await desk.ask<{ collectionRequirements: { totalCount: number; nodes: Requirement[] } }>(
        '{ collectionRequirements { totalCount nodes { id containerType } } }',
      )
    ).collectionRequirements;
  expect(await ask()).toEqual({ totalCount: 1, nodes: [{ id: first?.id, containerType: 'Cup 100 mL' }] });
  expect((await remove({ id: first?.id, expectedVersion: first?.version })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await remove({ id: first?.id, expectedVersion: second?.version })).collectionRequirement).toMatchObject({ id: first?.id });
  expect(await ask()).toEqual({ totalCount: 0, nodes: [] });
  expect((await set({ expectedVersion: 2 })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

it('is one a product, whoever sets it at once', async () => {
  const { set } = openCatalog();
  const answers = await Promise.all(Array.from({ length: 6 }, () => set()));
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(Array.from({ length: 5 }, () => 'STALE_VERSION'));
});

it.each<[string, object, string]>([
  ['nothing that is collected', { specimenType: { display: ' ' } }, 'Say what is collected'],
  ['no tube', { containerType: '' }, 'Say into which tube'],
  ['no volume', { volumeMl: 0 }, 'from 0.001 to 5000 mL'],
  ['a sea of it', { volumeMl: 5001 }, 'from 0.001 to 5000 mL'],
  ['the warmer first', { minCelsius: 8, maxCelsius: 2 }, 'between 8 and 2'],
  ['an oven', { maxCelsius: 61 }, 'between -200 and 60'],
  ['no time at all', { stabilityMinutes: 0 }, '1 minute at least'],
  ['no examination a tube', { testsPerContainer: 0 }, '1 to 100 examinations'],
  ['too many words', { instructions: 'x'.repeat(1001) }, 'at most 1000 characters'],
])('is refused with %s', async (_, more, message) => {
  const { set } = openCatalog();
  expect((await set(more)).userErrors).toMatchObject([{ message: expect.stringContaining(message) as string }]);
});

it('is not for goods, nor for what is not there, and nobody else sets or sees it', async () => {
  const { desk, productId, set, remove } = openCatalog();
  const [goods, missing] = [newId('product'), newId('product')];
  neighbours.missing.add(missing);
  expect((await set({ productId: goods })).userErrors).toMatchObject([{ code: 'INVALID' }]);
  expect((await set({ productId: missing })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  const { collectionRequirement } = await set();
  const stranger = new SpecimenDesk(subgraph, neighbours);
  const input = { id: collectionRequirement?.id, expectedVersion: collectionRequirement?.version };
  expect((await remove(input, stranger.context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  const asked =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { collectionRequirement { id } } } }';
  const representations = [{ __typename: 'Product', id: productId }];
  expect(await desk.ask(asked, { representations }, stranger.context)).toEqual({ _entities: [{ collectionRequirement: null }] });
  await expect(set({}, desk.somebody({ permissions: ['orders:read'] }))).rejects.toThrow('FORBIDDEN');
});

it('is read for many products by one statement', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const products = [await desk.examination(), newId('product'), await desk.examination({ containerType: 'Cup' })];
  const { prototype } = (await import('#kernel/database/tenant-database.js')).TenantDatabase;
  const rows = jest.spyOn(prototype, 'rows');
  const asked = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Product { collectionRequirement { containerType } } } }';
  const clerk = desk.somebody({ permissions: ['orders:read'] });
  expect(await desk.ask(asked, { of: products.map((id) => ({ __typename: 'Product', id })) }, clerk)).toEqual({
    _entities: [
      { collectionRequirement: { containerType: 'Vacuum tube 4 mL, lavender cap' } },
      { collectionRequirement: null },
      { collectionRequirement: { containerType: 'Cup' } },
    ],
  });
  expect(rows).toHaveBeenCalledTimes(1);
  rows.mockRestore();
});
