import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import { newUuid, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { planOf, type PlanNode } from '#kernel/testing/query-plan.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';

const steppe = testTenant('steppe');
/** Asked a few times, long ago, and then another asked very often. */
const quiet = newUuid();
let subgraph: TestSubgraph;
let app: pg.Client;
beforeAll(async () => {
  subgraph = await openTestSubgraph(patients);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = patients, public');
  await owner.query('select set_config($1, $2, false)', ['app.tenant_id', toUuid('tenant', steppe.id)]);
  const denials = `insert into access_denials (denied_at, client_id, purpose, scope, entity, entity_id)
    select timestamptz '2026-01-01' + n * interval '1 second', $1, 'TREAT', 'patients:read', 'Patient', 'patient_' || n from generate_series($2::int, $3::int) n`;
  await owner.query(denials, [quiet, 1, 30]);
  await owner.query(denials, [newUuid(), 31, 50_000]);
  await owner.query('analyze');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

/** The index that answers, and how many rows were looked at for it. */
async function readBy(statement: Sql): Promise<[string | undefined, number]> {
  const plan = await planOf(app, steppe, statement, { analyze: true });
  const read = ({ 'Actual Rows': kept = 0, 'Rows Removed by Filter': removed = 0 }: PlanNode) => kept + removed;
  const node = plan.find((each) => each['Index Name']);
  return [node?.['Index Name'], node ? read(node) : Number.POSITIVE_INFINITY];
}

it('of one client are read and counted by its own index, however often others were denied', async () => {
  const its = sql`from access_denials where client_id = ${quiet}`;
  expect(await readBy(sql`select id ${its} order by denied_at desc, id desc limit 21`)).toEqual(['access_denials_by_client', 21]);
  expect(await readBy(sql`select count(*)::int ${its}`)).toEqual(['access_denials_by_client', 30]);
  const staff = contextOf({ tenant: steppe, permissions: Object.keys(patients.permissions) });
  const query = 'query ($id: ID!) { accessDenials(clientId: $id, first: 2) { totalCount nodes { entityId } } }';
  const { data } = await subgraph.execute(query, staff, { id: toTypeId('client', quiet) });
  expect(data).toEqual({ accessDenials: { totalCount: 30, nodes: [{ entityId: 'patient_30' }, { entityId: 'patient_29' }] } });
});
