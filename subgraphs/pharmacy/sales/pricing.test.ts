import fc from 'fast-check';
import { minorDigits } from '#kernel/graph/scalars/index.js';
import { TenderKind } from '../tills/till-terms.js';
import { allowanceOf, greatestFor } from './discount-allowance.js';
import { discountOf, priceSale, roundedToCoin, sum, taxContained, type Discount, type LineToPrice } from './pricing.js';
import { byKind, leftByKind, refundTenders } from './refund-tenders.js';
import { costOfPart, owedFor, refundOfLine } from './refunding.js';
import { settle, type TenderedAmount } from './settling.js';

/** From currencies without minor units to those with four digits, with the smallest coin that some of their tills know. */
const currencies = ['JPY', 'ISK', 'USD', 'ZMW', 'MNT', 'KWD', 'BHD', 'CLF', 'UYW'] as const;
const currency = fc.constantFrom(...currencies);

/** Prices of up to 100,000 whole units, whatever the digits. */
const price = (code: string): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: 100_000n * 10n ** BigInt(minorDigits(code) ?? 0) });

const discount = (code: string): fc.Arbitrary<Discount | null> =>
  fc.option(
    fc.oneof(
      price(code).map((amountMinor) => ({ amountMinor })),
      fc.integer({ min: 0, max: 10_000 }).map((basisPoints) => ({ basisPoints })),
    ),
  );

const tax = fc.option(
  fc.constantFrom(
    { name: 'VAT', basisPoints: 1000 },
    { name: 'VAT', basisPoints: 1600 },
    { name: 'Reduced', basisPoints: 550 },
    { name: 'City', basisPoints: 1000 },
    { name: 'Zero-rated', basisPoints: 0 },
    { name: 'Luxury', basisPoints: 30_000 },
  ),
);

const line = (code: string): fc.Arbitrary<LineToPrice> =>
  fc.record({ unitPriceMinor: price(code), quantity: fc.integer({ min: 1, max: 200 }), discount: discount(code), tax });

const sale = currency.chain((code) =>
  fc.record({ lines: fc.array(line(code), { minLength: 1, maxLength: 12 }), saleDiscount: discount(code) }),
);

