import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../testing/depot.js';
import { couriersWhoDeclined } from './assigning.js';
import { markArrived } from './performing.js';
import { Task } from './task.js';
import { react, TaskDesk, taskFields, type SeenTask } from './testing/task-desk.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof TaskDesk>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

interface Answer {
  readonly task: SeenTask | null;
}

async function crew() {
  const depot = new TaskDesk(subgraph, neighbours);
  const [bold, oyun] = [await depot.courier('Bold'), await depot.courier('Oyun')];
  const step = (mutation: string, id: string, context = bold.context, further: object = {}) =>
    depot.run<Answer>(mutation, taskFields, { id, ...further }, context);
  return { depot, bold, oyun, step };
}

it('a courier is sent, accepts, sets out and arrives, each at its time', async () => {
  const { depot, bold, step } = await crew();
  const { id } = await depot.task();
  expect(await depot.give(id, bold)).toBeNull();
  const look = () => depot.look(id, 'status courier { id } assignedAt acceptedAt startedAt arrivedAt');
  const time = expect.any(String) as string;
  expect(await look()).toEqual({
    status: 'ASSIGNED',
    courier: { id: bold.id },
    assignedAt: time,
    acceptedAt: null,
    startedAt: null,
    arrivedAt: null,
  });
  for (const mutation of ['acceptTask', 'startTask', 'arriveAtTask']) expect((await step(mutation, id)).userErrors).toEqual([]);
  expect(await look()).toEqual({
    status: 'ACTIVE',
    courier: { id: bold.id },
    assignedAt: time,
    acceptedAt: time,
    startedAt: time,
    arrivedAt: time,
  });
  expect(await depot.look(id, 'steps { step courier { id } takenBy { id } }')).toMatchObject({
    steps: [
      { step: 'CREATED', courier: null },
      { step: 'ASSIGNED', courier: { id: bold.id } },
      ...['ACCEPTED', 'STARTED', 'ARRIVED'].map((name) => ({
        step: name,
        courier: { id: bold.id },
        takenBy: { id: bold.context.actor.id },
      })),
    ],
  });
});

it.each([
  ['acceptTask', 'UNASSIGNED', 'UB1-T-000001 is not yours: only the courier who was sent does this, or a dispatcher.', 'NOT_ALLOWED'],
  ['acceptTask', 'ACCEPTED', 'UB1-T-000001 was accepted already.', 'WRONG_STATE'],
  ['acceptTask', 'ACTIVE', 'UB1-T-000001 is ACTIVE and cannot be accepted: that takes one that is ASSIGNED.', 'WRONG_STATE'],
  ['declineTask', 'ACTIVE', 'UB1-T-000001 is ACTIVE and cannot be declined: that takes one that is ASSIGNED.', 'WRONG_STATE'],
  ['startTask', 'ACTIVE', 'UB1-T-000001 is ACTIVE and cannot be begun: that takes one that is ASSIGNED.', 'WRONG_STATE'],
  ['startTask', 'FAILURE', 'UB1-T-000001 is FAILURE and cannot be begun: that takes one that is ASSIGNED.', 'WRONG_STATE'],
  ['arriveAtTask', 'ASSIGNED', 'UB1-T-000001 is ASSIGNED and cannot be arrived at: that takes one that is ACTIVE.', 'WRONG_STATE'],
  ['arriveAtTask', 'ARRIVED', 'The courier of UB1-T-000001 was there already.', 'WRONG_STATE'],
  ['failTask', 'ASSIGNED', 'UB1-T-000001 is ASSIGNED and cannot be given up: that takes one that is ACTIVE.', 'WRONG_STATE'],
  ['failTask', 'FAILURE', 'UB1-T-000001 is FAILURE and cannot be given up: that takes one that is ACTIVE.', 'WRONG_STATE'],
  ['completeTask', 'ASSIGNED', 'UB1-T-000001 is ASSIGNED and cannot be completed: that takes one that is ACTIVE.', 'WRONG_STATE'],
  ['completeTask', 'CANCELLED', 'UB1-T-000001 is CANCELLED and cannot be completed: that takes one that is ACTIVE.', 'WRONG_STATE'],
])('%s is refused of a task that is %s', async (mutation, state, message, code) => {
  const { depot, bold, step } = await crew();
  const failure = { reason: 'REFUSED' };
  const { id, version } = await depot.task();
  const ways: Readonly<Record<string, readonly [string, object?][]>> = {
    ACCEPTED: [['acceptTask']],
    ACTIVE: [['startTask']],
    ARRIVED: [['startTask'], ['arriveAtTask']],
    FAILURE: [['startTask'], ['failTask', failure]],
  };
  if (state !== 'UNASSIGNED') await depot.give(id, bold);
  for (const [way, further] of ways[state] ?? []) expect((await step(way, id, bold.context, further)).userErrors).toEqual([]);
  if (state === 'CANCELLED') await depot.done('cancelTask', taskFields, { id, expectedVersion: version + 1, reason: 'Not needed' });
  const before = await depot.steps(id);
  expect((await step(mutation, id, bold.context, mutation === 'failTask' ? failure : {})).userErrors).toEqual([{ code, message }]);
  expect(await depot.steps(id)).toEqual(before);
});

