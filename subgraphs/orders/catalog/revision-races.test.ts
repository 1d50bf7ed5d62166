import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { orders } from '../index.js';
import { CatalogDesk } from '../testing/catalog-desk.js';
import { openOrders } from '../testing/order-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  background = await startBackground(orders, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

it('however writers and revisions overtake each other, every product meets the newest revision or is listed', async () => {
  const desk = new CatalogDesk(subgraph, neighbours);
  const volume = { code: 'tube_volume', name: 'Volume', type: 'NUMBER', unit: 'mL' };
  await desk.define([volume]);
  const products = Array.from({ length: 60 }, () => newId('product'));
  const write = async () => {
    for (const productId of products) await desk.describe(productId, [{ code: 'tube_volume', number: 8 }]);
  };
  const revise = async () => {
    for (let revision = 1; revision <= 12; revision += 1) {
      const maximum = revision % 2 === 0 ? 10 : 5;
      expect((await desk.define([{ ...volume, maximum }], { expectedVersion: revision })).userErrors).toEqual([]);
    }
    await desk.define([{ ...volume, maximum: 6 }], { expectedVersion: 13 });
  };
  await Promise.all([write(), revise()]);
  const written = (await desk.products<{ attributes: object | null }>(products, 'attributes { revision }')).filter(
    ({ attributes }) => attributes !== null,
  );
  expect(written.length).toBeGreaterThan(0);
  const text = '{ catalogIssues(first: 100) { nodes { revision product { id } } } }';
  const look = async () => (await desk.ask<{ catalogIssues: { nodes: { revision: number }[] } }>(text)).catalogIssues.nodes;
  const issues = await eventually(look, (seen) => seen.length === written.length && seen.every(({ revision }) => revision === 14));
  expect(issues).toHaveLength(written.length);
});
