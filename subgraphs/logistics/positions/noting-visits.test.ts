import { jest } from '@jest/globals';
import { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { Depot, openLogistics } from '../testing/depot.js';
import { describeRecorded, positionsIn } from '../testing/gps-traces.js';
import type { Position } from '../traces/position.js';
import { addRider, addTask, asOwner, lately, report } from './testing/fleet.js';

let subgraph: TestSubgraph;
let depot: Depot;
beforeAll(async () => {
  const opened = await openLogistics();
  subgraph = opened.subgraph;
  depot = new Depot(subgraph, opened.neighbours);
});
afterAll(() => subgraph.close());

const home = { latitude: 47.9, longitude: 106.9 };
const start = Math.floor(Date.now() / 900_000) * 900_000 - 900_000;
const at = (seconds: number, metresAway: number): Position => ({
  at: new Date(start + seconds * 1_000),
  latitude: home.latitude + metresAway / 111_195,
  longitude: home.longitude,
});
const iso = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();

interface SeenTask {
  readonly arrivedAt: string | null;
  readonly estimatedAt: string | null;
  readonly estimate: { readonly at: string; readonly metres: number; readonly stopsBefore: number; readonly madeAt: string } | null;
  readonly steps: readonly { readonly step: string; readonly takenAt: string }[];
}

async function seen(id: string): Promise<SeenTask & { told: string[] }> {
  const query =
    'query ($id: ID!) { task(id: $id) { arrivedAt estimatedAt estimate { at metres stopsBefore madeAt } steps { step takenAt } } }';
  const { task } = await depot.ask<{ task: SeenTask }>(query, { id });
  return { ...task, told: task.steps.map(({ step }) => step) };
}

describe('a visit', () => {
  it('is noted once, by the time of the position, however often and late batches come', async () => {
    const rider = await addRider(depot);
    const task = await addTask(depot, rider, home);
    const way = [at(0, 900), at(60, 400), at(120, 60), at(180, 20), at(240, 300)];
    await report(depot, rider, way.slice(0, 2));
    expect((await seen(task)).told).toEqual([]);
    await report(depot, rider, [at(120, 60), at(180, 20)]);
    expect(await seen(task)).toMatchObject({ arrivedAt: iso(120), told: ['ARRIVED'], estimate: null });
    await report(depot, rider, way);
    await report(depot, rider, [at(100, 70)]);
    await Promise.all([report(depot, rider, [at(300, 500)]), report(depot, rider, way)]);
    await report(depot, rider, [at(360, 10), at(420, 600)]);
    expect(await seen(task)).toMatchObject({ arrivedAt: iso(120), told: ['ARRIVED', 'LEFT'] });
  });

  it('is noted from a batch that has all of it, also when it comes in the wrong order', async () => {
    const rider = await addRider(depot);
    const task = await addTask(depot, rider, home);
    await report(depot, rider, [at(240, 300), at(120, 60), at(0, 900), at(180, 20)]);
    expect(await seen(task)).toMatchObject({ arrivedAt: iso(120), told: ['ARRIVED', 'LEFT'] });
  });

  it('ends when the courier leaves, as the position tells, also of what was done there before', async () => {
    const rider = await addRider(depot);
    const [done, elsewhere] = [
      await addTask(depot, rider, home),
      await addTask(depot, rider, { latitude: home.latitude + 0.1, longitude: home.longitude }),
    ];
    await report(depot, rider, [at(0, 300), at(60, 20)]);
    for (const id of [done, elsewhere]) await depot.done('failTask', 'task { id }', { id, reason: 'NOBODY_THERE' }, rider.context);
    await report(depot, rider, [at(70, 20)]);
    expect((await seen(done)).told).toEqual(['ARRIVED', 'FAILED']);
    await report(depot, rider, [at(80, 300)]);
    await report(depot, rider, [at(90, 400)]);
    expect(await seen(done)).toMatchObject({
      told: ['ARRIVED', 'FAILED', 'LEFT'],
      steps: [{ takenAt: iso(60) }, {}, { takenAt: iso(80) }],
    });
    expect((await seen(elsewhere)).told).toEqual(['FAILED']);
  });

  it('ends also by a telephone whose clock is ahead of the house', async () => {
    const rider = await addRider(depot);
    const task = await addTask(depot, rider, home);
    const ahead = (seconds: number, metres: number) => ({ ...at(0, metres), at: new Date(Date.now() + seconds * 1_000) });
    await report(depot, rider, [ahead(60, 20)]);
    await depot.done('failTask', 'task { id }', { id: task, reason: 'NOBODY_THERE' }, rider.context);
    await report(depot, rider, [ahead(90, 300)]);
    expect((await seen(task)).told).toEqual(['ARRIVED', 'FAILED', 'LEFT']);
  });

  it('is heard of late, when the task is done already', async () => {
    const rider = await addRider(depot);
    const task = await addTask(depot, rider, home);
    await depot.done('failTask', 'task { id }', { id: task, reason: 'NOBODY_THERE' }, rider.context);
    await report(depot, rider, [at(0, 300), at(60, 20), at(120, 300)]);
    expect(await seen(task)).toMatchObject({
      arrivedAt: iso(60),
      steps: [{ step: 'FAILED' }, { step: 'ARRIVED', takenAt: iso(60) }, { step: 'LEFT', takenAt: iso(120) }],
    });
  });

  it('costs a courier who stands there no more than one who is on the way', async () => {
    const [rider, farther] = [await addRider(depot), await addRider(depot)];
    const task = await addTask(depot, rider, home);
    await addTask(depot, farther, home);
    await report(depot, rider, [at(0, 300), at(60, 20)]);
    await report(depot, farther, [at(0, 900), at(60, 800)]);
    const locking = jest.spyOn(Transaction.prototype, 'lock');
    const locks = () => locking.mock.calls.length;
    for (const seconds of [70, 80, 90]) {
      await report(depot, farther, [at(seconds, 700)]);
      await report(depot, rider, [at(seconds, 20)]);
    }
    expect(locks()).toBe(0);
    await report(depot, rider, [at(100, 400)]);
    expect(locks()).toBe(1);
    await report(depot, rider, [at(110, 500)]);
    expect(locks()).toBe(1);
    locking.mockRestore();
    expect(await seen(task)).toMatchObject({ arrivedAt: iso(60), told: ['ARRIVED', 'LEFT'] });
  });

  it('is none before the courier set out, of a task that is not under way, of a jump, or of somebody else', async () => {
    const [rider, other] = [await addRider(depot), await addRider(depot)];
    const later = await addTask(depot, rider, home, { startedAt: new Date(start + 500_000) });
    const waiting = await addTask(depot, rider, home, { status: TaskStatus.ASSIGNED, startedAt: null });
    const elsewhere = await addTask(depot, rider, { latitude: home.latitude + 1, longitude: home.longitude });
    const others = await addTask(depot, other, home);
    const jump = { ...at(7, 0), latitude: home.latitude + 1 };
    await report(depot, rider, [at(0, 50), at(5, 45), jump, at(10, 40)]);
    for (const task of [later, waiting, elsewhere, others]) expect((await seen(task)).told).toEqual([]);
    await report(depot, rider, [at(510, 50)]);
    expect((await seen(later)).told).toEqual(['ARRIVED']);
  });

  it('is told to the order like every step', async () => {
    const rider = await addRider(depot);
    const task = await addTask(depot, rider, home);
    await report(depot, rider, [at(0, 10)]);
    const events = await asOwner(
      subgraph,
      async (client) => (await client.query<{ type: string }>('select type from logistics.outbox where subject = $1', [task])).rows,
    );
    expect(events).toEqual([{ type: 'task.updated' }]);
  });
});

describeRecorded('on a recorded drive', () => {
  it('a visit is when the car waited there, second by second as in one batch', async () => {
    const trace = lately(positionsIn('around-visnjan-with-car.gpx'));
    const stopover = { latitude: 45.27632, longitude: 13.7198 };
    const found: object[] = [];
    for (const batches of [[trace], trace.map((position) => [position])]) {
      const rider = await addRider(depot);
      const task = await addTask(depot, rider, stopover);
      for (const batch of batches) await report(depot, rider, batch);
      const { arrivedAt, told } = await seen(task);
      const [first] = trace;
      found.push({ after: Math.round((new Date(arrivedAt ?? 0).getTime() - (first?.at.getTime() ?? 0)) / 1_000), told });
    }
    expect(found[0]).toEqual(found[1]);
    expect(found[0]).toMatchObject({ told: ['ARRIVED', 'LEFT'] });
  });
});

describe('an estimate', () => {
  it('reckons the stops before and the time at them, and is made once a minute at most', async () => {
    const rider = await addRider(depot);
    const first = await addTask(depot, rider, { ...home, latitude: home.latitude + 0.05 }, { sequence: 1, serviceMinutes: 10 });
    const second = await addTask(depot, rider, { ...home, latitude: home.latitude + 0.1 }, { sequence: 2 });
    const unplaced = await addTask(depot, rider, home, { latitude: null, longitude: null, sequence: 3 });
    await report(depot, rider, [{ ...at(0, 0), at: new Date() }]);
    const [near, far] = [await seen(first), await seen(second)];
    expect(near.estimate?.stopsBefore).toBe(0);
    expect(far.estimate?.stopsBefore).toBe(1);
    expect(far.estimate?.metres).toBeCloseTo((near.estimate?.metres ?? 0) * 2, 0);
    const minutes = (task: SeenTask) =>
      (new Date(task.estimate?.at ?? 0).getTime() - new Date(task.estimate?.madeAt ?? 0).getTime()) / 60_000;
    expect(minutes(far)).toBeCloseTo(minutes(near) * 2 + 10, 0);
    expect(far.estimatedAt).toBe(far.estimate?.at);
    expect((await seen(unplaced)).estimate).toBeNull();

    await report(depot, rider, [{ ...at(0, 20), at: new Date(Date.now() + 1_000) }]);
    expect((await seen(second)).estimate).toEqual(far.estimate);
    await asOwner(subgraph, (client) =>
      client.query(`update logistics.task_estimates set made_at = now() - interval '61 seconds' where task_id = $1`, [
        toUuid('task', second),
      ]),
    );
    await report(depot, rider, [{ ...at(0, 40), at: new Date(Date.now() + 2_000) }]);
    expect((await seen(second)).estimate?.madeAt).not.toBe(far.estimate?.madeAt);
    expect((await seen(first)).estimate).toEqual(near.estimate);
  });

  it('goes first to what the courier has begun, also where it stands later among the stops', async () => {
    const rider = await addRider(depot);
    const assigned = { status: TaskStatus.ASSIGNED, startedAt: null, sequence: 1, serviceMinutes: 30 };
    await addTask(depot, rider, { ...home, latitude: home.latitude + 0.1 }, assigned);
    const begun = await addTask(depot, rider, { ...home, latitude: home.latitude + 0.05 }, { sequence: 2 });
    await report(depot, rider, [{ ...at(0, 0), at: new Date() }]);
    const { estimate } = await seen(begun);
    expect(estimate?.stopsBefore).toBe(0);
    // As far as the begun stop, and not to the other and back: roads are longer than the crow's way, but not by that.
    expect(estimate?.metres).toBeLessThan(8_000);
  });
});
