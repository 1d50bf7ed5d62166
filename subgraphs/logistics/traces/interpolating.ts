import { between } from './great-circle.js';
import type { Place, Trace } from './position.js';

/** Where the courier was at a time, as if it had gone evenly between two positions; null before the first and after the last. */
export function placeAt(trace: Trace, at: Date): Place | null {
  const next = firstAfter(trace, at.getTime());
  const [before, after] = [trace[next - 1], trace[next]];
  if (!before) return null;
  const passed = at.getTime() - before.at.getTime();
  if (passed === 0) return { latitude: before.latitude, longitude: before.longitude };
  return after ? between(before, after, passed / (after.at.getTime() - before.at.getTime())) : null;
}

function firstAfter(trace: Trace, time: number): number {
  let [low, high] = [0, trace.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((trace[middle]?.at.getTime() ?? Infinity) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
