import { metresBetween } from './distance.js';
import type { Trace } from './position.js';

export interface Standing {
  /** How far around its first position a standing courier's device may stray. */
  readonly radiusMetres: number;
  readonly atLeastMs: number;
}

/** A stay at one place, by the places of its first and last position in the trace. */
export interface Stop {
  readonly first: number;
  readonly last: number;
}

/** What is more than a red light. */
export const usualStanding: Standing = { radiusMetres: 30, atLeastMs: 2 * 60_000 };

/** Where the courier stood, in the order of time. */
export function stopsIn(trace: Trace, { radiusMetres, atLeastMs }: Standing = usualStanding): Stop[] {
  const stops: Stop[] = [];
  let first = 0;
  while (first < trace.length) {
    const last = stayFrom(trace, first, radiusMetres);
    const stays = timeAt(trace, last) - timeAt(trace, first) >= atLeastMs;
    if (stays) stops.push({ first, last });
    first = stays ? last + 1 : first + 1;
  }
  return stops;
}

function stayFrom(trace: Trace, first: number, radiusMetres: number): number {
  const anchor = trace[first];
  let last = first;
  for (let next = trace[last + 1]; anchor && next && metresBetween(anchor, next) <= radiusMetres; next = trace[last + 1]) last += 1;
  return last;
}

function timeAt(trace: Trace, index: number): number {
  return trace[index]?.at.getTime() ?? NaN;
}
