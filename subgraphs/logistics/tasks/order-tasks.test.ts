import type { EventRecord } from '#kernel/events/event.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import { clientOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { openLogistics } from '../testing/depot.js';
import { react, TaskDesk, taskFields } from './testing/task-desk.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof TaskDesk>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const nowhere = { branchId: null, name: null, phone: null, address: null, latitude: null, longitude: null };
const item = (name: string, celsius: readonly [number | null, number | null] = [2, 8], code: string | null = name) => ({
  id: newId('specimen'),
  name,
  code,
  quantity: 1,
  minCelsius: celsius[0],
  maxCelsius: celsius[1],
});

/** A clinic that orders of a laboratory. */
function desk() {
  const place = {
    latitude: 47.918,
    longitude: 106.917,
    phone: '+97611312345',
    address: { lines: ['Peace Avenue 17'], city: 'Ulaanbaatar' },
  };
  const clinic = new TaskDesk(subgraph, neighbours);
  const laboratory = clinic.addBranch(newId('branch'), { code: 'LAB', name: 'Central Laboratory', ...place });
  const orderId = newId('order');
  const collect = {
    key: 'collect',
    kind: 'COLLECT_SAMPLE',
    dependsOn: [] as string[],
    notBefore: null,
    notAfter: null,
    skills: ['phlebotomy'],
  };
  const tasks = [
    { ...collect, place: { ...nowhere, branchId: clinic.branchId }, items: [item('EDTA blood')] },
    {
      ...collect,
      key: 'deliver',
      kind: 'DELIVERY',
      dependsOn: ['collect'],
      place: { ...nowhere, branchId: laboratory },
      items: [item('EDTA blood')],
    },
  ];
  const requested = (wanted: readonly object[] = tasks) =>
    clinic.event('order.tasks_requested', orderId, { performerBranchId: laboratory, tasks: wanted });
  const withdrawn = (reason: string | null = 'The patient went home.') =>
    clinic.event('order.tasks_withdrawn', orderId, { performerBranchId: laboratory, reason });
  const list = async (context = clinic.context) => {
    const text = `query ($filter: TaskFilter) { tasks(first: 100, filter: $filter) { nodes { id number kind status version } } }`;
    const { tasks: found } = await clinic.ask<{
      tasks: { nodes: { id: string; number: string; kind: string; status: string; version: number }[] };
    }>(text, { filter: { orderId } }, context);
    return found.nodes;
  };
  const statuses = async () => (await list()).map(({ kind, status }) => `${kind} ${status}`);
  return { clinic, laboratory, orderId, tasks, requested, withdrawn, list, statuses };
}

it('makes the tasks that an order asks for, where they are done, in their order and with what they need', async () => {
  const { clinic, laboratory, orderId, requested, list } = desk();
  await react(clinic, requested());
  const [collect, deliver] = await list();
  const fields = `number orderNumber priority skills load requiredProofs acceptedProofs items { name code } order { id } branch { id }
    temperature { minCelsius maxCelsius } place { branch { id } name phone address latitude longitude } dependsOn { number } steps { step takenBy { id } }`;
  expect(await clinic.look(collect?.id ?? '', fields)).toMatchObject({
    number: 'UB1-T-000001',
    orderNumber: 'LAB-000042',
    priority: 'URGENT',
    skills: ['phlebotomy'],
    load: 1,
    requiredProofs: ['SCAN'],
    acceptedProofs: [],
    order: { id: orderId },
    branch: { id: clinic.branchId },
    temperature: { minCelsius: 2, maxCelsius: 8 },
    place: { branch: { id: clinic.branchId }, name: 'Steppe Clinic' },
    dependsOn: [],
    steps: [{ step: 'CREATED', takenBy: null }],
  });
  expect(await clinic.look(deliver?.id ?? '', fields)).toMatchObject({
    number: 'UB1-T-000002',
    requiredProofs: [],
    acceptedProofs: ['PHOTO', 'SIGNATURE', 'CODE'],
    place: {
      branch: { id: laboratory },
      name: 'Central Laboratory',
      phone: '+97611312345',
      address: 'Peace Avenue 17, Ulaanbaatar',
      latitude: 47.918,
      longitude: 106.917,
    },
    dependsOn: [{ number: 'UB1-T-000001' }],
  });
  const receiver = clinic.somebody({ branches: [laboratory] });
  expect((await list(receiver)).map(({ number }) => number)).toEqual(['UB1-T-000001', 'UB1-T-000002']);
});

