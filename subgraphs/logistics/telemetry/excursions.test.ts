import fc from 'fast-check';
import { beyond, excursions, type Excursion, type TemperatureFinding } from './excursions.js';
import type { TemperatureReading } from './temperature-log.js';

const fridge = { minCelsius: 2, maxCelsius: 8 };
const start = Date.parse('2023-04-17T09:00Z');
const minute = (minutes: number) => new Date(start + minutes * 60_000);
/** One reading every ten minutes; null is none. */
const every10 = (...celsius: (number | null)[]): TemperatureReading[] =>
  celsius.flatMap((value, index) => (value === null ? [] : [{ at: minute(index * 10), celsius: value }]));
const every = { intervalMinutes: 10 };

it('finds a stretch beyond a limit, from its first reading to the first one within again', () => {
  expect(excursions(every10(5, 8.1, 9, 8.5, 8, 5), fridge, every)).toEqual([
    {
      kind: 'TOO_WARM',
      begin: minute(10),
      end: minute(40),
      minutes: 30,
      extremeCelsius: 9,
      extremeAt: minute(20),
      cumulativeMinutes: 30,
      consecutiveExceededAt: minute(10),
      cumulativeExceededAt: null,
    },
  ]);
});

it('keeps what is too warm apart from what is too cold, also where the one follows the other', () => {
  expect(excursions(every10(9, 1, 0.5, 9, 5), fridge, every)).toMatchObject([
    { kind: 'TOO_WARM', begin: minute(0), end: minute(10), cumulativeMinutes: 10 },
    { kind: 'TOO_COLD', begin: minute(10), end: minute(30), extremeCelsius: 0.5, cumulativeMinutes: 20 },
    { kind: 'TOO_WARM', begin: minute(30), end: minute(40), cumulativeMinutes: 20 },
  ]);
});

it('finds nothing at the limits themselves, and nothing on a side without a limit', () => {
  expect(excursions(every10(2, 8, 2), fridge, every)).toEqual([]);
  expect(excursions(every10(-40, 5), { maxCelsius: 8 }, every)).toEqual([]);
  expect(excursions(every10(40, 5), { minCelsius: 2 }, every)).toEqual([]);
});

it('says when an allowance at a stretch was used up: with its last minute', () => {
  const limits = { ...fridge, consecutiveMinutes: 30 };
  expect(excursions(every10(9, 9, 5, 9, 9, 9, 5), limits, every)).toMatchObject([
    { minutes: 20, consecutiveExceededAt: null, cumulativeExceededAt: null },
    { minutes: 30, consecutiveExceededAt: minute(60), cumulativeExceededAt: null },
  ]);
});

it('says when an allowance together was used up, in the middle of an excursion and of all after it', () => {
  const limits = { ...fridge, cumulativeMinutes: 45 };
  expect(excursions(every10(9, 9, 5, 9, 9, 9, 5, 9, 5), limits, every)).toMatchObject([
    { minutes: 20, cumulativeExceededAt: null, consecutiveExceededAt: null },
    { minutes: 30, cumulativeExceededAt: minute(55) },
    { minutes: 10, cumulativeMinutes: 60, cumulativeExceededAt: minute(55) },
  ]);
});

it('says so too where an excursion ends with the last minute that was allowed together', () => {
  const found = excursions(every10(9, 9, 5, 9, 9, 9, 5), { ...fridge, cumulativeMinutes: 50 }, every);
  expect(found).toMatchObject([{ cumulativeExceededAt: null }, { end: minute(60), cumulativeExceededAt: minute(60) }]);
});

it('counts silence as neither, and tells of it', () => {
  expect(excursions(every10(5, 9, null, null, null, 9, 9, 5), fridge, every)).toMatchObject([
    { kind: 'TOO_WARM', begin: minute(10), end: minute(10), minutes: 0 },
    { kind: 'SIGNAL_LOST', begin: minute(10), end: minute(50), minutes: 40 },
    { kind: 'TOO_WARM', begin: minute(50), end: minute(70), minutes: 20 },
  ]);
});

it('bears as many missing readings as are said, and holds the last one over them', () => {
  expect(excursions(every10(5, 9, null, null, 5), fridge, every)).toMatchObject([{ kind: 'TOO_WARM', minutes: 30 }]);
  expect(excursions(every10(5, 9, null, null, 5), fridge, { ...every, signalLostAfter: 2 })).toMatchObject([
    { minutes: 0 },
    { kind: 'SIGNAL_LOST' },
  ]);
});

it('finds out by itself how often the logger measures', () => {
  expect(excursions(every10(5, 5, 5, null, null, null, 5), fridge)).toMatchObject([
    { kind: 'SIGNAL_LOST', begin: minute(20), minutes: 40 },
  ]);
});

it('holds the last reading until the end of the log, or tells of the silence before it', () => {
  expect(excursions(every10(5, 9), fridge, every)).toMatchObject([{ minutes: 0, extremeCelsius: 9 }]);
  expect(excursions(every10(5, 9), fridge, { ...every, until: minute(16) })).toMatchObject([{ minutes: 6, end: minute(16) }]);
  expect(excursions(every10(5, 5), fridge, { ...every, until: minute(60) })).toMatchObject([
    { kind: 'SIGNAL_LOST', begin: minute(10), end: minute(60) },
  ]);
});

