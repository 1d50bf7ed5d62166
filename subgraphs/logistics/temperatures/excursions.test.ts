import fc from 'fast-check';
import { InProcessTransport } from '#kernel/events/transport.js';
import type { EventRecord } from '#kernel/events/event.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { openLogistics } from '../testing/depot.js';
import { excursions } from '../telemetry/excursions.js';
import { ColdRoom, everyFive, minute, short, type Finding, type Reading } from './testing/cold-room.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof ColdRoom>[1];
let background: Background;
const heard: EventRecord[] = [];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  const transport = new InProcessTransport();
  background = await startBackground(logistics, subgraph.resources, transport);
  const types = ['temperature.breached', 'temperature.signal_lost', 'temperature.recovered', 'temperature.alert_updated'];
  await transport.subscribe('test', types, (event) => {
    heard.push(event);
    return Promise.resolve();
  });
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const aMoment = expect.any(String) as string;

/** What was told of a watch, once so much was. */
async function told(watchId: string, atLeast: number): Promise<string[]> {
  const own = () => heard.filter(({ data }) => data['watchId'] === watchId);
  await eventually(
    () => Promise.resolve(own().length),
    (count) => count >= atLeast,
  );
  return own().map(({ type, data }) => `${type} ${String(data['kind'])}`);
}

async function watched(more: object = {}) {
  const room = new ColdRoom(subgraph, neighbours);
  const loggerId = await room.logger();
  return { room, loggerId, watch: await room.watch(loggerId, more) };
}

it('goods that were too warm and too cold are found, with their extremes and the minutes', async () => {
  const { room, loggerId, watch } = await watched({ consecutiveMinutes: 10, cumulativeMinutes: 20 });
  expect(await room.record(loggerId, everyFive(5, 9, 9.5, 5, 1, 1, 5, 8.1, 8.2, 8))).toMatchObject({ taken: 10, known: 0, leftOut: [] });
  const found = await room.findings(watch.id);
  expect(found.map(short)).toEqual(['TOO_WARM 08:05-08:15 10 9.5°', 'TOO_COLD 08:20-08:30 10 1°', 'TOO_WARM 08:35-08:45 10 8.2°']);
  expect(found.map(({ consecutiveExceededAt, cumulativeExceededAt }) => [consecutiveExceededAt, cumulativeExceededAt])).toEqual([
    [minute(15), null],
    [minute(30), null],
    [minute(45), minute(45)],
  ]);
  expect(await told(watch.id, 3)).toEqual(
    Array(3)
      .fill(0)
      .map((_, index) => `temperature.breached ${index === 1 ? 'TOO_COLD' : 'TOO_WARM'}`),
  );
});

it('within the allowance it is found and no alert; beyond, it is told once, however often readings come', async () => {
  const itemIds = [newId('lot'), newId('specimen')];
  const { room, loggerId, watch } = await watched({ consecutiveMinutes: 30, itemIds, place: 'Vaccine fridge' });
  await room.record(loggerId, everyFive(5, 9, 9, 9));
  expect(await room.findings(watch.id)).toMatchObject([{ kind: 'TOO_WARM', minutes: 10, alertedAt: null, status: 'OPEN' }]);
  await room.record(loggerId, everyFive(5, 9, 9, 9, 9, 9, 9, 10));
  const [found] = await room.findings(watch.id);
  expect(found).toMatchObject({ minutes: 30, consecutiveExceededAt: minute(35), alertedAt: aMoment, extremeCelsius: 10 });
  await room.record(loggerId, everyFive(5, 9, 9, 9, 9, 9, 9, 10, 11, 5));
  await room.record(loggerId, everyFive(5, 9, 9, 9, 9, 9, 9, 10, 11, 5));
  expect((await room.findings(watch.id)).map(short)).toEqual(['TOO_WARM 08:05-08:45 40 11°']);
  expect(await told(watch.id, 1)).toEqual(['temperature.breached TOO_WARM']);
  const [event] = heard.filter(({ data }) => data['watchId'] === watch.id);
  expect(event).toMatchObject({
    subject: found?.id,
    branch: room.branchId,
    data: { excursionId: found?.id, loggerId, itemIds, taskId: null, otherBranchId: null, place: 'Vaccine fridge', beganAt: minute(5) },
  });
});

