import fc from 'fast-check';
import { minorDigits } from '#kernel/graph/scalars/index.js';
import { amountsOf, amountsOfShare, totalOf } from './line-amounts.js';
import { orderLimits } from './order-limits.js';

/** 0, 2, 3 and 4 digits after the point. */
const currencies = ['JPY', 'MNT', 'KWD', 'CLF'] as const;

const quantity = fc.integer({ min: 1, max: orderLimits.packs });
const rate = fc.integer({ min: 0, max: 10_000 });

/** What packs cost, as people would write it: up to a thousand of the currency, to its last digit. */
const price = fc
  .constantFrom(...currencies)
  .chain((currency) => fc.bigInt({ min: 0n, max: 1000n * 10n ** BigInt(minorDigits(currency) ?? 2) }));

it('knows the digits of the currencies that it is tried with', () => {
  expect(currencies.map(minorDigits)).toEqual([0, 2, 3, 4]);
});

it.each([
  [1, 5n, 1000, 1n],
  [1, 4n, 1000, 0n],
  [3, 5n, 1000, 2n],
  [1, 250n, 1000, 25n],
  [7, 333n, 1700, 396n],
])('rounds the tax of a line half up, by the line: %d × %d at %d', (packs, unitPriceMinor, taxBasisPoints, taxMinor) => {
  expect(amountsOf(packs, unitPriceMinor, taxBasisPoints).taxMinor).toBe(taxMinor);
});

it('is never half a minor unit or more away from the exact tax, and a half is rounded up', () => {
  fc.assert(
    fc.property(quantity, price, rate, (packs, unitPriceMinor, taxBasisPoints) => {
      const { taxMinor, totalMinor } = amountsOf(packs, unitPriceMinor, taxBasisPoints);
      const exact = unitPriceMinor * BigInt(packs) * BigInt(taxBasisPoints);
      const off = taxMinor * 10_000n - exact;
      expect(off > -5_000n && off <= 5_000n).toBe(true);
      expect(totalMinor).toBe(unitPriceMinor * BigInt(packs) + taxMinor);
    }),
  );
});

it('makes the total of an order the sum of its lines, and the tax the sum of theirs', () => {
  const line = fc.tuple(quantity, price, rate).map(([packs, unit, basisPoints]) => amountsOf(packs, unit, basisPoints));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const { taxMinor, totalMinor } = totalOf(lines);
      expect(totalMinor).toBe(lines.reduce((sum, each) => sum + each.totalMinor, 0n));
      expect(taxMinor).toBe(lines.reduce((sum, each) => sum + each.taxMinor, 0n));
    }),
  );
});

it('loses and makes nothing when all packs of a line are taken out of it bit by bit', () => {
  const shares = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(shares, price, rate, (parts, unitPriceMinor, taxBasisPoints) => {
      const all = parts.reduce((sum, each) => sum + each, 0);
      const whole = { quantity: all, unitPriceMinor, ...amountsOf(all, unitPriceMinor, taxBasisPoints) };
      let taken = 0;
      const amounts = parts.map((part) => {
        const share = amountsOfShare(whole, taken, part);
        taken += part;
        return share;
      });
      expect(amounts.every(({ taxMinor }) => taxMinor >= 0n)).toBe(true);
      expect(totalOf(amounts)).toEqual({ taxMinor: whole.taxMinor, totalMinor: whole.totalMinor });
    }),
  );
});
