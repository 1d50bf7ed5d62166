import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { openLogistics } from '../testing/depot.js';
import { alertFields, AlertDesk, inMinutes, type SeenAlert } from './testing/alert-desk.js';
import { tickAlerts } from './ticking.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof AlertDesk>[1];
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  // Without its own clock: the tests say when a minute is over. Events, reactions and jobs are as in the house.
  background = await startBackground({ ...logistics, crons: [] }, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const query = `subscription ($branchId: ID) { logisticsAlert(branchId: $branchId) { kind alerts { ${alertFields} task { id } } } }`;

interface Told {
  readonly data?: { readonly logisticsAlert: { readonly kind: string; readonly alerts: readonly SeenAlert[] } };
  readonly errors?: readonly { readonly message: string }[];
}

function follow(context: RequestContext, branchId: string | null) {
  const stream = subgraph.runtime.subscribe({ query, variables: { branchId } }, context);
  return {
    stream,
    async next(): Promise<string[]> {
      const { data, errors } = ((await stream.next()) as { value: Told }).value;
      if (!data) throw new Error(JSON.stringify(errors));
      const { kind, alerts } = data.logisticsAlert;
      return [kind, ...alerts.map((alert) => `${alert.kind} ${alert.status} ${alert.escalations}`)];
    },
  };
}

/** What was said of the task so far has been heard: the clock waits for this of it. */
async function watched(taskId: string, kinds: readonly string[]): Promise<void> {
  const { pool } = subgraph.database.acrossTenants();
  const text = 'select kind from task_deadlines where task_id = $1 order by kind';
  await eventually(
    async () => (await pool.query<{ kind: string }>(text, [toUuid('task', taskId)])).rows.map(({ kind }) => kind),
    (seen) => JSON.stringify(seen) === JSON.stringify(kinds),
  );
}

/** Nothing is left to be relayed: what is told after one begins to follow would come twice, in the state and as a change. */
async function allTold(): Promise<void> {
  const { pool } = subgraph.database.acrossTenants();
  const text = 'select count(*)::int as count from outbox where relayed_at is null';
  await eventually(
    async () => (await pool.query<{ count: number }>(text)).rows[0]?.count,
    (count) => count === 0,
  );
}

/** Open tasks have the times of the policy as it is now: who sets one by hand afterwards is not overtaken. */
async function lookedAnew(): Promise<void> {
  const { pool } = subgraph.database.acrossTenants();
  const text = "select count(*)::int as count from logistics_jobs.jobs where task_identifier = 'recount-alerts'";
  await eventually(
    async () => (await pool.query<{ count: number }>(text)).rows[0]?.count,
    (count) => count === 0,
  );
}

async function minute(): Promise<void> {
  await tickAlerts(subgraph.database);
}

it('tells both ends what is open, then what is opened, escalated, acknowledged and resolved', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const [laboratory, courier] = [desk.addBranch(), await desk.courier()];
  await desk.team('dispatchers');
  const escalation = [{ delayMinutes: 5, teams: ['dispatchers'] }];
  await desk.done('createAlertPolicy', 'alertPolicy { id }', { kind: 'NOT_ASSIGNED', minutes: 30, escalation });
  await lookedAnew();
  const first = await desk.task({ place: { branchId: laboratory } });
  const second = await desk.task({ place: { branchId: laboratory } });
  for (const { id } of [first, second]) await watched(id, ['NOT_ASSIGNED']);
  await desk.rows(sql`update task_deadlines set due_at = now() where task_id = ${toUuid('task', first.id)}`);
  await minute();
  await allTold();
  const boards = [follow(desk.context, desk.branchId), follow(desk.somebody({ branches: [laboratory] }), laboratory)];
  const next = () => Promise.all(boards.map((board) => board.next()));
  const both = (...message: string[]) => [message, message];
  expect(await next()).toEqual(both('CURRENT_STATE', 'NOT_ASSIGNED OPEN 0'));
  await desk.later(31);
  await minute();
  // The other one was opened half an hour before, as the test has it: it is escalated.
  const changes = [...(await next()), ...(await next())].map(([, alert]) => alert).sort();
  expect(changes).toEqual(['NOT_ASSIGNED OPEN 0', 'NOT_ASSIGNED OPEN 0', 'NOT_ASSIGNED OPEN 1', 'NOT_ASSIGNED OPEN 1']);
  const [alert] = await desk.alerts(second.id);
  await desk.done('acknowledgeLogisticsAlert', 'alert { id }', { id: alert?.id, comment: 'I go.' });
  expect(await next()).toEqual(both('CHANGE', 'NOT_ASSIGNED ACKNOWLEDGED 0'));
  await desk.give(second.id, courier);
  expect(await next()).toEqual(both('CHANGE', 'NOT_ASSIGNED RESOLVED 0'));
  await watched(second.id, []);
  for (const { stream } of boards) await stream.return?.();
});

it('looks at all open tasks anew when a policy changes', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const { id } = await desk.task();
  await watched(id, ['NOT_ASSIGNED']);
  await desk.later(10);
  await minute();
  expect(await desk.standing(id)).toEqual([]);
  await desk.done('createAlertPolicy', 'alertPolicy { id }', { kind: 'NOT_ASSIGNED', minutes: 5 });
  await eventually(
    async () => {
      await minute();
      return desk.standing(id);
    },
    ([alert]) => alert === 'NOT_ASSIGNED OPEN',
  );
});

it('tells nothing of another branch or tenant', async () => {
  const [desk, stranger] = [new AlertDesk(subgraph, neighbours), new AlertDesk(subgraph, neighbours)];
  const lusaka = desk.addBranch(newId('branch'), { code: 'LUN', timeZone: 'Africa/Lusaka' });
  const board = follow(desk.context, desk.branchId);
  expect(await board.next()).toEqual(['CURRENT_STATE']);
  const there = [
    { house: desk, task: await desk.task({ branchId: lusaka }) },
    { house: stranger, task: await stranger.task() },
  ];
  const courier = await desk.courier();
  const own = await desk.active(courier, { kind: 'DELIVERY', notAfter: inMinutes(60) });
  for (const { task } of there) await watched(task.id, ['NOT_ASSIGNED']);
  await watched(own.id, ['LATE']);
  for (const house of [desk, stranger]) await house.later(75);
  await desk.reports(courier, 500);
  await minute();
  for (const { house, task } of there) expect(await house.standing(task.id)).toEqual(['NOT_ASSIGNED OPEN']);
  expect(await board.next()).toEqual(['CHANGE', 'LATE OPEN 0']);
  await board.stream.return?.();
});

it.each([
  ['without a branch', (desk: AlertDesk) => follow(desk.context, null), 'Say which branch'],
  [
    'of a branch out of reach',
    (desk: AlertDesk) => follow(desk.somebody({ branches: [newId('branch')] }), desk.branchId),
    'There is no such branch',
  ],
  ['without the permission', (desk: AlertDesk) => follow(desk.somebody({ permissions: ['tasks:read'] }), desk.branchId), 'alerts:read'],
])('is refused %s', async (_, start, message) => {
  await expect(start(new AlertDesk(subgraph, neighbours)).next()).rejects.toThrow(message);
});