it('a breach tells what the task of the watch carries, and the other end of it', async () => {
  const room = new ColdRoom(subgraph, neighbours);
  const [taskId, specimen, lot, laboratory] = [newId('task'), newId('specimen'), newId('lot'), newId('branch')];
  await room.system(room.branchId, async (transaction) => {
    const { Task } = await import('../tasks/task.js');
    const task = {
      id: taskId,
      branchId: room.branchId,
      otherBranchId: laboratory,
      number: 'UB1-T-000001',
      kind: 'DELIVERY',
      status: 'UNASSIGNED',
    };
    const item = { id: specimen, name: 'EDTA blood', code: null, quantity: 1, minCelsius: 2, maxCelsius: 8 };
    const more = { priority: 'ROUTINE', serviceMinutes: 5, skills: [], items: [item], load: 1 };
    await transaction.insert(Object.assign(new Task(), task, more));
  });
  const watch = await room.watch(await room.logger({ serial: 'T-1' }), { taskId, itemIds: [lot] });
  const { temperatureLoggers } = await room.ask<{ temperatureLoggers: { nodes: { id: string }[] } }>(
    'query { temperatureLoggers(first: 1, filter: { serial: "T-1" }) { nodes { id } } }',
  );
  await room.record(temperatureLoggers.nodes[0]?.id ?? '', everyFive(5, 12, 12));
  await told(watch.id, 1);
  expect(heard.find(({ data }) => data['watchId'] === watch.id)?.data).toMatchObject({
    itemIds: [lot, specimen],
    taskId,
    otherBranchId: laboratory,
  });
  const text = 'query ($id: ID!) { task(id: $id) { temperatureWatches { id task { number } } } }';
  expect(await room.ask(text, { id: taskId })).toEqual({
    task: { temperatureWatches: [{ id: watch.id, task: { number: 'UB1-T-000001' } }] },
  });
});

it('a time without readings is a signal that was lost, and readings that come late take it back', async () => {
  const { room, loggerId, watch } = await watched();
  await room.record(loggerId, everyFive(5, 5, null, null, null, null, 5));
  const [lost] = await room.findings(watch.id);
  expect(lost).toMatchObject({ kind: 'SIGNAL_LOST', beganAt: minute(5), endedAt: minute(30), minutes: 25, alertedAt: aMoment });
  await room.record(loggerId, [{ at: minute(15), celsius: 5 }]);
  expect(await room.findings(watch.id)).toEqual([]);
  expect(await room.finding(lost?.id ?? '')).toMatchObject({ withdrawnAt: aMoment });
  expect(await told(watch.id, 2)).toEqual(['temperature.signal_lost SIGNAL_LOST', 'temperature.alert_updated SIGNAL_LOST']);
});

it('nobody knows of the time before the first reading either, nor of that after the last one of a watch that ended', async () => {
  const { room, loggerId, watch } = await watched();
  await room.record(loggerId, [{ at: minute(30), celsius: 5 }]);
  await room.done('endTemperatureWatch', 'watch { endedAt }', { id: watch.id, expectedVersion: watch.version, endedAt: minute(60) });
  expect((await room.findings(watch.id)).map(short)).toEqual(['SIGNAL_LOST 08:00-08:30 30', 'SIGNAL_LOST 08:30-09:00 30']);
});

