import fc from 'fast-check';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { CatalogDesk, type RefusedAt } from '../testing/catalog-desk.js';
import { openOrders } from '../testing/order-desk.js';
import { exactly, fraction, fractionText, times } from './fraction.js';
import { packsIn, packsOf, packsOfAll } from './packs.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

const box = { code: 'BOX', unitCount: 1, packCount: 10, ucumCode: null };
const tablet = { code: 'TABLET', unitCount: 30, packCount: 1, ucumCode: '{tablet}' };
const volume = { code: 'ML', unitCount: 500, packCount: 1, ucumCode: 'mL' };
const units = [box, tablet, volume];

it.each([
  [3, 'PACK', 3],
  [2.5, 'BOX', 25],
  [0.3, 'BOX', 3],
  [0.7, 'BOX', 7],
  [90, 'TABLET', 3],
  [90, '{tablet}', 3],
  [1500, 'ML', 3],
  [1.5, 'L', 3],
  [15, 'dL', 3],
])('%d %s is %d packs', (quantity, unit, packs) => {
  expect(packsIn(quantity, unit, units)).toBe(packs);
});

it.each([
  [48, 'h', { unitCount: 1, packCount: 1, ucumCode: 'd' }, 2],
  [14, 'd', { unitCount: 1, packCount: 1, ucumCode: 'wk' }, 2],
  [120, 'min', { unitCount: 1, packCount: 1, ucumCode: 'h' }, 2],
  [2, 'wk', { unitCount: 7, packCount: 1, ucumCode: 'd' }, 2],
  [6, '[ft_i]', { unitCount: 1, packCount: 1, ucumCode: '[yd_i]' }, 2],
  [762, 'cm', { unitCount: 25, packCount: 1, ucumCode: '[ft_i]' }, 1],
  [250, 'uL', { unitCount: 1, packCount: 100_000, ucumCode: 'dL' }, 250],
  [0.5, 'K', { unitCount: 1, packCount: 2, ucumCode: 'mK' }, 1000],
  [1, 'Cel', { unitCount: 1, packCount: 100, ucumCode: 'K' }, 27_415],
])('%d %s of a product in %j is %d packs', (quantity, unit, measured, packs) => {
  expect(packsIn(quantity, unit, [{ code: 'UNIT', ...measured }])).toBe(packs);
});

it('says of what is no whole number of packs what is one, also where the factor has no end', () => {
  const day = { code: 'DAY', unitCount: 1, packCount: 1, ucumCode: 'd' };
  expect(packsIn(36, 'h', [day])).toMatchObject({ message: '36 h is 1.5 packs: order a whole number of packs, 1 or 2.' });
});

it.each([
  [0.25, 'BOX', 'INVALID', '0.25 BOX is 2.5 packs: order a whole number of packs, 2 or 3.'],
  [1, 'TABLET', 'INVALID', '1 TABLET is about 0.0333 packs: order a whole number of packs, at least 1.'],
  [0.7, 'L', 'INVALID', '0.7 L is 1.4 packs: order a whole number of packs, 1 or 2.'],
  [1.5, 'PACK', 'INVALID', '1.5 PACK is 1.5 packs: order a whole number of packs, 1 or 2.'],
  [0, 'BOX', 'INVALID', 'Order more than none: 0 is no quantity.'],
  [-1, 'BOX', 'INVALID', 'Order more than none: -1 is no quantity.'],
  [Number.NaN, 'BOX', 'INVALID', 'Order more than none: NaN is no quantity.'],
  [0.00001, 'BOX', 'INVALID', '0.00001 has more than 4 decimals: round it, or order in a smaller unit.'],
  [1, 'PALLET', 'INVALID', 'The product is not ordered in "PALLET": order it in PACK, BOX, TABLET ({tablet}), ML (mL).'],
  [1, 'g', 'INVALID', 'The product is not ordered in "g": order it in PACK, BOX, TABLET ({tablet}), ML (mL).'],
  [100_001, 'BOX', 'LIMIT_REACHED', '100001 BOX is 1000010 packs: a line has at most 1000000.'],
])('%d %s is refused', (quantity, unit, code, message) => {
  expect(packsIn(quantity, unit, units)).toMatchObject({ code, message });
});

