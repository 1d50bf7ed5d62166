import fc from 'fast-check';
import { numberKey } from './search-keys.js';

it('keys of numbers sort as the numbers do', () => {
  const numbers = fc.double({ noNaN: true });
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      const [a, b] = [numberKey(one), numberKey(other)];
      if (one === other) expect(a).toBe(b);
      else expect(a < b).toBe(one < other);
    }),
    { numRuns: 2000 },
  );
});

it('zero has one key, and infinity is beyond everything', () => {
  expect(numberKey(-0)).toBe(numberKey(0));
  expect(numberKey(Number.MAX_VALUE) < numberKey(Infinity)).toBe(true);
  expect(numberKey(-Infinity) < numberKey(-Number.MAX_VALUE)).toBe(true);
});
