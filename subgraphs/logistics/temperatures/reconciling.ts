import type { TemperatureFinding } from '../telemetry/excursions.js';

/** A finding as it is kept. */
export interface KeptFinding {
  readonly kind: TemperatureFinding['kind'];
  readonly beganAt: Date;
  /** Null while the signal is lost. */
  readonly endedAt: Date | null;
  readonly minutes: number | null;
  readonly extremeCelsius: number | null;
  readonly extremeAt: Date | null;
  readonly cumulativeMinutes: number | null;
  readonly consecutiveExceededAt: Date | null;
  readonly cumulativeExceededAt: Date | null;
}

export interface Reconciled<Stored> {
  readonly same: readonly (readonly [stored: Stored, found: KeptFinding])[];
  readonly added: readonly KeptFinding[];
  readonly gone: readonly Stored[];
}

/**
 * Which of what is found now is what was found before: of the same kind, and from the same moment; else one that has time in common with it,
 * as an excursion of which later readings show that it began earlier.
 */
export function reconcile<Stored extends KeptFinding>(stored: readonly Stored[], found: readonly KeptFinding[]): Reconciled<Stored> {
  const left = new Map(stored.map((one) => [nameOf(one), one]));
  const same: [Stored, KeptFinding][] = [];
  const pair = (one: Stored | undefined, finding: KeptFinding): boolean => {
    if (!one) return false;
    left.delete(nameOf(one));
    same.push([one, finding]);
    return true;
  };
  const moved = found.filter((finding) => !pair(left.get(nameOf(finding)), finding));
  const added = moved.filter((finding) => {
    const overlapping = left.values().find((one) => one.kind === finding.kind && meet(one, finding));
    return !pair(overlapping, finding);
  });
  return { same, added, gone: [...left.values()] };
}

function nameOf({ kind, beganAt }: KeptFinding): string {
  return `${kind} ${beganAt.getTime()}`;
}

function meet(one: KeptFinding, other: KeptFinding): boolean {
  return begin(one) <= end(other) && begin(other) <= end(one);
}

const begin = ({ beganAt }: KeptFinding): number => beganAt.getTime();
const end = ({ endedAt }: KeptFinding): number => endedAt?.getTime() ?? Infinity;

/** Whether anything of it is another. */
export function differs(one: KeptFinding, other: KeptFinding): boolean {
  return JSON.stringify(factsOf(one)) !== JSON.stringify(factsOf(other));
}

/** Whether it is more than it was: longer, warmer or colder, or beyond an allowance that it kept before. A lost signal that ends is not. */
export function hasGrown(before: KeptFinding, after: KeptFinding): boolean {
  const isLonger = before.minutes !== null && (after.minutes ?? Infinity) > before.minutes;
  const sign = after.kind === 'TOO_COLD' ? -1 : 1;
  const isWorse = sign * (after.extremeCelsius ?? 0) > sign * (before.extremeCelsius ?? 0);
  return isLonger || isWorse || (isBreach(after) && !isBreach(before));
}

/** Whether an allowance is used up. */
export function isBreach({ consecutiveExceededAt, cumulativeExceededAt }: KeptFinding): boolean {
  return consecutiveExceededAt !== null || cumulativeExceededAt !== null;
}

/** Those facts that a later reading can change, in one order. */
export function factsOf(finding: KeptFinding): KeptFinding {
  const { kind, beganAt, endedAt, minutes, extremeCelsius, extremeAt, cumulativeMinutes, consecutiveExceededAt, cumulativeExceededAt } =
    finding;
  return { kind, beganAt, endedAt, minutes, extremeCelsius, extremeAt, cumulativeMinutes, consecutiveExceededAt, cumulativeExceededAt };
}