it('the last reading holds until the watch ends, and what is measured later is none of its own', async () => {
  const { room, loggerId, watch } = await watched();
  await room.record(loggerId, everyFive(5, 9, 9, 9));
  await room.done('endTemperatureWatch', 'watch { endedAt }', { id: watch.id, expectedVersion: watch.version, endedAt: minute(12) });
  expect((await room.findings(watch.id)).map(short)).toEqual(['TOO_WARM 08:05-08:12 7 9°']);
  await room.record(loggerId, [{ at: minute(20), celsius: 30 }]);
  expect((await room.findings(watch.id)).map(short)).toEqual(['TOO_WARM 08:05-08:12 7 9°']);
  const again = await room.run('endTemperatureWatch', 'watch { endedAt }', { id: watch.id, expectedVersion: 2 });
  expect(again.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
});

it('an excursion that is found to have begun earlier is the same one', async () => {
  const { room, loggerId, watch } = await watched({ consecutiveMinutes: 60 });
  await room.record(
    loggerId,
    [5, 9, 9].map((celsius, index) => ({ at: minute(index * 10), celsius })),
  );
  const [before] = await room.findings(watch.id);
  await room.record(loggerId, [{ at: minute(5), celsius: 9 }]);
  const [after, ...others] = await room.findings(watch.id);
  expect(others).toEqual([]);
  expect(after).toMatchObject({ id: before?.id, beganAt: minute(5), minutes: 15 });
});

describe('acknowledging', () => {
  it('takes it off the open alerts, until it grows: then it is open again, and says so', async () => {
    const { room, loggerId, watch } = await watched({ consecutiveMinutes: 5 });
    const alerts = async () => {
      const text =
        'query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Branch { openTemperatureAlerts(first: 10) { totalCount nodes { id } } } } }';
      const { _entities } = await room.ask<{ _entities: { openTemperatureAlerts: { nodes: { id: string }[] } }[] }>(text, {
        ids: [{ __typename: 'Branch', id: room.branchId }],
      });
      return _entities[0]?.openTemperatureAlerts.nodes.map(({ id }) => id);
    };
    await room.record(loggerId, everyFive(5, 9, 9, 9));
    const [found] = (await room.findings(watch.id)) as [Finding];
    expect(await alerts()).toEqual([found.id]);
    expect((await room.acknowledge(found, ' ')).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect(await room.acknowledge(found)).toMatchObject({
      excursion: { status: 'ACKNOWLEDGED', comment: 'Taken to the other fridge.', reopenedAt: null },
      userErrors: [],
    });
    expect(await alerts()).toEqual([]);
    expect((await room.acknowledge({ ...found, version: found.version + 1 })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    await room.record(loggerId, everyFive(5, 9, 9, 9, 9));
    expect(await room.findings(watch.id)).toMatchObject([{ id: found.id, status: 'OPEN', minutes: 15, reopenedAt: aMoment }]);
    expect(await alerts()).toEqual([found.id]);
    expect(await told(watch.id, 3)).toEqual([
      'temperature.breached TOO_WARM',
      'temperature.alert_updated TOO_WARM',
      'temperature.alert_updated TOO_WARM',
    ]);
  });

  it('is refused of what has grown since it was read, to who may not, and elsewhere', async () => {
    const { room, loggerId, watch } = await watched({ consecutiveMinutes: 5 });
    await room.record(loggerId, everyFive(5, 9, 9, 9));
    const [seen] = (await room.findings(watch.id)) as [Finding];
    await room.record(loggerId, everyFive(5, 9, 9, 9, 9));
    expect((await room.acknowledge(seen)).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    const [found] = (await room.findings(watch.id)) as [Finding];
    const reader = room.somebody({ permissions: ['temperatures:read', 'temperatures:record'] });
    await expect(room.acknowledge(found, 'Seen.', reader)).rejects.toThrow('temperatures:acknowledge');
    const elsewhere = room.somebody({ branches: [newId('branch')] });
    const stranger = new ColdRoom(subgraph, neighbours);
    for (const context of [elsewhere, stranger.context])
      expect((await room.acknowledge(found, 'Seen.', context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await room.findings(watch.id)).toMatchObject([{ status: 'OPEN', comment: null }]);
  });
});

it('batches that are sent at the same time, and the same ones twice, come to what one after the other comes to', async () => {
  const { room, loggerId, watch } = await watched({ consecutiveMinutes: 30, silenceMinutes: 12 });
  const readings = Array.from({ length: 120 }, (_, index) => ({ at: minute(index * 5), celsius: index % 40 < 10 ? 9 + index / 100 : 5 }));
  const batches = Array.from({ length: 12 }, (_, part) => readings.filter((_reading, index) => index % 12 === part));
  await Promise.all([...batches, ...batches].map((batch) => room.record(loggerId, batch)));
  const found = await room.findings(watch.id);
  expect(found.map(short)).toEqual(['TOO_WARM 08:00-08:50 50 9.09°', 'TOO_WARM 11:20-12:10 50 9.49°', 'TOO_WARM 14:40-15:30 50 9.89°']);
  const breaches = (await told(watch.id, 3)).filter((one) => one === 'temperature.breached TOO_WARM');
  const subjects = heard
    .filter(({ data, type }) => data['watchId'] === watch.id && type === 'temperature.breached')
    .map(({ subject }) => subject);
  expect(new Set(subjects).size).toBe(breaches.length);
  expect(found.every(({ id }) => subjects.includes(id))).toBe(true);
});

const facts = [
  'kind',
  'beganAt',
  'endedAt',
  'minutes',
  'extremeCelsius',
  'cumulativeMinutes',
  'consecutiveExceededAt',
  'cumulativeExceededAt',
] as const;

it('readings in any order, in any parts and again and again come to the same excursions as all at once', async () => {
  const celsius = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(5, 6) }, { weight: 2, arbitrary: fc.constantFrom(9, 9.5, 12, 1, 0.5) });
  const readings = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), celsius), { minLength: 1, maxLength: 40 });
  const batches = readings.chain((all) =>
    fc.record({
      all: fc.constant(all.map(([at, temperature]): Reading => ({ at: minute(at * 2.5), celsius: temperature }))),
      order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
      again: fc.subarray([...all.keys()]),
      size: fc.integer({ min: 1, max: 12 }),
      ended: fc.boolean(),
    }),
  );
  const room = new ColdRoom(subgraph, neighbours);
  const limits = { minCelsius: 2, maxCelsius: 8, consecutiveMinutes: 12, cumulativeMinutes: 31 };
  await fc.assert(
    fc.asyncProperty(batches, async ({ all, order, again, size, ended }) => {
      const loggerId = await room.logger();
      const watch = await room.watch(loggerId, { ...limits, silenceMinutes: 11, ...(ended && { endedAt: minute(240) }) });
      const sent = [...order, ...again].map((index) => all[index] as Reading);
      for (let start = 0; start < sent.length; start += size) await room.record(loggerId, sent.slice(start, start + size));
      const atOnce = await room.logger();
      const whole = await room.watch(atOnce, { ...limits, silenceMinutes: 11, ...(ended && { endedAt: minute(240) }) });
      await room.record(atOnce, all);
      // Two that begin at the same moment are in no order of their own.
      const inOrder = (one: Finding, other: Finding) => `${one.beganAt} ${one.kind}`.localeCompare(`${other.beganAt} ${other.kind}`);
      const factsOf = (findings: Finding[]) => findings.sort(inOrder).map((finding) => facts.map((name) => finding[name]));
      const [found, expected] = [factsOf(await room.findings(watch.id)), factsOf(await room.findings(whole.id))];
      expect(found).toEqual(expected);
      // And those are what the readings say, judged by themselves: the warmer of two at the same moment.
      const warmest = new Map<string, number>();
      for (const one of all) warmest.set(one.at, Math.max(one.celsius, warmest.get(one.at) ?? -Infinity));
      const options = { intervalMinutes: 11, signalLostAfter: 1, until: ended ? new Date(minute(240)) : null };
      const judged = excursions(
        [...warmest].map(([at, temperature]) => ({ at: new Date(at), celsius: temperature })),
        limits,
        options,
      );
      const expectedHead = warmest.has(minute(0)) ? [] : found.filter(([kind, beganAt]) => kind === 'SIGNAL_LOST' && beganAt === minute(0));
      const own = found.filter((one) => !expectedHead.includes(one)).map(([kind, beganAt, , minutes]) => `${beganAt} ${kind} ${minutes}`);
      expect(own).toEqual(judged.map(({ kind, begin, minutes }) => `${begin.toISOString()} ${kind} ${minutes}`).sort());
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
