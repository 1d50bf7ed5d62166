import fc from 'fast-check';
import { mergeTrace } from './merging.js';
import type { Position } from './position.js';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 3, 8, 0, seconds));
const position = (seconds: number, more: Partial<Position> = {}): Position => ({
  at: at(seconds),
  latitude: 47.9,
  longitude: 106.9,
  ...more,
});

/** Of few instants and places, so that the same come often. */
const anyPosition: fc.Arbitrary<Position> = fc.record(
  {
    at: fc.integer({ min: 0, max: 5 }).map(at),
    latitude: fc.constantFrom(0, -0, 47.9, 47.91),
    longitude: fc.constantFrom(0, -0, 106.9, -180),
    accuracyMetres: fc.constantFrom(0, -0, 5, 50, -1, null),
    speed: fc.constantFrom(0, -0, 12.5, null),
    heading: fc.constantFrom(0, 359.9, null),
  },
  { requiredKeys: ['at', 'latitude', 'longitude'], noNullPrototype: true },
);

/** All of them, some again, in any order and cut anywhere. */
const anyDelivery = fc.array(anyPosition, { maxLength: 30 }).chain((positions) =>
  fc.record({
    positions: fc.constant(positions),
    batches: fc
      .subarray(positions)
      .chain((again) => fc.shuffledSubarray([...positions, ...again], { minLength: positions.length + again.length }))
      .chain((sent) =>
        fc.array(fc.nat(sent.length), { maxLength: 6 }).map((cuts) => {
          const bounds = [0, ...cuts.sort((left, right) => left - right), sent.length];
          return bounds.slice(1).map((end, index) => sent.slice(bounds[index], end));
        }),
      ),
  }),
);

describe('a trace', () => {
  it('becomes the same, whatever the order and however often batches come', () => {
    fc.assert(
      fc.property(anyDelivery, ({ positions, batches }) => {
        const merged = batches.reduce<Position[]>((trace, batch) => mergeTrace(trace, batch), []);
        expect(merged).toEqual(mergeTrace([], positions));
      }),
      { numRuns: 1_000 },
    );
  });

  it('has each instant and place once, in the order of time, and loses none', () => {
    fc.assert(
      fc.property(fc.array(anyPosition), (positions) => {
        const key = (each: Position) => `${each.at.getTime()} ${each.latitude} ${each.longitude}`;
        const merged = mergeTrace([], positions);
        expect(merged.map(key)).toEqual([...new Set(merged.map(key))]);
        expect(new Set(merged.map(key))).toEqual(new Set(positions.map(key)));
        expect(merged.every((each, index) => each.at >= (merged[index - 1] ?? each).at)).toBe(true);
      }),
    );
  });

  it('keeps the more accurate of two that say the same, and the one that says more', () => {
    const [rough, fine, told] = [
      position(0, { accuracyMetres: 50 }),
      position(0, { accuracyMetres: 5 }),
      position(0, { accuracyMetres: 5, speed: 3 }),
    ];
    expect(mergeTrace([position(0)], [rough])).toEqual([rough]);
    expect(mergeTrace([fine], [rough])).toEqual([fine]);
    expect(mergeTrace([fine], [told, rough])).toEqual([told]);
    expect(mergeTrace([rough], [position(0, { accuracyMetres: -1 })])).toEqual([rough]);
    expect(mergeTrace([position(0, { accuracyMetres: 40, speed: 3 })], [position(0, { accuracyMetres: 9 })])).toEqual([
      position(0, { accuracyMetres: 9 }),
    ]);
  });

  it('keeps two places of the same second, and leaves what it is given as it was', () => {
    const [here, there] = [position(1), position(1, { latitude: 47.9001 })];
    const trace = [position(2), there];
    expect(mergeTrace(trace, [here])).toEqual([here, there, position(2)]);
    expect(trace).toEqual([position(2), there]);
  });
});
