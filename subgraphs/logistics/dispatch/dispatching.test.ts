import { newId } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { react } from '../tasks/testing/task-desk.js';
import { openLogistics } from '../testing/depot.js';
import { Fleet, north } from './testing/fleet.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const given = 'tasks { number status sequence estimatedAt courier { name } }';
interface Given {
  readonly tasks: readonly {
    readonly number: string;
    readonly status: string;
    readonly sequence: number | null;
    readonly courier: { name: string } | null;
  }[];
  readonly userErrors: readonly Refused[];
}

const decision =
  'tasks { id number courier { name } } courier { name } candidates { courier { name } addedMinutes beginsAt obstacles { code message } }';
interface Decision {
  readonly tasks: readonly { readonly id: string; readonly number: string; readonly courier: { name: string } | null }[];
  readonly courier: { readonly name: string } | null;
  readonly candidates: readonly {
    readonly courier: { readonly name: string };
    readonly addedMinutes: number | null;
    readonly beginsAt: string | null;
    readonly obstacles: readonly { readonly code: string; readonly message: string }[];
  }[];
}

/** In short: `12 > Bold`, the last digits of the tasks. */
const short = ({ tasks, courier }: Decision): string =>
  `${tasks.map(({ number }) => number.slice(-1)).join('')} > ${courier?.name ?? 'nobody'}`;

function dispatcher() {
  const fleet = new Fleet(subgraph, neighbours);
  return {
    fleet,
    assign: (input: object, context = fleet.context) => fleet.run<Given>('assignTask', given, input, context),
    reassign: (input: object) => fleet.run<Given>('reassignTask', given, input),
    unassign: (input: object) => fleet.run<Given>('unassignTask', given, input),
    dispatch: async (input: object = {}, context = fleet.context) =>
      fleet.run<{ decisions: Decision[] }>('dispatchTasks', `decisions { ${decision} }`, { branchId: fleet.branchId, ...input }, context),
    explain: async (taskId: string, context = fleet.context) =>
      (
        await fleet.ask<{ why: Decision | null }>(
          `query ($id: ID!) { why: explainDispatch(taskId: $id) { ${decision} } }`,
          { id: taskId },
          context,
        )
      ).why,
  };
}

