import fc from 'fast-check';
import { cycleFigures, lethality, type CycleReading } from './lethality.js';

const start = Date.parse('2026-03-01T08:00:00Z');

function readings(celsius: readonly number[], everyMs = 10_000): CycleReading[] {
  return celsius.map((value, index) => ({ at: new Date(start + index * everyMs), celsius: value }));
}

/** So many minutes of one temperature. */
function held(celsius: number, minutes: number): CycleReading[] {
  return readings(Array.from({ length: minutes * 6 + 1 }, () => celsius));
}

const curve = fc.array(fc.double({ min: 20, max: 140, noNaN: true }), { minLength: 1, maxLength: 60 });

it.each([
  [121.1, 15, 15],
  [134, 3, 58.5],
  [111.1, 10, 1],
  [131.1, 1, 10],
])('%d °C for %d minutes is an F0 of %d', (celsius, minutes, f0) => {
  expect(cycleFigures(held(celsius, minutes), 121)?.f0).toBeCloseTo(f0, 1);
});

it('is ten times as much for each 10 °C', () => {
  expect(lethality(121.1)).toBe(1);
  expect(lethality(131.1)).toBeCloseTo(10);
});

it('is nothing without readings, and no time with one', () => {
  expect(cycleFigures([], 121)).toBeNull();
  expect(cycleFigures(readings([130]), 121)).toEqual({ f0: 0, heldMinutes: 0, highestCelsius: 130 });
});

it('counts an interval at the colder of its two readings', () => {
  expect(cycleFigures(readings([121.1, 134], 60_000), 121)).toEqual({ f0: 1, heldMinutes: 1, highestCelsius: 134 });
  expect(cycleFigures(readings([134, 120], 60_000), 121)?.heldMinutes).toBe(0);
});

it('counts nothing where nobody knows how warm it was, and breaks the holding time there', () => {
  const gap = [...held(134, 2), ...held(134, 2).map(({ at, celsius }) => ({ at: new Date(at.getTime() + 3 * 60_000 + 1), celsius }))];
  expect(cycleFigures(gap, 134)?.heldMinutes).toBe(2);
  expect(cycleFigures(gap, 134)?.f0).toBeCloseTo(4 * lethality(134));
});

it('holds only without a break, and only at the temperature', () => {
  expect(cycleFigures([...readings([134, 134, 133.9, 134, 134, 134])], 134)?.heldMinutes).toBeCloseTo(20 / 60);
});

it('is the same in any order', () => {
  fc.assert(
    fc.property(curve, fc.func(fc.integer()), (celsius, key) => {
      const all = readings(celsius);
      const shuffled = all.toSorted((one, other) => key(one.at.getTime()) - key(other.at.getTime()));
      expect(cycleFigures(shuffled, 121)).toEqual(cycleFigures(all, 121));
    }),
  );
});

it('never falls when it was warmer, nor when it went on for longer', () => {
  fc.assert(
    fc.property(curve, fc.double({ min: 0, max: 10, noNaN: true }), (celsius, more) => {
      const before = cycleFigures(readings(celsius), 121);
      const warmer = cycleFigures(readings(celsius.map((value) => value + more)), 121);
      const longer = cycleFigures(readings([...celsius, 121]), 121);
      for (const after of [warmer, longer]) {
        expect(after?.f0).toBeGreaterThanOrEqual(before?.f0 ?? 0);
        expect(after?.heldMinutes).toBeGreaterThanOrEqual(before?.heldMinutes ?? 0);
      }
    }),
  );
});

it('adds up over its parts, and lies below what the warmer readings would make of it', () => {
  fc.assert(
    fc.property(curve, curve, (one, other) => {
      const all = readings([...one, ...other]);
      const whole = cycleFigures(all, 121)?.f0 ?? 0;
      const first = cycleFigures(all.slice(0, one.length), 121)?.f0 ?? 0;
      const rest = cycleFigures(all.slice(one.length - 1), 121)?.f0 ?? 0;
      expect(whole).toBeCloseTo(first + rest, 6);
      const trapezoid = all.slice(1).reduce((sum, { celsius }, index) => {
        const before = all[index]?.celsius ?? celsius;
        return sum + ((lethality(celsius) + lethality(before)) / 2 / 60) * 10;
      }, 0);
      expect(whole).toBeLessThanOrEqual(trapezoid + 1e-9);
    }),
  );
});