it('makes them once, however often and at however many places at once they are asked for', async () => {
  const { clinic, tasks, requested, list } = desk();
  const events = [requested(), requested(tasks.slice(0, 1)), requested()];
  await Promise.all(events.flatMap((event) => [event, event]).map((event) => react(clinic, event)));
  const found = await list();
  expect(found.map(({ number, kind }) => `${number} ${kind}`).sort()).toEqual(
    expect.arrayContaining([expect.stringMatching(/ COLLECT_SAMPLE$/), expect.stringMatching(/ DELIVERY$/)]),
  );
  expect(found).toHaveLength(2);
  expect(found.map(({ number }) => number).sort()).toEqual(['UB1-T-000001', 'UB1-T-000002']);
  for (const { id } of found) expect(await clinic.steps(id)).toEqual(['CREATED']);
});

it('brings a task up to date that its order asks for anew, and not by an older event', async () => {
  const { clinic, tasks, requested, list } = desk();
  const older = requested();
  const changed = requested(
    tasks.map((task) => ({ ...task, notAfter: '2026-11-23T04:00:00.000Z', items: [...task.items, item('Serum', [2, 25])] })),
  );
  await react(clinic, changed);
  await react(clinic, older);
  const newer = requested(tasks.map((task) => ({ ...task, notAfter: '2026-11-23T05:00:00.000Z', items: [item('Serum', [-25, -15])] })));
  const [collect] = await list();
  expect(await clinic.look(collect?.id ?? '', 'notAfter load')).toEqual({ notAfter: '2026-11-23T04:00:00.000Z', load: 2 });
  await react(clinic, newer);
  expect(await clinic.look(collect?.id ?? '', 'notAfter load temperature { minCelsius maxCelsius }')).toEqual({
    notAfter: '2026-11-23T05:00:00.000Z',
    load: 1,
    temperature: { minCelsius: -25, maxCelsius: -15 },
  });
  expect(await clinic.steps(collect?.id ?? '')).toEqual(['CREATED', 'CHANGED']);
});

it('calls off what is not done when the order takes its tasks back, and brings it back when it asks again', async () => {
  const { clinic, requested, withdrawn, list, statuses } = desk();
  const courier = await clinic.courier();
  await react(clinic, requested());
  const [collect, deliver] = await list();
  await clinic.give(collect?.id ?? '', courier);
  await clinic.done('startTask', taskFields, { id: collect?.id }, courier.context);
  await clinic.done('failTask', taskFields, { id: collect?.id, reason: 'NOBODY_THERE' }, courier.context);
  await react(clinic, withdrawn());
  expect(await statuses()).toEqual(['COLLECT_SAMPLE COMPLETED', 'DELIVERY CANCELLED']);
  expect(await clinic.look(deliver?.id ?? '', 'statusReason endedAt')).toEqual({
    statusReason: 'The patient went home.',
    endedAt: expect.any(String) as string,
  });
  await react(clinic, requested());
  expect(await statuses()).toEqual(['COLLECT_SAMPLE COMPLETED', 'DELIVERY UNASSIGNED']);
  expect(await clinic.look(deliver?.id ?? '', 'statusReason endedAt')).toEqual({ statusReason: null, endedAt: null });
  expect(await clinic.steps(deliver?.id ?? '')).toEqual(['CREATED', 'BLOCKED', 'CANCELLED', 'REOPENED']);
});

it('leaves called off what a person here called off', async () => {
  const { clinic, requested, list, statuses } = desk();
  await react(clinic, requested());
  const [collect] = await list();
  await clinic.done('cancelTask', taskFields, { id: collect?.id, expectedVersion: collect?.version, reason: 'Taken along by a nurse' });
  await react(clinic, requested());
  expect(await statuses()).toEqual(['COLLECT_SAMPLE CANCELLED', 'DELIVERY UNASSIGNED']);
});

describe('whichever of them arrives first,', () => {
  const both = (events: EventRecord[]) => [events, [...events].reverse()];

  it('what was taken back is not wanted', async () => {
    for (const turn of [0, 1]) {
      const { clinic, requested, withdrawn, statuses } = desk();
      const events = both([requested(), withdrawn()])[turn] ?? [];
      for (const event of events) await react(clinic, event);
      for (const event of events) await react(clinic, event);
      expect(await statuses()).toEqual(turn === 0 ? ['COLLECT_SAMPLE CANCELLED', 'DELIVERY CANCELLED'] : []);
    }
  });

  it('what was asked for after that is wanted', async () => {
    for (const turn of [0, 1]) {
      const { clinic, requested, withdrawn, statuses } = desk();
      await react(clinic, requested());
      for (const event of both([withdrawn(), requested()])[turn] ?? []) await react(clinic, event);
      expect(await statuses()).toEqual(['COLLECT_SAMPLE UNASSIGNED', 'DELIVERY UNASSIGNED']);
    }
  });
});

