import { metresFromWay } from './great-circle.js';
import type { Position, Trace } from './position.js';
import { stopsIn, usualStanding, type Standing } from './stops.js';

/** Every so many positions one stays anyway: the work is the square of what lies between, and some ways are as bad as can be. */
const mostBetween = 200;

/**
 * The trace with fewer positions (Ramer 1972, Douglas and Peucker 1973): every position that is left out lies within the tolerance
 * of the way between those that stay beside it. The first and last stay, and those of every stop, so that a stay keeps its time.
 * What has been thinned before is farther from the original by at most both tolerances together.
 */
export function thin(trace: Trace, toleranceMetres: number, standing: Standing = usualStanding): Position[] {
  const ends = stopsIn(trace, standing).flatMap(({ first, last }) => [first, last]);
  const kept = new Set([...trace.keys().filter((index) => index % mostBetween === 0), ...ends, trace.length - 1]);
  const fixed = [...kept].sort((left, right) => left - right);
  const open = fixed.slice(1).map((end, index) => [fixed[index] ?? end, end] as const);
  for (let range = open.pop(); range; range = open.pop()) {
    const [start, end] = range;
    const farthest = farthestWithin(trace, start, end);
    if (farthest.metres <= toleranceMetres) continue;
    kept.add(farthest.index);
    open.push([start, farthest.index], [farthest.index, end]);
  }
  return trace.filter((_, index) => kept.has(index));
}

export interface ThinningStep {
  readonly olderThanMs: number;
  readonly toleranceMetres: number;
}

/** Thins the older parts of a trace, each by the step for its age; what is younger than all steps stays as it is. */
export function thinByAge(trace: Trace, steps: readonly ThinningStep[], now: Date, standing: Standing = usualStanding): Position[] {
  const oldestFirst = steps.toSorted((left, right) => right.olderThanMs - left.olderThanMs);
  const stepOf = ({ at }: Position) => oldestFirst.find(({ olderThanMs }) => now.getTime() - at.getTime() > olderThanMs) ?? null;
  const parts = Map.groupBy(trace, stepOf);
  // A step's positions lie together, since the trace is in the order of time.
  return [...parts].flatMap(([step, part]) => (step ? thin(part, step.toleranceMetres, standing) : part));
}

function farthestWithin(trace: Trace, start: number, end: number): { index: number; metres: number } {
  const [from, to] = [trace[start], trace[end]];
  let farthest = { index: start, metres: 0 };
  if (!from || !to) return farthest;
  for (let index = start + 1; index < end; index += 1) {
    const position = trace[index];
    const metres = position ? metresFromWay(position, from, to) : 0;
    if (metres > farthest.metres) farthest = { index, metres };
  }
  return farthest;
}
