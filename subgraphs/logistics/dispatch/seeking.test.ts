import { InProcessTransport } from '#kernel/events/transport.js';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { sterilizationReleased } from '../events.js';
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
  const tasks = [
    fleet.wanted('collect', 'COLLECT_SAMPLE', north(1_000), times),
    fleet.wanted('deliver', 'DELIVERY', north(-1_000), { dependsOn: ['collect'] }),
  ];
  return asked(fleet, dispatch, tasks);
}

/** To the sterilizer, and back. */
function outAndBack(fleet: Fleet): object[] {
  return [
    fleet.wanted('pickup', 'PICKUP', north(1_000)),
    fleet.wanted('sterilize', 'STERILIZE', north(-1_000), { dependsOn: ['pickup'] }),
    fleet.wanted('fetch', 'PICKUP', north(-1_000), { dependsOn: ['sterilize'] }),
    fleet.wanted('deliver', 'DELIVERY', north(1_000), { dependsOn: ['fetch'] }),
  ];
}

async function asked(
  fleet: Fleet,
  dispatch: string | null,
  tasks: readonly object[],
  id = newId('order'),
): Promise<() => Promise<readonly Seen[]>> {
  await fleet.task();
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

  it('what was handed in to be sterilized is fetched when all of it is sterile, and not before', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    const bold = await fleet.rider('Bold');
    const orderId = newId('order');
    const tasks = await asked(fleet, 'immediate', outAndBack(fleet), orderId);
    await eventually(tasks, (seen) => seen.filter(({ courier }) => courier?.name === 'Bold').length === 2);
    for (const { id } of (await tasks()).slice(0, 2))
      for (const mutation of ['startTask', 'completeTask']) await fleet.done(mutation, 'task { id }', { id }, bold.context);
    const [first, second] = [await sterilized(fleet, orderId, 1), await sterilized(fleet, orderId, 2)];
    await first();
    const marker = await order(fleet, 'immediate');
    await eventually(marker, (seen) => seen.every(({ courier }) => courier !== null));
    expect(short(await tasks())).toBe('COMPLETED Bold, COMPLETED Bold, UNASSIGNED -, UNASSIGNED -');
    await second();
    await eventually(tasks, (seen) => seen.every(({ courier }) => courier !== null));
    expect(short(await tasks())).toBe('COMPLETED Bold, COMPLETED Bold, ASSIGNED Bold, ASSIGNED Bold');
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

  it('is not made for work of which nobody says what it takes', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    await fleet.rider('Bold', { skills: ['centrifuges'] });
    const visit = (key: string, skills: readonly string[]) => fleet.wanted(key, 'SERVICE_CALL', north(500), { skills });
    const [open, said] = [
      await asked(fleet, 'immediate', [visit('visit', [])]),
      await asked(fleet, 'immediate', [visit('visit', ['centrifuges'])]),
    ];
    for (const { id } of [...(await open()), ...(await said())]) await fleet.seek({ taskId: id, attempts: 0 });
    expect([short(await open()), short(await said())]).toEqual(['UNASSIGNED -', 'ASSIGNED Bold']);
    expect(await jobs(fleet)).toEqual([]);
  });

  it('is not made for an order that is held, and is when that is resumed', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    await fleet.rider('Bold');
    const orderId = newId('order');
    const wanted = [
      fleet.wanted('collect', 'COLLECT_SAMPLE', north(1_000)),
      fleet.wanted('deliver', 'DELIVERY', north(-1_000), { dependsOn: ['collect'] }),
    ];
    const tasks = await asked(fleet, 'immediate', wanted, orderId);
    const ids = (await tasks()).map(({ id }) => id);
    const seek = () => Promise.all(ids.map((taskId) => fleet.seek({ taskId, attempts: 0 })));
    await fleet.orderIs(orderId, 'ON_HOLD', 0);
    await seek();
    const others = await fleet.done('dispatchTasks', 'decisions { tasks { number } }', { branchId: fleet.branchId });
    expect(others).toMatchObject({ decisions: [{ tasks: [{ number: 'UB1-T-000001' }] }] });
    expect(short(await tasks())).toBe('UNASSIGNED -, UNASSIGNED -');
    expect(await jobs(fleet)).toEqual([]);
    await fleet.orderIs(orderId, 'ACTIVE', 1);
    expect(await jobs(fleet)).toEqual([0, 0]);
    await seek();
    expect(short(await tasks())).toBe('ASSIGNED Bold, ASSIGNED Bold');
  });

  it('by hand is for one way: what comes back is given when it was handed in', async () => {
    const fleet = new Fleet(subgraph, neighbours);
    const [bold, tuya] = [await fleet.rider('Bold'), await fleet.rider('Tuya')];
    const tasks = await asked(fleet, null, outAndBack(fleet));
    const [pickup, sterilize, fetch] = (await tasks()).map(({ id }) => id);
    const give = (id: string | undefined, { id: courierId }: { readonly id: string }) =>
      fleet.run('assignTask', 'tasks { id }', { id, courierId });
    expect((await give(pickup, bold)).userErrors).toEqual([]);
    expect(short(await tasks())).toBe('ASSIGNED Bold, ASSIGNED Bold, UNASSIGNED -, UNASSIGNED -');
    for (const id of [pickup, sterilize])
      for (const mutation of ['startTask', 'completeTask']) await fleet.done(mutation, 'task { id }', { id }, bold.context);
    expect((await give(fetch, tuya)).userErrors).toEqual([]);
    expect(short(await tasks())).toBe('COMPLETED Bold, COMPLETED Bold, ASSIGNED Tuya, ASSIGNED Tuya');
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

/** A load of what an order brought, that is run; what is answered releases it. */
async function sterilized(fleet: Fleet, orderId: string, cycle: number): Promise<() => Promise<void>> {
  const device = { branchId: fleet.branchId, code: `AC${cycle}`, name: 'Autoclave', method: 'STEAM', serialNumber: '4711' };
  const { sterilizer } = await fleet.done<{ sterilizer: { id: string } }>('addSterilizer', 'sterilizer { id }', {
    ...device,
    validatedUntil: '2099-12-31',
  });
  const wrapped = { sterilizerId: sterilizer.id, name: 'Wrapped', celsius: 134, holdingMinutes: 3 };
  const { programme } = await fleet.done<{ programme: { id: string } }>('addSterilizationProgramme', 'programme { id }', wrapped);
  const id = newId('sterilizationload');
  await fleet.system(fleet.branchId, async (transaction) => {
    await transaction.rows(sql`insert into sterilization_loads (id, branch_id, sterilizer_id, programme_id, cycle_number, number, status,
        order_id, celsius, holding_minutes, biological_indicator, started_at, started_by, finished_at, finished_by)
      values (${toUuid('sterilizationload', id)}, ${toUuid('branch', fleet.branchId)}, ${toUuid('sterilizer', sterilizer.id)},
        ${toUuid('programme', programme.id)}, 1, ${`UB1-AC${cycle}-000001`}, 'FINISHED', ${toUuid('order', orderId)}, 134, 3, false,
        now(), 'runner', now(), 'runner')`);
  });
  return () =>
    fleet.system(fleet.branchId, async (transaction) => {
      await transaction.rows(sql`update sterilization_loads set status = 'RELEASED', decided_at = now(), decided_by = 'releaser'
        where id = ${toUuid('sterilizationload', id)}`);
      const data = { number: `UB1-AC${cycle}-000001`, taskId: null, orderId };
      await transaction.publish(sterilizationReleased, { subject: id, branch: fleet.branchId, data });
    });
}

/** How often each search that is planned was tried in vain. */
async function jobs({ tenant }: Fleet): Promise<number[]> {
  const { rows } = await subgraph.database.acrossTenants().pool.query<{ attempts: number }>(
    `select (payload->'payload'->>'attempts')::int as attempts from logistics_jobs._private_jobs
      where payload->'payload'->>'taskId' is not null and payload->'tenant'->>'id' = $1 order by 1`,
    [tenant.id],
  );
  return rows.map(({ attempts }) => attempts);
}
