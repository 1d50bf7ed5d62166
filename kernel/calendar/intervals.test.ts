import fc from 'fast-check';
import { covers, difference, intersection, union, type Interval, type Intervals } from './intervals.js';

const minutes = 48;

/** Which minutes are within: what every operation comes down to. */
function bitmap(intervals: Iterable<Interval>): boolean[] {
  const within = Array.from({ length: minutes }, () => false);
  for (const [from, until] of intervals) for (let minute = from; minute < until; minute += 1) within[minute] = true;
  return within;
}

function isNormal(intervals: Intervals): boolean {
  return intervals.every(([from, until], index) => from < until && (index === 0 || (intervals[index - 1] as Interval)[1] < from));
}

const any = fc.array(fc.tuple(fc.nat(minutes), fc.nat(minutes)), { maxLength: 8 });
const normal = any.map((intervals) => union(intervals));

describe('intervals', () => {
  it('of a union hold exactly what one of them holds, in order and apart', () => {
    fc.assert(
      fc.property(any, (intervals) => {
        const joined = union(intervals);
        expect(isNormal(joined)).toBe(true);
        expect(bitmap(joined)).toEqual(bitmap(intervals));
      }),
    );
  });

  it('of an intersection hold exactly what both hold', () => {
    fc.assert(
      fc.property(normal, normal, (one, other) => {
        const shared = intersection(one, other);
        expect(isNormal(shared)).toBe(true);
        expect(bitmap(shared)).toEqual(bitmap(one).map((within, minute) => within && Boolean(bitmap(other)[minute])));
        expect(shared).toEqual(intersection(other, one));
      }),
    );
  });

  it('of a difference hold exactly what the first hold and the others do not', () => {
    fc.assert(
      fc.property(normal, normal, (whole, less) => {
        const left = difference(whole, less);
        expect(isNormal(left)).toBe(true);
        expect(bitmap(left)).toEqual(bitmap(whole).map((within, minute) => within && !bitmap(less)[minute]));
      }),
    );
  });

  it('cover a time when every minute of it is in one of them', () => {
    fc.assert(
      fc.property(normal, fc.nat(minutes - 1), fc.integer({ min: 1, max: 12 }), (intervals, from, length) => {
        const until = Math.min(minutes, from + length);
        expect(covers(intervals, from, until)).toBe(bitmap(intervals).slice(from, until).every(Boolean));
      }),
    );
  });

  it('that meet become one, and empty ones are dropped', () => {
    expect(
      union([
        [5, 9],
        [1, 5],
        [7, 7],
        [12, 11],
      ]),
    ).toEqual([[1, 9]]);
  });
});
