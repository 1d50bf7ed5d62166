import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { planOf, type PlanNode } from '#kernel/testing/query-plan.js';
import { openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { platform } from '../index.js';
import { newDeliveries } from './hearing.js';
import { dueDeliveries } from './sending.js';

const steppe = testTenant('steppe');
const endpoint = toUuid('webhook', newId('webhook'));
let subgraph: TestSubgraph;
let app: pg.Client;

beforeAll(async () => {
  subgraph = await openTestSubgraph(platform);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = platform, public; alter table webhook_endpoints disable trigger audit');
  // Three houses with a month of events, of which few still wait: a plan on an empty table proves nothing.
  for (const [index, tenant] of [steppe, testTenant('river'), testTenant('lake')].entries()) {
    await owner.query("select set_config('app.tenant_id', $1, false)", [toUuid('tenant', tenant.id)]);
    await owner.query(
      `insert into webhook_endpoints (id, url, event_types, every_branch, signature_kind) values ($1, 'https://lims.example/', '{order.*}', true, 'HMAC_SHA256')`,
      [index === 0 ? endpoint : toUuid('webhook', newId('webhook'))],
    );
    await owner.query(`insert into webhook_events (id, occurred_at, type, body, branch_ids, told_clients)
      select uuidv7(), now() - n * interval '1 minute', 'order.updated', '{}', '{}', 'ALL' from generate_series(1, 20000) n`);
    await owner.query(`insert into webhook_deliveries (endpoint_id, event_id, occurred_at, type, status, next_attempt_at)
      select (select id from webhook_endpoints where tenant_id = tenant_id()), id, occurred_at, type, case when wait then 'PENDING' else 'DELIVERED' end,
        case when wait then now() - random() * interval '1 hour' end
      from (select *, row_number() over () % 100 = 0 as wait from webhook_events where tenant_id = tenant_id()) event`);
  }
  await owner.query('alter table webhook_endpoints enable trigger audit');
  await owner.query('analyze');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

const scanned = (nodes: readonly PlanNode[]) =>
  nodes.filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' &&
      /^webhook_(events|deliveries)/.test(node['Relation Name'] ?? '') &&
      (node['Actual Rows'] ?? 0) > 0,
  );

it('what is due is found by its index, and its events by their key, under row-level security', async () => {
  const nodes = await planOf(app, steppe, dueDeliveries(toTypeId('webhook', endpoint), 8), { analyze: true });
  expect(nodes.map((node) => node['Index Name'])).toContain('webhook_deliveries_due');
  expect(scanned(nodes)).toEqual([]);
  expect(Math.max(...nodes.map((node) => node['Actual Rows'] ?? 0))).toBeLessThanOrEqual(200);
});

it('one event, and events of some time, are found by an index for those who are to be told', async () => {
  const ids = await planOf(
    app,
    steppe,
    newDeliveries(sql`event.id = ${toUuid('event', newId('event'))} and event.occurred_at = ${new Date()}`),
  );
  expect(scanned(ids)).toEqual([]);
  const [from, to] = [new Date(Date.now() - 3 * 3_600_000), new Date(Date.now() - 2 * 3_600_000)];
  const range = await planOf(app, steppe, newDeliveries(sql`event.occurred_at >= ${from} and event.occurred_at < ${to}`));
  expect(range.some((node) => /occurred_at/.test(node['Index Cond'] ?? ''))).toBe(true);
  expect(range.filter((node) => node['Node Type'] === 'Seq Scan' && /^webhook_events/.test(node['Relation Name'] ?? ''))).toEqual([]);
});
