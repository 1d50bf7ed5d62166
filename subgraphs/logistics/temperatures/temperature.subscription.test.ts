import type { RequestContext } from '#kernel/context/request-context.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { openLogistics } from '../testing/depot.js';
import { ColdRoom, everyFive, minute, short, findingFields, type Finding } from './testing/cold-room.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof ColdRoom>[1];
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  background = await startBackground(logistics, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const query = `subscription ($branchId: ID) { temperatureAlert(branchId: $branchId) { kind excursions { ${findingFields} } } }`;

interface Told {
  readonly data?: { readonly temperatureAlert: { readonly kind: string; readonly excursions: readonly Finding[] } };
  readonly errors?: readonly { readonly message: string }[];
}

function follow(context: RequestContext, branchId: string | null) {
  const stream = subgraph.runtime.subscribe({ query, variables: { branchId } }, context);
  return {
    stream,
    async next(): Promise<string[]> {
      const { data, errors } = ((await stream.next()) as { value: Told }).value;
      if (!data) throw new Error(JSON.stringify(errors));
      const { kind, excursions } = data.temperatureAlert;
      return [kind, ...excursions.map((one) => `${short(one)} ${one.status}${one.withdrawnAt ? ' withdrawn' : ''}`)];
    },
  };
}

async function untold(): Promise<number> {
  const { pool } = subgraph.database.acrossTenants();
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from outbox where relayed_at is null');
  return rows[0]?.count ?? 0;
}

it('tells what is open, then each alert and what became of it, and nothing of what keeps to its allowance', async () => {
  const room = new ColdRoom(subgraph, neighbours);
  const loggerId = await room.logger();
  const watch = await room.watch(loggerId, { consecutiveMinutes: 10 });
  await room.record(loggerId, everyFive(5, 9, 9, 9, 5, 1, 5));
  // What is told after one begins to follow would come twice: in the state, and as a change.
  await eventually(untold, (events) => events === 0);
  const board = follow(room.context, room.branchId);
  expect(await board.next()).toEqual(['CURRENT_STATE', 'TOO_WARM 08:05-08:20 15 9° OPEN']);
  await room.record(loggerId, [{ at: minute(60), celsius: 5 }]);
  expect(await board.next()).toEqual(['CHANGE', 'SIGNAL_LOST 08:30-09:00 30 OPEN']);
  const [warm] = (await room.findings(watch.id)) as [Finding];
  await room.acknowledge(warm);
  expect(await board.next()).toEqual(['CHANGE', 'TOO_WARM 08:05-08:20 15 9° ACKNOWLEDGED']);
  await room.record(loggerId, [{ at: minute(45), celsius: 5 }]);
  expect(await board.next()).toEqual(['CHANGE', 'SIGNAL_LOST 08:30-09:00 30 OPEN withdrawn']);
  await room.record(loggerId, [{ at: minute(17), celsius: 14 }]);
  expect(await board.next()).toEqual(['CHANGE', 'TOO_WARM 08:05-08:20 15 14° OPEN']);
  await board.stream.return?.();
});

it('tells nothing of another branch or tenant', async () => {
  const [room, stranger] = [new ColdRoom(subgraph, neighbours), new ColdRoom(subgraph, neighbours)];
  const lusaka = room.addBranch(newId('branch'), { timeZone: 'Africa/Lusaka' });
  const board = follow(room.context, room.branchId);
  expect(await board.next()).toEqual(['CURRENT_STATE']);
  for (const [house, branchId] of [
    [room, lusaka],
    [stranger, stranger.branchId],
    [room, room.branchId],
  ] as const) {
    const loggerId = await house.logger({ branchId });
    await house.watch(loggerId);
    await house.record(loggerId, [{ at: minute(0), celsius: branchId === room.branchId ? 12 : 20 }]);
  }
  expect(await board.next()).toEqual(['CHANGE', 'TOO_WARM 08:00-08:00 0 12° OPEN']);
  await board.stream.return?.();
});

it.each([
  ['without a branch', (room: ColdRoom) => follow(room.context, null), 'Say which branch'],
  [
    'of a branch out of reach',
    (room: ColdRoom) => follow(room.somebody({ branches: [newId('branch')] }), room.branchId),
    'There is no such branch',
  ],
  [
    'without the permission',
    (room: ColdRoom) => follow(room.somebody({ permissions: ['tasks:read'] }), room.branchId),
    'temperatures:read',
  ],
])('is refused %s', async (_, start, message) => {
  await expect(start(new ColdRoom(subgraph, neighbours)).next()).rejects.toThrow(message);
});
