import type { Departure, Stop } from './stop.js';

/** What it takes to make some stops in some order. */
export interface Walk {
  /** When the service begins at each stop. */
  readonly begins: readonly number[];
  readonly endsAt: number;
  /** On the way and at work, without waiting. */
  readonly busySeconds: number;
  /** By how much the stops are later than they should be, together, and the last of them later than the shift lasts. */
  readonly lateSeconds: number;
  readonly overtimeSeconds: number;
  /** Items beyond what can be carried, over all the ways between two stops. */
  readonly overload: number;
  /** What the way costs, of two that break the same rules: time on the way, and what urgent stops wait. */
  readonly cost: number;
}

/** Makes the stops in this order, and waits where it comes too soon. `aboard` is what is carried at the beginning. */
export function walk(stops: readonly Stop[], departure: Departure, aboard: number): Walk {
  const begins: number[] = [];
  let [at, time, load] = [departure.from, departure.at, aboard];
  let [busySeconds, lateSeconds, cost] = [0, 0, 0];
  let overload = Math.max(0, load - departure.capacity);
  for (const stop of stops) {
    const travel = departure.travel(at, stop.place);
    const begin = Math.max(time + travel * 1_000, stop.notBefore ?? -Infinity);
    begins.push(begin);
    busySeconds += travel + stop.serviceSeconds;
    cost += travel + (stop.urgency * (begin - departure.at)) / 1_000;
    lateSeconds += Math.max(0, begin - (stop.notAfter ?? Infinity)) / 1_000;
    load += stop.load;
    overload += Math.max(0, load - departure.capacity);
    time = begin + stop.serviceSeconds * 1_000;
    at = stop.place ?? at;
  }
  const overtimeSeconds = Math.max(0, time - (departure.until ?? Infinity)) / 1_000;
  return { begins, endsAt: time, busySeconds, lateSeconds, overtimeSeconds, overload, cost };
}

/** What is carried at the beginning: what leaves at these stops, and came aboard at none of those that they follow. */
export function aboardAtStart(stops: readonly Stop[]): number {
  const fetched = new Map(stops.filter(({ load }) => load > 0).map(({ taskId, load }) => [taskId, load]));
  let aboard = 0;
  for (const { load, after } of stops) {
    let wanted = Math.max(0, -load);
    for (const taskId of after) {
      const taken = Math.min(wanted, fetched.get(taskId) ?? 0);
      fetched.set(taskId, (fetched.get(taskId) ?? 0) - taken);
      wanted -= taken;
    }
    aboard += wanted;
  }
  return aboard;
}

/** Below zero when the one is better: nothing outweighs a load that cannot be carried, and no saving a stop that is late. */
export function compareWalks(one: Walk, other: Walk): number {
  return (
    one.overload - other.overload ||
    tolerant(one.lateSeconds + one.overtimeSeconds - other.lateSeconds - other.overtimeSeconds) ||
    tolerant(one.cost - other.cost)
  );
}

/** Sums of the same numbers in another order differ by a hair. */
function tolerant(difference: number): number {
  return Math.abs(difference) < 1e-6 ? 0 : difference;
}

/** Whether each stop comes after those that it follows, and what is begun before all else. */
export function isInOrder(stops: readonly Stop[]): boolean {
  const places = new Map(stops.map(({ taskId }, index) => [taskId, index]));
  const begun = stops.filter((stop) => stop.begun).length;
  return stops.every((stop, index) => stop.begun === index < begun && stop.after.every((taskId) => (places.get(taskId) ?? -1) < index));
}
