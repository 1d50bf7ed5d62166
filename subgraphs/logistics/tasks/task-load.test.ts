import fc from 'fast-check';
import { loadOf } from './task-load.js';
import type { TaskItem } from './task.js';

const celsius = fc.option(fc.integer({ min: -800, max: 400 }).map((tenths) => tenths / 10));
const item: fc.Arbitrary<TaskItem> = fc
  .record({ name: fc.constantFrom('Blood', 'Serum', 'Culture'), quantity: fc.integer({ min: 1, max: 9 }), low: celsius, high: celsius })
  .filter(({ low, high }) => low === null || high === null || low <= high)
  .map(({ name, quantity, low, high }) => ({ id: null, code: null, name, quantity, minCelsius: low, maxCelsius: high }));

const suits = (degrees: number, low: number | null, high: number | null) => (low ?? -Infinity) <= degrees && degrees <= (high ?? Infinity);

it('is what suits all items, or the range of one of them with a warning when nothing does', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), fc.integer({ min: -900, max: 900 }), (items, tenths) => {
      const { load, minCelsius, maxCelsius, warning } = loadOf(items);
      const [low, high] = [minCelsius, maxCelsius].map((text) => (text === null ? null : Number(text)));
      expect(load).toBe(items.reduce((sum, { quantity }) => sum + quantity, 0));
      if (warning === null) {
        const ofAll = items.every((each) => suits(tenths / 10, each.minCelsius, each.maxCelsius));
        expect(suits(tenths / 10, low ?? null, high ?? null)).toBe(ofAll);
      } else {
        expect(items.some((each) => each.minCelsius === low && each.maxCelsius === high)).toBe(true);
        const bounds = items.flatMap((each) => [each.minCelsius, each.maxCelsius]).filter((bound) => bound !== null);
        expect(bounds.some((bound) => items.every((each) => suits(bound, each.minCelsius, each.maxCelsius)))).toBe(false);
      }
    }),
  );
});

it.each([
  [[], null, null, null],
  [[[2, 8]], '2.0', '8.0', null],
  [
    [
      [2, 8],
      [null, null],
    ],
    '2.0',
    '8.0',
    null,
  ],
  [
    [
      [2, 8],
      [4, null],
      [null, 6],
    ],
    '4.0',
    '6.0',
    null,
  ],
  [
    [
      [2, 8],
      [8, 25],
    ],
    '8.0',
    '8.0',
    null,
  ],
  [
    [
      [2, 8],
      [15, 25],
      [-25, -15],
    ],
    '2.0',
    '8.0',
    'Item 3 (-25 to -15 °C) and Item 2 (15 to 25 °C) cannot be kept in one box',
  ],
  [
    [
      [null, -60],
      [2, null],
    ],
    null,
    '-60.0',
    'Item 1 (up to -60 °C) and Item 2 (from 2 °C) cannot be kept in one box',
  ],
])('of items kept at %j it is %s to %s', (ranges, minCelsius, maxCelsius, warning) => {
  const items = ranges.map(([low = null, high = null], index) => ({
    id: null,
    name: `Item ${index + 1}`,
    code: null,
    quantity: 1,
    minCelsius: low,
    maxCelsius: high,
  }));
  const found = loadOf(items);
  expect(found).toMatchObject({ load: items.length, minCelsius, maxCelsius });
  expect(found.warning?.split(':')[0] ?? null).toBe(warning);
});