it("another courier does nothing of it, a dispatcher everything in the courier's name", async () => {
  const { depot, bold, oyun, step } = await crew();
  const { id } = await depot.task();
  await depot.give(id, bold);
  const notHers = [
    { code: 'NOT_ALLOWED', message: 'UB1-T-000001 is not yours: only the courier who was sent does this, or a dispatcher.' },
  ];
  for (const mutation of ['acceptTask', 'declineTask', 'startTask', 'arriveAtTask', 'completeTask'])
    expect((await step(mutation, id, oyun.context)).userErrors).toEqual(notHers);
  expect((await step('failTask', id, oyun.context, { reason: 'REFUSED' })).userErrors).toEqual(notHers);
  const dispatcher = depot.somebody({ permissions: ['tasks:perform', 'tasks:dispatch', 'tasks:read', 'couriers:read', 'staff:read'] });
  expect((await step('acceptTask', id, dispatcher)).userErrors).toEqual([]);
  const { steps } = await depot.look<{ steps: object[] }>(id, 'steps { step courier { id } takenBy { id } }');
  expect(steps.at(-1)).toEqual({ step: 'ACCEPTED', courier: { id: bold.id }, takenBy: { id: dispatcher.actor.id } });
});

it('nobody of another tenant or branch knows of it', async () => {
  const { depot, bold, step } = await crew();
  const { id } = await depot.task();
  await depot.give(id, bold);
  const permissions = ['tasks:perform', 'tasks:dispatch', 'tasks:read'];
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  const elsewhere = depot.somebody({ permissions, branches: [depot.addBranch()] });
  for (const context of [stranger, elsewhere]) {
    const absent = [{ code: 'NOT_FOUND', message: 'There is no such task at the branches where you may do this.' }];
    for (const mutation of ['acceptTask', 'declineTask', 'startTask', 'arriveAtTask', 'completeTask'])
      expect((await step(mutation, id, context)).userErrors).toEqual(absent);
  }
  const reader = depot.somebody({ permissions: ['tasks:read'] });
  await expect(step('acceptTask', id, reader)).rejects.toThrow('tasks:perform');
  expect(await depot.steps(id)).toEqual(['CREATED', 'ASSIGNED']);
});

