import { randomUUID } from 'node:crypto';
import { sql } from '#kernel/database/sql.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { openLogistics } from '../testing/depot.js';
import { ColdRoom, everyFive } from './testing/cold-room.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
const transport = new InProcessTransport();
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  background = await startBackground({ ...logistics, crons: [] }, subgraph.resources, transport);
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

interface Notice {
  readonly teams: readonly string[];
  readonly branchIds: readonly string[];
  readonly title: string;
  readonly text: string;
  readonly about: string;
}

async function rows<R extends object>(room: ColdRoom, statement: ReturnType<typeof sql>): Promise<R[]> {
  let found: R[] = [];
  await room.system(room.branchId, async (transaction) => {
    found = await transaction.rows<R>(statement);
  });
  return found;
}

async function hearOfTeam(room: ColdRoom, code: string): Promise<void> {
  const about = { id: randomUUID(), type: 'team.updated', version: 1, tenant: room.tenant, subject: newId('team'), branch: null };
  const data = { code, name: code, active: true, roles: [], staffIds: [] };
  await transport.publish([{ ...about, data, actorId: null, requestId: null, occurredAt: new Date().toISOString() }]);
  await eventually(
    () => rows(room, sql`select 1 from known_teams where code = ${code}`),
    (known) => known.length > 0,
  );
}

const notices = (room: ColdRoom) => rows<{ data: Notice }>(room, sql`select data from outbox where type = 'notice.requested'`);

it('a breach is told to the teams that the watch names, once', async () => {
  const room = new ColdRoom(subgraph, neighbours);
  await hearOfTeam(room, 'lab_manager');
  const loggerId = await room.logger();
  await room.watch(loggerId, { teams: ['lab_manager'], place: 'Vaccine fridge', itemIds: [newId('lot')], consecutiveMinutes: 10 });
  await room.record(loggerId, everyFive(5, 9, 9, 9));
  const told = await eventually(
    () => notices(room),
    (found) => found.length > 0,
  );
  await room.record(loggerId, everyFive(5, 9, 9, 9, 9, 9));
  expect(told.map(({ data }) => data)).toEqual([
    {
      teams: ['lab_manager'],
      branchIds: [room.branchId],
      title: 'Too warm for longer than it may be: Vaccine fridge',
      text: expect.stringMatching(
        /^Too warm for longer than it may be since \d{4}-\d\d-\d\d \d\d:\d\d UTC\. It concerns one thing that it was with\.$/,
      ) as string,
      about: expect.stringMatching(/^excursion_/) as string,
    },
  ]);
  expect(await notices(room)).toHaveLength(1);
});

it('a watch names only teams that there are', async () => {
  const room = new ColdRoom(subgraph, neighbours);
  const loggerId = await room.logger();
  const input = { loggerId, maxCelsius: 8, teams: ['nobody'] };
  const { userErrors } = await room.run('startTemperatureWatch', 'watch { id }', input);
  expect(userErrors).toEqual([{ code: 'NOT_FOUND', message: 'There is no team nobody: make it by createTeam.' }]);
});
