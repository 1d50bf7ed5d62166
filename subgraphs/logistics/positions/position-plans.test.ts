import pg from 'pg';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../testing/depot.js';
import { newestStatement, sinceStatement } from './stored-trace.js';
import { asOwner } from './testing/fleet.js';

const steppe = testTenant('steppe');
const [courier, branch] = [newId('courier'), newId('branch')];
const now = new Date();

let subgraph: TestSubgraph;
let app: pg.Client;
beforeAll(async () => {
  ({ subgraph } = await openLogistics());
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
  // Two hours of forty couriers, of whom one is asked for.
  await asOwner(subgraph, async (client) => {
    await client.query(
      `insert into logistics.courier_positions (tenant_id, courier_id, branch_id, at, latitude, longitude)
        select $1, case when courier = 1 then $2 else uuidv7() end, $3, $4::timestamptz - second * interval '1 second', 47.9, 106.9
        from (select courier, uuidv7() from generate_series(1, 40) as courier) as couriers, generate_series(1, 7200, 3) as second`,
      [toUuid('tenant', steppe.id), toUuid('courier', courier), toUuid('branch', branch), now],
    );
    await client.query('analyze logistics.courier_positions');
  });
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

it.each([
  ['the newest position', newestStatement(courier), 1],
  ['the last ten minutes', sinceStatement(courier, new Date(now.getTime() - 600_000)), 200],
])('%s of a courier is found by the index, and no more is read for it', async (_, statement, rows) => {
  const nodes = await planOf(app, steppe, statement, { branches: [branch], analyze: true });
  const reading = nodes.filter((node) => node['Relation Name'] !== undefined && (node['Actual Rows'] ?? 0) > 0);
  expect(reading.length).toBeGreaterThan(0);
  for (const node of reading) {
    expect(node['Node Type']).toMatch(/Index|Bitmap Heap/);
    expect(node['Actual Rows']).toBeLessThanOrEqual(rows);
  }
});
