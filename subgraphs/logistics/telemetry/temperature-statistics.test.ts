import fc from 'fast-check';
import { meanKineticTemperature } from './mean-kinetic-temperature.js';
import { temperatureStatistics } from './temperature-statistics.js';
import type { TemperatureReading } from './temperature-log.js';

const start = Date.parse('2023-04-17T09:00Z');
const at = (minutes: number, celsius: number): TemperatureReading => ({ at: new Date(start + minutes * 60_000), celsius });

/** The formula as it is printed, for temperatures at which a computer can still follow it. */
const printedFormula = (celsius: readonly number[]) => {
  const mean = celsius.reduce((sum, value) => sum + Math.exp(-83.144 / (8.3144e-3 * (value + 273.15))), 0) / celsius.length;
  return 83.144 / 8.3144e-3 / -Math.log(mean) - 273.15;
};

describe('the mean kinetic temperature', () => {
  it('is what the printed formula gives', () => {
    const months = [22, 23, 25, 27, 30, 31, 33, 32, 29, 26, 24, 22];
    expect(meanKineticTemperature(months.map((celsius) => ({ celsius, weight: 1 })))).toBeCloseTo(printedFormula(months), 9);
  });

  it('lies above the arithmetic mean, because heat ages more than cold preserves', () => {
    const both = [
      { celsius: 10, weight: 1 },
      { celsius: 40, weight: 1 },
    ];
    // By hand: ln((e^(-10000/283.15) + e^(-10000/313.15)) / 2) = -32.5934.
    expect(meanKineticTemperature(both)).toBeCloseTo(33.66, 2);
  });

  it('weighs a temperature by its time', () => {
    const pair = (weight: number) => [
      { celsius: 5, weight },
      { celsius: 25, weight: 1 },
    ];
    expect(meanKineticTemperature(pair(9))).toBeCloseTo(printedFormula([5, 5, 5, 5, 5, 5, 5, 5, 5, 25]), 9);
    expect(meanKineticTemperature(pair(0))).toBe(25);
  });

  it('does not lose itself in deep cold', () => {
    const cold = [-196, -150, -80].map((celsius) => ({ celsius, weight: 1 }));
    expect(meanKineticTemperature(cold)).toBeGreaterThan(-85);
    expect(meanKineticTemperature(cold)).toBeLessThan(-80);
  });

  it('follows the heat of activation', () => {
    const pair = [5, 25].map((celsius) => ({ celsius, weight: 1 }));
    expect(meanKineticTemperature(pair, 120)).toBeGreaterThan(meanKineticTemperature(pair));
    expect(() => meanKineticTemperature(pair, 0)).toThrow('The heat of activation is a number of kJ/mol above 0.');
    expect(() => meanKineticTemperature([])).toThrow('A mean needs a temperature that weighs something.');
  });

  const temperature = fc.double({ min: -200, max: 60, noNaN: true });
  const weighted = fc.array(fc.record({ celsius: temperature, weight: fc.integer({ min: 1, max: 1_000 }) }), {
    minLength: 1,
    maxLength: 50,
  });

  it('lies between the lowest and the highest, and not below the arithmetic mean', () => {
    fc.assert(
      fc.property(weighted, (temperatures) => {
        const kinetic = meanKineticTemperature(temperatures);
        const all = temperatures.map(({ celsius }) => celsius);
        expect(kinetic).toBeGreaterThanOrEqual(Math.min(...all));
        expect(kinetic).toBeLessThanOrEqual(Math.max(...all));
        const weight = temperatures.reduce((sum, one) => sum + one.weight, 0);
        expect(kinetic).toBeGreaterThanOrEqual(temperatures.reduce((sum, one) => sum + one.celsius * one.weight, 0) / weight - 1e-9);
      }),
    );
  });

  it('is the temperature where that never changes', () => {
    fc.assert(
      fc.property(temperature, fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1 }), (celsius, weights) => {
        expect(meanKineticTemperature(weights.map((weight) => ({ celsius, weight })))).toBe(celsius);
      }),
    );
  });
});

describe('the figures of a log', () => {
  it('count each reading for the time until the next one', () => {
    expect(temperatureStatistics([at(0, 2), at(30, 8), at(40, 5)])).toEqual({
      readings: 3,
      minCelsius: 2,
      maxCelsius: 8,
      meanCelsius: 3.5,
      meanKineticCelsius: expect.closeTo(printedFormula([2, 2, 2, 8]), 9) as number,
      observedMinutes: 40,
    });
  });

  it('leave silence out, and let a single reading stand for itself', () => {
    const silent = temperatureStatistics([at(0, 2), at(10, 4), at(20, 40), at(100, 6), at(110, 6)], { intervalMinutes: 10 });
    expect(silent).toMatchObject({ meanCelsius: 4, maxCelsius: 40, observedMinutes: 30 });
    expect(temperatureStatistics([at(0, 4)])).toMatchObject({ meanCelsius: 4, meanKineticCelsius: 4, observedMinutes: 0 });
    expect(temperatureStatistics([])).toBeNull();
  });

  it('refuse a reading that is none', () => {
    expect(() => temperatureStatistics([at(0, NaN)])).toThrow('A reading needs a moment and a temperature');
    expect(() => temperatureStatistics([at(NaN, 5)])).toThrow('A reading needs a moment and a temperature');
  });

  const log = fc
    .array(fc.record({ step: fc.integer({ min: 2, max: 30 }), celsius: fc.double({ min: -30, max: 50, noNaN: true }) }), {
      minLength: 2,
      maxLength: 40,
    })
    .map((steps) => {
      let minutes = 0;
      return steps.map(({ step, celsius }) => at((minutes += step), celsius));
    });
  const options = { intervalMinutes: 10 };
  const close = (celsius: number | undefined) => expect.closeTo(celsius ?? NaN, 8) as number;

  it('stay the same where an interval is split', () => {
    fc.assert(
      fc.property(log, fc.nat(), (readings, choice) => {
        const split = readings[choice % (readings.length - 1)] ?? at(0, 0);
        const whole = temperatureStatistics(readings, options);
        const parted = temperatureStatistics([...readings, { at: new Date(split.at.getTime() + 60_000), celsius: split.celsius }], options);
        expect(parted).toEqual({
          ...whole,
          readings: readings.length + 1,
          meanCelsius: close(whole?.meanCelsius),
          meanKineticCelsius: close(whole?.meanKineticCelsius),
        });
      }),
    );
  });

  it('stay the same in any order and with repetition', () => {
    fc.assert(
      fc.property(
        log.chain((readings) =>
          fc.tuple(fc.constant(readings), fc.shuffledSubarray(readings), fc.shuffledSubarray(readings, { minLength: readings.length })),
        ),
        ([readings, repeated, shuffled]) => {
          expect(temperatureStatistics([...repeated, ...shuffled])).toEqual(temperatureStatistics(readings));
        },
      ),
    );
  });
});