it('so many packs in any unit are as many packs again', () => {
  const counts = fc.integer({ min: 1, max: 1000 });
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 1, max: 500 }), (unitCount, packCount, each) => {
      const unit = { code: 'SET', unitCount, packCount, ucumCode: null };
      expect(packsIn(unitCount * each, 'SET', [unit])).toBe(packCount * each);
    }),
  );
});

it('an amount is taken if and only if it is whole packs, however its decimals are written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
      (n, unitCount, packCount) => {
        const packs = packsIn(n / 10_000, 'SET', [{ code: 'SET', unitCount, packCount, ucumCode: null }]);
        const [over, under] = [n * packCount, 10_000 * unitCount];
        if (over % under === 0) expect(packs).toBe(over / under);
        else expect(packs).toMatchObject({ code: 'INVALID' });
      },
    ),
    { numRuns: 1000 },
  );
});

it('a number is what its decimals say', () => {
  expect(exactly(0.3)).toEqual({ numerator: 3n, denominator: 10n });
  expect(exactly(1e21)).toEqual({ numerator: 10n ** 21n, denominator: 1n });
  expect(exactly(1.5e-7)).toEqual({ numerator: 3n, denominator: 20_000_000n });
  expect(exactly(-2)).toEqual({ numerator: -2n, denominator: 1n });
  expect(() => exactly(Infinity)).toThrow('not finite');
  expect(fractionText(times(exactly(2.5), fraction(10n, 1n)))).toBe('25');
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-9, max: 1e15 }), (number) => {
      const { numerator, denominator } = exactly(number);
      expect(Math.abs(Number(numerator) / Number(denominator) / number - 1)).toBeLessThan(1e-12);
    }),
  );
});

const fields = 'unit { id version code name unitCount packCount ucumCode product { id } }';
interface UnitAnswer {
  readonly unit: { readonly id: string; readonly version: number } | null;
  readonly userErrors: RefusedAt[];
}

function gloves() {
  const desk = new CatalogDesk(subgraph, neighbours);
  const productId = newId('product');
  const set = (input: object, context = desk.context) =>
    desk.change<UnitAnswer>('setProductUnit', fields, { productId, code: 'BOX', name: 'Box of 10', packCount: 10, ...input }, context);
  const remove = (input: object, context = desk.context) =>
    desk.change<{ removedId: string | null; userErrors: RefusedAt[] }>('removeProductUnit', 'removedId', input, context);
  return { desk, productId, set, remove };
}

