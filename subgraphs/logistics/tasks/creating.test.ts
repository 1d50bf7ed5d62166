import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../testing/depot.js';
import { TaskDesk, taskFields, type SeenTask } from './testing/task-desk.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof TaskDesk>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const desk = () => new TaskDesk(subgraph, neighbours);
const permissions = ['tasks:manage', 'tasks:read', 'orders:read', 'staff:read', 'couriers:read'];
interface Answer {
  readonly task: SeenTask | null;
}

const create = (depot: TaskDesk, input: object, context = depot.context) =>
  depot.run<Answer>(
    'createTask',
    taskFields,
    { branchId: depot.branchId, kind: 'PICKUP', place: { address: 'Peace Avenue 17' }, ...input },
    context,
  );
const change = (depot: TaskDesk, task: SeenTask, input: object, context = depot.context) =>
  depot.run<Answer>('changeTask', taskFields, { id: task.id, expectedVersion: task.version, ...input }, context);
const cancel = (depot: TaskDesk, task: SeenTask, reason = 'Not needed', context = depot.context) =>
  depot.run<Answer>('cancelTask', taskFields, { id: task.id, expectedVersion: task.version, reason }, context);

it('a task is made by hand, with all that its courier has to know', async () => {
  const depot = desk();
  const before = await depot.task();
  const line = newId('orderline');
  const { id } = await depot.task({
    kind: 'DELIVERY',
    priority: 'STAT',
    place: { name: ' Dorj ', phone: '+976 9911 2233', address: 'Seoul Street 4, Ulaanbaatar', latitude: 47.915, longitude: 106.9 },
    notBefore: '2026-11-23T01:00:00.000Z',
    notAfter: '2026-11-23T03:00:00.000Z',
    serviceMinutes: 10,
    skills: ['Phlebotomy ', 'phlebotomy', 'lifting'],
    items: [
      { itemId: line, name: 'Insulin', code: '04012345678901', quantity: 3, minCelsius: 2, maxCelsius: 8 },
      { name: 'Needles', quantity: 2 },
    ],
    dependsOn: [before.id, before.id],
    note: 'Third floor',
  });
  const fields = `number kind status priority orderNumber order { id } notBefore notAfter serviceMinutes skills load note requiredProofs acceptedProofs
    place { branch { id } name phone address latitude longitude } temperature { minCelsius maxCelsius } items { itemId name code quantity }
    dependsOn { id } blockedBy { id } steps { step status reason takenBy { id } } proofs { id } courier { id }`;
  expect(await depot.look(id, fields)).toEqual({
    number: 'UB1-T-000002',
    kind: 'DELIVERY',
    status: 'UNASSIGNED',
    priority: 'STAT',
    orderNumber: null,
    order: null,
    notBefore: '2026-11-23T01:00:00.000Z',
    notAfter: '2026-11-23T03:00:00.000Z',
    serviceMinutes: 10,
    skills: ['lifting', 'phlebotomy'],
    load: 5,
    note: 'Third floor',
    requiredProofs: [],
    acceptedProofs: ['PHOTO', 'SIGNATURE', 'CODE'],
    place: {
      branch: null,
      name: 'Dorj',
      phone: '+97699112233',
      address: 'Seoul Street 4, Ulaanbaatar',
      latitude: 47.915,
      longitude: 106.9,
    },
    temperature: { minCelsius: 2, maxCelsius: 8 },
    items: [
      { itemId: line, name: 'Insulin', code: '04012345678901', quantity: 3 },
      { itemId: null, name: 'Needles', code: null, quantity: 2 },
    ],
    dependsOn: [{ id: before.id }],
    blockedBy: [],
    steps: [{ step: 'CREATED', status: 'UNASSIGNED', reason: null, takenBy: { id: depot.context.actor.id } }],
    proofs: [],
    courier: null,
  });
});