it('lets the warmer of two temperatures of one moment hold, without a break', () => {
  const contradicting = [...every10(9, 9, 9, 5), { at: minute(10), celsius: 5 }];
  expect(excursions(contradicting, fridge, every)).toMatchObject([{ kind: 'TOO_WARM', minutes: 30 }]);
});

it.each([
  [{}, 'Limits need a lowest temperature, a highest one, or both.'],
  [{ minCelsius: 8, maxCelsius: 2 }, 'The lowest temperature of limits is above the highest one.'],
  [{ maxCelsius: NaN }, 'Limits are temperatures in degrees Celsius.'],
  [{ maxCelsius: 8, consecutiveMinutes: -1 }, 'An allowance is a number of minutes from 0 on.'],
])('refuses the limits %j', (limits, message) => {
  expect(() => excursions([], limits)).toThrow(message);
});

describe('of any readings', () => {
  const reading = fc.record({ step: fc.integer({ min: 1, max: 60 }), tenths: fc.integer({ min: -50, max: 150 }) });
  const log = fc.array(reading, { minLength: 1, maxLength: 60 }).map((steps) => {
    let at = 0;
    return steps.map(({ step, tenths }) => ({ at: minute((at += step)), celsius: tenths / 10 }));
  });
  const judge = (readings: readonly TemperatureReading[]) => excursions(readings, { ...fridge, cumulativeMinutes: 60 }, every);
  const isExcursion = (finding: TemperatureFinding): finding is Excursion => finding.kind !== 'SIGNAL_LOST';

  it('the minutes of excursions are those of the readings beyond the limits, and no two overlap', () => {
    fc.assert(
      fc.property(log, (readings) => {
        const findings = judge(readings);
        for (const kind of ['TOO_WARM', 'TOO_COLD'] as const) {
          const expected = readings.reduce((sum, { at, celsius }, index) => {
            const minutes = ((readings[index + 1]?.at ?? at).getTime() - at.getTime()) / 60_000;
            return beyond(celsius, fridge) === kind && minutes <= 30 ? sum + minutes : sum;
          }, 0);
          const found = findings.filter(isExcursion).filter((finding) => finding.kind === kind);
          expect(found.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(expected);
          expect(found.at(-1)?.cumulativeMinutes ?? 0).toBe(expected);
          expect(found.some(({ cumulativeExceededAt }) => cumulativeExceededAt)).toBe(expected >= 60);
        }
        for (const [index, { begin }] of findings.entries())
          expect(begin.getTime()).toBeGreaterThanOrEqual(findings[index - 1]?.end.getTime() ?? 0);
      }),
    );
  });

  it('every reading beyond the limits is in an excursion that is at least as far beyond', () => {
    fc.assert(
      fc.property(log, (readings) => {
        const found = judge(readings).filter(isExcursion);
        for (const { at, celsius } of readings) {
          const kind = beyond(celsius, fridge);
          const around = found.filter((finding) => finding.kind === kind && finding.begin <= at && at <= finding.end);
          if (kind)
            expect(around.some(({ extremeCelsius }) => (kind === 'TOO_WARM' ? extremeCelsius >= celsius : extremeCelsius <= celsius))).toBe(
              true,
            );
        }
      }),
    );
  });

  it('neither their order nor repetition changes anything', () => {
    fc.assert(
      fc.property(
        log.chain((readings) =>
          fc.tuple(fc.constant(readings), fc.shuffledSubarray(readings), fc.shuffledSubarray(readings, { minLength: readings.length })),
        ),
        ([readings, repeated, shuffled]) => {
          expect(judge([...repeated, ...shuffled])).toEqual(judge(readings));
          expect(excursions([...shuffled, ...repeated], fridge)).toEqual(excursions(readings, fridge));
        },
      ),
    );
  });
});

it('goes on from a reading within the limits with what was used up before it, as if it had read all', () => {
  const celsius = fc.constantFrom(1, 5, 9, 12, null);
  fc.assert(
    fc.property(fc.array(celsius, { maxLength: 20 }), fc.array(celsius, { maxLength: 20 }), (first, then) => {
      const limits = { ...fridge, consecutiveMinutes: 25, cumulativeMinutes: 40 };
      const all = every10(...first, 5, ...then);
      const cut = minute(first.length * 10);
      const whole = excursions(all, limits, every);
      const earlier = whole.filter(({ begin }) => begin < cut) as Excursion[];
      const spent = (wanted: string) => {
        const own = earlier.filter(({ kind }) => kind === wanted);
        return { minutes: own.reduce((sum, { minutes }) => sum + minutes, 0), exceededAt: own.at(-1)?.cumulativeExceededAt ?? null };
      };
      const before = { TOO_WARM: spent('TOO_WARM'), TOO_COLD: spent('TOO_COLD') };
      const later = all.filter(({ at }) => at >= cut);
      expect([...earlier, ...excursions(later, limits, { ...every, before })]).toEqual(whole);
    }),
  );
});
