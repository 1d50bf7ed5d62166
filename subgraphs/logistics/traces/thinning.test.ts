import fc from 'fast-check';
import { metresFromWay } from './great-circle.js';
import type { Position, Trace } from './position.js';
import { stopsIn } from './stops.js';
import { thin, thinByAge } from './thinning.js';

const start = Date.UTC(2026, 2, 3, 8);
const position = (seconds: number, north: number, east: number): Position => ({
  at: new Date(start + seconds * 1_000),
  latitude: 47.9 + north / 111_195,
  longitude: 106.9 + east / 74_550,
});
const straight = Array.from({ length: 61 }, (_, index) => position(index * 10, index * 100, 0));

const anyTrace = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 })), {
    maxLength: 60,
  })
  .map((steps) => {
    let [seconds, north, east] = [0, 0, 0];
    return steps.map(([later, northward, eastward]) => position((seconds += later), (north += northward), (east += eastward)));
  });

/** How far the position that was left out farthest away lies from the way of those that stayed beside it. */
function worst(original: Trace, thinned: Trace): number {
  let worstMetres = 0;
  let next = 0;
  for (const each of original) {
    if (thinned[next] === each) next += 1;
    else {
      const [from, to] = [thinned[next - 1], thinned[next]];
      worstMetres = Math.max(worstMetres, from && to ? metresFromWay(each, from, to) : Infinity);
    }
  }
  return next === thinned.length ? worstMetres : Infinity;
}

describe('a thinned trace', () => {
  it('is never farther from the original than the tolerance, and keeps its ends and stops', () => {
    fc.assert(
      fc.property(anyTrace, fc.integer({ min: 0, max: 500 }), (trace, tolerance) => {
        const thinned = thin(trace, tolerance);
        expect(worst(trace, thinned)).toBeLessThanOrEqual(tolerance);
        expect([thinned[0], thinned.at(-1)]).toEqual([trace[0], trace.at(-1)]);
        for (const { first, last } of stopsIn(trace)) expect(thinned).toEqual(expect.arrayContaining([trace[first], trace[last]]));
      }),
    );
  });

  it('of a straight drive is its ends, and of a corner the corner too', () => {
    expect(thin(straight, 1)).toEqual([straight[0], straight[60]]);
    const corner = [...straight, ...Array.from({ length: 20 }, (_, index) => position(610 + index * 10, 6_000, (index + 1) * 100))];
    expect(thin(corner, 1)).toEqual([corner[0], corner[60], corner[80]]);
  });

  it('keeps the whole of a way there and back', () => {
    const back = straight.toReversed().map((each, index) => ({ ...each, at: new Date(start + (610 + index * 10) * 1_000) }));
    expect(thin([...straight, ...back], 5).map(({ latitude }) => latitude)).toEqual([47.9, straight[60]?.latitude, 47.9]);
  });

  it('keeps how long a stop on a straight road was', () => {
    const standing = Array.from({ length: 30 }, (_, index) => position(610 + index * 10, 6_000 + (index % 3), index % 2));
    const onwards = Array.from({ length: 20 }, (_, index) => position(910 + index * 10, 6_100 + index * 100, 0));
    const thinned = thin([...straight, ...standing, ...onwards], 20);
    expect(thinned).toEqual([straight[0], straight[60], standing[29], onwards[19]]);
  });

  it('keeps one position in two hundred of even the straightest way', () => {
    const long = Array.from({ length: 501 }, (_, index) => position(index, index * 30, 0));
    expect(thin(long, 5)).toEqual([long[0], long[200], long[400], long[500]]);
  });

  it('of few positions is the same, at any tolerance', () => {
    expect([thin([], 10), thin(straight.slice(0, 1), 10), thin(straight.slice(0, 2), Infinity)]).toEqual([
      [],
      straight.slice(0, 1),
      straight.slice(0, 2),
    ]);
  });
});

describe('thinning by age', () => {
  const now = new Date(start + 600_000);
  const steps = [
    { olderThanMs: 200_000, toleranceMetres: 5 },
    { olderThanMs: 400_000, toleranceMetres: 1_000 },
  ];
  const wobbling = straight.map((each, index) => ({ ...each, longitude: each.longitude + (index % 2) * 0.0005 }));

  it('thins each part by the step for its age, and leaves the youngest alone', () => {
    const thinned = thinByAge(wobbling, steps, now);
    const seconds = thinned.map(({ at }) => (at.getTime() - start) / 1_000);
    expect(seconds.filter((each) => each < 200)).toEqual([0, 190]);
    expect(seconds.filter((each) => each >= 200 && each < 400)).toHaveLength(20);
    expect(seconds.filter((each) => each >= 400)).toHaveLength(21);
  });

  it('takes its steps in any order, and without any leaves all', () => {
    expect(thinByAge(wobbling, steps.toReversed(), now)).toEqual(thinByAge(wobbling, steps, now));
    expect(thinByAge(wobbling, [], now)).toEqual(wobbling);
  });
});

describe('a stop', () => {
  it('is a stay of two minutes, not a red light', () => {
    const light = [position(0, 0, 0), position(100, 5, 0), position(110, 200, 0)];
    expect(stopsIn(light)).toEqual([]);
    expect(stopsIn([...light, position(250, 210, 5), position(300, 190, 5), position(310, 900, 0)])).toEqual([{ first: 2, last: 4 }]);
  });

  it('is one from two minutes on, and no position belongs to two', () => {
    expect(stopsIn([position(0, 0, 0), position(120, 20, 0), position(240, 40, 0)])).toEqual([{ first: 0, last: 1 }]);
    expect(stopsIn([position(0, 0, 0), position(119, 20, 0)])).toEqual([]);
  });

  it('is no slow way', () => {
    expect(stopsIn(Array.from({ length: 100 }, (_, index) => position(index * 10, index * 10, 0)))).toEqual([]);
  });

  it('is one also where the device was silent meanwhile', () => {
    expect(stopsIn([position(0, 0, 0), position(600, 3, 0), position(610, 500, 0)])).toEqual([{ first: 0, last: 1 }]);
  });
});