it.each([
  ['COLLECT_SAMPLE', { items: [{ name: 'Blood', code: 'A1' }] }, ['SCAN'], []],
  ['COLLECT_SAMPLE', { items: [{ name: 'Blood' }] }, [], []],
  ['COLLECT_SAMPLE', { items: [{ name: 'Blood', code: 'A1' }], requireCode: true }, ['SCAN', 'CODE'], []],
  ['DELIVERY', {}, [], ['PHOTO', 'SIGNATURE', 'CODE']],
  ['DELIVERY', { requireCode: true }, ['CODE'], []],
  ['SERVICE_CALL', {}, [], []],
])('%s with %j asks for %j and one of %j', async (kind, input, requiredProofs, acceptedProofs) => {
  const depot = desk();
  const { id } = await depot.task({ kind, ...input });
  expect(await depot.look(id, 'requiredProofs acceptedProofs')).toEqual({ requiredProofs, acceptedProofs });
});

it.each([
  [{ place: {} }, 'REQUIRED', 'Say where: send the branch, or an address.'],
  [{ place: { address: 'Here', latitude: 47 } }, 'INVALID', 'Send both latitude and longitude, or neither of them.'],
  [{ place: { address: 'Here', latitude: 91, longitude: 0 } }, 'INVALID', 'latitude is −90 to 90, longitude −180 to 180.'],
  [{ place: { branchId: newId('branch') } }, 'NOT_FOUND', 'There is no such branch.'],
  [{ notBefore: '2026-11-23T03:00:00Z', notAfter: '2026-11-23T01:00:00Z' }, 'INVALID', 'notAfter is not before notBefore.'],
  [{ serviceMinutes: 1441 }, 'INVALID', 'serviceMinutes is 0 to 1440, not 1441.'],
  [{ skills: ['<b>'] }, 'INVALID', 'A skill is 1 to 50 letters, digits, spaces or hyphens.'],
  [{ items: [{ name: ' ' }] }, 'INVALID', 'An item has a name of 1 to 200 characters.'],
  [{ items: [{ name: 'Blood', quantity: 0 }] }, 'INVALID', 'The quantity of Blood is 1 to 100 000, not 0.'],
  [
    { items: [{ name: 'Blood', minCelsius: 8, maxCelsius: 2 }] },
    'INVALID',
    'Blood cannot be kept between 8 and 2 °C: the first is the colder one.',
  ],
  [
    { items: [{ itemId: 'patient_01jd0a8ksvf3ntbd0zqzyb6y2q', name: 'Blood' }] },
    'NOT_FOUND',
    'There is no such thing as Blood is said to be.',
  ],
  [{ dependsOn: [newId('task')] }, 'NOT_FOUND', 'There is no such task at the branches where you may do this.'],
  [{ kind: 'SERVICE_CALL', requireCode: true }, 'INVALID', 'A service call has no recipient to tell a code: leave requireCode out.'],
  [{ branchId: null }, 'REQUIRED', 'Say at which branch: send branchId, or the header X-Branch-ID.'],
])('a task is refused with %j', async (input, code, message) => {
  const depot = desk();
  expect(await create(depot, input)).toEqual({ task: null, userErrors: [{ code, message }] });
});

