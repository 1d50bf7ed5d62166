/** A temperature and how much it weighs: the time for which it held, in any unit. */
export interface WeightedTemperature {
  /** In degrees Celsius. */
  readonly celsius: number;
  readonly weight: number;
}

/** The heat of activation that USP <1079.2> takes where none is known of the goods, in kJ/mol. With its gas constant it makes 10,000 K. */
export const usualActivationEnergy = 83.144;
/** The gas constant as USP <1079.2> rounds it, in kJ/(mol·K). */
export const gasConstant = 8.3144e-3;
export const zeroCelsius = 273.15;

/**
 * The mean kinetic temperature in degrees Celsius: the one temperature at which goods would age as much as at all of these (J. D. Haynes,
 * J. Pharm. Sci. 60 (1971) 927; USP <1079.2>): T = (ΔH/R) / −ln(Σ wᵢ·e^(−ΔH/(R·Tᵢ)) / Σ wᵢ), with temperatures in kelvin.
 * @param activationEnergy ΔH in kJ/mol.
 */
export function meanKineticTemperature(
  temperatures: readonly WeightedTemperature[],
  activationEnergy: number = usualActivationEnergy,
): number {
  if (!(activationEnergy > 0)) throw new RangeError('The heat of activation is a number of kJ/mol above 0.');
  const weighing = temperatures.filter(({ weight }) => weight > 0);
  let [min, max, sum, weights] = [Infinity, -Infinity, 0, 0];
  for (const { celsius } of weighing) {
    if (!(celsius > -zeroCelsius)) throw new RangeError('A temperature is above absolute zero.');
    min = Math.min(min, celsius);
    max = Math.max(max, celsius);
  }
  if (weighing.length === 0) throw new RangeError('A mean needs a temperature that weighs something.');
  const constant = activationEnergy / gasConstant;
  const warmest = 1 / (max + zeroCelsius);
  // Against the warmest, because e^(−ΔH/(R·T)) itself is nothing to a computer where it is very cold.
  for (const { celsius, weight } of weighing) {
    sum += weight * Math.exp(constant * (warmest - 1 / (celsius + zeroCelsius)));
    weights += weight;
  }
  const mean = 1 / (warmest - Math.log(sum / weights) / constant) - zeroCelsius;
  // Rounding must not carry it beyond what was measured.
  return Math.min(max, Math.max(min, mean));
}
