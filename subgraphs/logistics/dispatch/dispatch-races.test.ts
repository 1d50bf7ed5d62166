import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { sql } from '#kernel/database/sql.js';
import { openLogistics } from '../testing/depot.js';
import { Fleet, north, type FleetCourier } from './testing/fleet.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

async function fleetOf(couriers: number, capacity: number, tasks: number) {
  const fleet = new Fleet(subgraph, neighbours);
  const riders: FleetCourier[] = [];
  for (let index = 0; index < couriers; index += 1)
    riders.push(await fleet.rider(`Rider ${index}`, { capacity, place: north(index * 700) }));
  const ids: string[] = [];
  for (let index = 0; index < tasks; index += 1) ids.push((await fleet.stop(north((index % 7) * 500), { items: [fleet.item(1)] })).id);
  const dispatch = (taskIds: string[] | null = null) =>
    fleet.run<{ decisions: object[] }>('dispatchTasks', 'decisions { courier { id } }', { branchId: fleet.branchId, taskIds });
  /** How many items each courier carries, and how often each task was given. */
  const tally = async () => {
    let rows: { loads: number[]; steps: number; given: number } | undefined;
    await fleet.system(fleet.branchId, async (transaction) => {
      [rows] = await transaction.rows<{ loads: number[]; steps: number; given: number }>(sql`select
        (select array_agg(load order by load) from (select sum(load)::int as load from tasks where courier_id is not null and ended_at is null group by courier_id) each) as loads,
        (select count(*)::int from task_steps where step = 'ASSIGNED') as steps,
        (select count(*)::int from tasks where status = 'ASSIGNED') as given`);
    });
    return rows;
  };
  return { fleet, riders, ids, dispatch, tally };
}

it('two dispatchers at once give thirty tasks to five couriers, and nobody more than fits', async () => {
  const { dispatch, tally } = await fleetOf(5, 5, 30);
  const answers = await times(4, () => dispatch());
  expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  expect(await tally()).toEqual({ loads: [5, 5, 5, 5, 5], steps: 25, given: 25 });
});

it('nor do dispatchers by hand, a strategy and couriers who decline and leave, all at once', async () => {
  const { fleet, riders, ids, dispatch, tally } = await fleetOf(5, 3, 30);
  const outcomes = await times(40, async (index) => {
    const [id, rider] = [ids[index % ids.length], riders[index % riders.length]];
    if (!id || !rider) throw new Error('There are tasks and couriers');
    if (index % 8 === 0) return dispatch(ids.slice(index % 20, (index % 20) + 10));
    if (index % 8 === 3) return fleet.run('declineTask', 'task { id }', { id }, rider.context);
    if (index % 8 === 5) return fleet.run('unassignTask', 'tasks { id }', { id });
    if (index === 31) return fleet.run('goOffShift', 'courier { id }', {}, rider.context);
    if (index === 36) return fleet.run('resequenceRoute', 'stops { id }', { courierId: rider.id });
    return fleet.run('assignTask', 'tasks { id }', { id, courierId: rider.id });
  });
  expect(outcomes).toHaveLength(40);
  const after = await tally();
  expect(Math.max(...(after?.loads ?? []))).toBeLessThanOrEqual(3);
  await dispatch();
  const full = await tally();
  expect(full?.loads.every((load) => load <= 3)).toBe(true);
  expect(full?.given).toBeGreaterThanOrEqual(12);
});
