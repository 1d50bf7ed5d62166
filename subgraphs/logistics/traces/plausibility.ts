import { earthRadiusMetres, metresBetween } from './distance.js';
import { chordSquared, directionOf, type Direction } from './great-circle.js';
import { mergeTrace } from './merging.js';
import type { Position, Trace } from './position.js';

/** Why a position is not believed. */
export type ImplausibleReason =
  /** It has no time, or no latitude and longitude that exist. */
  | 'NOT_A_PLACE'
  /** Latitude and longitude are 0, or close by: what a device says that knows nothing. */
  | 'NULL_ISLAND'
  /** Its time has not come yet. */
  | 'IN_THE_FUTURE'
  /** It is older than what is taken. */
  | 'TOO_OLD'
  /** The device itself does not know any better than this. */
  | 'INACCURATE'
  /** The vehicle cannot have come there from the positions before, or from there to those after. */
  | 'IMPOSSIBLE_JUMP';

export interface JudgedPosition {
  readonly position: Position;
  /** Null when it is believed. */
  readonly rejected: ImplausibleReason | null;
}

export interface PlausibleLimits {
  /** What the courier's vehicle cannot go beyond. */
  readonly fastestKmh: number;
  readonly now: Date;
  /** How far a device's clock may run ahead; 2 minutes unless told otherwise. */
  readonly aheadMs?: number;
  /** 7 days unless told otherwise. */
  readonly oldestMs?: number;
  /** 100 metres unless told otherwise. */
  readonly worstAccuracyMetres?: number;
}

/** What is believed of a device that does not tell its accuracy. */
const usualAccuracyMetres = 10;
const nullIslandMetres = 1_000;

/**
 * All positions in the order of time, each with the reason for which it is not believed. Depends on the positions, not on the
 * order in which they came.
 *
 * Jumps: of all courses that the vehicle can have gone, the one with most positions is believed, of equals the shortest. So a
 * wild position spoils nobody but itself, not even as the first; and one who is far away after a silence is believed as soon as
 * the silence was long enough to get there. What both positions may err by is allowed on top of what the vehicle can go:
 * a second at 40 km/h cannot be told from noise, ten seconds can.
 *
 * Give it a shift, not a week: see `likeliestCourse` for what it costs.
 */
export function plausible(positions: readonly Position[], limits: PlausibleLimits): JudgedPosition[] {
  const judged = mergeTrace([], positions).map((position) => ({ position, rejected: inItself(position, limits) }));
  const credible = judged.filter(({ rejected }) => !rejected).map(({ position }) => position);
  const course = likeliestCourse(credible, limits.fastestKmh / 3.6);
  return judged.map(({ position, rejected }) => ({
    position,
    rejected: rejected ?? (course.has(position) ? null : 'IMPOSSIBLE_JUMP'),
  }));
}

/** The trace of those that are believed. */
export function believed(judged: readonly JudgedPosition[]): Position[] {
  return judged.filter(({ rejected }) => !rejected).map(({ position }) => position);
}

/** Why a position cannot be believed whatever else there is. */
export function inItself(position: Position, limits: PlausibleLimits): ImplausibleReason | null {
  const { at, latitude, longitude, accuracyMetres } = position;
  const { now, aheadMs = 2 * 60_000, oldestMs = 7 * 86_400_000, worstAccuracyMetres = 100 } = limits;
  const age = now.getTime() - at.getTime();
  const exists = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && !Number.isNaN(age);
  if (!exists) return 'NOT_A_PLACE';
  if (metresBetween(position, { latitude: 0, longitude: 0 }) < nullIslandMetres) return 'NULL_ISLAND';
  if (-age > aheadMs) return 'IN_THE_FUTURE';
  if (age > oldestMs) return 'TOO_OLD';
  if (accuracyMetres != null && !(accuracyMetres >= 0 && accuracyMetres <= worstAccuracyMetres)) return 'INACCURATE';
  return null;
}

interface Course {
  readonly position: Position;
  readonly direction: Direction;
  /** How many positions the best course has that ends here, and how long it is. */
  count: number;
  metres: number;
  before: Course | null;
  /** The highest count up to here. */
  most: number;
}

/**
 * The longest chain of positions of which each can be reached from the one before. Looks back from each only as long as it could
 * still find a longer one, which in a clean trace is one step; one in which nothing agrees costs the square of its length (10,000
 * positions about half a second).
 */
function likeliestCourse(trace: Trace, fastest: number): ReadonlySet<Position> {
  const courses: Course[] = [];
  let best: Course | null = null;
  for (const position of trace) {
    const course: Course = { position, direction: directionOf(position), count: 1, metres: 0, before: null, most: 1 };
    for (let index = courses.length - 1; index >= 0; index -= 1) {
      const earlier = courses[index];
      if (!earlier || earlier.most + 1 < course.count) break;
      if (earlier.count + 1 >= course.count) goOnFrom(earlier, course, fastest);
    }
    course.most = Math.max(courses.at(-1)?.most ?? 0, course.count);
    courses.push(course);
    if (!best || isBetter(course, best)) best = course;
  }
  const taken = new Set<Position>();
  for (let course = best; course; course = course.before) taken.add(course.position);
  return taken;
}

function goOnFrom(earlier: Course, course: Course, fastest: number): void {
  const reach = reachBetween(earlier.position, course.position, fastest);
  if (chordSquared(earlier.direction, course.direction) > (reach / earthRadiusMetres) ** 2) return;
  const way = metresBetween(earlier.position, course.position);
  const longer = { count: earlier.count + 1, metres: earlier.metres + way };
  if (way <= reach && isBetter(longer, course)) Object.assign(course, longer, { before: earlier });
}

function reachBetween(from: Position, to: Position, fastest: number): number {
  const seconds = (to.at.getTime() - from.at.getTime()) / 1_000;
  return fastest * seconds + (from.accuracyMetres ?? usualAccuracyMetres) + (to.accuracyMetres ?? usualAccuracyMetres);
}

function isBetter(one: Pick<Course, 'count' | 'metres'>, other: Pick<Course, 'count' | 'metres'>): boolean {
  return one.count > other.count || (one.count === other.count && one.metres < other.metres);
}
