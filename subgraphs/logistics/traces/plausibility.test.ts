import fc from 'fast-check';
import { metresBetween } from './distance.js';
import { believed, plausible, type PlausibleLimits } from './plausibility.js';
import type { Position } from './position.js';

const start = Date.UTC(2026, 2, 3, 8);
const limits: PlausibleLimits = { fastestKmh: 120, now: new Date(start + 3_600_000) };
const at = (seconds: number): Date => new Date(start + seconds * 1_000);

/** So many metres north of the depot in Lusaka, and east of it. */
const position = (seconds: number, north: number, east = 0, more: Partial<Position> = {}): Position => ({
  at: at(seconds),
  latitude: -15.4167 + north / 111_195,
  longitude: 28.2833 + east / 107_000,
  ...more,
});
/** Every ten seconds, at 36 km/h to the north. */
const drive = (positions: number, from = 0, metres = 0): Position[] =>
  Array.from({ length: positions }, (_, index) => position(from + index * 10, metres + index * 100));
const verdicts = (positions: readonly Position[], more: Partial<PlausibleLimits> = {}) =>
  plausible(positions, { ...limits, ...more }).map(({ rejected }) => rejected);
const rejectedOf = (positions: readonly Position[]) =>
  plausible(positions, limits).flatMap(({ position, rejected }) => (rejected ? [[position, rejected]] : []));

describe('a position', () => {
  it.each([
    ['at null island', { latitude: 0, longitude: 0 }, 'NULL_ISLAND'],
    ['close to null island', { latitude: 0.0004, longitude: -0.002 }, 'NULL_ISLAND'],
    ['beyond the pole', { latitude: 90.1 }, 'NOT_A_PLACE'],
    ['beyond the date line', { longitude: -180.5 }, 'NOT_A_PLACE'],
    ['without a latitude', { latitude: NaN }, 'NOT_A_PLACE'],
    ['without a time', { at: new Date(NaN) }, 'NOT_A_PLACE'],
    ['from the future', { at: new Date(limits.now.getTime() + 120_001) }, 'IN_THE_FUTURE'],
    ['by a clock that is a little ahead', { at: new Date(limits.now.getTime() + 120_000) }, null],
    ['of last week', { at: new Date(limits.now.getTime() - 7 * 86_400_000 - 1) }, 'TOO_OLD'],
    ['of seven days ago', { at: new Date(limits.now.getTime() - 7 * 86_400_000) }, null],
    ['known to 101 metres', { accuracyMetres: 101 }, 'INACCURATE'],
    ['known to no number of metres', { accuracyMetres: NaN }, 'INACCURATE'],
    ['of a device that says by -1 that it does not know', { accuracyMetres: -1 }, 'INACCURATE'],
    ['known to 100 metres', { accuracyMetres: 100 }, null],
    ['of unknown accuracy', { accuracyMetres: null }, null],
  ])('%s', (_, more, reason) => {
    expect(verdicts([position(0, 0, 0, more)])).toEqual([reason]);
  });

  it('is measured by the limits that are told', () => {
    const rough = position(0, 0, 0, { accuracyMetres: 40 });
    expect(verdicts([rough], { worstAccuracyMetres: 30 })).toEqual(['INACCURATE']);
    expect(verdicts([rough], { oldestMs: 60_000 })).toEqual(['TOO_OLD']);
    expect(verdicts([position(3_601, 0)], { aheadMs: 500 })).toEqual(['IN_THE_FUTURE']);
  });
});

