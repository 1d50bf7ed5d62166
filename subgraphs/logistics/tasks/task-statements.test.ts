import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../testing/depot.js';
import { openAtBranch, openOfStaff } from './open-tasks.js';
import { react, TaskDesk, taskFields } from './testing/task-desk.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof TaskDesk>[1];
let owner: pg.Client;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = logistics, public; set session_replication_role = replica');
});
afterAll(async () => {
  await owner.end();
  await subgraph.close();
});

const place = { branchId: null, name: 'Dorj', phone: null, address: 'Seoul Street 4', latitude: 47.9, longitude: 106.9 };
const wanted = (key: string, dependsOn: readonly string[] = []) => ({
  key,
  kind: 'PICKUP',
  dependsOn,
  place,
  notBefore: null,
  notAfter: null,
  items: [],
  skills: [],
});

it('takes as many statements for the tasks of 20 orders and branches as for those of one', async () => {
  const depot = new TaskDesk(subgraph, neighbours);
  const courier = await depot.courier();
  const orderIds: string[] = [];
  const order = async () => {
    const orderId = newId('order');
    orderIds.push(orderId);
    await react(depot, depot.event('order.tasks_requested', orderId, { tasks: [wanted('fetch'), wanted('bring', ['fetch'])] }));
    const { nodes } = (
      await depot.ask<{ tasks: { nodes: { id: string; status: string }[] } }>(
        'query ($orderId: ID!) { tasks(filter: { orderId: $orderId }) { nodes { id } } }',
        { orderId },
      )
    ).tasks;
    await depot.give(nodes[0]?.id ?? '', courier);
    await depot.done('startTask', taskFields, { id: nodes[0]?.id }, courier.context);
    await depot.done('failTask', taskFields, { id: nodes[0]?.id, reason: 'NOT_READY' }, courier.context);
  };
  const all = `id number order { id } courier { name } place { name } temperature { maxCelsius } dependsOn { number } blockedBy { number }
    steps { step takenBy { id } courier { name } } proofs { kind takenBy { id } }`;
  const statements = async (count: number) => {
    const before = subgraph.database.statementCount;
    const ofOrders = orderIds.slice(0, count).map((id) => ({ __typename: 'Order', id }));
    const ofBranches = Array.from({ length: count }, (_, index) => ({
      __typename: 'Branch',
      id: index === 0 ? depot.branchId : newId('branch'),
    }));
    const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Order { tasks { ${all} } } ... on Branch { openTasks(first: 5) { totalCount nodes { number } } } } }`;
    const { _entities } = await depot.ask<{ _entities: { tasks?: object[]; openTasks?: { totalCount: number } }[] }>(text, {
      representations: [...ofOrders, ...ofBranches],
    });
    expect(_entities.slice(0, count).map(({ tasks }) => tasks?.length)).toEqual(ofOrders.map(() => 2));
    expect(_entities[count]?.openTasks?.totalCount).toBe(orderIds.length);
    expect(JSON.stringify(_entities[0])).toContain(`"blockedBy":[{"number":"UB1-T-000001"}]`);
    return subgraph.database.statementCount - before;
  };
  await order();
  const one = await statements(1);
  for (let index = 1; index < 20; index += 1) await order();
  expect(await statements(20)).toBe(one);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['tasks:read'] });
  const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { tasks { number } } } }`;
  const representations = orderIds.slice(0, 2).map((id) => ({ __typename: 'Order', id }));
  expect(await depot.ask(text, { representations }, stranger)).toEqual({ _entities: [{ tasks: [] }, { tasks: [] }] });
});

it('finds what is open at either end of a branch, and what a courier has to do, by indexes that hold no more than that', async () => {
  const depot = new TaskDesk(subgraph, neighbours);
  const courier = await depot.courier();
  const laboratory = depot.addBranch(newId('branch'), { code: 'LAB', name: 'Central Laboratory' });
  const { id } = await depot.task({ place: { branchId: laboratory } });
  await depot.give(id, courier);
  await owner.query(
    `insert into tasks (tenant_id, branch_id, other_branch_id, number, kind, status, outcome, priority, ended_at, courier_id)
      select $1, $2, $3, 'X-' || n, 'PICKUP', 'COMPLETED', 'SUCCESS', 'ROUTINE', now(), $4 from generate_series(1, 20000) n`,
    [toUuid('tenant', depot.tenant.id), toUuid('branch', depot.branchId), toUuid('branch', laboratory), toUuid('courier', courier.id)],
  );
  await owner.query('analyze tasks');
  const app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
  const indexes = async (where: Sql, branches: readonly string[]) => {
    const plan = await planOf(app, depot.tenant, sql`select tasks.* from tasks ${where}`, { branches, analyze: true });
    expect(plan.filter((node) => node['Relation Name'] === 'tasks' && node['Node Type'] === 'Seq Scan')).toEqual([]);
    const scans = plan.filter((node) => node['Index Name'] !== undefined && node['Index Name'].startsWith('tasks_'));
    for (const scan of scans) expect(scan['Actual Rows']).toBeLessThanOrEqual(1);
    return scans.map((node) => node['Index Name']).sort();
  };
  const staffId = courier.context.actor.id ?? '';
  expect(await indexes(openAtBranch(laboratory), [laboratory])).toEqual(expect.arrayContaining(['tasks_open', 'tasks_open_elsewhere']));
  expect(await indexes(openOfStaff(staffId), [depot.branchId])).toEqual(['tasks_of_courier']);
  await app.end();
  const { myTasks } = await depot.ask<{ myTasks: object[] }>('{ myTasks { id } }', {}, courier.context);
  expect(myTasks).toEqual([{ id }]);
});