it('a task that is declined is for others, and keeps in mind who would not', async () => {
  const { depot, bold, oyun, step } = await crew();
  const { id } = await depot.task();
  await depot.give(id, bold);
  await step('acceptTask', id);
  expect((await step('declineTask', id, bold.context, { reason: 'The motorcycle broke down' })).userErrors).toEqual([]);
  const look = () => depot.look(id, 'status statusReason courier { id } acceptedAt assignedAt');
  expect(await look()).toEqual({
    status: 'UNASSIGNED',
    statusReason: 'The motorcycle broke down',
    courier: null,
    acceptedAt: null,
    assignedAt: null,
  });
  expect((await step('acceptTask', id)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  await depot.system(depot.branchId, async (transaction) => {
    expect(await couriersWhoDeclined(transaction, [id])).toEqual(new Map([[id, new Set([bold.id])]]));
  });
  expect(await depot.give(id, oyun)).toBeNull();
  expect((await step('acceptTask', id, oyun.context)).userErrors).toEqual([]);
  expect(await look()).toMatchObject({ status: 'ASSIGNED', statusReason: null, courier: { id: oyun.id } });
  const { steps } = await depot.look<{ steps: object[] }>(id, 'steps { step reason courier { id } }');
  expect(steps[3]).toEqual({ step: 'DECLINED', reason: 'The motorcycle broke down', courier: { id: bold.id } });
});

describe('a dispatcher', () => {
  it('sends another one and takes back, and on the way only for a reason', async () => {
    const { depot, bold, oyun, step } = await crew();
    const { id } = await depot.task();
    expect(await depot.takeBack(id, 'Wrong one')).toBe('Nobody has the task UB1-T-000001.');
    await depot.give(id, bold);
    expect(await depot.give(id, bold)).toBe('Bold has the task UB1-T-000001 already.');
    await step('acceptTask', id);
    expect(await depot.give(id, oyun)).toBeNull();
    expect(await depot.look(id, 'status courier { id } acceptedAt')).toEqual({
      status: 'ASSIGNED',
      courier: { id: oyun.id },
      acceptedAt: null,
    });
    await step('startTask', id, oyun.context);
    const unexplained = 'The courier of UB1-T-000001 is on the way: say why the task is taken away.';
    expect(await depot.give(id, bold)).toBe(unexplained);
    expect(await depot.takeBack(id, ' ')).toBe(unexplained);
    expect(await depot.takeBack(id, 'Oyun had an accident')).toBeNull();
    expect(await depot.look(id, 'status statusReason courier { id } startedAt')).toEqual({
      status: 'UNASSIGNED',
      statusReason: 'Oyun had an accident',
      courier: null,
      startedAt: null,
    });
    expect((await step('arriveAtTask', id, oyun.context)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  });

  it('sends nobody to what is over', async () => {
    const { depot, bold } = await crew();
    const task = await depot.task();
    await depot.done('cancelTask', taskFields, { id: task.id, expectedVersion: 1, reason: 'Not needed' });
    expect(await depot.give(task.id, bold)).toBe('The task UB1-T-000001 is CANCELLED: nobody can be sent any more.');
    expect(await depot.takeBack(task.id, 'Why')).toBe('The task UB1-T-000001 is CANCELLED: nobody can be sent any more.');
  });
});

it('of two who accept at once only the one who was sent does, and of many tries of his one', async () => {
  const { depot, bold, oyun, step } = await crew();
  const { id } = await depot.task();
  await depot.give(id, bold);
  const tries = [bold, oyun, bold, oyun, bold].map(({ context }) => step('acceptTask', id, context));
  const codes = (await Promise.all(tries)).map(({ userErrors }) => userErrors[0]?.code ?? 'DONE').sort();
  expect(codes).toEqual(['DONE', 'NOT_ALLOWED', 'NOT_ALLOWED', 'WRONG_STATE', 'WRONG_STATE']);
  expect(await depot.steps(id)).toEqual(['CREATED', 'ASSIGNED', 'ACCEPTED']);
});

it('nobody sets out for what comes after something that is not done, or long before its time', async () => {
  const { depot, bold, step } = await crew();
  const soon = new Date(Date.now() + 59 * 60_000);
  const late = new Date(Date.now() + 3 * 3_600_000);
  const first = await depot.task({ notBefore: soon.toISOString() });
  const second = await depot.task({ dependsOn: [first.id] });
  const third = await depot.task({ notBefore: late.toISOString() });
  for (const { id } of [first, second, third]) await depot.give(id, bold);
  expect((await step('startTask', second.id)).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'UB1-T-000002 comes after what is not done yet: UB1-T-000001 (ASSIGNED).' },
  ]);
  const from = new Date(late.getTime() - 3_600_000).toISOString();
  expect((await step('startTask', third.id)).userErrors).toEqual([
    { code: 'WRONG_STATE', message: `UB1-T-000003 is not to be done before ${late.toISOString()}: set out from ${from} on.` },
  ]);
  expect((await step('startTask', first.id)).userErrors).toEqual([]);
  expect((await step('completeTask', first.id)).userErrors).toEqual([]);
  expect((await step('startTask', second.id)).userErrors).toEqual([]);
});

it('nobody sets out for an order that is on hold, but what was fetched before is brought', async () => {
  const { depot, bold, step } = await crew();
  const orderId = newId('order');
  await depot.task();
  const place = { branchId: null, name: 'Dorj', phone: null, address: 'Seoul Street 4', latitude: null, longitude: null };
  const wanted = (key: string, kind: string, ...dependsOn: string[]) => {
    return { key, kind, dependsOn, place, notBefore: null, notAfter: null, items: [], skills: [] };
  };
  const ways = [
    wanted('pickup', 'PICKUP'),
    wanted('sterilize', 'STERILIZE', 'pickup'),
    wanted('fetch', 'PICKUP', 'sterilize'),
    wanted('deliver', 'DELIVERY', 'fetch'),
  ];
  await react(depot, depot.event('order.tasks_requested', orderId, { tasks: ways }));
  const query = 'query ($orderId: ID!) { tasks(filter: { orderId: $orderId }) { nodes { id } } }';
  const { tasks } = await depot.ask<{ tasks: { nodes: { id: string }[] } }>(query, { orderId });
  const [pickup = '', sterilize = '', fetch = '', deliver = ''] = tasks.nodes.map(({ id }) => id);
  for (const id of [pickup, sterilize, fetch, deliver]) await depot.give(id, bold);
  const start = async (id: string) => (await step('startTask', id)).userErrors;
  const onHold = (number: string) => [
    { code: 'WRONG_STATE', message: `The order of ${number} is on hold: have it resumed before you set out.` },
  ];
  await depot.orderIs(orderId, 'ON_HOLD', 0);
  expect(await start(pickup)).toEqual(onHold('UB1-T-000002'));
  expect(await depot.steps(pickup)).toEqual(['CREATED', 'ASSIGNED']);
  await depot.orderIs(orderId, 'ACTIVE', 1);
  expect(await start(pickup)).toEqual([]);
  await depot.orderIs(orderId, 'ON_HOLD', 2);
  expect((await step('completeTask', pickup)).userErrors).toEqual([]);
  expect(await start(sterilize)).toEqual([]);
  expect((await step('completeTask', sterilize)).userErrors).toEqual([]);
  expect(await start(fetch)).toEqual(onHold('UB1-T-000004'));
  await depot.orderIs(orderId, 'ACTIVE', 3);
  expect(await start(fetch)).toEqual([]);
  await depot.orderIs(orderId, 'ON_HOLD', 4);
  expect((await step('completeTask', fetch)).userErrors).toEqual([]);
  expect(await start(deliver)).toEqual([]);
});

it('who does not see a task of another branch waits for it, and no longer than until it is done', async () => {
  const { depot, bold, step } = await crew();
  const elsewhere = depot.addBranch(undefined, { code: 'UB2', name: 'Sterile department' });
  const first = await depot.task({ branchId: elsewhere });
  const second = await depot.task({ dependsOn: [first.id] });
  const permissions = ['tasks:perform', 'tasks:read'];
  const here = depot.somebody({ permissions, branches: [depot.branchId], actorId: bold.context.actor.id ?? '' });
  const colleague = await depot.courier('Saran', elsewhere);
  await depot.give(first.id, colleague);
  await depot.give(second.id, bold);
  const waits = [{ code: 'WRONG_STATE', message: 'UB1-T-000001 comes after what is not done yet: a task of another branch.' }];
  expect((await step('startTask', second.id, here)).userErrors).toEqual(waits);
  expect((await step('startTask', first.id, colleague.context)).userErrors).toEqual([]);
  expect((await step('startTask', second.id, here)).userErrors).toEqual(waits);
  expect((await step('completeTask', first.id, colleague.context)).userErrors).toEqual([]);
  expect(await depot.ask('query ($id: ID!) { task(id: $id) { number } }', { id: first.id }, here)).toEqual({ task: null });
  expect((await step('startTask', second.id, here)).userErrors).toEqual([]);
});

it('what fails says why, and flags what waits for it, which stays', async () => {
  const { depot, bold, step } = await crew();
  const first = await depot.active(bold);
  const second = await depot.task({ dependsOn: [first.id] });
  await depot.give(second.id, bold);
  expect((await step('failTask', first.id, bold.context, { reason: 'OTHER', note: ' ' })).userErrors).toEqual([
    { code: 'REQUIRED', message: 'Say what happened, in the note.' },
  ]);
  expect((await step('failTask', first.id, bold.context, { reason: 'NOT_READY', note: 'Come at four' })).userErrors).toEqual([]);
  expect(await depot.look(first.id, 'status outcome failureReason statusReason endedAt')).toEqual({
    status: 'COMPLETED',
    outcome: 'FAILURE',
    failureReason: 'NOT_READY',
    statusReason: 'Come at four',
    endedAt: expect.any(String) as string,
  });
  expect(await depot.look(second.id, 'status blockedBy { number failureReason }')).toEqual({
    status: 'ASSIGNED',
    blockedBy: [{ number: first.number, failureReason: 'NOT_READY' }],
  });
  expect(await depot.steps(second.id)).toEqual(['CREATED', 'ASSIGNED', 'BLOCKED']);
  expect((await step('startTask', second.id)).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'UB1-T-000002 comes after what is not done yet: UB1-T-000001 (FAILURE).' },
  ]);
});

