import { insertStops, routeOf, sequenceStops, type Route } from './sequencing.js';
import { compareWalks, type Walk } from './walking.js';
import {
  DispatchObstacleCode,
  type Candidate,
  type DispatchCourier,
  type DispatchTask,
  type Obstacle,
  type TemperatureRange,
} from './strategy.js';

/** Enough for a dozen stops, and little enough for dozens of couriers. */
const mostWalks = 300;

export interface Weighing {
  /** Also in a new order, where the present one does not keep what was promised: for few couriers, since it takes long. */
  readonly reorder: boolean;
}

/** What it would be for a courier to do these tasks too, all of them or none. */
export function weigh(courier: DispatchCourier, tasks: readonly DispatchTask[], { reorder }: Weighing): Candidate {
  const unable = obstaclesOf(courier, tasks);
  const before = routeOf(courier.stops, courier.departure);
  const after = routeWith(courier, tasks, before.walk, reorder);
  return {
    courierId: courier.id,
    obstacles: [...unable, ...burdens(before.walk, after.walk)],
    addedMinutes: courier.departure.from && (after.walk.busySeconds - before.walk.busySeconds) / 60,
    stops: after.stops,
    begins: after.walk.begins,
  };
}

/** Those who can go first, and of them who has the least to add; the id decides between equals. */
export function compareCandidates(one: Candidate, other: Candidate): number {
  const able = Math.sign(one.obstacles.length) - Math.sign(other.obstacles.length);
  if (able !== 0) return able;
  const [added, others] = [one.addedMinutes ?? Infinity, other.addedMinutes ?? Infinity];
  if (added !== others && Math.abs(added - others) > 1e-9) return added - others;
  return one.courierId < other.courierId ? -1 : 1;
}

/** Between the stops that there are, as they are; in a new order only where that alone keeps what was promised. */
function routeWith({ stops, departure }: DispatchCourier, tasks: readonly DispatchTask[], before: Walk, reorder: boolean): Route {
  const more = tasks.map(({ stop }) => stop);
  const inserted = insertStops(stops, more, departure);
  if (!reorder || burdens(before, inserted.walk).length === 0) return inserted;
  const anew = sequenceStops([...stops, ...more], departure, mostWalks);
  return compareWalks(anew.walk, inserted.walk) < 0 ? anew : inserted;
}

/** Who is late or overloaded already is not refused for that, but for more of it. */
function burdens(before: Walk, after: Walk): Obstacle[] {
  const obstacles: Obstacle[] = [];
  if (after.overload > before.overload)
    obstacles.push({ code: DispatchObstacleCode.FULL, message: 'Cannot carry that much at once with what else is to be carried.' });
  const late = minutes(after.lateSeconds - before.lateSeconds);
  if (late > 0) obstacles.push({ code: DispatchObstacleCode.WINDOW_MISSED, message: `Would be too late by ${late} min.` });
  const over = minutes(after.overtimeSeconds - before.overtimeSeconds);
  if (over > 0) obstacles.push({ code: DispatchObstacleCode.SHIFT_ENDS, message: `The shift ends ${over} min too soon.` });
  return obstacles;
}

/** Rounded up, and nothing for a hair. */
function minutes(seconds: number): number {
  return seconds < 1e-3 ? 0 : Math.ceil(seconds / 60);
}

function obstaclesOf(courier: DispatchCourier, tasks: readonly DispatchTask[]): Obstacle[] {
  const obstacles: Obstacle[] = [];
  if (!courier.onShift) obstacles.push({ code: DispatchObstacleCode.NOT_ON_SHIFT, message: 'Is not on shift.' });
  const missing = new Set(tasks.flatMap(({ skills }) => skills).filter((skill) => !courier.skills.has(skill)));
  for (const skill of missing) obstacles.push({ code: DispatchObstacleCode.NO_SKILL, message: `Cannot do this: ${skill}.` });
  const warm = tasks.find(({ temperature }) => temperature && !keeps(courier.coldBox, temperature))?.temperature;
  if (warm) obstacles.push({ code: DispatchObstacleCode.NO_COLD_BOX, message: boxMessage(courier.coldBox, warm) });
  if (tasks.some(({ declinedBy }) => declinedBy.has(courier.id)))
    obstacles.push({ code: DispatchObstacleCode.DECLINED, message: 'Has declined this before.' });
  if (tasks.some(({ boundTo }) => boundTo !== null && boundTo !== courier.id))
    obstacles.push({
      code: DispatchObstacleCode.OTHER_COURIER,
      message: 'Another courier has the other tasks of the order, or what is to be brought.',
    });
  if (courier.departure.from === null)
    obstacles.push({ code: DispatchObstacleCode.NO_POSITION, message: 'Nobody knows where the courier is.' });
  return obstacles;
}

function keeps(box: TemperatureRange | null, wanted: TemperatureRange): boolean {
  return box !== null && box.min >= wanted.min && box.max <= wanted.max;
}

function boxMessage(box: TemperatureRange | null, { min, max }: TemperatureRange): string {
  const wanted = [min === -Infinity ? '' : `from ${min}`, max === Infinity ? '' : `up to ${max}`].filter(Boolean).join(' ');
  return box
    ? `Has a cold box that keeps from ${box.min} up to ${box.max} °C, not ${wanted} °C.`
    : `Has no cold box that keeps ${wanted} °C.`;
}
