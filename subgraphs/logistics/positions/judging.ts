import { plausible, type ImplausibleReason, type JudgedPosition } from '../traces/plausibility.js';
import type { Position, Trace } from '../traces/position.js';

/** Why a position that is kept is not believed. */
export type KeptReason = Extract<ImplausibleReason, 'NULL_ISLAND' | 'INACCURATE' | 'IMPOSSIBLE_JUMP'>;

/**
 * Positions are judged among those of the same quarter of an hour, by the clock and not around a batch: so the verdict depends on
 * what is kept and not on the batches in which it came, and what comes late has no more to be read than a quarter.
 */
export const quarterMs = 15 * 60_000;

export function quarterOf({ at }: Pick<Position, 'at'>): number {
  return Math.floor(at.getTime() / quarterMs) * quarterMs;
}

/** All that is kept of some quarters, judged. How old it is was asked when it came, and does not matter any more. */
export function judge(kept: readonly Position[], fastestKmh: number): JudgedPosition[] {
  const limits = { fastestKmh, now: new Date(0), aheadMs: Infinity, oldestMs: Infinity };
  return [...Map.groupBy(kept, quarterOf).values()].flatMap((quarter) => plausible(quarter, limits));
}

/**
 * Whether a batch goes on from the last position that is believed, so that all of its quarter agree: nothing else has to be read
 * then, which is how it is every second of nearly every day. Holds only where nothing of the quarter was found impossible before.
 */
export function goesOn(last: Position | null, batch: Trace, fastestKmh: number): boolean {
  return judge(last ? [last, ...batch] : batch, fastestKmh).every(({ rejected }) => rejected !== 'IMPOSSIBLE_JUMP');
}