it('an item must be there for who names it', async () => {
  const depot = desk();
  const specimen = newId('specimen');
  neighbours.missing.add(specimen);
  expect((await create(depot, { items: [{ itemId: specimen, name: 'Blood' }] })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect((await create(depot, { items: [{ itemId: newId('specimen'), name: 'Blood' }] })).userErrors).toEqual([]);
});

it('what is left out of a change stays, and what is on the way keeps its place and items', async () => {
  const depot = desk();
  const courier = await depot.courier();
  const task = await depot.task({
    note: 'Third floor',
    notAfter: '2026-11-23T03:00:00Z',
    items: [{ name: 'Blood', minCelsius: 2, maxCelsius: 8 }],
  });
  expect((await change(depot, task, { priority: 'ASAP', note: null })).userErrors).toEqual([]);
  const look = () => depot.look(task.id, 'priority note notAfter load place { address } temperature { maxCelsius } version');
  expect(await look()).toEqual({
    priority: 'ASAP',
    note: null,
    notAfter: '2026-11-23T03:00:00.000Z',
    load: 1,
    place: { address: 'Peace Avenue 17' },
    temperature: { maxCelsius: 8 },
    version: 2,
  });
  expect((await change(depot, task, { priority: 'STAT' })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  const version = async () => ({ ...task, version: (await look())['version'] as number });
  expect(
    (await change(depot, await version(), { items: [{ name: 'Ice', quantity: 4 }], place: { branchId: depot.branchId } })).userErrors,
  ).toEqual([]);
  expect(await look()).toMatchObject({ load: 4, place: { address: null }, temperature: null });
  expect((await change(depot, await version(), { notBefore: '2026-11-24T03:00:00Z' })).userErrors).toMatchObject([{ code: 'INVALID' }]);
  await depot.give(task.id, courier);
  await depot.done('startTask', taskFields, { id: task.id }, courier.context);
  expect((await change(depot, await version(), { items: [] })).userErrors).toEqual([
    {
      code: 'WRONG_STATE',
      message: 'The courier of UB1-T-000001 is on the way: take the task back before its place, items or dependencies change.',
    },
  ]);
  expect((await change(depot, await version(), { note: 'Ring twice' })).userErrors).toEqual([]);
});

it('a task moves to an address and back, and not to a branch that does not know of it', async () => {
  const depot = desk();
  const [laboratory, pharmacy] = [depot.addBranch(), depot.addBranch()];
  const task = await depot.task({ place: { branchId: laboratory } });
  const move = async (place: object) => {
    const { version } = await depot.look<{ version: number }>(task.id, 'version');
    return (await change(depot, { ...task, version }, { place })).userErrors;
  };
  for (const place of [{ address: 'Seoul Street 4' }, { branchId: depot.branchId }, { branchId: laboratory }])
    expect(await move(place)).toEqual([]);
  expect(await move({ branchId: pharmacy })).toEqual([
    { code: 'NOT_ALLOWED', message: 'UB1-T-000001 is not of that branch: call the task off and make another one for it.' },
  ]);
  expect(await depot.look(task.id, 'place { branch { id } }')).toEqual({ place: { branch: { id: laboratory } } });
});

it('nothing of a task changes that is over', async () => {
  const depot = desk();
  const task = await depot.task();
  expect((await cancel(depot, task, ' ')).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
  const { task: cancelled } = await cancel(depot, task);
  expect(cancelled).toMatchObject({ status: 'CANCELLED', version: 2 });
  const over = { code: 'WRONG_STATE', message: 'The task UB1-T-000001 is CANCELLED: nothing of it changes any more.' };
  expect((await cancel(depot, { ...task, version: 2 })).userErrors).toEqual([over]);
  expect((await change(depot, { ...task, version: 2 }, { note: 'But' })).userErrors).toEqual([over]);
  expect(await depot.steps(task.id)).toEqual(['CREATED', 'CANCELLED']);
});

describe('what depends on what', () => {
  it('closes no circle, however long', async () => {
    const depot = desk();
    const [first, second, third] = [await depot.task(), await depot.task(), await depot.task()];
    await change(depot, second, { dependsOn: [first.id] });
    await change(depot, third, { dependsOn: [second.id] });
    expect((await change(depot, first, { dependsOn: [third.id] })).userErrors).toEqual([
      { code: 'INVALID', message: 'UB1-T-000003 waits for UB1-T-000001 itself: neither could ever begin.' },
    ]);
    expect((await change(depot, first, { dependsOn: [first.id] })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect(await depot.look(first.id, 'version dependsOn { id }')).toEqual({ version: 1, dependsOn: [] });
  });

  it('closes none either when two ask at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const depot = desk();
      const [a, b, c, d] = [await depot.task(), await depot.task(), await depot.task(), await depot.task()];
      await change(depot, b, { dependsOn: [a.id] });
      await change(depot, d, { dependsOn: [c.id] });
      const answers = await Promise.all([change(depot, a, { dependsOn: [d.id] }), change(depot, c, { dependsOn: [b.id] })]);
      expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    }
  });

  it('is never called off unseen while something is made to wait for it', async () => {
    for (let round = 0; round < 8; round += 1) {
      const depot = desk();
      const first = await depot.task();
      const [made] = await Promise.all([create(depot, { dependsOn: [first.id] }), cancel(depot, first)]);
      if (made.task) expect(await depot.steps(made.task.id)).toEqual(['CREATED', 'BLOCKED']);
      else expect(made.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    }
  });

  it('is blocked, at however many removes, by what was called off, and freed by doing without', async () => {
    const depot = desk();
    const first = await depot.task();
    const second = await depot.task({ dependsOn: [first.id] });
    const third = await depot.task({ dependsOn: [second.id] });
    await cancel(depot, first);
    const blockedBy = (id: string) => depot.look(id, 'status blockedBy { number }');
    expect(await blockedBy(second.id)).toEqual({ status: 'UNASSIGNED', blockedBy: [{ number: first.number }] });
    expect(await blockedBy(third.id)).toEqual({ status: 'UNASSIGNED', blockedBy: [{ number: first.number }] });
    expect(await depot.look(second.id, 'steps { step reason }')).toMatchObject({
      steps: [{ step: 'CREATED' }, { step: 'BLOCKED', reason: 'What must be done before will not be done: UB1-T-000001 (CANCELLED).' }],
    });
    const wanted = await create(depot, { dependsOn: [first.id] });
    expect(wanted.userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'UB1-T-000001 will not be done any more (CANCELLED): depend on another.' },
    ]);
    expect((await change(depot, second, { dependsOn: [] })).userErrors).toEqual([]);
    expect(await blockedBy(third.id)).toEqual({ status: 'UNASSIGNED', blockedBy: [] });
  });
});

describe('who may', () => {
  it('see a task at the other end, and change it only at the end that sends the courier', async () => {
    const depot = desk();
    const laboratory = depot.addBranch(newId('branch'), { code: 'LAB', name: 'Central Laboratory' });
    const task = await depot.task({ place: { branchId: laboratory } });
    const receiver = depot.somebody({ permissions, branches: [laboratory] });
    expect(await depot.look(task.id, 'status', receiver)).toEqual({ status: 'UNASSIGNED' });
    const refusal = { code: 'NOT_ALLOWED', message: 'Only the branch that sends the courier does this: ask its people.' };
    expect((await change(depot, task, { note: 'Later' }, receiver)).userErrors).toEqual([refusal]);
    expect((await cancel(depot, task, 'Later', receiver)).userErrors).toEqual([refusal]);
    expect((await create(depot, {}, receiver)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('not even see it elsewhere', async () => {
    const depot = desk();
    const task = await depot.task();
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    const elsewhere = depot.somebody({ permissions, branches: [depot.addBranch()] });
    for (const context of [stranger, elsewhere]) {
      expect(await depot.look(task.id, 'id', context)).toBeNull();
      const absent = [{ code: 'NOT_FOUND', message: 'There is no such task at the branches where you may do this.' }];
      expect((await change(depot, task, { note: 'Mine' }, context)).userErrors).toEqual(absent);
      expect((await cancel(depot, task, 'Mine', context)).userErrors).toEqual(absent);
      const own = await create(depot, { dependsOn: [task.id] }, context);
      expect(own.userErrors.map(({ code }) => code)).toContain('NOT_FOUND');
    }
    const reader = depot.somebody({ permissions: ['tasks:read'] });
    await expect(create(depot, {}, reader)).rejects.toThrow('tasks:manage');
    await expect(change(depot, task, {}, reader)).rejects.toThrow('tasks:manage');
    await expect(cancel(depot, task, 'Mine', reader)).rejects.toThrow('tasks:manage');
    expect(await depot.steps(task.id)).toEqual(['CREATED']);
  });
});

it('tasks that are made at once are counted without gaps', async () => {
  const depot = desk();
  const tasks = await Promise.all(Array.from({ length: 8 }, () => depot.task()));
  expect(tasks.map(({ number }) => number).sort()).toEqual(Array.from({ length: 8 }, (_, index) => `UB1-T-00000${index + 1}`));
});
