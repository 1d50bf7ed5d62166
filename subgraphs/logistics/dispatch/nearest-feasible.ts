import {
  DispatchObstacleCode,
  type Candidate,
  type DispatchChoice,
  type DispatchCourier,
  type DispatchQuestion,
  type DispatchStrategy,
  type DispatchTask,
} from './strategy.js';
import { compareCandidates, weigh } from './weighing.js';

/** What another order of the stops may take away. */
const ofTheRoute = new Set([DispatchObstacleCode.FULL, DispatchObstacleCode.WINDOW_MISSED, DispatchObstacleCode.SHIFT_ENDS]);

/** Of so many couriers, the nearest, another order of the stops is looked for. */
const mostReordered = 3;

/**
 * What is most urgent first, to whoever can do it with the least more to drive and to do; what is given counts for the next. Tasks
 * of one order, and those that follow each other, go to one courier.
 */
export const nearestFeasible: DispatchStrategy = {
  name: 'nearestFeasible',
  choose({ tasks, couriers }: DispatchQuestion): DispatchChoice[] {
    const known = new Map(couriers.map((courier) => [courier.id, courier]));
    return bundlesOf(tasks)
      .toSorted(compareBundles)
      .map((bundle) => {
        const candidates = candidatesFor(bundle, [...known.values()]);
        const [first] = candidates;
        const chosen = first && first.obstacles.length === 0 ? first : null;
        const courier = chosen && known.get(chosen.courierId);
        if (courier) known.set(courier.id, sent(courier, chosen.stops));
        return { taskIds: bundle.map(({ stop }) => stop.taskId), chosen, candidates };
      });
  },
};

/** With the stops that there are in their order; in another one only where nobody can go otherwise. */
function candidatesFor(bundle: readonly DispatchTask[], couriers: readonly DispatchCourier[]): Candidate[] {
  const candidates = couriers.map((courier) => weigh(courier, bundle, { reorder: false })).toSorted(compareCandidates);
  if (candidates[0]?.obstacles.length === 0) return candidates;
  const hopeful = new Set(
    candidates
      .filter(({ obstacles }) => obstacles.every(({ code }) => ofTheRoute.has(code)))
      .slice(0, mostReordered)
      .map(({ courierId }) => courierId),
  );
  return couriers.map((courier) => weigh(courier, bundle, { reorder: hopeful.has(courier.id) })).toSorted(compareCandidates);
}

function sent(courier: DispatchCourier, stops: DispatchCourier['stops']): DispatchCourier {
  return { ...courier, stops };
}

/** Tasks that go together, each with what it must follow before it where that is among them. */
export function bundlesOf(tasks: readonly DispatchTask[]): DispatchTask[][] {
  const bundles = new Map<DispatchTask, DispatchTask[]>(tasks.map((task) => [task, [task]]));
  const join = (one: DispatchTask, other: DispatchTask): void => {
    const [mine, theirs] = [bundles.get(one) ?? [], bundles.get(other) ?? []];
    if (mine === theirs) return;
    mine.push(...theirs);
    for (const task of theirs) bundles.set(task, mine);
  };
  const ofOrder = new Map<string, DispatchTask>();
  const byId = new Map(tasks.map((task) => [task.stop.taskId, task]));
  for (const task of tasks) {
    const first = task.orderId === null ? undefined : ofOrder.get(task.orderId);
    if (first) join(first, task);
    else if (task.orderId !== null) ofOrder.set(task.orderId, task);
    for (const before of task.stop.after) {
      const followed = byId.get(before);
      if (followed) join(followed, task);
    }
  }
  return [...new Set(bundles.values())];
}

function compareBundles(one: readonly DispatchTask[], other: readonly DispatchTask[]): number {
  return highest(other) - highest(one) || compareNumbers(deadline(one), deadline(other)) || (firstId(one) < firstId(other) ? -1 : 1);
}

function highest(bundle: readonly DispatchTask[]): number {
  return Math.max(...bundle.map(({ rank }) => rank));
}

function deadline(bundle: readonly DispatchTask[]): number {
  return Math.min(...bundle.map(({ stop }) => stop.notAfter ?? Infinity));
}

function firstId(bundle: readonly DispatchTask[]): string {
  return bundle.map(({ stop }) => stop.taskId).toSorted()[0] ?? '';
}

/** Of which either may be infinite. */
function compareNumbers(one: number, other: number): number {
  return one === other ? 0 : one - other;
}
