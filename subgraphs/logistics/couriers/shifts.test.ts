import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Fleet, north, type FleetCourier } from '../dispatch/testing/fleet.js';
import { openLogistics } from '../testing/depot.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const fields = 'courier { onShiftSince shiftUntil }';
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

async function ridingFleet(options: Parameters<Fleet['rider']>[1] = {}) {
  const fleet = new Fleet(subgraph, neighbours);
  const bold = await fleet.rider('Bold', options);
  const step = (name: string, input: object = {}, { context }: Pick<FleetCourier, 'context'> = bold) =>
    fleet.run<{ courier: { onShiftSince: string | null; shiftUntil: string | null } | null }>(name, fields, input, context);
  const shifts = async () => {
    const text = '{ myCourier { name shifts(first: 10) { totalCount nodes { beganAt plannedUntil endedAt } } } }';
    const { myCourier } = await fleet.ask<{
      myCourier: {
        name: string;
        shifts: { totalCount: number; nodes: { beganAt: string; endedAt: string | null; plannedUntil: string | null }[] };
      } | null;
    }>(text, {}, bold.context);
    return myCourier?.shifts.nodes ?? [];
  };
  return { fleet, bold, step, shifts };
}

it('a courier goes on and off shift, and every shift is kept', async () => {
  const { step, shifts } = await ridingFleet({ onShift: false });
  const until = inHours(8);
  expect(await step('goOnShift', { until })).toMatchObject({ courier: { shiftUntil: until }, userErrors: [] });
  expect((await step('goOnShift')).userErrors).toEqual([{ code: 'WRONG_STATE', message: 'You are on shift already.' }]);
  expect(await shifts()).toMatchObject([{ plannedUntil: until, endedAt: null }]);
  expect(await step('goOffShift')).toEqual({ courier: { onShiftSince: null, shiftUntil: null }, userErrors: [] });
  expect((await step('goOffShift')).userErrors).toEqual([{ code: 'WRONG_STATE', message: 'You are not on shift.' }]);
  await step('goOnShift');
  expect(await shifts()).toMatchObject([
    { plannedUntil: null, endedAt: null },
    { plannedUntil: until, endedAt: expect.any(String) as string },
  ]);
});

it.each([inHours(-1), inHours(25)])('a shift cannot last until %p', async (until) => {
  const { step, shifts } = await ridingFleet({ onShift: false });
  expect((await step('goOnShift', { until })).userErrors).toEqual([
    { code: 'INVALID', message: 'A shift ends later than now, and within 24 hours.' },
  ]);
  expect(await shifts()).toEqual([]);
});

it('a shift can have begun before one could say so, but not within the last one', async () => {
  const { step, shifts } = await ridingFleet({ onShift: false, place: null });
  const wrong = async (since: string) => (await step('goOnShift', { since })).userErrors;
  const early = { code: 'INVALID', message: 'A shift that began already began within the last 12 hours.' };
  expect([await wrong(inHours(1)), await wrong(inHours(-13))]).toEqual([[early], [early]]);
  const since = inHours(-2);
  expect(await step('goOnShift', { since })).toMatchObject({ courier: { onShiftSince: since }, userErrors: [] });
  expect(await shifts()).toMatchObject([{ beganAt: since, endedAt: null }]);
  await step('goOffShift');
  expect(await wrong(inHours(-1))).toEqual([
    { code: 'INVALID', message: 'You were on shift then: begin not before your last shift ended.' },
  ]);
});

it('what was given and not begun goes back; who is on the way stays', async () => {
  const { fleet, bold, step, shifts } = await ridingFleet();
  const [first, second] = [await fleet.stop(north(500)), await fleet.stop(north(900))];
  for (const { id } of [first, second]) await fleet.done('assignTask', 'tasks { id }', { id, courierId: bold.id });
  await fleet.done('startTask', 'task { id }', { id: first.id }, bold.context);
  expect((await step('goOffShift')).userErrors).toEqual([
    { code: 'WRONG_STATE', message: `You are on the way: complete ${first.number}, or have a dispatcher take them back, first.` },
  ]);
  expect(await fleet.look(second.id, 'status')).toEqual({ status: 'ASSIGNED' });
  expect(await shifts()).toMatchObject([{ endedAt: null }]);
  await fleet.done('failTask', 'task { id }', { id: first.id, reason: 'NOBODY_THERE' }, bold.context);
  expect((await step('goOffShift', { reason: 'My shift is over' })).userErrors).toEqual([]);
  expect(await fleet.look(second.id, 'status statusReason courier { id }')).toEqual({
    status: 'UNASSIGNED',
    statusReason: 'My shift is over',
    courier: null,
  });
  expect(await shifts()).toMatchObject([{ endedAt: expect.any(String) as string }]);
});

