import fc from 'fast-check';
import { toTypeId } from '#kernel/graph/type-id.js';
import { allocateFirstExpiring, type Pickable, type Wanted } from './allocation.js';

const id = (prefix: string, number: number): string => toTypeId(prefix, `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`);
const products = [id('product', 1), id('product', 2)];

const shelf: fc.Arbitrary<Pickable[]> = fc
  .array(
    fc.record({
      product: fc.nat(1),
      lot: fc.nat(4),
      expiresOn: fc.constantFrom(null, '2030-01-31', '2030-02-28', '2031-12-31'),
      available: fc.nat(6),
    }),
    { maxLength: 12 },
  )
  .map((items) =>
    items.map(({ product, lot, expiresOn, available }, index) => ({
      stockItemId: id('stockitem', index),
      locationId: id('stocklocation', index % 3),
      productId: products[product] ?? '',
      lotId: id('lot', product * 10 + lot),
      expiresOn,
      available,
    })),
  );

const wishes: fc.Arbitrary<Wanted[]> = fc.array(
  fc
    .record({ product: fc.nat(1), quantity: fc.integer({ min: 1, max: 15 }), lot: fc.option(fc.nat(4), { nil: null, freq: 3 }) })
    .map(({ product, quantity, lot }) => ({
      productId: products[product] ?? '',
      quantity,
      lotId: lot === null ? null : id('lot', product * 10 + lot),
    })),
  { maxLength: 5 },
);

/** Pack by pack: from all that fit, always one that expires first. */
function naive(stock: readonly Pickable[], wanted: readonly Wanted[]): { taken: Map<string, number>[]; missing: number[] } {
  const packs = stock.flatMap((item) => Array.from({ length: item.available }, () => item));
  const taken: Map<string, number>[] = [];
  const missing: number[] = [];
  for (const { productId, quantity, lotId } of wanted) {
    const picked = new Map<string, number>();
    let owed = quantity;
    while (owed > 0) {
      const fitting = packs.filter((pack) => pack.productId === productId && (!lotId || pack.lotId === lotId));
      const key = ({ expiresOn, lotId: lot, stockItemId }: Pickable): string => `${expiresOn ?? '9999-12-31'} ${lot} ${stockItemId}`;
      const [next] = fitting.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
      if (!next) break;
      packs.splice(packs.indexOf(next), 1);
      picked.set(next.stockItemId, (picked.get(next.stockItemId) ?? 0) + 1);
      owed -= 1;
    }
    taken.push(picked);
    missing.push(owed);
  }
  return { taken, missing };
}

it('takes what somebody would who goes to the shelf pack by pack', () => {
  fc.assert(
    fc.property(shelf, wishes, (stock, wanted) => {
      const allocations = allocateFirstExpiring(stock, wanted);
      const { taken, missing } = naive(stock, wanted);
      expect(allocations.map((allocation) => allocation.missing)).toEqual(missing);
      expect(allocations.map(({ picks }) => new Map(picks.map(({ stockItemId, quantity }) => [stockItemId, quantity])))).toEqual(taken);
    }),
    { numRuns: 500 },
  );
});

it('gives what was asked for or says what is owed, never more than there is, and the first to expire first', () => {
  fc.assert(
    fc.property(shelf, wishes, (stock, wanted) => {
      const allocations = allocateFirstExpiring(stock, wanted);
      const used = new Map<string, number>();
      for (const [index, { picks, missing }] of allocations.entries()) {
        expect(picks.reduce((sum, { quantity }) => sum + quantity, missing)).toBe(wanted[index]?.quantity);
        const days = picks.map(({ expiresOn }) => expiresOn ?? '9999-12-31');
        expect(days).toEqual(days.toSorted());
        for (const { stockItemId, productId, lotId, quantity } of picks) {
          expect(quantity).toBeGreaterThan(0);
          expect(productId).toBe(wanted[index]?.productId);
          if (wanted[index]?.lotId) expect(lotId).toBe(wanted[index].lotId);
          used.set(stockItemId, (used.get(stockItemId) ?? 0) + quantity);
        }
      }
      for (const { stockItemId, available } of stock) expect(used.get(stockItemId) ?? 0).toBeLessThanOrEqual(available);
    }),
  );
});

it('takes what never expires last, and shares one shelf between the lines of one sale', () => {
  const item = (number: number, expiresOn: string | null, available: number): Pickable => ({
    stockItemId: id('stockitem', number),
    locationId: id('stocklocation', 1),
    productId: products[0] ?? '',
    lotId: id('lot', number),
    expiresOn,
    available,
  });
  const stock = [item(1, null, 5), item(2, '2031-01-31', 2), item(3, '2030-01-31', 2)];
  const want = { productId: products[0] ?? '', quantity: 3 };
  const [first, second, third] = allocateFirstExpiring(stock, [want, want, { ...want, quantity: 4 }]);
  const brief = (allocation: typeof first) => allocation?.picks.map(({ lotId, quantity }) => [lotId, quantity]);
  expect(brief(first)).toEqual([
    [id('lot', 3), 2],
    [id('lot', 2), 1],
  ]);
  expect(brief(second)).toEqual([
    [id('lot', 2), 1],
    [id('lot', 1), 2],
  ]);
  expect([brief(third), third?.missing]).toEqual([[[id('lot', 1), 3]], 1]);
});
