import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf, type PlanNode } from '#kernel/testing/query-plan.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../testing/depot.js';
import { dueSql } from './due-alerts.js';
import { escalateSql } from './escalating.js';
import { unresolvedAtBranch } from './logistics-alert.filter.js';
import { onTheWaySql } from './on-the-way.js';
import { passedSql } from './settling.js';
import { AlertDesk } from './testing/alert-desk.js';
import { tickAlerts } from './ticking.js';

const many = 100_000;
const onTheWay = 500;

/** A branch with three alerts, among those of the other. */
const quiet = newId('branch');

let subgraph: TestSubgraph;
let desk: AlertDesk;
let owner: pg.Client;
beforeAll(async () => {
  const opened = await openLogistics();
  ({ subgraph } = opened);
  desk = new AlertDesk(subgraph, opened.neighbours);
  owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = logistics, public; set session_replication_role = replica');
  await owner.query(
    `insert into tasks (tenant_id, branch_id, number, kind, status, priority, not_after)
      select $1, $2, 'X-' || n, (array['PICKUP', 'DELIVERY'])[1 + n % 2], 'UNASSIGNED', 'ROUTINE', now() + interval '1 hour' + n * interval '1 second'
      from generate_series(1, ${many}) n`,
    [toUuid('tenant', desk.tenant.id), toUuid('branch', desk.branchId)],
  );
  await owner.query(`insert into task_deadlines (tenant_id, task_id, kind, due_at)
    select tenant_id, id, case kind when 'PICKUP' then 'NOT_COLLECTED' else 'LATE' end, not_after from tasks`);
  await owner.query(
    `insert into logistics_alerts (tenant_id, branch_id, task_id, kind, severity, message, since, opened_at, plan, next_at)
      select tenant_id, branch_id, id, 'NOT_ASSIGNED', 'MODERATE', 'Nobody is sent', now(), now(), '[{"at": "2040-01-01T00:00:00Z", "teams": ["a"]}]', '2040-01-01'
      from tasks`,
  );
  await owner.query(
    `insert into couriers (tenant_id, branch_id, staff_id, name, name_key, vehicle, capacity, on_shift_since, latitude, longitude, position_at)
      select $1, $2, uuidv7(), 'C' || n, 'c' || n, 'CAR', 20, now() - interval '3 hours', 47.9, 106.9, now()
      from generate_series(1, ${onTheWay}) n`,
    [toUuid('tenant', desk.tenant.id), toUuid('branch', desk.branchId)],
  );
  await owner.query(`insert into tasks (tenant_id, branch_id, number, kind, status, priority, courier_id, latitude, longitude, started_at)
    select tenant_id, branch_id, 'A-' || name, 'DELIVERY', 'ACTIVE', 'ROUTINE', id, 47.95, 106.9, now() - interval '2 hours' from couriers`);
  await owner.query(`insert into task_approaches (tenant_id, task_id, courier_id, at, metres)
    select tenant_id, id, courier_id, now() - n * interval '1 minute', 5000 from tasks, generate_series(1, 119) n where status = 'ACTIVE'`);
  await owner.query(`update logistics_alerts set branch_id = $1 where id in (select id from logistics_alerts limit 3)`, [
    toUuid('branch', quiet),
  ]);
  await owner.query('analyze');
});
afterAll(async () => {
  await owner.end();
  await subgraph.close();
});

/** How the operator's role, which sees all tenants, would do it, and how much it reads of the tables of which there are many rows. */
async function plan({ text, values }: Sql): Promise<PlanNode[]> {
  const client = new pg.Client({ connectionString: subgraph.operatorUrl });
  await client.connect();
  await client.query('begin');
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`explain (analyze, format json) ${text}`, values);
  await client.query('rollback');
  await client.end();
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];
  return rows[0]?.['QUERY PLAN'].flatMap(({ Plan }) => flatten(Plan)) ?? [];
}

const large = ['tasks', 'task_deadlines', 'logistics_alerts'];

function expectLittle(nodes: readonly PlanNode[], index: string, most = 10): void {
  expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && large.includes(node['Relation Name'] ?? ''))).toEqual([]);
  expect(nodes.map((node) => node['Index Name'])).toContain(index);
  for (const node of nodes) expect(node['Actual Rows'] ?? 0).toBeLessThanOrEqual(most);
}

it('reads of a hundred thousand open tasks and alerts only what is due, by indexes of moments', async () => {
  expectLittle(await plan(dueSql(1_000)), 'task_deadlines_due');
  expectLittle(await plan(escalateSql(1_000)), 'logistics_alerts_next_at');
  expectLittle(await plan(passedSql), 'logistics_alerts_passing');
  for (const statement of onTheWaySql) expectLittle(await plan(statement), 'tasks_active', onTheWay);
});

it('finds what is due among them, in as many statements as without them, and more only by the thousand', async () => {
  const statements = async (): Promise<number> => {
    let count = 0;
    const { pool } = subgraph.database.acrossTenants();
    const connect = async () => {
      const client = await pool.connect();
      return {
        release: () => client.release(),
        query: (text: string, values?: unknown[]) => {
          count += 1;
          return client.query(text, values);
        },
      };
    };
    await tickAlerts({ acrossTenants: () => ({ pool: { connect } }) } as never);
    return count;
  };
  const opened = async () =>
    (await owner.query<{ count: number }>(`select count(*)::int as count from logistics_alerts where kind <> 'NOT_ASSIGNED'`)).rows[0]
      ?.count;
  const due = (few: number) =>
    owner.query(`update task_deadlines set due_at = now() - interval '1 second'
      where (tenant_id, task_id, kind) in (select tenant_id, task_id, kind from task_deadlines limit ${few})`);
  const idle = await statements();
  await due(1);
  const one = await statements();
  await due(900);
  expect(await statements()).toBe(one);
  expect(await opened()).toBe(901);
  expect(idle).toBeLessThan(one);
  await due(2_500);
  // Two transactions of three more statements each, with their beginning and end.
  expect(await statements()).toBe(one + 2 * 5);
  expect(await opened()).toBe(3_401);
});

it('shows what is open at a branch by an index of its own', async () => {
  const app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
  const nodes = await planOf(app, desk.tenant, sql`select logistics_alerts.* from logistics_alerts ${unresolvedAtBranch(quiet)}`, {
    branches: [quiet],
    analyze: true,
  });
  await app.end();
  expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
  expect(nodes.map((node) => node['Index Name'])).toEqual(
    expect.arrayContaining(['logistics_alerts_open', 'logistics_alerts_open_elsewhere']),
  );
  for (const node of nodes) expect(node['Actual Rows'] ?? 0).toBeLessThanOrEqual(3);
});