describe('a jump', () => {
  it('there and back rejects the one position', () => {
    const wild = position(45, 20_000, 5_000);
    expect(rejectedOf([...drive(10), wild])).toEqual([[wild, 'IMPOSSIBLE_JUMP']]);
  });

  it('of the first position spoils none of those that follow', () => {
    const wild = position(-5, 50_000);
    expect(rejectedOf([wild, ...drive(10)])).toEqual([[wild, 'IMPOSSIBLE_JUMP']]);
  });

  it('of the last position rejects it', () => {
    const wild = position(95, 0, 50_000);
    expect(rejectedOf([...drive(10), wild])).toEqual([[wild, 'IMPOSSIBLE_JUMP']]);
  });

  it('of several in a row, that even agree among themselves, rejects them', () => {
    const wild = [position(41, 9_000), position(44, 9_010), position(47, 9_020)];
    expect(rejectedOf([...drive(10), ...wild])).toEqual(wild.map((each) => [each, 'IMPOSSIBLE_JUMP']));
  });

  it('of every second position leaves the others', () => {
    const wild = drive(20).map((each, index) => ({ ...each, at: new Date(each.at.getTime() + 5_000), longitude: 29 + (index % 3) }));
    expect(rejectedOf([...drive(20), ...wild])).toEqual(wild.map((each) => [each, 'IMPOSSIBLE_JUMP']));
  });

  it('after a silence that was long enough is where the courier is now', () => {
    expect(rejectedOf([...drive(5), ...drive(5, 1_800, 50_000)])).toEqual([]);
  });

  it('after a silence that was too short is believed of the side that more positions are on', () => {
    const [before, after] = [drive(3), drive(6, 60, 50_000)];
    expect(rejectedOf([...before, ...after])).toEqual(before.map((each) => [each, 'IMPOSSIBLE_JUMP']));
  });

  it('to a wild place after a silence, and back, rejects the wild one', () => {
    const wild = position(1_000, 0, 25_000);
    expect(rejectedOf([...drive(5), wild, position(1_010, 500)])).toEqual([[wild, 'IMPOSSIBLE_JUMP']]);
  });

  it('within what devices err by is none, nor are two places of one second', () => {
    expect(rejectedOf([position(0, 0), position(0, 18), position(1, 15)])).toEqual([]);
    expect(rejectedOf([position(0, 0, 0, { accuracyMetres: 90 }), position(0, 175, 0, { accuracyMetres: 90 })])).toEqual([]);
  });

  it('of others that the courier could have been with later leaves the course that has more', () => {
    const wild = [position(91, 20_000), position(92, 20_005), position(92.5, 0, 40_000), position(93, 20_010)];
    expect(rejectedOf([...drive(10), ...wild, position(700, 900)])).toEqual(wild.map((each) => [each, 'IMPOSSIBLE_JUMP']));
  });

  it('is measured along the earth, not through it', () => {
    const quarter = [position(0, 0, 0, { latitude: 0, longitude: 10 }), position(10.5 * 3_600, 0, 0, { latitude: 0, longitude: 100 })];
    const now = new Date(start + 86_400_000);
    expect(verdicts(quarter, { fastestKmh: 900, now })).toEqual([null, 'IMPOSSIBLE_JUMP']);
    expect(verdicts(quarter, { fastestKmh: 960, now })).toEqual([null, null]);
  });

  it('is one by what the vehicle can', () => {
    const fast = [position(0, 0), position(60, 900), position(61, 905), position(62, 910)];
    expect(verdicts(fast, { fastestKmh: 25 })).toEqual(['IMPOSSIBLE_JUMP', null, null, null]);
    expect(verdicts(fast, { fastestKmh: 60 })).toEqual([null, null, null, null]);
  });

  it('is one beyond what devices err by, also of a vehicle that is a little too fast for long', () => {
    const [one, other] = [position(0, 0), position(0, 25)];
    expect(rejectedOf([one, other])).toHaveLength(1);
    expect(verdicts(drive(10), { fastestKmh: 25 }).filter((reason) => reason === 'IMPOSSIBLE_JUMP')).toHaveLength(9);
  });

  it('does not hide another reason', () => {
    expect(rejectedOf([...drive(3), position(15, 0, 0, { latitude: 0, longitude: 0 })]).map(([, reason]) => reason)).toEqual([
      'NULL_ISLAND',
    ]);
  });
});

const anyTrace = fc
  .array(
    fc.record({
      seconds: fc.integer({ min: 0, max: 120 }),
      north: fc.integer({ min: -40, max: 40 }),
      east: fc.integer({ min: -2, max: 2 }),
    }),
    { maxLength: 40 },
  )
  .map((points) => points.map(({ seconds, north, east }) => position(seconds, north * 50, east * 5_000)));

/** By trying all choices: the most of which each can be reached from the one before, at 120 km/h with 20 metres of error. */
function mostTogether(positions: readonly Position[]): number {
  const reaches = (from: Position, to: Position) =>
    metresBetween(from, to) <= (120 / 3.6) * ((to.at.getTime() - from.at.getTime()) / 1_000) + 20;
  return Math.max(
    ...Array.from({ length: 2 ** positions.length }, (_, choice) => {
      const chosen = positions.filter((_, index) => choice & (1 << index));
      return chosen.every((each, index) => reaches(chosen[index - 1] ?? each, each)) ? chosen.length : 0;
    }),
  );
}

describe('what is believed', () => {
  it('does not depend on the order of arrival, nor on what comes twice', () => {
    fc.assert(
      fc.property(
        anyTrace.chain((trace) => fc.tuple(fc.constant(trace), fc.shuffledSubarray([...trace, ...trace], { minLength: 2 * trace.length }))),
        ([trace, shuffled]) => {
          expect(plausible(shuffled, limits)).toEqual(plausible(trace, limits));
        },
      ),
    );
  });

  it('can be driven from one to the next, and stays believed when what is not is gone', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const kept = believed(plausible(trace, limits));
        expect(kept.length > 0).toBe(trace.length > 0);
        expect(believed(plausible(kept, limits))).toEqual(kept);
      }),
    );
  });

  it('is all of a drive but its wild positions, however many, wherever they are', () => {
    const good = drive(60);
    const anyWild = fc.uniqueArray(fc.record({ second: fc.integer({ min: -20, max: 620 }), east: fc.integer({ min: 40, max: 90 }) }), {
      maxLength: 25,
      selector: ({ second }) => second,
    });
    fc.assert(
      fc.property(anyWild, (points) => {
        // Farther apart from each other than anybody drives in these ten minutes.
        const wild = points.map(({ second, east }, index) => position(second, index * 30_000, east * 1_000));
        const judged = plausible([...good, ...wild], limits);
        expect(believed(judged)).toEqual(good);
        expect(judged.filter(({ rejected }) => rejected === 'IMPOSSIBLE_JUMP')).toHaveLength(wild.length);
      }),
    );
  });

  it('is as much as can be believed together', () => {
    const anyFew = fc.array(fc.tuple(fc.nat(90), fc.nat(6), fc.nat(3)), { maxLength: 9 });
    fc.assert(
      fc.property(anyFew, (points) => {
        const judged = plausible(
          points.map(([second, north, east]) => position(second, north * 300, east * 400)),
          limits,
        );
        expect(believed(judged)).toHaveLength(mostTogether(judged.map((each) => each.position)));
      }),
      { numRuns: 500 },
    );
  });

  it('of nothing is nothing', () => {
    expect(plausible([], limits)).toEqual([]);
  });
});
