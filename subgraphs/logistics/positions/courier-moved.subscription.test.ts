import type { RequestContext } from '#kernel/context/request-context.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { testTenant, contextOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { Depot, openLogistics } from '../testing/depot.js';
import type { Position } from '../traces/position.js';
import { addRider, addShift, addTask, asOwner, report, type Rider } from './testing/fleet.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Depot>[1];
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  background = await startBackground(logistics, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const query = `subscription ($branchId: ID, $taskId: ID) {
  courierMoved(branchId: $branchId, taskId: $taskId) { kind sequence couriers { id position { latitude } } }
}`;

interface Update {
  readonly kind: string;
  readonly sequence: number;
  readonly couriers: readonly { readonly id: string; readonly position: { readonly latitude: number } }[];
}

interface Told {
  readonly data?: { readonly courierMoved: Update };
  readonly errors?: readonly { readonly message: string }[];
}

function follow(context: RequestContext, variables: object) {
  const stream = subgraph.runtime.subscribe({ query, variables: { ...variables } }, context);
  return {
    stream,
    async next(): Promise<Update> {
      const { data, errors } = ((await stream.next()) as { value: Told }).value;
      if (!data) throw new Error(JSON.stringify(errors));
      return data.courierMoved;
    },
  };
}

/** One a second, from a quarter of an hour ago. */
const at = (seconds: number): Position => ({
  at: new Date(Date.now() - 600_000 + seconds * 1_000),
  latitude: 47.9 + seconds / 11_120,
  longitude: 106.9,
});
const who = ({ couriers }: Update): string[] => couriers.map(({ id }) => id).sort();

describe('who follows couriers', () => {
  it('is told where they are, and then who moved: a few messages for very many positions, and everybody’s last one', async () => {
    const depot = new Depot(subgraph, neighbours);
    const riders: Rider[] = [];
    for (let count = 0; count < 20; count += 1) riders.push(await addRider(depot));
    const [first] = riders;
    if (!first) throw new Error('There is nobody');
    await report(depot, first, [at(0)]);
    const map = follow(depot.context, { branchId: depot.branchId });
    expect(await map.next()).toMatchObject({ kind: 'CURRENT_STATE', couriers: [{ id: first.id }] });
    const began = performance.now();
    const reports = 15;
    const reporting = (async () => {
      for (let second = 1; second <= reports; second += 1) await Promise.all(riders.map((rider) => report(depot, rider, [at(second)])));
    })();
    const last = new Map<string, number>();
    let messages = 0;
    const isThere = (): boolean => riders.every(({ id }) => Math.abs((last.get(id) ?? 0) - at(reports).latitude) < 1e-9);
    while (!isThere()) {
      const update = await map.next();
      messages += 1;
      expect(update).toMatchObject({ kind: 'CHANGE', sequence: messages });
      for (const { id, position } of update.couriers) last.set(id, position.latitude);
    }
    await reporting;
    // One at once, then one a second: 300 positions made no more messages than that.
    expect(messages).toBeLessThanOrEqual(2 + (performance.now() - began) / 1_000);
    expect(messages).toBeLessThan(reports * riders.length);
    const outbox = await asOwner(subgraph, async (client) => (await client.query('select 1 from logistics.outbox')).rowCount);
    expect(outbox).toBe(0);
    await map.stream.return?.();
  });

  it('by a task is told of its courier while it is under way', async () => {
    const depot = new Depot(subgraph, neighbours);
    const [rider, other] = [await addRider(depot), await addRider(depot)];
    const place = { latitude: 48.9, longitude: 106.9 };
    const task = await addTask(depot, rider, place);
    const waiting = await addTask(depot, rider, place, { status: TaskStatus.ASSIGNED, startedAt: null });
    const [map, waits] = [follow(depot.context, { taskId: task }), follow(depot.context, { taskId: waiting })];
    expect(await map.next()).toMatchObject({ kind: 'CURRENT_STATE', couriers: [] });
    await report(depot, other, [at(0)]);
    await report(depot, rider, [at(0)]);
    expect(await map.next()).toMatchObject({ kind: 'CHANGE', couriers: [{ id: rider.id }] });
    expect(await waits.next()).toMatchObject({ kind: 'CURRENT_STATE', couriers: [] });
    await report(depot, rider, [at(-5)]);
    await report(depot, rider, [at(5)]);
    const moved = await map.next();
    expect(moved.couriers[0]?.position.latitude).toBeCloseTo(at(5).latitude, 9);
    await map.stream.return?.();
    await waits.stream.return?.();
  });

  it('from the other end of a task is told who comes and where they are, while it is under way', async () => {
    const depot = new Depot(subgraph, neighbours);
    const lab = depot.addBranch();
    const rider = await addRider(depot, { phone: '+97699112233' });
    const place = { latitude: 48.9, longitude: 106.9 };
    const waiting = { status: TaskStatus.ASSIGNED, startedAt: null, otherBranchId: lab };
    const task = await addTask(depot, rider, place, waiting);
    await report(depot, rider, [at(0)]);
    const technician = depot.somebody({ branches: [lab] });
    const seen = async () => {
      const courier = 'courier { id name phone skills onShiftSince position { at } stops { id } }';
      const text = `query ($id: ID!, $courierId: ID!) { task(id: $id) { ${courier} } courier(id: $courierId) { id } }`;
      return depot.ask(text, { id: task, courierId: rider.id }, technician);
    };
    const map = follow(technician, { taskId: task });
    expect(await map.next()).toMatchObject({ kind: 'CURRENT_STATE', couriers: [] });
    expect(await seen()).toEqual({ task: { courier: null }, courier: null });
    await depot.done('startTask', 'task { id }', { id: task }, rider.context);
    expect(await seen()).toMatchObject({
      task: {
        courier: { id: rider.id, name: 'Bat', phone: null, skills: [], onShiftSince: null, position: { at: expect.any(String) as string } },
      },
      courier: null,
    });
    await report(depot, rider, [at(5)]);
    expect(await map.next()).toMatchObject({ kind: 'CHANGE', couriers: [{ id: rider.id }] });
    await depot.done('failTask', 'task { id }', { id: task, reason: 'NOBODY_THERE' }, rider.context);
    await report(depot, rider, [at(10)]);
    expect(await seen()).toEqual({ task: { courier: null }, courier: null });
    const after = follow(technician, { taskId: task });
    expect(await after.next()).toMatchObject({ kind: 'CURRENT_STATE', couriers: [] });
    for (const { stream } of [map, after]) await stream.return?.();
  });

  it('is told nothing of who is off shift, not even what comes late of the shift', async () => {
    const depot = new Depot(subgraph, neighbours);
    const [working, home] = [await addRider(depot), await addRider(depot, { onShiftSince: null })];
    await addShift(depot, home, at(0).at, at(100).at);
    const map = follow(depot.context, { branchId: depot.branchId });
    expect(await map.next()).toMatchObject({ kind: 'CURRENT_STATE', couriers: [] });
    await report(depot, home, [at(90), at(110)]);
    await report(depot, working, [at(90)]);
    const told = [await map.next()];
    await report(depot, working, [at(120)]);
    told.push(await map.next());
    expect(told.map(who)).toEqual([[working.id], [working.id]]);
    await map.stream.return?.();
  });

  it('tells nothing of who went off shift after moving', async () => {
    const depot = new Depot(subgraph, neighbours);
    const [working, leaving] = [await addRider(depot), await addRider(depot)];
    const map = follow(depot.context, { branchId: depot.branchId });
    await map.next();
    // The first is told at once, what comes next only after a second: when it is read one of them is at home.
    await report(depot, working, [at(1)]);
    await map.next();
    await report(depot, leaving, [at(1)]);
    await report(depot, working, [at(2)]);
    await depot.done('goOffShift', 'courier { id }', {}, leaving.context);
    // Should the two have been told apart, the message of who is at home now names nobody.
    let told = await map.next();
    while (told.couriers.length === 0) told = await map.next();
    expect(who(told)).toEqual([working.id]);
    await map.stream.return?.();
  });

  it('is told nothing of another branch, task or tenant', async () => {
    const [depot, stranger] = [new Depot(subgraph, neighbours), new Depot(subgraph, neighbours)];
    const lusaka = depot.addBranch();
    const [here, there, strange] = [await addRider(depot), await addRider(depot, { branchId: lusaka }), await addRider(stranger)];
    await report(depot, there, [at(0)]);
    const onlyHere = depot.somebody({ branches: [depot.branchId] });
    const maps = [follow(onlyHere, { branchId: depot.branchId }), follow(depot.context, { branchId: depot.branchId })];
    for (const map of maps) expect(await map.next()).toMatchObject({ kind: 'CURRENT_STATE', couriers: [] });
    await report(depot, there, [at(1)]);
    await report(stranger, strange, [at(1)]);
    await report(depot, here, [at(1)]);
    for (const map of maps) {
      expect(who(await map.next())).toEqual([here.id]);
      await map.stream.return?.();
    }
  });
});

describe('following couriers is refused', () => {
  const permissions = ['couriers:read', 'tasks:read'];
  const refusal = async (context: RequestContext, variables: object) => {
    const { value } = (await subgraph.runtime.subscribe({ query, variables: { ...variables } }, context).next()) as { value: Told };
    return value.errors?.[0]?.message;
  };

  it('of neither a task nor a branch, and of both', async () => {
    const depot = new Depot(subgraph, neighbours);
    const task = await addTask(depot, await addRider(depot), { latitude: 48.9, longitude: 106.9 });
    const message = 'Say whom to follow: give either taskId or branchId, and not both.';
    expect(await refusal(depot.context, {})).toBe(message);
    expect(await refusal(depot.context, { taskId: task, branchId: depot.branchId })).toBe(message);
  });

  it('of a branch or task that is out of reach, as of one that does not exist', async () => {
    const [depot, stranger] = [new Depot(subgraph, neighbours), new Depot(subgraph, neighbours)];
    const task = await addTask(depot, await addRider(depot), { latitude: 48.9, longitude: 106.9 });
    const elsewhere = contextOf({ tenant: depot.tenant, permissions, branches: [newId('branch')] });
    const noTask = 'There is no such task among those that you may see.';
    expect(await refusal(elsewhere, { branchId: depot.branchId })).toBe('There is no such branch among those where you may do this.');
    expect(await refusal(elsewhere, { taskId: task })).toBe(noTask);
    expect(await refusal(stranger.context, { taskId: task })).toBe(noTask);
    expect(await refusal(depot.context, { taskId: newId('task') })).toBe(noTask);
  });

  it('without the permission', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions: ['tasks:read'] });
    expect(await refusal(context, { branchId: newId('branch') })).toContain('couriers:read');
  });
});
