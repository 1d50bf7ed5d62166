import pg from 'pg';
import type { RequestContext } from '#kernel/context/request-context.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { openLogistics } from '../testing/depot.js';
import { TaskDesk, taskFields } from './testing/task-desk.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof TaskDesk>[1];
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  background = await startBackground(logistics, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const query =
  'subscription ($branchId: ID) { taskUpdated(branchId: $branchId) { kind sequence tasks { number status dependsOn { number } } } }';

interface Told {
  readonly data?: {
    readonly taskUpdated: {
      readonly kind: string;
      readonly sequence: number;
      readonly tasks: readonly { number: string; status: string }[];
    };
  };
  readonly errors?: readonly { readonly message: string }[];
}

/** What was done before a board is opened is in its first message, and told no more. */
async function allTold(): Promise<void> {
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  const waiting = async () => (await owner.query('select from logistics.outbox where relayed_at is null')).rowCount;
  await eventually(waiting, (count) => count === 0);
  await owner.end();
}

/** A board: what it is told, one message after the other, short as `CHANGE UB1-T-000001 ASSIGNED`. */
function follow(context: RequestContext, branchId: string | null) {
  const stream = subgraph.runtime.subscribe({ query, variables: { branchId } }, context);
  return {
    stream,
    async next(): Promise<string> {
      const { data, errors } = ((await stream.next()) as { value: Told }).value;
      if (!data) throw new Error(JSON.stringify(errors));
      const { kind, tasks } = data.taskUpdated;
      return [kind, ...tasks.map(({ number, status }) => `${number} ${status}`)].join(' ');
    },
    async refusal(): Promise<string | undefined> {
      return ((await stream.next()) as { value: Told }).value.errors?.[0]?.message;
    },
  };
}

it('tells what is open, then each step, to the boards of both branches', async () => {
  const depot = new TaskDesk(subgraph, neighbours);
  const laboratory = depot.addBranch(newId('branch'), { code: 'LAB', name: 'Central Laboratory' });
  const courier = await depot.courier();
  const over = await depot.task();
  await depot.done('cancelTask', taskFields, { id: over.id, expectedVersion: 1, reason: 'Not needed' });
  await depot.task();
  const { id } = await depot.task({ place: { branchId: laboratory } });
  await allTold();
  const boards = [follow(depot.context, depot.branchId), follow(depot.somebody({ branches: [laboratory] }), laboratory)];
  const [ours, theirs] = boards;
  expect(await ours?.next()).toBe('CURRENT_STATE UB1-T-000002 UNASSIGNED UB1-T-000003 UNASSIGNED');
  expect(await theirs?.next()).toBe('CURRENT_STATE UB1-T-000003 UNASSIGNED');
  await depot.give(id, courier);
  for (const board of boards) expect(await board.next()).toBe('CHANGE UB1-T-000003 ASSIGNED');
  await depot.done('startTask', taskFields, { id }, courier.context);
  for (const board of boards) expect(await board.next()).toBe('CHANGE UB1-T-000003 ACTIVE');
  await depot.done('completeTask', taskFields, { id }, courier.context);
  for (const board of boards) expect(await board.next()).toBe('CHANGE UB1-T-000003 COMPLETED');
  await depot.task();
  expect(await ours?.next()).toBe('CHANGE UB1-T-000004 UNASSIGNED');
  for (const { stream } of boards) await stream.return?.();
});

it('tells nothing of other branches and tenants, and refuses them', async () => {
  const [depot, stranger] = [new TaskDesk(subgraph, neighbours), new TaskDesk(subgraph, neighbours)];
  const lusaka = depot.addBranch(newId('branch'), { code: 'LU1' });
  const board = follow(depot.context, depot.branchId);
  expect(await board.next()).toBe('CURRENT_STATE');
  await depot.task({ branchId: lusaka });
  await stranger.task();
  await depot.task();
  expect(await board.next()).toBe('CHANGE UB1-T-000001 UNASSIGNED');
  await board.stream.return?.();
  const permissions = ['tasks:read'];
  const absent = 'There is no such branch among those where you may do this.';
  expect(await follow(depot.somebody({ permissions, branches: [lusaka] }), depot.branchId).refusal()).toBe(absent);
  expect(await follow(contextOf({ tenant: testTenant('copperbelt'), permissions, branches: [lusaka] }), depot.branchId).refusal()).toBe(
    absent,
  );
  expect(await follow(depot.context, null).refusal()).toBe('Say which branch: send branchId, or the header X-Branch-ID.');
  expect(await follow(depot.somebody({ permissions: ['orders:read'] }), depot.branchId).refusal()).toContain('tasks:read');
});