it('only couriers have shifts, who still go and may perform tasks', async () => {
  const { fleet, bold, step } = await ridingFleet({ onShift: false, place: null });
  const clerk = { context: fleet.somebody({ permissions: ['tasks:perform', 'couriers:read'] }) };
  expect(await step('goOnShift', {}, clerk)).toEqual({
    courier: null,
    userErrors: [{ code: 'NOT_FOUND', message: 'You are no courier: ask who manages couriers to add you.' }],
  });
  expect(await fleet.ask('{ myCourier { id } }', {}, clerk.context)).toEqual({ myCourier: null });
  await expect(step('goOnShift', {}, { context: fleet.somebody({ permissions: ['couriers:read'] }) })).rejects.toThrow('tasks:perform');
  await fleet.done('updateCourier', 'courier { id }', { id: bold.id, expectedVersion: 1, active: false });
  expect((await step('goOnShift')).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'You do not go as a courier any more: ask who manages couriers.' },
  ]);
});

it('a courier who is on shift is not put out of work', async () => {
  const { fleet, bold } = await ridingFleet();
  const { courier } = await fleet.ask<{ courier: { version: number } }>('query ($id: ID!) { courier(id: $id) { version } }', {
    id: bold.id,
  });
  const input = { id: bold.id, expectedVersion: courier.version, active: false };
  expect((await fleet.run('updateCourier', 'courier { id }', input)).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'Bold is on shift: end the shift first.' },
  ]);
});

describe('a courier who does not go off shift', () => {
  const reason = 'Lost the telephone';

  it('is taken off it by who manages couriers, and can be put out of work then', async () => {
    const { fleet, bold, shifts } = await ridingFleet();
    const { id } = await fleet.stop(north(500));
    await fleet.done('assignTask', 'tasks { id }', { id, courierId: bold.id });
    const end = (input: object = {}, context = fleet.context) =>
      fleet.run<{ courier: { version: number } | null }>(
        'endShift',
        'courier { version }',
        { courierId: bold.id, reason, ...input },
        context,
      );
    expect((await end({ reason: ' ' })).userErrors).toEqual([{ code: 'REQUIRED', message: 'Say why: the courier will ask.' }]);
    const { courier } = await end();
    expect(await fleet.look(id, 'status statusReason')).toEqual({ status: 'UNASSIGNED', statusReason: reason });
    expect(await shifts()).toMatchObject([{ endedAt: expect.any(String) as string }]);
    expect((await end()).userErrors).toEqual([{ code: 'WRONG_STATE', message: 'Bold is not on shift.' }]);
    await fleet.done('updateCourier', 'courier { id }', { id: bold.id, expectedVersion: courier?.version, active: false });
  });

  it('stays on it while on the way', async () => {
    const { fleet, bold, shifts } = await ridingFleet();
    const { id, number } = await fleet.stop(north(500));
    await fleet.done('assignTask', 'tasks { id }', { id, courierId: bold.id });
    await fleet.done('startTask', 'task { id }', { id }, bold.context);
    expect((await fleet.run('endShift', 'courier { id }', { courierId: bold.id, reason })).userErrors).toEqual([
      { code: 'WRONG_STATE', message: `Bold is on the way: complete ${number}, or have a dispatcher take them back, first.` },
    ]);
    expect(await shifts()).toMatchObject([{ endedAt: null }]);
  });

  it('is nobody else’s to take off it', async () => {
    const { fleet, bold, shifts } = await ridingFleet();
    const end = (context: Fleet['context']) => fleet.run('endShift', 'courier { id }', { courierId: bold.id, reason }, context);
    const elsewhere = fleet.somebody({ branches: [fleet.addBranch()] });
    for (const context of [elsewhere, new Fleet(subgraph, neighbours).context])
      expect((await end(context)).userErrors[0]?.code).toBe('NOT_FOUND');
    await expect(end(bold.context)).rejects.toThrow('couriers:manage');
    expect(await shifts()).toMatchObject([{ endedAt: null }]);
  });
});

it('where a courier was before the shift is not from where they are sent', async () => {
  const { fleet, bold, step } = await ridingFleet({ onShift: false });
  const { id } = await fleet.stop(north(500));
  await step('goOnShift');
  const obstacles = async () => {
    const text = `query ($id: ID!) { explainDispatch(taskId: $id) { candidates { obstacles { code } } } }`;
    const { explainDispatch } = await fleet.ask<{ explainDispatch: { candidates: { obstacles: { code: string }[] }[] } }>(text, { id });
    return explainDispatch.candidates.flatMap((candidate) => candidate.obstacles.map(({ code }) => code));
  };
  expect(await obstacles()).toEqual(['NO_POSITION']);
  await fleet.at(bold.id, north(0));
  expect(await obstacles()).toEqual([]);
});
