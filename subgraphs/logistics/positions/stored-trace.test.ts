import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { newId } from '#kernel/graph/type-id.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { Depot, openLogistics } from '../testing/depot.js';
import type { Position } from '../traces/position.js';
import { addRider, addTask, report } from './testing/fleet.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Depot>[1];
let depot: Depot;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  depot = new Depot(subgraph, neighbours);
});
afterAll(() => subgraph.close());

const start = Math.floor(Date.now() / 900_000) * 900_000 - 900_000;
const time = (seconds: number): Date => new Date(start + seconds * 1_000);
const at = (seconds: number, north: number, east = 0): Position => ({
  at: time(seconds),
  latitude: 47.9 + north / 111_195,
  longitude: 106.9 + east / 74_550,
});

interface Point {
  readonly at: string;
}

const taskTrace = `query ($id: ID!, $from: DateTime!, $until: DateTime!, $tolerance: Int!) {
  task(id: $id) { trace(toleranceMetres: $tolerance) { at } courier { position { at latitude } trace(from: $from, until: $until, toleranceMetres: $tolerance) { at } } }
}`;

interface Traced {
  readonly trace: readonly Point[];
  readonly courier: { readonly position: (Point & { latitude: number }) | null; readonly trace: readonly Point[] } | null;
}

async function traced(id: string, from: Date, until: Date, tolerance = 0, context = depot.context): Promise<Traced> {
  const variables = { id, from: from.toISOString(), until: until.toISOString(), tolerance };
  return (await depot.ask<{ task: Traced }>(taskTrace, variables, context)).task;
}

const seconds = (points: readonly Point[]): number[] => points.map((point) => (new Date(point.at).getTime() - start) / 1_000);

it('is what is believed of the time asked for, and of a task what was while it was under way', async () => {
  const rider = await addRider(depot);
  const place = { latitude: 48.9, longitude: 106.9 };
  const done = { status: TaskStatus.CANCELLED, startedAt: time(20), endedAt: time(40) };
  const task = await addTask(depot, rider, place, done);
  const open = await addTask(depot, rider, place, { startedAt: time(40) });
  const jump = { ...at(25, 0), latitude: 48.5 };
  await report(depot, rider, [at(0, 0), at(10, 50, 20), at(20, 100), jump, at(30, 150, 20), at(40, 200), at(50, 250, 20)]);
  const seen = await traced(task, time(10), time(30));
  expect(seconds(seen.trace)).toEqual([20, 30, 40]);
  expect(seconds(seen.courier?.trace ?? [])).toEqual([10, 20, 30]);
  expect(seen.courier?.position).toEqual({ at: time(50).toISOString(), latitude: at(50, 250).latitude });
  expect(seconds((await traced(open, time(0), time(1))).trace)).toEqual([40, 50]);
});

it('leaves out what lies within the tolerance of the way', async () => {
  const rider = await addRider(depot);
  const task = await addTask(depot, rider, { latitude: 48.9, longitude: 106.9 });
  await report(
    depot,
    rider,
    Array.from({ length: 30 }, (_, index) => at(index * 10, index * 100, (index % 2) * 8)),
  );
  const within = async (tolerance: number) => seconds((await traced(task, time(0), time(300), tolerance)).courier?.trace ?? []);
  expect(await within(0)).toHaveLength(30);
  expect(await within(10)).toEqual([0, 290]);
});

it('is of a day at most, and by a tolerance that makes sense', async () => {
  const rider = await addRider(depot);
  const task = await addTask(depot, rider, { latitude: 48.9, longitude: 106.9 });
  await expect(traced(task, time(0), time(86_401))).rejects.toThrow('at most 24 hours');
  await expect(traced(task, time(1), time(0))).rejects.toThrow('at most 24 hours');
  await expect(traced(task, time(0), time(1), -1)).rejects.toThrow('from 0 to 1000 metres');
});

it('of many couriers costs as many statements as of one', async () => {
  const branchId = depot.addBranch();
  const count = async (): Promise<number> => {
    const before = subgraph.database.statementCount;
    const query = `query ($branchId: ID!) { tasks(first: 50, filter: { branchId: $branchId }) { nodes { trace { at } estimate { at } courier { position { at } } } } }`;
    await depot.ask(query, { branchId });
    return subgraph.database.statementCount - before;
  };
  const add = async () => {
    const rider = await addRider(depot, { branchId });
    await addTask(depot, rider, { latitude: 48.9, longitude: 106.9 }, { branchId, startedAt: time(0) });
    await report(depot, rider, [at(0, 0), at(10, 10)]);
  };
  await add();
  const one = await count();
  for (let time = 0; time < 5; time += 1) await add();
  expect(await count()).toBe(one);
});

it('is nobody else’s: not of another branch, not of another tenant', async () => {
  const rider = await addRider(depot);
  const task = await addTask(depot, rider, { latitude: 48.9, longitude: 106.9 });
  await report(depot, rider, [at(0, 0)]);
  const query = 'query ($id: ID!) { task(id: $id) { trace { at } } }';
  const stranger = new Depot(subgraph, neighbours).context;
  for (const context of [stranger, depot.somebody({ branches: [newId('branch')] })])
    expect(await depot.ask(query, { id: task }, context)).toEqual({ task: null });
});
