/** What the chamber measured at one moment. */
export interface CycleReading {
  readonly at: Date;
  readonly celsius: number;
}

/** What a cycle came to, by its readings. */
export interface CycleFigures {
  readonly f0: number;
  /** The longest unbroken time at or above the programme's temperature. */
  readonly heldMinutes: number;
  readonly highestCelsius: number;
}

const referenceCelsius = 121.1;
const zCelsius = 10;
/** Between readings that lie further apart nobody knows how warm it was. */
export const longestGapMs = 60_000;
const minuteMs = 60_000;

/** The minutes at 121.1 °C that one minute at this temperature is worth. */
export function lethality(celsius: number): number {
  return 10 ** ((celsius - referenceCelsius) / zCelsius);
}

/**
 * F0 and holding time of a cycle. F0 is the integral of 10^((T − 121.1) / 10) dt in minutes, with z = 10 °C and T0 = 121.1 °C as
 * EN ISO 17665 and EN 285 have it for moist heat. By the step rule: each interval counts at the colder of its two readings, so that
 * the figures never promise more than was measured; an interval longer than a minute counts nothing, and breaks the holding time.
 */
export function cycleFigures(readings: readonly CycleReading[], programmeCelsius: number): CycleFigures | null {
  const [first, ...rest] = readings.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  if (!first) return null;
  let [f0, held, longest, highest, before] = [0, 0, 0, first.celsius, first];
  for (const reading of rest) {
    const elapsed = reading.at.getTime() - before.at.getTime();
    const colder = Math.min(before.celsius, reading.celsius);
    const isKnown = elapsed <= longestGapMs;
    if (isKnown) f0 += (lethality(colder) * elapsed) / minuteMs;
    held = isKnown && colder >= programmeCelsius ? held + elapsed : 0;
    longest = Math.max(longest, held);
    highest = Math.max(highest, reading.celsius);
    before = reading;
  }
  return { f0, heldMinutes: longest / minuteMs, highestCelsius: highest };
}
