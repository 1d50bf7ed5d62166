import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { react } from '../tasks/testing/task-desk.js';
import { openLogistics } from '../testing/depot.js';
import { pauseAfter } from './seeking.js';
import { Fleet, north, square } from './testing/fleet.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

interface Seen {
  readonly id: string;
  readonly status: string;
  readonly courier: { readonly name: string } | null;
}

/** What an order asked for: somebody collects, and brings to the lab. */
async function order(fleet: Fleet, dispatch: string | null, times: object = {}): Promise<() => Promise<readonly Seen[]>> {
  const id = newId('order');
  await fleet.task();
  const tasks = [
    fleet.wanted('collect', 'COLLECT_SAMPLE', north(1_000), times),
    fleet.wanted('deliver', 'DELIVERY', north(-1_000), { dependsOn: ['collect'] }),
  ];
  await react(fleet, fleet.event('order.tasks_requested', id, { dispatch, tasks }));
  return async () => {
    const query = 'query ($id: ID!) { tasks(filter: { orderId: $id }) { nodes { id status courier { name } } } }';
    return (await fleet.ask<{ tasks: { nodes: Seen[] } }>(query, { id })).tasks.nodes;
  };
}

const short = (tasks: readonly Seen[]): string => tasks.map(({ status, courier }) => `${status} ${courier?.name ?? '-'}`).join(', ');

describe('while events are delivered', () => {
  let background: Background;
  beforeAll(async () => {
    background = await startBackground(logistics, subgraph.resources, new InProcessTransport());
  });
  afterAll(() => background.stop());

  it('an order that wants a courier at once has one, for all of its tasks; others wait for a dispatcher', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    await fleet.rider('Bold');
    const waiting = await order(fleet, null);
    const tasks = await order(fleet, 'immediate');
    expect(short(await eventually(tasks, (seen) => seen.every(({ courier }) => courier !== null)))).toBe('ASSIGNED Bold, ASSIGNED Bold');
    expect(short(await waiting())).toBe('UNASSIGNED -, UNASSIGNED -');
  });

  it('an order that is scheduled has one in time for when it is wanted, and not before', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    await fleet.rider('Bold');
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
    const later = await order(fleet, 'scheduled', { notBefore: hours(3), notAfter: hours(5) });
    const soon = await order(fleet, 'scheduled', { notBefore: hours(0.5), notAfter: hours(2) });
    await eventually(soon, (seen) => seen.every(({ courier }) => courier?.name === 'Bold'));
    expect(short(await later())).toBe('UNASSIGNED -, UNASSIGNED -');
  });

  it('what one courier declines is given to another, and what a dispatcher takes back to nobody', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    const near = await fleet.rider('Near');
    await fleet.rider('Far', { place: north(9_000) });
    const tasks = await order(fleet, 'immediate');
    const [collect] = await eventually(tasks, (seen) => seen.every(({ courier }) => courier?.name === 'Near'));
    await fleet.done('declineTask', 'task { id }', { id: collect?.id }, near.context);
    await eventually(tasks, (seen) => seen.every(({ courier }) => courier?.name === 'Far'));
    expect(await fleet.steps((await tasks())[1]?.id ?? '')).toEqual(['CREATED', 'ASSIGNED', 'UNASSIGNED', 'ASSIGNED']);
    await fleet.done('unassignTask', 'tasks { id }', { id: collect?.id, reason: 'The patient is not fasting' });
    const marker = await order(fleet, 'immediate');
    await eventually(marker, (seen) => seen.every(({ courier }) => courier !== null));
    expect(short(await tasks())).toBe('UNASSIGNED -, UNASSIGNED -');
  });

  it('what nobody could do is tried again when somebody goes on shift and is somewhere, and what somebody leaves behind is given on', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    const bold = await fleet.rider('Bold', { onShift: false });
    const tasks = await order(fleet, 'immediate');
    await eventually(
      () => jobs(fleet),
      (attempts) => attempts.includes(1),
    );
    await fleet.done('goOnShift', 'courier { id }', {}, bold.context);
    const here = { at: new Date().toISOString(), ...square };
    await fleet.done('reportPositions', 'taken', { positions: [here] }, bold.context);
    await eventually(tasks, (seen) => seen.every(({ courier }) => courier?.name === 'Bold'));
    await fleet.rider('Tuya', { place: north(5_000) });
    await fleet.done('goOffShift', 'courier { id }', {}, bold.context);
    expect(short(await eventually(tasks, (seen) => seen.every(({ courier }) => courier?.name === 'Tuya')))).toBe(
      'ASSIGNED Tuya, ASSIGNED Tuya',
    );
  });
});

describe('a search', () => {
  it('that finds nobody is repeated after a while, and at last left to a person', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    const tasks = await order(fleet, 'immediate');
    const [{ id } = { id: '' }] = await tasks();
    await fleet.seek({ taskId: id, attempts: 0 });
    expect(await jobs(fleet)).toEqual([1]);
    await fleet.seek({ taskId: id, attempts: 4 });
    expect(await jobs(fleet)).toEqual([5]);
    const other = new Fleet(subgraph, neighbours);
    const [{ id: last } = { id: '' }] = await (await order(other, 'immediate'))();
    await other.seek({ taskId: last, attempts: 11 });
    expect(await jobs(other)).toEqual([]);
  });

  it('that is repeated changes nothing once somebody has it', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    await fleet.rider('Bold');
    const tasks = await order(fleet, 'immediate');
    const ids = (await tasks()).map(({ id }) => id);
    await Promise.all([...ids, ...ids].map((taskId) => fleet.seek({ taskId, attempts: 0 })));
    expect(short(await tasks())).toBe('ASSIGNED Bold, ASSIGNED Bold');
    for (const id of ids) expect(await fleet.steps(id)).toEqual(['CREATED', 'ASSIGNED']);
    expect(await jobs(fleet)).toEqual([]);
  });

  it('pauses longer each time, and never longer than a quarter of an hour', () => {
    expect([1, 2, 3, 11].map((attempts) => pauseAfter(attempts) / 1_000)).toEqual([30, 60, 120, 900]);
  });
});

/** How often each search that is planned was tried in vain. */
async function jobs({ tenant }: Fleet): Promise<number[]> {
  const { rows } = await subgraph.database.acrossTenants().pool.query<{ attempts: number }>(
    `select (payload->'payload'->>'attempts')::int as attempts from logistics_jobs._private_jobs
      where payload->'payload'->>'taskId' is not null and payload->'tenant'->>'id' = $1 order by 1`,
    [tenant.id],
  );
  return rows.map(({ attempts }) => attempts);
}
