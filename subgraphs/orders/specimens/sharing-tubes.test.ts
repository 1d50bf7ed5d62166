import fc from 'fast-check';
import { kindOf, shared, shareTubes, wishesOf, type PlannedTest, type TubeWish } from './sharing-tubes.js';

const blood: TubeWish = {
  productId: 'product_1',
  specimenType: { system: 'http://snomed.info/sct', code: '119297000', display: 'Blood' },
  containerType: 'Vacuum tube 4 mL',
  additive: 'K2EDTA',
  volumeMl: 4,
  minCelsius: 2,
  maxCelsius: 8,
  stabilityMinutes: null,
  testsPerContainer: 5,
  instructions: null,
};

function tests(...wishes: readonly Partial<TubeWish>[]): PlannedTest[] {
  return wishes.map((wish, index) => ({
    lineId: `orderline_${index + 1}`,
    position: index + 1,
    repetition: 1,
    wish: { ...blood, productId: `product_${index + 1}`, ...wish },
  }));
}

/** The positions of the lines in each tube. */
function grouped(planned: readonly PlannedTest[]): number[][] {
  return shareTubes(planned).map((tube) => tube.tests.map(({ position }) => position));
}

it.each<[string, Partial<TubeWish>[], number[][]]>([
  ['the same tube', [{}, {}, {}], [[1, 2, 3]]],
  ['another additive', [{}, { additive: 'Lithium heparin' }, {}], [[1, 3], [2]]],
  ['no additive', [{}, { additive: null }], [[1], [2]]],
  ['another specimen', [{}, { specimenType: { system: null, code: null, display: 'Urine' } }], [[1], [2]]],
  ['the same code in other words', [{}, { specimenType: { ...blood.specimenType, display: 'Whole blood' } }], [[1, 2]]],
  ['another tube', [{}, { containerType: 'Vacuum tube 10 mL' }], [[1], [2]]],
  [
    'more than a tube is enough for',
    [{ testsPerContainer: 2 }, {}, {}, {}],
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ['one that shares with none', [{}, { testsPerContainer: 1 }, {}], [[1, 3], [2]]],
  ['temperatures that meet', [{ maxCelsius: 5 }, { minCelsius: 5, maxCelsius: 25 }, { minCelsius: null, maxCelsius: null }], [[1, 2, 3]]],
  ['temperatures that do not', [{}, { minCelsius: 20, maxCelsius: 25 }], [[1], [2]]],
  ['the same examination again', [{ productId: 'product_1' }, { productId: 'product_1' }], [[1], [2]]],
])('puts what can share a tube into one: %s', (_, wishes, expected) => {
  expect(grouped(tests(...wishes))).toEqual(expected);
});

it('keeps a tube as the most exacting of its tests wants it', () => {
  const [tube] = shareTubes(
    tests(
      { volumeMl: 2, stabilityMinutes: 240, minCelsius: 0, instructions: 'Fasting' },
      { volumeMl: 4, stabilityMinutes: null, maxCelsius: 6, instructions: 'Fasting' },
      { volumeMl: 3, stabilityMinutes: 60, instructions: 'On ice' },
    ),
  );
  expect(tube).toMatchObject({ minCelsius: 2, maxCelsius: 6 });
  expect(tube && wishesOf(tube)).toEqual({ volumeMl: 4, stabilityMinutes: 60, instructions: 'Fasting\nOn ice' });
});

const temperature = fc.option(fc.integer({ min: -20, max: 25 }), { nil: null });

const wish = fc
  .record({
    productId: fc.constantFrom('product_1', 'product_2', 'product_3', 'product_4', 'product_5', 'product_6'),
    additive: fc.constantFrom('K2EDTA', null),
    containerType: fc.constantFrom('Tube', 'tube', 'Cup'),
    range: fc.tuple(temperature, temperature),
    testsPerContainer: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ range: [one, other], ...rest }): TubeWish => {
    const swapped = one !== null && other !== null && one > other;
    return { ...blood, ...rest, minCelsius: swapped ? other : one, maxCelsius: swapped ? one : other };
  });

const planned = fc.array(wish, { maxLength: 14 }).map((wishes) => tests(...wishes));

it('puts every test into one tube that all of its tests can share, and leaves no two tubes that could be one', () => {
  fc.assert(
    fc.property(planned, (given) => {
      const tubes = shareTubes(given);
      expect(tubes.flatMap((tube) => tube.tests).toSorted((a, b) => a.position - b.position)).toEqual(given);
      for (const { tests: of, minCelsius, maxCelsius } of tubes) {
        expect(new Set(of.map((test) => kindOf(test.wish))).size).toBe(1);
        expect(new Set(of.map((test) => test.wish.productId)).size).toBe(of.length);
        for (const test of of) {
          expect(test.wish.testsPerContainer).toBeGreaterThanOrEqual(of.length);
          expect(minCelsius ?? -Infinity).toBeGreaterThanOrEqual(test.wish.minCelsius ?? -Infinity);
          expect(maxCelsius ?? Infinity).toBeLessThanOrEqual(test.wish.maxCelsius ?? Infinity);
        }
        expect(minCelsius ?? -Infinity).toBeLessThanOrEqual(maxCelsius ?? Infinity);
      }
      tubes.forEach((tube, index) => tubes.slice(index + 1).forEach((other) => expect(shared(tube, other)).toBeNull()));
    }),
    { numRuns: 500 },
  );
});

it('does not depend on the order in which the lines are given', () => {
  const shuffled = planned.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })));
  fc.assert(fc.property(shuffled, ([given, other]) => expect(shareTubes(other)).toEqual(shareTubes(given))));
});