describe('by hand', () => {
  it('a courier is sent, to the next stop that costs least', async () => {
    const { fleet, assign } = dispatcher();
    const bold = await fleet.rider('Bold');
    const [far, near] = [await fleet.stop(north(3_000)), await fleet.stop(north(1_000))];
    expect(await assign({ id: far.id, courierId: bold.id })).toMatchObject({
      tasks: [{ status: 'ASSIGNED', sequence: 1, estimatedAt: expect.any(String) as string, courier: { name: 'Bold' } }],
      userErrors: [],
    });
    expect((await assign({ id: near.id, courierId: bold.id })).tasks).toMatchObject([{ sequence: 1 }]);
    expect(await fleet.stops(bold.id)).toEqual(['2', '1']);
    expect((await assign({ id: near.id, courierId: bold.id })).userErrors).toEqual([
      { code: 'WRONG_STATE', message: `${near.number} is ASSIGNED: only what nobody has is assigned.` },
    ]);
  });

  it('who should not be sent is sent only for a reason', async () => {
    const { fleet, assign } = dispatcher();
    const bold = await fleet.rider('Bold', { onShift: false, capacity: 2 });
    const item = fleet.item(3, { minCelsius: 2, maxCelsius: 8 });
    const task = await fleet.stop(north(500), { skills: ['phlebotomy'], items: [item] });
    const asked = { id: task.id, courierId: bold.id };
    expect((await assign(asked)).userErrors).toEqual([
      {
        code: 'INVALID',
        message:
          'Bold should not be sent. Is not on shift. Cannot do this: phlebotomy. Has no cold box that keeps from 2 up to 8 °C. ' +
          'Cannot carry that much at once with what else is to be carried. Choose another courier, or send force with a reason.',
      },
    ]);
    expect((await assign({ ...asked, force: true })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect(await fleet.look(task.id, 'status')).toEqual({ status: 'UNASSIGNED' });
    expect((await assign({ ...asked, force: true, reason: 'The nurse goes along' })).tasks).toMatchObject([{ status: 'ASSIGNED' }]);
    expect(await fleet.look(task.id, 'steps { step reason }')).toMatchObject({
      steps: [{ step: 'CREATED' }, { step: 'ASSIGNED', reason: 'The nurse goes along' }],
    });
  });

  it('the tasks of an order go together, and come back together', async () => {
    const { fleet, assign, reassign, unassign } = dispatcher();
    const [bold, tuya] = [await fleet.rider('Bold'), await fleet.rider('Tuya')];
    await fleet.task();
    const order = newId('order');
    const tasks = [
      fleet.wanted('collect', 'COLLECT_SAMPLE', north(1_000)),
      fleet.wanted('deliver', 'DELIVERY', north(-1_000), { dependsOn: ['collect'] }),
    ];
    await react(fleet, fleet.event('order.tasks_requested', order, { tasks }));
    const { orderTasks } = await fleet.ask<{ orderTasks: { nodes: { id: string; number: string }[] } }>(
      'query ($order: ID!) { orderTasks: tasks(filter: { orderId: $order }) { nodes { id number } } }',
      { order },
    );
    const [collect, deliver] = orderTasks.nodes;
    expect((await assign({ id: deliver?.id, courierId: bold.id })).tasks).toHaveLength(2);
    expect(await fleet.stops(bold.id)).toEqual(['2', '3']);
    await fleet.done('startTask', 'task { id }', { id: collect?.id }, bold.context);
    expect((await reassign({ id: deliver?.id, courierId: tuya.id })).userErrors).toEqual([
      {
        code: 'INVALID',
        message:
          'Tuya should not be sent. Another courier has the other tasks of the order, or what is to be brought. Choose another courier, or send force with a reason.',
      },
    ]);
    expect((await reassign({ id: collect?.id, courierId: tuya.id })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await reassign({ id: collect?.id, courierId: tuya.id, reason: 'A flat tyre' })).tasks).toHaveLength(2);
    expect([await fleet.stops(bold.id), await fleet.stops(tuya.id)]).toEqual([[], ['2', '3']]);
    expect((await unassign({ id: collect?.id, reason: 'Too early' })).tasks).toMatchObject([
      { status: 'UNASSIGNED', sequence: null, courier: null },
      { status: 'UNASSIGNED', courier: null },
    ]);
    expect((await unassign({ id: collect?.id })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await reassign({ id: collect?.id, courierId: tuya.id })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  it('couriers and tasks of others are not there, and dispatchers alone send', async () => {
    const { fleet, assign, dispatch, explain } = dispatcher();
    const bold = await fleet.rider('Bold');
    const task = await fleet.stop(north(500));
    const other = new Fleet(subgraph, neighbours);
    const strange = await other.rider('Chanda');
    for (const courierId of [strange.id, newId('courier')])
      expect((await assign({ id: task.id, courierId })).userErrors).toEqual([
        { code: 'NOT_FOUND', message: 'The branch that sends has no such courier who still goes.' },
      ]);
    const permissions = ['tasks:dispatch', 'tasks:read', 'couriers:read'];
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    const elsewhere = fleet.somebody({ permissions, branches: [newId('branch')] });
    for (const context of [stranger, elsewhere]) {
      expect((await assign({ id: task.id, courierId: bold.id }, context)).userErrors).toEqual([
        { code: 'NOT_FOUND', message: 'There is no such task at the branches where you may do this.' },
      ]);
      expect((await dispatch({ taskIds: [task.id] }, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      expect(await explain(task.id, context)).toBeNull();
    }
    const clerk = fleet.somebody({ permissions: ['tasks:read', 'couriers:read'] });
    await expect(assign({ id: task.id, courierId: bold.id }, clerk)).rejects.toThrow('tasks:dispatch');
    expect(await fleet.look(task.id, 'status')).toEqual({ status: 'UNASSIGNED' });
  });

  it('the branch at the other end sees a task, and does not send to it', async () => {
    const { fleet, assign } = dispatcher();
    const bold = await fleet.rider('Bold');
    const lab = fleet.addBranch();
    const task = await fleet.task({ place: { branchId: lab } });
    const theirs = fleet.somebody({ permissions: ['tasks:dispatch', 'tasks:read', 'couriers:read'], branches: [lab] });
    expect((await assign({ id: task.id, courierId: bold.id }, theirs)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  });
});

describe('by a strategy', () => {
  it('each task goes to the nearest who can, and it is told why to nobody else', async () => {
    const { fleet, dispatch } = dispatcher();
    await fleet.rider('Far', { place: north(6_000) });
    await fleet.rider('Near', { place: north(1_000), skills: [] });
    await fleet.rider('Off', { onShift: false });
    await fleet.rider('Nowhere', { place: null });
    await fleet.stop(north(0));
    await fleet.stop(north(0), { skills: ['phlebotomy'] });
    const { decisions } = await dispatch();
    expect(decisions.map(short)).toEqual(['1 > Near', '2 > nobody']);
    expect(decisions[0]?.tasks[0]?.courier).toEqual({ name: 'Near' });
    const [first] = decisions;
    expect(first?.candidates.map(({ courier, obstacles }) => `${courier.name}: ${obstacles.map(({ code }) => code).join(' ')}`)).toEqual([
      'Near: ',
      'Far: ',
      'Off: NOT_ON_SHIFT',
      'Nowhere: NO_POSITION',
    ]);
    expect(first?.candidates.map(({ addedMinutes }) => addedMinutes)).toEqual([7.8, 21.7, 5, null]);
    expect((await dispatch()).decisions.map(short)).toEqual(['2 > nobody']);
  });

  it('is explained without anybody being sent, also for a task that somebody has', async () => {
    const { fleet, explain, assign } = dispatcher();
    const bold = await fleet.rider('Bold');
    const task = await fleet.stop(north(1_000), { notAfter: new Date(Date.now() - 3_600_000).toISOString() });
    const why = await explain(task.id);
    expect(why && short(why)).toBe('1 > nobody');
    expect(why?.candidates[0]?.obstacles[0]?.message).toMatch(/^Would be too late by 6\d min\.$/);
    expect(await fleet.look(task.id, 'status')).toEqual({ status: 'UNASSIGNED' });
    await assign({ id: task.id, courierId: bold.id, force: true, reason: 'Better late than never' });
    expect((await explain(task.id))?.candidates).toHaveLength(1);
    await fleet.done('cancelTask', 'task { id }', { id: task.id, expectedVersion: await version(fleet, task.id), reason: 'Not needed' });
    expect(await explain(task.id)).toBeNull();
    expect(await explain(newId('task'))).toBeNull();
  });

  it('only the tasks that are named are given, with what goes with them', async () => {
    const { fleet, dispatch } = dispatcher();
    await fleet.rider('Bold');
    const first = await fleet.stop(north(100));
    const second = await fleet.stop(north(200), { dependsOn: [first.id] });
    await fleet.stop(north(300));
    expect((await dispatch({ taskIds: [second.id] })).decisions.map(short)).toEqual(['12 > Bold']);
    expect((await dispatch({ taskIds: [second.id] })).decisions).toEqual([]);
    expect((await dispatch({ taskIds: [newId('task')] })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await dispatch({ strategy: 'farthest' })).userErrors).toEqual([
      { code: 'INVALID', message: 'There is no strategy farthest, but these: nearestFeasible.' },
    ]);
  });

  it('who declined is not asked again', async () => {
    const { fleet, dispatch } = dispatcher();
    const near = await fleet.rider('Near');
    await fleet.rider('Far', { place: north(4_000) });
    const task = await fleet.stop(north(100));
    expect((await dispatch()).decisions.map(short)).toEqual(['1 > Near']);
    await fleet.done('declineTask', 'task { id }', { id: task.id, reason: 'Lunch' }, near.context);
    const { decisions } = await dispatch();
    expect(decisions.map(short)).toEqual(['1 > Far']);
    expect(decisions[0]?.candidates[1]?.obstacles).toEqual([{ code: 'DECLINED', message: 'Has declined this before.' }]);
  });

  it('the answer to a repeated call is the same one, and nobody is sent twice', async () => {
    const { fleet } = dispatcher();
    await fleet.rider('Bold');
    await fleet.stop(north(100));
    const permissions = ['tasks:dispatch', 'tasks:read', 'couriers:read'];
    const context = contextOf({ tenant: fleet.tenant, permissions, idempotencyKey: { key: 'k1', bodyHash: 'a'.repeat(64) } });
    const ask = () => fleet.run('dispatchTasks', `decisions { ${decision} }`, { branchId: fleet.branchId }, context);
    const first = await ask();
    expect(first).toMatchObject({ decisions: [{ courier: { name: 'Bold' } }] });
    expect(await ask()).toEqual(first);
  });
});

describe('the order of stops', () => {
  const stops = 'stops { number sequence }';
  async function threeStops() {
    const { fleet, assign } = dispatcher();
    const bold = await fleet.rider('Bold');
    const tasks = [await fleet.stop(north(2_000)), await fleet.stop(north(1_000)), await fleet.stop(north(3_000))];
    for (const { id } of tasks) await assign({ id, courierId: bold.id });
    return { fleet, bold, ids: tasks.map(({ id }) => id) };
  }

  it('is set by hand, and put right by the house', async () => {
    const { fleet, bold, ids } = await threeStops();
    expect(await fleet.stops(bold.id)).toEqual(['2', '1', '3']);
    const set = (taskIds: unknown[]) => fleet.run('setStopOrder', stops, { courierId: bold.id, taskIds });
    expect(await set(ids)).toMatchObject({ stops: [{ sequence: 1 }, { sequence: 2 }, { sequence: 3 }], userErrors: [] });
    expect(await fleet.stops(bold.id)).toEqual(['1', '2', '3']);
    for (const wrong of [ids.slice(1), [...ids, ids[0]], [newId('task'), ...ids.slice(1)]])
      expect((await set(wrong)).userErrors).toMatchObject([{ code: 'INVALID' }]);
    await fleet.done('resequenceRoute', stops, { courierId: bold.id });
    expect(await fleet.stops(bold.id)).toEqual(['2', '1', '3']);
  });

  it('keeps what is begun first', async () => {
    const { fleet, bold, ids } = await threeStops();
    await fleet.done('startTask', 'task { id }', { id: ids[2] }, bold.context);
    await fleet.done('resequenceRoute', stops, { courierId: bold.id });
    expect((await fleet.stops(bold.id))[0]).toBe('3');
    expect((await fleet.run('setStopOrder', stops, { courierId: bold.id, taskIds: ids })).userErrors).toEqual([
      { code: 'INVALID', message: 'What is begun comes first, and what follows another task comes after it.' },
    ]);
  });

  it('is nothing of a courier who is not there', async () => {
    const { fleet } = dispatcher();
    expect((await fleet.run('resequenceRoute', stops, { courierId: newId('courier') })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

async function version(fleet: Fleet, id: string): Promise<number> {
  return (await fleet.look<{ version: number }>(id, 'version')).version;
}