it('a product has units of its own, which change and go by version', async () => {
  const { desk, productId, set, remove } = gloves();
  const made = await set({ name: ' Box of 10 ' });
  expect(made).toMatchObject({
    unit: { version: 1, code: 'BOX', name: 'Box of 10', unitCount: 1, packCount: 10, ucumCode: null, product: { id: productId } },
    userErrors: [],
  });
  await set({ code: 'ML', name: 'Millilitre', unitCount: 500, packCount: 1, ucumCode: 'mL' });
  const stale = [{ code: 'STALE_VERSION', message: expect.stringContaining('Somebody changed this unit') as string }];
  expect((await set({ packCount: 12 })).userErrors).toMatchObject(stale);
  expect((await set({ packCount: 12, expectedVersion: 2 })).userErrors).toMatchObject(stale);
  expect((await set({ code: 'CASE', expectedVersion: 1 })).userErrors).toMatchObject(stale);
  expect((await set({ packCount: 12, expectedVersion: 1 })).unit).toMatchObject({ version: 2, packCount: 12 });
  const id = made.unit?.id;
  expect((await remove({ id, expectedVersion: 1 })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect(await desk.products([productId], 'units { code packCount }')).toEqual([
    {
      units: [
        { code: 'BOX', packCount: 12 },
        { code: 'ML', packCount: 1 },
      ],
    },
  ]);
  expect(await remove({ id, expectedVersion: 2 })).toEqual({ removedId: id, userErrors: [] });
  expect((await remove({ id, expectedVersion: 2 })).userErrors).toMatchObject([{ code: 'NOT_FOUND', message: 'There is no such unit.' }]);
  expect(await desk.products([productId], 'units { code }')).toEqual([{ units: [{ code: 'ML' }] }]);
});

it('of two who add the same unit at the same time, one is told that the other was first', async () => {
  const { set } = gloves();
  const answers = await Promise.all([set({}), set({ packCount: 12 })]);
  expect(answers.filter(({ unit }) => unit !== null)).toHaveLength(1);
  expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
});

it.each([
  [{ code: 'PACK' }, 'INVALID', 'code', 'PACK is what every product is counted in: choose another code.'],
  [
    { code: 'box' },
    'INVALID',
    'code',
    '"box" is no code of a unit: use upper-case letters, digits and underscores, at most 20, such as BOX.',
  ],
  [{ name: ' ' }, 'REQUIRED', 'name', 'A unit needs a name.'],
  [{ name: 'x'.repeat(201) }, 'INVALID', 'name', 'name holds at most 200 characters.'],
  [{ packCount: 0 }, 'INVALID', 'packCount', 'packCount is 1 to 1000000, not 0.'],
  [{ unitCount: 1_000_001 }, 'INVALID', 'unitCount', 'unitCount is 1 to 1000000, not 1000001.'],
  [
    { ucumCode: 'cc' },
    'INVALID',
    'ucumCode',
    '"cc" is no unit of UCUM: those look like mL, mg/dL or {tablet}, and upper and lower case differ.',
  ],
])('a unit is refused with %j', async (input, code, field, message) => {
  const { set, desk, productId } = gloves();
  expect(await set(input)).toEqual({ unit: null, userErrors: [{ code, message, field: ['input', field] }] });
  expect(await desk.products([productId], 'units { code }')).toEqual([{ units: [] }]);
});

it('a product that is not there gets no unit, and no more than fifty', async () => {
  const { set } = gloves();
  const absent = newId('product');
  neighbours.missing.add(absent);
  expect((await set({ productId: absent })).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'There is no such product.', field: ['input', 'productId'] },
  ]);
  for (let index = 0; index < 50; index += 1) expect((await set({ code: `U${index}` })).userErrors).toEqual([]);
  expect((await set({ code: 'U50' })).userErrors).toMatchObject([{ code: 'LIMIT_REACHED', message: 'A product has at most 50 units.' }]);
});

it('units of another tenant are not there, and nobody changes them without the permission', async () => {
  const { desk, productId, set, remove } = gloves();
  const { unit } = await set({});
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['medicines:read', 'catalog:manage'] });
  expect(await desk.products([productId], 'units { code }', stranger)).toEqual([{ units: [] }]);
  expect((await remove({ id: unit?.id, expectedVersion: 1 }, stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  const clerk = desk.somebody({ permissions: ['medicines:read'] });
  await expect(set({ packCount: 12, expectedVersion: 1 }, clerk)).rejects.toThrow('catalog:manage');
  await expect(remove({ id: unit?.id, expectedVersion: 1 }, clerk)).rejects.toThrow('catalog:manage');
  expect(await desk.products([productId], 'units { version }')).toEqual([{ units: [{ version: 1 }] }]);
});

it('amounts become packs by the units of their own product, many at once as one alone', async () => {
  const { desk, productId, set } = gloves();
  await set({});
  const other = newId('product');
  await desk.system(desk.branchId, async (transaction) => {
    expect(await packsOf(transaction, productId, 2.5, 'BOX')).toBe(25);
    expect(await packsOf(transaction, other, 2, 'PACK')).toBe(2);
    const packs = await packsOfAll(transaction, [
      { productId, quantity: 1, unit: 'BOX' },
      { productId: other, quantity: 1, unit: 'BOX' },
      { productId: other, quantity: 4, unit: 'PACK' },
    ]);
    expect(packs).toMatchObject([10, { code: 'INVALID', message: 'The product is not ordered in "BOX": order it in PACK.' }, 4]);
  });
});
