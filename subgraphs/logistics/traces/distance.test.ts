import fc from 'fast-check';
import { bearing, earthRadiusMetres, lengthOf, metresBetween } from './distance.js';
import { between, metresFromWay } from './great-circle.js';
import { placeAt } from './interpolating.js';
import type { Place, Position } from './position.js';

const place = (latitude: number, longitude: number): Place => ({ latitude, longitude });
const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((millionths) => millionths / 1e6);
const anyPlace = fc.record({ latitude: degrees(89), longitude: degrees(180) });
/** A place and two others in the same town. */
const anyTown = fc
  .tuple(anyPlace, fc.tuple(degrees(0.1), degrees(0.1)), fc.tuple(degrees(0.1), degrees(0.1)))
  .map(([{ latitude, longitude }, ...others]) => {
    const [second, third] = others.map(([north, east]) => place(latitude + north, longitude + east)) as [Place, Place];
    return [place(latitude, longitude), second, third] as const;
  });

describe('a distance', () => {
  it('is that of the sphere with the mean radius of WGS 84', () => {
    expect(earthRadiusMetres).toBeCloseTo((2 * 6_378_137 + 6_356_752.314245) / 3, 3);
    expect(metresBetween(place(0, 0), place(0, 90))).toBeCloseTo((Math.PI / 2) * earthRadiusMetres, 3);
    expect(metresBetween(place(90, 12), place(-90, 77))).toBeCloseTo(Math.PI * earthRadiusMetres, 3);
    expect(metresBetween(place(0, 0), place(0, 180))).toBeCloseTo(Math.PI * earthRadiusMetres, 3);
  });

  it.each([
    // By Vincenty's inverse formula on the ellipsoid of WGS 84.
    ['from Nashville to Los Angeles', place(36.12, -86.67), place(33.94, -118.4), 2_892_776.957],
    ['across the date line', place(-16.5, 179.95), place(-16.5, -179.95), 10_676.415],
  ])('is within 0.56 %% of the ellipsoid %s', (_, from, to, metres) => {
    expect(Math.abs(metresBetween(from, to) / metres - 1)).toBeLessThan(0.0056);
  });

  it('is the same both ways, none to itself, and no longer than a detour', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, anyPlace, (one, other, third) => {
        expect(metresBetween(one, other)).toBeCloseTo(metresBetween(other, one), 0);
        expect(metresBetween(one, one)).toBe(0);
        // Close to antipodes the formula can tell half a metre less.
        expect(metresBetween(one, other)).toBeLessThanOrEqual(lengthOf([one, third, other]) + 0.5);
      }),
    );
  });

  it('of one place or none is 0', () => {
    expect([lengthOf([]), lengthOf([place(1, 1)])]).toEqual([0, 0]);
  });
});

describe('a bearing', () => {
  it.each([
    ['north', place(1, 0), 0],
    ['east', place(0, 1), 90],
    ['south', place(-1, 0), 180],
    ['west', place(0, -1), 270],
    ['nowhere', place(0, 0), 0],
  ])('goes %s', (_, to, degrees) => {
    expect(bearing(place(0, 0), to)).toBeCloseTo(degrees, 9);
  });

  it('goes over the date line the short way, and knows where New York lies from London', () => {
    expect(bearing(place(0, 179.5), place(0, -179.5))).toBeCloseTo(90, 9);
    expect(bearing(place(51.5007, -0.1246), place(40.6892, -74.0445))).toBeCloseTo(288.337, 3);
  });

  it('is at least 0 and below 360', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (from, to) => {
        expect(bearing(from, to)).toBeGreaterThanOrEqual(0);
        expect(bearing(from, to)).toBeLessThan(360);
      }),
    );
    expect(bearing(place(0, 0), place(1, -1e-18))).toBe(0);
  });
});

describe('a place on the way', () => {
  it('divides the way as it is told, and lies on it', () => {
    fc.assert(
      fc.property(anyTown, fc.double({ min: 0, max: 1, noNaN: true }), ([from, to], part) => {
        const middle = between(from, to, part);
        const way = metresBetween(from, to);
        expect(Math.abs(metresBetween(from, middle) - part * way)).toBeLessThan(1e-3);
        expect(Math.abs(metresBetween(middle, to) - (1 - part) * way)).toBeLessThan(1e-3);
        expect(metresFromWay(middle, from, to)).toBeLessThan(1e-3);
      }),
    );
  });

  it('is never farther from another than its ends are, and never nearer than the way is', () => {
    fc.assert(
      fc.property(anyTown, fc.double({ min: 0, max: 1, noNaN: true }), ([from, to, beside], part) => {
        const distance = metresFromWay(beside, from, to);
        expect(distance).toBeLessThanOrEqual(Math.min(metresBetween(beside, from), metresBetween(beside, to)) + 1e-3);
        expect(distance).toBeLessThanOrEqual(metresBetween(beside, between(from, to, part)) + 1e-3);
      }),
    );
  });

  it('is reached by some place of the way', () => {
    fc.assert(
      fc.property(anyTown, ([from, to, beside]) => {
        const steps = Array.from({ length: 2_001 }, (_, step) => metresBetween(beside, between(from, to, step / 2_000)));
        expect(Math.min(...steps) - metresFromWay(beside, from, to)).toBeLessThan(metresBetween(from, to) / 2_000 + 1e-3);
      }),
      { numRuns: 20 },
    );
  });

  it('of a way that goes nowhere is its beginning', () => {
    expect(metresFromWay(place(0, 1), place(0, 0), place(0, 0))).toBeCloseTo(metresBetween(place(0, 1), place(0, 0)), 9);
  });
});

describe('where a courier was', () => {
  const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 3, 8) + seconds * 1_000);
  const trace: Position[] = [
    { at: at(0), latitude: 0, longitude: 179.999 },
    { at: at(10), latitude: 0, longitude: -179.999 },
    { at: at(10), latitude: 0, longitude: -179.998 },
    { at: at(20), latitude: 0.001, longitude: -179.998 },
  ];

  it.each([
    [0, 0, 179.999],
    [2.5, 0, 179.9995],
    [7.5, 0, -179.9995],
    [10, 0, -179.998],
    [15, 0.0005, -179.998],
    [20, 0.001, -179.998],
  ])('after %d seconds', (seconds, latitude, longitude) => {
    const found = placeAt(trace, at(seconds));
    expect(found?.latitude).toBeCloseTo(latitude, 9);
    expect(found?.longitude).toBeCloseTo(longitude, 9);
  });

  it('is not known before and after', () => {
    expect([placeAt(trace, at(-1)), placeAt(trace, at(21)), placeAt([], at(0))]).toEqual([null, null, null]);
  });
});
