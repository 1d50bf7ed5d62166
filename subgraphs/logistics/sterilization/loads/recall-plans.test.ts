import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../../testing/depot.js';
import { SterileDepartment } from '../testing/sterile-department.js';
import { usesMatching } from '../use/use.resolver.js';
import { loadsMatching } from './load.resolver.js';

const many = 20_000;

let subgraph: TestSubgraph;
let house: SterileDepartment;
let app: pg.Client;
let load: { id: string; number: string };
beforeAll(async () => {
  const opened = await openLogistics();
  ({ subgraph } = opened);
  house = new SterileDepartment(subgraph, opened.neighbours);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = logistics, public; set session_replication_role = replica');
  await owner.query(
    `insert into sterilization_loads (tenant_id, branch_id, sterilizer_id, programme_id, cycle_number, number, status, celsius, holding_minutes, biological_indicator)
      select $1, $2, $2, $2, n, 'UB1-AC1-' || lpad(n::text, 6, '0'), 'PREPARED', 134, 3, false from generate_series(1, ${many}) n`,
    [toUuid('tenant', house.tenant.id), toUuid('branch', house.branchId)],
  );
  await owner.query(`insert into instrument_uses (tenant_id, branch_id, load_id, load_number, instrument_id, code, name, patient_id, used_by)
    select tenant_id, branch_id, id, number, uuidv7(), 'I-1', 'Scissors', uuidv7(), 'staff' from sterilization_loads, generate_series(1, 2)`);
  await owner.query('analyze');
  const { rows } = await owner.query<typeof load>('select id, number from sterilization_loads order by id limit 1');
  load = rows[0] ?? { id: '', number: '' };
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

/** What a page of a list takes for who sees one branch: by which indexes, and of how many rows. */
async function costOf(page: Sql): Promise<{ indexes: string[]; rows: number }> {
  const plan = await planOf(app, house.tenant, page, { branches: [house.branchId], analyze: true });
  const read = plan.map((node) => ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1));
  return { indexes: plan.flatMap((node) => node['Index Name'] ?? []), rows: Math.max(...read) };
}

it('finds a load by its number among twenty thousand', async () => {
  const page = sql`select id from sterilization_loads where ${loadsMatching({ number: load.number })} order by id desc limit 21`;
  expect(await costOf(page)).toEqual({ indexes: ['sterilization_loads_by_number'], rows: 1 });
});

it('finds what was used of a load among forty thousand uses', async () => {
  const loadId = toTypeId('sterilizationload', load.id);
  const page = sql`select id from instrument_uses where ${usesMatching({ loadId })} order by id desc limit 21`;
  expect(await costOf(page)).toEqual({ indexes: ['instrument_uses_of_load'], rows: 2 });
});