it('ends the same when what is taken back and what is asked for anew come at once', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { clinic, tasks, requested, withdrawn, list, statuses } = desk();
    await react(clinic, requested());
    const further = { ...tasks[0], key: 'again' };
    const events = [withdrawn(), requested([...tasks, further]), requested([...tasks, further])];
    await Promise.all(events.map((event) => react(clinic, event)));
    expect(await statuses()).toEqual(['COLLECT_SAMPLE UNASSIGNED', 'DELIVERY UNASSIGNED', 'COLLECT_SAMPLE UNASSIGNED']);
    expect((await list()).map(({ number }) => number)).toEqual(['UB1-T-000001', 'UB1-T-000002', 'UB1-T-000003']);
  }
});

it('makes once what several events ask for at once after it was taken back', async () => {
  const { clinic, tasks, requested, withdrawn, list } = desk();
  await clinic.task();
  await react(clinic, withdrawn());
  const events = Array.from({ length: 4 }, () => requested(tasks.slice(0, 1)));
  await Promise.all(events.map((event) => react(clinic, event)));
  expect((await list()).map(({ number }) => number)).toEqual(['UB1-T-000002']);
});

it('keeps what does not go together in the narrowest range, and says so', async () => {
  const { clinic, tasks, requested, list } = desk();
  const items = [item('EDTA blood', [2, 8]), item('Culture', [20, 25]), item('Forms', [null, null])];
  await react(clinic, requested(tasks.slice(0, 1).map((task) => ({ ...task, items }))));
  const [collect] = await list();
  expect(await clinic.look(collect?.id ?? '', 'load note temperature { minCelsius maxCelsius } steps { reason }')).toEqual({
    load: 3,
    note: "EDTA blood (2 to 8 °C) and Culture (20 to 25 °C) cannot be kept in one box: the task's temperature is that of Culture, carry the others apart.",
    temperature: { minCelsius: 20, maxCelsius: 25 },
    steps: [{ reason: expect.stringContaining('cannot be kept in one box') as string }],
  });
});

it('does a task without what cannot come before it', async () => {
  const { clinic, tasks, requested, list } = desk();
  const circle = tasks.map((task) => ({ ...task, dependsOn: [task.key === 'collect' ? 'deliver' : 'collect', task.key, 'no such key'] }));
  await react(clinic, requested(circle));
  const [collect, deliver] = await list();
  expect(await clinic.look(collect?.id ?? '', 'dependsOn { kind }')).toEqual({ dependsOn: [{ kind: 'DELIVERY' }] });
  expect(await clinic.look(deliver?.id ?? '', 'dependsOn { kind }')).toEqual({ dependsOn: [] });
});

it('hears of orders by the events that are delivered, each once', async () => {
  const { clinic, requested, withdrawn, list, statuses } = desk();
  const transport = new InProcessTransport();
  const background = await startBackground(logistics, subgraph.resources, transport);
  const asked = requested();
  await transport.publish([asked, asked]);
  await eventually(statuses, (seen) => seen.length === 2);
  const [collect] = await list();
  const taken = withdrawn();
  await transport.publish([taken, asked, taken]);
  await eventually(statuses, (seen) => seen.every((each) => each.endsWith('CANCELLED')));
  expect(await clinic.steps(collect?.id ?? '')).toEqual(['CREATED', 'CANCELLED']);
  await background.stop();
});

describe('tasks of a patient', () => {
  it('are seen by the clients to whom the patient consented, and by nobody else of them', async () => {
    const { clinic, tasks, list, orderId, laboratory } = desk();
    const patientId = newId('patient');
    await react(clinic, clinic.event('order.tasks_requested', orderId, { performerBranchId: laboratory, patientId, tasks }));
    const program = clientOf({ tenant: clinic.tenant, permissions: Object.keys(logistics.permissions) });
    expect(await list()).toHaveLength(2);
    expect(await list(program)).toEqual([]);
    const [task] = await list();
    const ask = 'query ($id: ID!) { task(id: $id) { number steps { step } } }';
    expect(await clinic.ask(ask, { id: task?.id }, program)).toEqual({ task: null });
    const facts = {
      patientId,
      clientId: program.actor.id ?? '',
      purposes: ['TREAT'],
      scopes: ['tasks:read'],
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: null,
      version: 1,
    };
    await react(clinic, { ...clinic.event('consent.recorded', newId('consent'), {}), data: facts });
    expect(await list(program)).toHaveLength(2);
    expect(await clinic.ask(ask, { id: task?.id }, program)).toEqual({ task: { number: task?.number, steps: [{ step: 'CREATED' }] } });
  });
});
