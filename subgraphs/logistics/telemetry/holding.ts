import type { TemperatureReading } from './temperature-log.js';

/** The time for which a reading stands: from its own moment to the next one, in milliseconds since the epoch. */
export interface HeldReading {
  readonly begin: number;
  readonly end: number;
  readonly celsius: number;
}

/** A time of which nobody knows the temperature. */
export interface SilentTime {
  readonly begin: number;
  readonly end: number;
}

export interface HeldReadings {
  /** In the order of time. */
  readonly held: readonly HeldReading[];
  readonly silent: readonly SilentTime[];
}

export interface HoldingOptions {
  /** How often the logger measures; else the middle one of the times between readings. */
  readonly intervalMinutes?: number | null;
  /** After how many intervals without a reading the signal counts as lost; 3 where nothing is said. */
  readonly signalLostAfter?: number;
  /** When the log was stopped: until then the last reading holds too. */
  readonly until?: Date | null;
}

const minuteMs = 60_000;

/**
 * Puts readings in order and gives each the time that it stands for. **A reading holds until the next one**: between two nothing is known but
 * that, a line drawn between them would be invented, and a door that stood open is not shortened by it. The last one holds until the end of
 * the log where that is known, and else for no time. A time longer than so many intervals is silent: the reading before it holds for none of it.
 * The same reading twice is one. Of two temperatures at the same moment the warmer holds, and the colder stands for no time.
 */
export function holdReadings(readings: readonly TemperatureReading[], options: HoldingOptions = {}): HeldReadings {
  const ordered = inOrder(readings);
  const longest = longestHold(ordered, options);
  const held: HeldReading[] = [];
  const silent: SilentTime[] = [];
  for (const [index, { at: begin, celsius }] of ordered.entries()) {
    const next = ordered[index + 1]?.at ?? Math.max(begin, options.until?.getTime() ?? begin);
    const isSilent = next - begin > longest;
    if (isSilent) silent.push({ begin, end: next });
    held.push({ begin, end: isSilent ? begin : next, celsius });
  }
  return { held, silent };
}

interface Moment {
  readonly at: number;
  readonly celsius: number;
}

function inOrder(readings: readonly TemperatureReading[]): Moment[] {
  const moments = readings.map(({ at, celsius }) => ({ at: at.getTime(), celsius }));
  const broken = moments.find(({ at, celsius }) => !Number.isFinite(at) || !Number.isFinite(celsius));
  if (broken) throw new RangeError('A reading needs a moment and a temperature in degrees Celsius.');
  moments.sort((a, b) => a.at - b.at || a.celsius - b.celsius);
  return moments.filter(({ at, celsius }, index) => at !== moments[index - 1]?.at || celsius !== moments[index - 1]?.celsius);
}

function longestHold(ordered: readonly Moment[], { intervalMinutes, signalLostAfter = 3 }: HoldingOptions): number {
  if (!(signalLostAfter >= 1)) throw new RangeError('A signal is lost after one interval at the earliest.');
  if (intervalMinutes != null && !(intervalMinutes > 0)) throw new RangeError('The interval of readings is longer than nothing.');
  const interval = intervalMinutes == null ? usualInterval(ordered) : intervalMinutes * minuteMs;
  return interval * signalLostAfter;
}

/** The middle one of the times between readings; of two the shorter. No bound where there are no two. */
function usualInterval(ordered: readonly Moment[]): number {
  const steps = ordered.slice(1).map(({ at }, index) => at - (ordered[index]?.at ?? at));
  const sorted = steps.filter((step) => step > 0).sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Infinity;
}