it('the courier arrives once, whoever notices it', async () => {
  const { depot, bold, step } = await crew();
  const { id } = await depot.active(bold);
  const at = new Date(Date.now() - 60_000);
  const notice = async () => {
    let news = false;
    await depot.system(depot.branchId, async (transaction) => {
      const task = await transaction.lock(Task, id);
      news = task !== null && (await markArrived(transaction, task, at));
    });
    return news;
  };
  expect([await notice(), await notice()]).toEqual([true, false]);
  expect(await depot.look(id, 'arrivedAt')).toEqual({ arrivedAt: at.toISOString() });
  expect((await step('arriveAtTask', id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  expect(await depot.steps(id)).toEqual(['CREATED', 'ASSIGNED', 'STARTED', 'ARRIVED']);
});

it('couriers see what they have yet to do, in the order of their stops', async () => {
  const { depot, bold, oyun, step } = await crew();
  const tasks = [await depot.task(), await depot.task(), await depot.task(), await depot.task()];
  for (const { id } of tasks.slice(0, 3)) await depot.give(id, bold);
  await depot.give(tasks[3]?.id ?? '', oyun);
  await depot.system(depot.branchId, async (transaction) => {
    for (const [index, sequence] of [3, 1, 2].entries()) {
      const task = await transaction.lock(Task, tasks[index]?.id ?? '');
      if (task) await transaction.save(Object.assign(task, { sequence }));
    }
  });
  await step('startTask', tasks[1]?.id ?? '');
  await step('completeTask', tasks[1]?.id ?? '');
  const mine = async (context = bold.context) => {
    const { myTasks } = await depot.ask<{ myTasks: { number: string }[] }>('{ myTasks { number } }', {}, context);
    return myTasks.map(({ number }) => number);
  };
  expect(await mine()).toEqual(['UB1-T-000003', 'UB1-T-000001']);
  expect(await mine(oyun.context)).toEqual(['UB1-T-000004']);
  expect(await mine(depot.context)).toEqual([]);
});
