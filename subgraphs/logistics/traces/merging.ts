import type { Position, Trace } from './position.js';

/**
 * The trace with a batch in it. Devices send late, again and out of order: whatever the order and however often batches come, the
 * trace becomes the same. One instant can have several places (some devices stamp whole seconds), but a place only once: of two
 * that differ in nothing else, the more accurate stays.
 */
export function mergeTrace(trace: Trace, batch: readonly Position[]): Position[] {
  const sorted = [...trace, ...batch].sort(inOrder);
  return sorted.filter((position, index) => {
    const before = sorted[index - 1];
    return !before || byInstantAndPlace(before, position) !== 0;
  });
}

/** A total order of all that a position says; without one, the order of arrival would decide which of two stays. */
function inOrder(left: Position, right: Position): number {
  return (
    byInstantAndPlace(left, right) ||
    order(errorOf(left), errorOf(right)) ||
    order(left.speed, right.speed) ||
    order(left.heading, right.heading) ||
    bySpelling(left, right)
  );
}

function byInstantAndPlace(left: Position, right: Position): number {
  return order(left.at.getTime(), right.at.getTime()) || order(left.latitude, right.latitude) || order(left.longitude, right.longitude);
}

/** What is unknown comes last. */
function order(left: number | null | undefined, right: number | null | undefined): number {
  const [one, other] = [known(left), known(right)];
  return one < other ? -1 : Number(one > other);
}

function known(value: number | null | undefined): number {
  return value == null || Number.isNaN(value) ? Infinity : value;
}

/** Below 0 it is what iOS says of a place that it does not know. */
function errorOf({ accuracyMetres }: Position): number | null {
  return accuracyMetres == null || accuracyMetres < 0 ? null : accuracyMetres;
}

/** Equal numbers can still be two: 0 and -0, null and undefined. */
function bySpelling(left: Position, right: Position): number {
  const [one, other] = [spelt(left), spelt(right)];
  return one < other ? -1 : Number(one > other);
}

function spelt({ latitude, longitude, accuracyMetres, speed, heading }: Position): string {
  return [latitude, longitude, accuracyMetres, speed, heading].map((value) => (Object.is(value, -0) ? '-0' : String(value))).join();
}