describe('the prices of a basket', () => {
  it('close to the minor unit: lines, discounts and taxes sum to the total', () => {
    fc.assert(
      fc.property(sale, ({ lines, saleDiscount }) => {
        const priced = priceSale(lines, saleDiscount);
        const of = (key: 'grossMinor' | 'discountMinor' | 'saleDiscountMinor' | 'amountMinor' | 'taxMinor') =>
          sum(priced.lines.map((each) => each[key]));
        expect(of('grossMinor')).toBe(priced.subtotalMinor);
        expect(of('discountMinor') + of('saleDiscountMinor')).toBe(priced.discountMinor);
        expect(of('amountMinor')).toBe(priced.totalMinor);
        expect(priced.subtotalMinor - priced.discountMinor).toBe(priced.totalMinor);
        expect(of('taxMinor')).toBe(priced.taxMinor);
        expect(sum(priced.taxes.map(({ taxMinor }) => taxMinor))).toBe(priced.taxMinor);
        expect(of('saleDiscountMinor')).toBe(discountOf(priced.subtotalMinor - of('discountMinor'), saleDiscount));
      }),
      { numRuns: 500 },
    );
  });

  it('have no line below nothing, and no tax above its line', () => {
    fc.assert(
      fc.property(sale, ({ lines, saleDiscount }) => {
        for (const { grossMinor, discountMinor, saleDiscountMinor, amountMinor, taxMinor } of priceSale(lines, saleDiscount).lines) {
          expect(grossMinor - discountMinor - saleDiscountMinor).toBe(amountMinor);
          for (const amount of [discountMinor, saleDiscountMinor, amountMinor, taxMinor]) expect(amount >= 0n).toBe(true);
          expect(taxMinor <= amountMinor).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('round the tax of one rate once, and keep rates and names apart', () => {
    fc.assert(
      fc.property(sale, ({ lines, saleDiscount }) => {
        const priced = priceSale(lines, saleDiscount);
        const names = priced.taxes.map(({ name, basisPoints }) => `${name} ${basisPoints}`);
        expect(new Set(names).size).toBe(names.length);
        for (const { name, basisPoints, amountMinor, taxMinor } of priced.taxes) {
          const theirs = priced.lines.filter(
            (_, index) => lines[index]?.tax?.name === name && lines[index].tax.basisPoints === basisPoints,
          );
          expect(sum(theirs.map((each) => each.amountMinor))).toBe(amountMinor);
          expect(sum(theirs.map((each) => each.taxMinor))).toBe(taxMinor);
          // As a fraction: off by at most one half.
          const off = taxMinor * (10_000n + BigInt(basisPoints)) - amountMinor * BigInt(basisPoints);
          expect(2n * (off < 0n ? -off : off) <= 10_000n + BigInt(basisPoints)).toBe(true);
        }
        expect(priced.lines.every(({ taxMinor }, index) => lines[index]?.tax || taxMinor === 0n)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are these', () => {
    const vat = { name: 'VAT', basisPoints: 1000 };
    const priced = priceSale(
      [
        { unitPriceMinor: 1100n, quantity: 2, discount: { basisPoints: 1000 }, tax: vat },
        { unitPriceMinor: 999n, quantity: 1, discount: null, tax: null },
        { unitPriceMinor: 333n, quantity: 3, discount: { amountMinor: 99n }, tax: vat },
      ],
      { amountMinor: 100n },
    );
    // 1980, 999 and 900 are left: shares of 100 are 51.04…, 25.75… and 23.20…
    expect(priced.lines.map(({ saleDiscountMinor }) => saleDiscountMinor)).toEqual([51n, 26n, 23n]);
    expect(priced).toMatchObject({ subtotalMinor: 4198n, discountMinor: 419n, totalMinor: 3779n, taxMinor: 255n });
    // 2806 with 10 % in it: 255.09…
    expect(priced.taxes).toEqual([{ ...vat, amountMinor: 2806n, taxMinor: 255n }]);
    expect(priced.lines.map(({ taxMinor }) => taxMinor)).toEqual([175n, 0n, 80n]);
    expect(taxContained(1n, 10_000)).toBe(1n);
  });
});

describe('a limit of discounts', () => {
  const gross = ({ unitPriceMinor, quantity }: LineToPrice) => unitPriceMinor * BigInt(quantity);
  const maxAmountMinor = 10n ** 18n;

  it('allows exactly its part, however that rounds: of the whole, and of each line', () => {
    fc.assert(
      fc.property(sale, fc.integer({ min: 1, max: 10_000 }), ({ lines }, maxBasisPoints) => {
        const allowed = allowanceOf({ maxBasisPoints, maxAmountMinor }, lines.map(gross));
        const part = { basisPoints: maxBasisPoints };
        const ofWhole = lines.map((each) => ({ ...each, discount: null }));
        const ofLines = lines.map((each) => ({ ...each, discount: part }));
        expect(priceSale(ofWhole, part).discountMinor <= allowed).toBe(true);
        expect(priceSale(ofLines, null).discountMinor <= allowed).toBe(true);
        // And more only by what rounds.
        const beyond = allowed * 10_000n - sum(lines.map(gross)) * BigInt(maxBasisPoints);
        expect(2n * beyond <= 10_000n * BigInt(lines.length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('of several roles is that of the one that allows most, both in part and amount', () => {
    const limits = fc.array(
      fc.record({ maxBasisPoints: fc.integer({ min: 1, max: 10_000 }), maxAmountMinor: fc.bigInt({ min: 1n, max: 10n ** 9n }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(sale, limits, ({ lines }, several) => {
        const prices = lines.map(gross);
        const greatest = greatestFor(prices, several);
        if (!greatest) throw new Error('none of some');
        expect(several).toContain(greatest);
        for (const each of several) expect(allowanceOf(each, prices) <= allowanceOf(greatest, prices)).toBe(true);
      }),
    );
    expect(greatestFor([1000n], [])).toBeNull();
  });

  it('allows its amount at most', () => {
    fc.assert(
      fc.property(sale, fc.integer({ min: 0, max: 10_000 }), fc.bigInt({ min: 0n, max: 10n ** 6n }), ({ lines }, maxBasisPoints, most) => {
        expect(allowanceOf({ maxBasisPoints, maxAmountMinor: most }, lines.map(gross)) <= most).toBe(true);
      }),
    );
  });
});

const coin = fc.constantFrom(1n, 5n, 10n, 50n, 100n);
const nonCash = fc.constantFrom(TenderKind.CARD, TenderKind.MOBILE_MONEY, TenderKind.INSURANCE, TenderKind.CREDIT);

describe('paying', () => {
  it('gives change from cash only, and rounds cash only, by less than a coin', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(
        amounts,
        coin,
        fc.array(fc.record({ kind: nonCash, amountMinor: amounts }), { maxLength: 2 }),
        amounts,
        fc.boolean(),
        (total, coinMinor, others, coins, paysCash) => {
          const cash = paysCash ? [{ kind: TenderKind.CASH, amountMinor: coins * coinMinor }] : [];
          const settled = settle(total, [...others, ...cash], coinMinor);
          const otherMinor = sum(others.map(({ amountMinor }) => amountMinor));
          if ('problem' in settled) {
            expect(otherMinor > total || otherMinor + (cash[0]?.amountMinor ?? 0n) < total + coinMinor).toBe(true);
            return;
          }
          expect(settled.paidMinor - settled.changeMinor).toBe(total + settled.roundingMinor);
          expect(settled.changeMinor >= 0n && settled.changeMinor <= (cash[0]?.amountMinor ?? 0n)).toBe(true);
          expect(settled.changeMinor % coinMinor).toBe(0n);
          expect(2n * settled.roundingMinor <= coinMinor && 2n * settled.roundingMinor > -coinMinor).toBe(true);
          if (!paysCash) expect(settled.roundingMinor).toBe(0n);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['exactly', 1003n, 1n, [[TenderKind.CASH, 1003n]], { roundingMinor: 0n, changeMinor: 0n }],
    ['with change', 1003n, 1n, [[TenderKind.CASH, 2000n]], { roundingMinor: 0n, changeMinor: 997n }],
    ['rounded up to a coin', 1003n, 5n, [[TenderKind.CASH, 2000n]], { roundingMinor: 2n, changeMinor: 995n }],
    ['rounded down to a coin', 1002n, 5n, [[TenderKind.CASH, 1000n]], { roundingMinor: -2n, changeMinor: 0n }],
    ['by card, never rounded', 1003n, 5n, [[TenderKind.CARD, 1003n]], { roundingMinor: 0n, changeMinor: 0n }],
    [
      'by card and cash',
      1003n,
      5n,
      [
        [TenderKind.CARD, 500n],
        [TenderKind.CASH, 600n],
      ],
      { roundingMinor: 2n, changeMinor: 95n },
    ],
    ['nothing with nothing', 0n, 5n, [], { roundingMinor: 0n, changeMinor: 0n }],
    ['too little', 1003n, 5n, [[TenderKind.CASH, 1000n]], { problem: 'SHORT', amountMinor: 5n }],
    ['too little by card', 1003n, 5n, [[TenderKind.CARD, 1002n]], { problem: 'SHORT', amountMinor: 1n }],
    [
      'too much by card',
      1003n,
      1n,
      [
        [TenderKind.CARD, 1004n],
        [TenderKind.CASH, 10n],
      ],
      { problem: 'TOO_MUCH_WITHOUT_CASH', amountMinor: 1n },
    ],
    ['in coins that there are not', 1003n, 5n, [[TenderKind.CASH, 1003n]], { problem: 'NO_SUCH_COIN', amountMinor: 5n }],
  ] as const)('%s', (_, total, coinMinor, tenders, expected) => {
    const given = tenders.map(([kind, amountMinor]) => ({ kind, amountMinor }));
    expect(settle(total, given, coinMinor)).toMatchObject(expected);
  });
});

describe('giving back', () => {
  /** A sale, and one of the orders in which its packs can come back. */
  const returned = sale.chain(({ lines, saleDiscount }) => {
    const small = lines.map((each) => ({ ...each, quantity: 1 + (each.quantity % 7) }));
    const packs = small.flatMap(({ quantity }, index) => Array.from({ length: quantity }, () => index));
    return fc.record({
      priced: fc.constant(priceSale(small, saleDiscount)),
      lines: fc.constant(small),
      order: fc.shuffledSubarray(packs, { minLength: packs.length, maxLength: packs.length }),
      cuts: fc.array(fc.boolean(), { minLength: packs.length, maxLength: packs.length }),
      coinMinor: coin,
    });
  });

  it('returns, in whatever parts, exactly what was paid, with its tax', () => {
    fc.assert(
      fc.property(returned, ({ priced, lines, order, cuts, coinMinor }) => {
        const paidMinor = roundedToCoin(priced.totalMinor, coinMinor);
        const back = lines.map(() => ({ packs: 0, amountMinor: 0n, taxMinor: 0n }));
        const before = { linesMinor: 0n, paidMinor: 0n };
        let visit: number[] = [];
        for (const [place, index] of order.entries()) {
          visit.push(index);
          if (!cuts[place] && place < order.length - 1) continue;
          let linesMinor = 0n;
          for (const [each, packs] of Map.groupBy(visit, (it) => it)) {
            const [sold, so] = [priced.lines[each], back[each]];
            if (!sold || !so) throw new Error('no such line');
            const refund = refundOfLine({ ...sold, quantity: lines[each]?.quantity ?? 0 }, so.packs, packs.length);
            expect(refund.amountMinor >= 0n && refund.taxMinor >= 0n && refund.taxMinor <= refund.amountMinor).toBe(true);
            expect(refund.amountMinor <= (lines[each]?.unitPriceMinor ?? 0n) * BigInt(packs.length)).toBe(true);
            so.packs += packs.length;
            so.amountMinor += refund.amountMinor;
            so.taxMinor += refund.taxMinor;
            linesMinor += refund.amountMinor;
          }
          const out = roundedToCoin(owedFor({ totalMinor: priced.totalMinor, paidMinor }, before, linesMinor), coinMinor);
          before.linesMinor += linesMinor;
          before.paidMinor += out;
          visit = [];
        }
        expect(back.map(({ amountMinor }) => amountMinor)).toEqual(priced.lines.map(({ amountMinor }) => amountMinor));
        expect(back.map(({ taxMinor }) => taxMinor)).toEqual(priced.lines.map(({ taxMinor }) => taxMinor));
        expect(before).toEqual({ linesMinor: priced.totalMinor, paidMinor });
      }),
      { numRuns: 500 },
    );
  });

  const kinds = [TenderKind.CASH, TenderKind.CARD, TenderKind.MOBILE_MONEY, TenderKind.INSURANCE, TenderKind.CREDIT] as const;
  /** A sale that was paid by several tenders, with how much of each is kept. */
  const paidSale = fc
    .record({
      others: fc.uniqueArray(fc.record({ kind: nonCash, amountMinor: fc.bigInt({ min: 1n, max: 10n ** 7n }) }), {
        selector: ({ kind }) => kind,
      }),
      due: fc.bigInt({ min: 1n, max: 10n ** 7n }),
      coinMinor: coin,
    })
    .map(({ others, due, coinMinor }) => {
      const tenders = [...others, { kind: TenderKind.CASH, amountMinor: roundedToCoin(due, coinMinor) }];
      return {
        tenders,
        paidMinor: sum(tenders.map(({ amountMinor }) => amountMinor)),
        totalMinor: sum(others.map(({ amountMinor }) => amountMinor)) + due,
      };
    });

  it('goes back by what it was paid with, in whatever parts, and there is always a way', () => {
    const steps = fc.array(fc.record({ part: fc.bigInt({ min: 0n, max: 10n ** 7n }), first: fc.nat(kinds.length - 1) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(paidSale, steps, coin, ({ tenders, ...whole }, visits, coinMinor) => {
        const refunded: TenderedAmount[] = [];
        let linesMinor = 0n;
        for (const [index, { part, first }] of visits.entries()) {
          const left = whole.totalMinor - linesMinor;
          const back = index === visits.length - 1 ? left : part % (left + 1n);
          const owed = owedFor(whole, { linesMinor, paidMinor: sum(refunded.map(({ amountMinor }) => amountMinor)) }, back);
          const leftOf = leftByKind(byKind(tenders), byKind(refunded));
          // All that is left of one tender, then of the next.
          const order = [...kinds.slice(first), ...kinds.slice(0, first)];
          let missing = owed;
          const parts = order.flatMap((kind) => {
            const amountMinor = [leftOf.get(kind) ?? 0n, missing].reduce((one, other) => (one < other ? one : other));
            missing -= amountMinor;
            return amountMinor > 0n ? [{ kind, amountMinor, reference: null }] : [];
          });
          const rest = parts.find(({ kind }) => kind === TenderKind.CASH) ?? parts[0] ?? { kind: TenderKind.CASH, reference: null };
          const given = refundTenders(owed, leftOf, { rest, others: parts.filter((each) => each !== rest) }, coinMinor);
          if ('problem' in given) throw new Error(given.problem);
          const off = sum(given.map(({ amountMinor }) => amountMinor)) - owed;
          expect(2n * (off < 0n ? -off : off) <= coinMinor).toBe(true);
          refunded.push(...given);
          linesMinor += back;
        }
        const [paid, back] = [byKind(tenders), byKind(refunded)];
        for (const [kind, amountMinor] of back)
          expect(amountMinor - (paid.get(kind) ?? 0n) < (kind === TenderKind.CASH ? coinMinor : 1n)).toBe(true);
        const off = sum([...back.values()]) - whole.paidMinor;
        expect(off < coinMinor && off > -coinMinor).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not go back by a tender beyond what is left of it', () => {
    const owed = fc.bigInt({ min: 0n, max: 10n ** 7n });
    fc.assert(
      fc.property(paidSale, fc.constantFrom(...kinds), owed, coin, ({ tenders }, kind, owedMinor, coinMinor) => {
        const left = byKind(tenders);
        const given = refundTenders(owedMinor, left, { rest: { kind, reference: null }, others: [] }, coinMinor);
        expect('problem' in given).toBe(owedMinor > (left.get(kind) ?? 0n));
      }),
      { numRuns: 500 },
    );
  });
});

it('the cost of what comes back in parts is that of the whole', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.bigInt({ min: 0n, max: 10_000_000n }), (packs, costMinor) => {
      const quantity = packs.reduce((count, each) => count + each, 0);
      let returned = 0;
      const costs = packs.map((each) => {
        const cost = costOfPart({ quantity }, costMinor, returned, each);
        returned += each;
        return cost;
      });
      expect(sum(costs)).toBe(costMinor);
      expect(costs.every((cost) => cost >= 0n)).toBe(true);
    }),
  );
});
