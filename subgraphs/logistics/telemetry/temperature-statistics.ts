import { holdReadings, type HoldingOptions } from './holding.js';
import { meanKineticTemperature } from './mean-kinetic-temperature.js';
import type { TemperatureReading } from './temperature-log.js';

/** A log in figures; all temperatures in degrees Celsius. */
export interface TemperatureStatistics {
  /** How many there are, each counted once. */
  readonly readings: number;
  readonly minCelsius: number;
  readonly maxCelsius: number;
  /** The arithmetic mean, in which each reading weighs as much as the time for which it holds. */
  readonly meanCelsius: number;
  /** In which each reading weighs as much as the time for which it holds. */
  readonly meanKineticCelsius: number;
  /** For how long the temperature is known, without silence. */
  readonly observedMinutes: number;
}

export interface StatisticsOptions extends HoldingOptions {
  /** The heat of activation of the goods in kJ/mol, where it is known better than in general. */
  readonly activationEnergy?: number | null;
}

/**
 * The figures of a log, or null where it has no readings. Time is given to readings as holdReadings says; where all of them together stand
 * for no time, as a single one does, they weigh the same.
 */
export function temperatureStatistics(
  readings: readonly TemperatureReading[],
  options: StatisticsOptions = {},
): TemperatureStatistics | null {
  const { held } = holdReadings(readings, options);
  if (held.length === 0) return null;
  let [min, max, duration] = [Infinity, -Infinity, 0];
  for (const { begin, end, celsius } of held) {
    min = Math.min(min, celsius);
    max = Math.max(max, celsius);
    duration += end - begin;
  }
  const weighted = held.map(({ begin, end, celsius }) => ({ celsius, weight: duration > 0 ? end - begin : 1 }));
  const weight = duration > 0 ? duration : held.length;
  return {
    readings: held.length,
    minCelsius: min,
    maxCelsius: max,
    meanCelsius: weighted.reduce((sum, reading) => sum + reading.celsius * reading.weight, 0) / weight,
    meanKineticCelsius: meanKineticTemperature(weighted, options.activationEnergy ?? undefined),
    observedMinutes: duration / 60_000,
  };
}
