import { text } from 'node:stream/consumers';
import type pg from 'pg';
import fc from 'fast-check';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { DispensingCounter } from '../dispensing/testing/dispensing-counter.js';
import type { BranchProfile } from '#kernel/branches/branch-profile.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { inTenant, openBehindTheGraph } from '../testing/behind-the-graph.js';
import { Counter, type ShownSale } from '../testing/counter.js';
import { openPharmacy } from '../testing/dispensary.js';
import { recordSales, sum, type RecordedSale } from './testing/recorded-sales.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let owner: pg.Client;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  owner = await openBehindTheGraph(subgraph);
});
afterAll(async () => {
  await owner.end();
  await subgraph.close();
});

const amounts = ['discount', 'revenue', 'tax', 'cost', 'margin', 'revenueWithoutCost'] as const;
type Amounts = Readonly<Record<(typeof amounts)[number], bigint>>;

interface Figures extends Amounts {
  readonly day: string | null;
  readonly product: string | null;
  readonly cashier: string | null;
  readonly receipts: number;
  readonly units: number;
}

interface Taken {
  readonly tender: string;
  readonly payments: number;
  readonly amount: bigint;
  readonly rounding: bigint;
}

interface Money {
  readonly amountMinor: string;
  readonly currency: string;
}

type Grouping = 'DAY' | 'PRODUCT' | 'CASHIER';

function reporting(profile: Partial<BranchProfile> = {}) {
  const dispensary = new DispensingCounter(subgraph, neighbours);
  dispensary.addBranch(dispensary.branchId, profile);
  const { branchId } = dispensary;
  const report = async (by: Grouping, from: string, until: string, more = '', context = dispensary.context): Promise<Figures[]> => {
    const fields = `day product { name } cashier { id } receipts units ${amounts.map((name) => `${name} { amountMinor currency }`).join(' ')}`;
    const query = `query ($id: ID, $from: Date!, $until: Date!) { salesReport(branchId: $id, from: $from, until: $until, by: ${by}${more}) { ${fields} } }`;
    type Shown = Pick<Figures, 'day' | 'receipts' | 'units'> &
      Readonly<Record<(typeof amounts)[number], Money>> & { product: { name: string } | null; cashier: { id: string } | null };
    const { salesReport } = await dispensary.ask<{ salesReport: Shown[] }>(query, { id: branchId, from, until }, context);
    return salesReport.map(({ product, cashier, ...row }) => {
      const minor = Object.fromEntries(amounts.map((name) => [name, BigInt(row[name].amountMinor)])) as Amounts;
      return { ...row, ...minor, product: product?.name ?? null, cashier: cashier?.id ?? null };
    });
  };
  const tenders = async (from: string, until: string): Promise<Taken[]> => {
    const query = `query ($id: ID, $from: Date!, $until: Date!) { tenderReport(branchId: $id, from: $from, until: $until) {
      tender payments amount { amountMinor } rounding { amountMinor } } }`;
    type Shown = Pick<Taken, 'tender' | 'payments'> & Record<'amount' | 'rounding', Money>;
    const { tenderReport } = await dispensary.ask<{ tenderReport: Shown[] }>(query, { id: branchId, from, until });
    return tenderReport.map(({ tender, payments, amount, rounding }) => ({
      tender,
      payments,
      amount: BigInt(amount.amountMinor),
      rounding: BigInt(rounding.amountMinor),
    }));
  };
  const table = async (name: string, parameters: Record<string, string> = {}, context = dispensary.context) => {
    const download = await subgraph.runtime.download({ name, parameters: { branchId, ...parameters } }, context);
    return { name: download.name, lines: (await text(download.body)).replace('\ufeff', '').trim().split('\r\n') };
  };
  /** That a sale was paid so many days from now, at ten in the morning at the branch. */
  const paidOn = ({ id }: ShownSale, ahead: number, zone = 'Asia/Ulaanbaatar') =>
    inTenant(owner, dispensary.tenant, () =>
      owner.query(`update sales set completed_at = ($2::date + time '10:00') at time zone $3 where id = $1`, [
        toUuid('sale', id),
        dayAhead(ahead, zone),
        zone,
      ]),
    );
  const record = (...sales: RecordedSale[]) => recordSales(owner, dispensary, sales);
  return { dispensary, branchId, report, tenders, table, paidOn, record };
}

/** Days from now: baskets can be paid until a week from now, so that these are the days on which today's can be. */
function dayAhead(days: number, timeZone = 'Asia/Ulaanbaatar'): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(Date.now());
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Every figure closes: what was paid is the tax, what the goods cost, what was earned, and what nobody knows the cost of. */
function expectToClose(rows: readonly Figures[]): void {
  for (const { revenue, tax, cost, margin, revenueWithoutCost } of rows) expect(margin + cost + tax + revenueWithoutCost).toBe(revenue);
}

function total(rows: readonly Figures[]): Amounts & { readonly units: number } {
  const units = rows.reduce((count, row) => count + row.units, 0);
  return { ...(Object.fromEntries(amounts.map((name) => [name, sum(rows.map((row) => row[name]))])) as Amounts), units };
}

const nobody = { product: null, cashier: null };

/**
 * Two cashiers, two taxes, three products of which the cream's cost is not known. On the second day they sell with a discount, with
 * change and with coins of 5; on the third a cream with its own discount, a prescription and something that is voided; on the fourth
 * one pack comes back, and on the fifth a whole sale.
 */
async function fiveDays() {
  const given = reporting();
  const { dispensary, branchId, paidOn } = given;
  const rule = { validFrom: '2020-01-01' };
  await dispensary.done('setTaxRule', '', { ...rule, name: 'VAT', rateBasisPoints: 1000 });
  await dispensary.done('setTaxRule', '', { ...rule, name: 'Medicines', rateBasisPoints: 500, productKinds: ['MEDICINE'] });
  const paracetamol = await dispensary.medicine('Paracetamol');
  const amoxicillin = await dispensary.medicine('Amoxicillin', { prescriptionRequired: true });
  const { product } = await dispensary.done<{ product: { id: string } }>('createProduct', 'product { id }', {
    kind: 'OTHER',
    name: 'Cream',
  });
  await dispensary.shelve(paracetamol, [{ quantity: 20, unitCostMinor: 400n }]);
  await dispensary.shelve(amoxicillin, [{ quantity: 20, unitCostMinor: 700n }]);
  await dispensary.done('receiveStock', '', { branchId, lines: [{ productId: product.id, quantity: 20 }] });
  await dispensary.price(paracetamol, 1050n);
  await dispensary.price(amoxicillin, 2100n);
  await dispensary.price(product.id, 1100n);
  const anna = await Counter.open(dispensary, { cashier: dispensary.somebody() });
  const bold = await Counter.open(dispensary, { cashier: dispensary.somebody(), cashRoundingMinor: 500n });

  const four = await anna.basket([paracetamol, 4]);
  const discounted = await anna.sale('discountSale', { saleId: four.id, discount: { amount: anna.money(200n) } });
  const first = await anna.pay(discounted, { kind: 'CASH', amount: 5000n });
  await paidOn(first, 2);
  const mixed = await bold.basket([paracetamol, 1], [product.id, 2]);
  const second = await bold.pay(mixed, { kind: 'CARD', amount: 1000n }, { kind: 'CASH', amount: 2500n });
  await paidOn(second, 2);

  const cream = await anna.basket([product.id, 1]);
  const reduced = { saleId: cream.id, lineId: cream.lines[0]?.id, discount: { basisPoints: 1000 } };
  await paidOn(await anna.pay(await anna.sale('discountSaleLine', reduced), { kind: 'CARD', amount: 990n }), 3);
  const dispense = await dispensary.handedOver(await dispensary.prescribe(amoxicillin, { quantity: 2 }));
  const prescribed = await anna.sale('addDispenseLine', { saleId: (await anna.start()).id, dispenseId: dispense.id });
  const third = await anna.pay(prescribed, { kind: 'MOBILE_MONEY', amount: 4200n });
  await paidOn(third, 3);
  const mistake = await bold.pay(await bold.basket([paracetamol, 3]), { kind: 'CARD', amount: 3150n });
  await paidOn(await bold.sale('voidSale', { saleId: mistake.id, reason: 'Rung up twice' }), 3);

  await paidOn(await bold.sale('returnSale', bold.returning(first, [[0, 1]])), 4);
  const whole = [
    [0, 1],
    [1, 2],
  ] as const;
  await paidOn(
    await anna.sale('returnSale', anna.returning(second, whole, { otherTenders: [{ kind: 'CARD', amount: anna.money(1000n) }] })),
    5,
  );
  return { ...given, anna, bold, third, dispense };
}

const counted = {
  second: { receipts: 2, units: 7, discount: 200n, revenue: 7250n, tax: 440n, cost: 2000n, margin: 2810n, revenueWithoutCost: 2000n },
  third: { receipts: 2, units: 3, discount: 110n, revenue: 5190n, tax: 290n, cost: 1400n, margin: 2600n, revenueWithoutCost: 900n },
  fourth: { receipts: 1, units: -1, discount: -50n, revenue: -1000n, tax: -47n, cost: -400n, margin: -553n, revenueWithoutCost: 0n },
  fifth: { receipts: 1, units: -3, discount: 0n, revenue: -3250n, tax: -250n, cost: -400n, margin: -600n, revenueWithoutCost: -2000n },
};

describe('what was sold', () => {
  it('is counted by day, product and cashier, to the unit', async () => {
    const { report, tenders, table, anna, bold } = await fiveDays();
    const [from, until] = [dayAhead(2), dayAhead(5)];
    const byDay = await report('DAY', from, until);
    expect(byDay).toEqual(
      Object.values(counted).map(
        (figures, index) => expect.objectContaining({ ...figures, ...nobody, day: dayAhead(2 + index) }) as Figures,
      ),
    );
    const byProduct = await report('PRODUCT', from, until);
    expect(byProduct).toMatchObject([
      { product: 'Amoxicillin', receipts: 1, units: 2, revenue: 4200n, tax: 200n, cost: 1400n, margin: 2600n, day: null, cashier: null },
      { product: 'Paracetamol', receipts: 4, units: 3, discount: 150n, revenue: 3000n, tax: 143n, cost: 1200n, margin: 1657n },
      { product: 'Cream', receipts: 3, units: 1, discount: 110n, revenue: 990n, tax: 90n, cost: 0n, margin: 0n, revenueWithoutCost: 900n },
    ]);
    const byCashier = await report('CASHIER', from, until);
    expect(byCashier).toMatchObject([
      { cashier: anna.cashier.actor.id, receipts: 4, units: 4, revenue: 5940n },
      { cashier: bold.cashier.actor.id, receipts: 2, units: 2, revenue: 2250n },
    ]);
    expectToClose([...byDay, ...byProduct, ...byCashier]);
    expect(total(byProduct)).toEqual(total(byDay));
    expect(total(byCashier)).toEqual(total(byDay));
    expect(await report('DAY', dayAhead(4), dayAhead(4))).toMatchObject([counted.fourth]);
    expect(await report('DAY', dayAhead(6), dayAhead(9))).toEqual([]);

    expect(await tenders(from, until)).toEqual([
      { tender: 'CARD', payments: 3, amount: 990n, rounding: 0n },
      { tender: 'CASH', payments: 4, amount: 3000n, rounding: 0n },
      { tender: 'MOBILE_MONEY', payments: 1, amount: 4200n, rounding: 0n },
    ]);
    // What coins of 5 made of 2250 that day, and what was given back of it on the fifth.
    expect(await tenders(from, from)).toEqual([
      { tender: 'CARD', payments: 1, amount: 1000n, rounding: 0n },
      { tender: 'CASH', payments: 2, amount: 6500n, rounding: 250n },
    ]);
    expect(await tenders(until, until)).toEqual([
      { tender: 'CARD', payments: 1, amount: -1000n, rounding: 0n },
      { tender: 'CASH', payments: 1, amount: -2500n, rounding: -250n },
    ]);

    const days = { from, until };
    const heading = 'Receipts,Packs,Discount,Revenue,Tax,Cost,Margin,Revenue without cost,Currency';
    expect(await table('sales', days)).toEqual({
      name: 'sales-UB1.csv',
      lines: [
        `Day,${heading}`,
        `${dayAhead(2)},2,7,2.00,72.50,4.40,20.00,28.10,20.00,MNT`,
        `${dayAhead(3)},2,3,1.10,51.90,2.90,14.00,26.00,9.00,MNT`,
        `${dayAhead(4)},1,-1,-0.50,-10.00,-0.47,-4.00,-5.53,0.00,MNT`,
        `${dayAhead(5)},1,-3,0.00,-32.50,-2.50,-4.00,-6.00,-20.00,MNT`,
      ],
    });
    expect((await table('sales', { ...days, by: 'PRODUCT' })).lines.slice(0, 2)).toEqual([
      `Product,${heading}`,
      'Amoxicillin,1,2,0.00,42.00,2.00,14.00,26.00,0.00,MNT',
    ]);
    expect((await table('sales', { ...days, by: 'CASHIER' })).lines[2]).toMatch(`${bold.cashier.actor.id},2,2,-0.50,22.50,`);
    expect(await table('tenders', days)).toEqual({
      name: 'tenders-UB1.csv',
      lines: ['Tender,Payments,Amount,Rounding,Currency', 'CARD,3,9.90,0.00,MNT', 'CASH,4,30.00,0.00,MNT', 'MOBILE_MONEY,1,42.00,0.00,MNT'],
    });
  });

  it('costs nothing any more once all of a dispense came back, in whatever parts', async () => {
    const { dispensary, report, paidOn, anna, third, dispense } = await fiveDays();
    const [lot] = dispense.lots;
    const given = await dispensary.did('returnDispense', dispense, {
      reason: 'Not tolerated',
      lots: [{ lotId: lot?.lot.id, quantity: 1 }],
    });
    await paidOn(await anna.sale('returnSale', anna.returning(third, [[0, 1]], { tender: { kind: 'MOBILE_MONEY' } })), 6);
    expect(await report('DAY', dayAhead(6), dayAhead(6))).toMatchObject([
      { units: -1, revenue: -2100n, tax: -100n, cost: -700n, margin: -1300n, revenueWithoutCost: 0n },
    ]);
    await dispensary.did('returnDispense', given, { reason: 'Not tolerated', lots: [{ lotId: lot?.lot.id, quantity: 1 }] });
    await paidOn(await anna.sale('returnSale', anna.returning(third, [[0, 1]], { tender: { kind: 'MOBILE_MONEY' } })), 6);
    const left = (await report('PRODUCT', dayAhead(2), dayAhead(6))).find(({ product }) => product === 'Amoxicillin');
    expect(left).toMatchObject({ units: 0, revenue: 0n, tax: 0n, cost: 0n, margin: 0n, revenueWithoutCost: 0n });
  });

  it('of a line of which one lot has no known cost has none, nor has what comes back of it', async () => {
    const { dispensary, branchId, report, paidOn } = reporting();
    const productId = await dispensary.medicine();
    await dispensary.price(productId, 1000n);
    await dispensary.shelve(productId, [{ quantity: 1, expiresOn: '2030-01-31', unitCostMinor: 300n }]);
    await dispensary.done('receiveStock', '', { branchId, lines: [{ productId, quantity: 1, lotNumber: 'B', expiresOn: '2031-01-31' }] });
    const counter = await Counter.open(dispensary);
    const sold = await counter.sold([productId, 2]);
    await paidOn(sold, 2);
    expect(await report('DAY', dayAhead(2), dayAhead(2))).toMatchObject([{ cost: 0n, margin: 0n, revenueWithoutCost: 2000n }]);
    await paidOn(await counter.sale('returnSale', counter.returning(sold, [[0, 1]])), 3);
    const left = await report('PRODUCT', dayAhead(2), dayAhead(3));
    expect(left).toMatchObject([{ units: 1, revenue: 1000n, cost: 0n, margin: 0n, revenueWithoutCost: 1000n }]);
  });

  it('for nothing is counted, and needs no tender', async () => {
    const { dispensary, report, tenders, paidOn } = reporting();
    const gift = await dispensary.medicine('Leaflet');
    await dispensary.shelve(gift, [{ quantity: 5, unitCostMinor: 20n }]);
    await dispensary.price(gift, 0n);
    const counter = await Counter.open(dispensary);
    await paidOn(await counter.sale('completeSale', counter.payment(await counter.basket([gift, 2]), [])), 2);
    expect(await report('DAY', dayAhead(2), dayAhead(2))).toMatchObject([{ units: 2, revenue: 0n, cost: 40n, margin: -40n }]);
    expect(await tenders(dayAhead(2), dayAhead(2))).toEqual([]);
  });
});

describe('a day of the report', () => {
  const line = { productId: newId('product'), quantity: 1, amount: 100n };

  it.each([
    ['Asia/Ulaanbaatar', '2026-03-09T15:59:59.999Z', '2026-03-09T16:00:00.000Z', '2026-03-10T15:59:59.999Z', '2026-03-10T16:00:00.000Z'],
    ['Africa/Lusaka', '2026-03-09T21:59:59.999Z', '2026-03-09T22:00:00.000Z', '2026-03-10T21:59:59.999Z', '2026-03-10T22:00:00.000Z'],
  ])('is that of the branch in %s', async (timeZone, before, begins, ends, after) => {
    const { report, tenders, record } = reporting({ timeZone });
    const paid = (at: string, amount: bigint) => ({ begunAt: new Date(at), paidAt: new Date(at), lines: [{ ...line, amount }] });
    await record(paid(before, 1n), paid(begins, 20n), paid(ends, 300n), paid(after, 4000n));
    expect(await report('DAY', '2026-03-10', '2026-03-10')).toMatchObject([{ day: '2026-03-10', receipts: 2, revenue: 320n }]);
    expect(await report('DAY', '2026-03-09', '2026-03-11')).toMatchObject([
      { day: '2026-03-09', revenue: 1n },
      { day: '2026-03-10', revenue: 320n },
      { day: '2026-03-11', revenue: 4000n },
    ]);
    expect(await tenders('2026-03-10', '2026-03-10')).toEqual([{ tender: 'CASH', payments: 2, amount: 320n, rounding: 0n }]);
  });

  it('is when it was paid, not when its basket was begun, also in another month', async () => {
    const { report, tenders, record } = reporting({ timeZone: 'UTC' });
    await record(
      { begunAt: new Date('2026-04-30T20:00:00Z'), paidAt: new Date('2026-05-01T09:00:00Z'), lines: [line] },
      // Held for as long as a basket can be.
      { begunAt: new Date('2026-04-23T10:00:00Z'), paidAt: new Date('2026-05-01T09:30:00Z'), lines: [{ ...line, amount: 30n }] },
    );
    expect(await report('DAY', '2026-04-01', '2026-04-30')).toEqual([]);
    expect(await tenders('2026-04-01', '2026-04-30')).toEqual([]);
    expect(await report('DAY', '2026-05-01', '2026-05-31')).toMatchObject([{ day: '2026-05-01', receipts: 2, units: 2, revenue: 130n }]);
    expect(await tenders('2026-05-01', '2026-05-01')).toMatchObject([{ payments: 2, amount: 130n }]);
  });

  it('has what was paid in its last moment, also when the clock that began the basket was ahead', async () => {
    const { report, tenders, record } = reporting({ timeZone: 'UTC' });
    await record({ begunAt: new Date('2026-06-01T00:00:00.050Z'), paidAt: new Date('2026-05-31T23:59:59.990Z'), lines: [line] });
    expect(await report('DAY', '2026-05-31', '2026-05-31')).toMatchObject([{ revenue: 100n }]);
    expect(await tenders('2026-05-31', '2026-05-31')).toMatchObject([{ amount: 100n }]);
    expect(await report('DAY', '2026-06-01', '2026-06-01')).toEqual([]);
  });

  it('is in one currency: what was sold in that which the branch had before is not added to it', async () => {
    const { report, tenders, record } = reporting({ timeZone: 'UTC', currency: 'ZMW' });
    const at = new Date('2026-05-02T10:00:00Z');
    const sale = { begunAt: at, paidAt: at, lines: [line] };
    await record({ ...sale, currency: 'ZMW' }, { ...sale, currency: 'USD' });
    expect(await report('DAY', '2026-05-02', '2026-05-02')).toMatchObject([{ receipts: 1, revenue: 100n }]);
    expect(await tenders('2026-05-02', '2026-05-02')).toMatchObject([{ amount: 100n }]);
  });
});

it('agrees with sums made in memory, of whatever was sold, returned and voided', async () => {
  const products = ['Aspirin', 'Bandage', 'Cream'];
  const sellers = [newId('staff'), newId('staff')];
  const line = fc.record({
    product: fc.nat({ max: 2 }),
    quantity: fc.integer({ min: 1, max: 9 }),
    price: fc.bigInt({ min: 0n, max: 99_999n }),
    discounted: fc.bigInt({ min: 0n, max: 100n }),
    taxed: fc.bigInt({ min: 0n, max: 100n }),
    cost: fc.option(fc.bigInt({ min: 0n, max: 500_000n })),
  });
  const sale = fc.record({
    isReturn: fc.boolean(),
    voided: fc.boolean(),
    minute: fc.nat({ max: 5 * 1440 }),
    waited: fc.nat({ max: 10_000 }),
    seller: fc.nat({ max: 1 }),
    byCard: fc.bigInt({ min: 0n, max: 100n }),
    rounding: fc.bigInt({ min: 0n, max: 250n }),
    change: fc.bigInt({ min: 0n, max: 5000n }),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  });
  const zone = 'Asia/Ulaanbaatar';
  const midnight = Date.parse('2026-03-29T16:00:00Z');
  await fc.assert(
    fc.asyncProperty(fc.array(sale, { minLength: 1, maxLength: 15 }), async (sales) => {
      const { dispensary, report, tenders, record } = reporting({ timeZone: zone });
      const productIds = new Map<string, string>();
      for (const name of products) productIds.set(name, await dispensary.medicine(name));
      const recorded = sales.map(({ isReturn, voided, minute, waited, seller, byCard, rounding, change, lines }) => {
        const rows = lines.map(({ product, quantity, price, discounted, taxed, cost }) => {
          const gross = price * BigInt(quantity);
          const discount = (gross * discounted) / 100n;
          const amount = gross - discount;
          const name = products[product] ?? '';
          return { name, productId: productIds.get(name) ?? '', quantity, amount, discount, tax: (amount * taxed) / 100n, cost };
        });
        const due = sum(rows.map(({ amount }) => amount));
        const card = (due * byCard) / 100n;
        const paidAt = new Date(midnight + minute * 60_000);
        return {
          begunAt: new Date(paidAt.getTime() - waited * 60_000),
          paidAt,
          kind: isReturn ? ('RETURN' as const) : ('SALE' as const),
          status: voided && !isReturn ? ('VOIDED' as const) : ('COMPLETED' as const),
          sellerId: sellers[seller] ?? '',
          lines: rows,
          tenders: [
            { kind: 'CARD', amount: card },
            { kind: 'CASH', amount: due - card + rounding + change },
          ],
          change,
          sign: isReturn ? -1n : 1n,
          rounding,
        };
      });
      await record(...recorded);
      const kept = recorded.filter(({ status }) => status === 'COMPLETED');
      const sold = kept.flatMap(({ lines, sign, ...each }) => lines.map((row) => ({ ...row, ...each, sign })));
      const figures = (rows: typeof sold) => ({
        receipts: new Set(rows.map(({ tenders: of }) => of)).size,
        units: rows.reduce((count, { quantity, sign }) => count + quantity * Number(sign), 0),
        discount: sum(rows.map(({ discount, sign }) => discount * sign)),
        revenue: sum(rows.map(({ amount, sign }) => amount * sign)),
        tax: sum(rows.map(({ tax, sign }) => tax * sign)),
        cost: sum(rows.map(({ cost, sign }) => (cost ?? 0n) * sign)),
        margin: sum(rows.map(({ amount, tax, cost, sign }) => (cost === null ? 0n : (amount - tax - cost) * sign))),
        revenueWithoutCost: sum(rows.map(({ amount, tax, cost, sign }) => (cost === null ? (amount - tax) * sign : 0n))),
      });
      const expected = (key: (row: (typeof sold)[number]) => string) =>
        new Map([...Map.groupBy(sold, key)].map(([name, rows]) => [name, figures(rows)]));
      const found = (rows: readonly Figures[]) =>
        new Map(rows.map(({ day, product, cashier, ...row }) => [day ?? product ?? cashier, row]));
      const [from, until] = ['2026-03-30', '2026-04-04'];
      const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
      const byDay = await report('DAY', from, until);
      expect(found(byDay)).toEqual(expected(({ paidAt }) => dayOf.format(paidAt)));
      expect(byDay.map(({ day }) => day)).toEqual(byDay.map(({ day }) => day).toSorted());
      const byProduct = await report('PRODUCT', from, until);
      expect(found(byProduct)).toEqual(expected(({ name }) => name));
      const byCashier = await report('CASHIER', from, until);
      expect(found(byCashier)).toEqual(expected(({ sellerId }) => sellerId));
      expectToClose([...byDay, ...byProduct, ...byCashier]);
      const taken = await tenders(from, until);
      expect(sum(taken.map(({ amount, rounding }) => amount - rounding))).toBe(total(byDay).revenue);
      expect(Object.fromEntries(taken.map(({ tender, amount }) => [tender, amount]))).toEqual(
        kept.length === 0
          ? {}
          : {
              CARD: sum(kept.map((each) => (each.tenders[0]?.amount ?? 0n) * each.sign)),
              CASH: sum(kept.map((each) => ((each.tenders[1]?.amount ?? 0n) - each.change) * each.sign)),
            },
      );
    }),
    { numRuns: 50 },
  );
});

it('is asked for at most a year, and as many lines as a screen shows', async () => {
  const { dispensary, report, tenders, table, record } = reporting({ timeZone: 'UTC' });
  const at = new Date('2026-05-02T10:00:00Z');
  const names = ['Aspirin', 'Bandage', 'Cream'];
  const lines = [];
  for (const [index, name] of names.entries())
    lines.push({ productId: await dispensary.medicine(name), quantity: 1, amount: 300n - BigInt(index) * 100n });
  await record({ begunAt: at, paidAt: at, lines });
  const month = ['2026-05-01', '2026-05-31'] as const;
  expect((await report('PRODUCT', ...month)).map(({ product }) => product)).toEqual(names);
  expect((await report('PRODUCT', ...month, ', first: 2')).map(({ product }) => product)).toEqual(names.slice(0, 2));
  await expect(report('PRODUCT', ...month, ', first: 0')).rejects.toThrow('first is 1 to 1000, not 0');
  await expect(report('PRODUCT', ...month, ', first: 1001')).rejects.toThrow('all of it is in the download');
  expect((await table('sales', { from: month[0], until: month[1], by: 'PRODUCT' })).lines).toHaveLength(4);
  const wrong = [
    ['2026-05-02', '2026-05-01', 'The last day, 2026-05-01, is before the first, 2026-05-02.'],
    ['2024-01-01', '2025-01-01', 'That is 367 days: ask for at most 366.'],
  ] as const;
  for (const [from, until, message] of wrong) {
    await expect(report('DAY', from, until)).rejects.toThrow(message);
    await expect(tenders(from, until)).rejects.toThrow(message);
    for (const name of ['sales', 'tenders', 'till-differences']) await expect(table(name, { from, until })).rejects.toThrow(message);
  }
  expect(await report('DAY', '2024-01-01', '2024-12-31')).toEqual([]);
  await expect(table('sales', { from: '2026-02-30', until: month[1] })).rejects.toThrow(
    '"2026-02-30" is no day: from is written YYYY-MM-DD.',
  );
  await expect(table('tenders', { from: month[0] })).rejects.toThrow('add the parameter "until"');
  await expect(table('sales', { from: month[0], until: month[1], by: 'PATIENT' })).rejects.toThrow(
    'by is one of DAY, PRODUCT, CASHIER, not "PATIENT".',
  );
});

it('has a line for every day of the longest range, unless fewer are asked for', async () => {
  const { report, record } = reporting({ timeZone: 'UTC' });
  const moments = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day, 12)));
  const lines = [{ productId: newId('product'), quantity: 1, amount: 100n }];
  await record(...moments.map((at) => ({ begunAt: at, paidAt: at, lines })));
  const year = await report('DAY', '2024-01-01', '2024-12-31');
  expect(year).toHaveLength(366);
  expect(total(year)).toMatchObject({ units: 366, revenue: 36_600n });
  expect(await report('DAY', '2024-01-01', '2024-12-31', ', first: 3')).toHaveLength(3);
});

it('is not for other tenants, other branches, or without the permission', async () => {
  const { dispensary, branchId, report, table, record } = reporting({ timeZone: 'UTC' });
  const at = new Date('2026-05-02T10:00:00Z');
  const sale = { begunAt: at, paidAt: at, lines: [{ productId: newId('product'), quantity: 1, amount: 100n }] };
  const otherBranch = dispensary.addBranch();
  await record(sale, { ...sale, branchId: otherBranch });
  const days = { from: '2026-05-01', until: '2026-05-31' };
  expect(await report('DAY', days.from, days.until)).toMatchObject([{ receipts: 1, revenue: 100n }]);
  const permissions = ['sales:report', 'medicines:read'];
  const here = dispensary.somebody({ permissions, branches: [branchId] });
  expect(await report('DAY', days.from, days.until, '', here)).toMatchObject([{ receipts: 1, revenue: 100n }]);

  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions, branches: [newId('branch')] });
  const elsewhere = dispensary.somebody({ permissions, branches: [otherBranch] });
  const absent = 'There is no such branch among those where you may do this.';
  const range = 'branchId: $id, from: "2026-05-01", until: "2026-05-31"';
  const questions = [`salesReport(${range}) { units }`, `tenderReport(${range}) { payments }`, `tillDifferences(${range}) { reason }`];
  for (const context of [stranger, elsewhere]) {
    for (const question of questions)
      await expect(dispensary.ask(`query ($id: ID) { ${question} }`, { id: branchId }, context)).rejects.toThrow(absent);
    for (const name of ['sales', 'tenders', 'till-differences']) await expect(table(name, days, context)).rejects.toThrow(absent);
  }
  // A stranger who is let into a branch of the same id sees what is the stranger's there: nothing.
  const namesake = contextOf({ tenant: testTenant('copperbelt'), permissions });
  expect(await report('DAY', days.from, days.until, '', namesake)).toEqual([]);
  const unauthorized = dispensary.somebody({ permissions: ['sales:read', 'stock:report'] });
  for (const question of questions)
    await expect(dispensary.ask(`query ($id: ID) { ${question} }`, { id: branchId }, unauthorized)).rejects.toThrow('sales:report');
  for (const name of ['sales', 'tenders', 'till-differences'])
    await expect(table(name, days, unauthorized)).rejects.toThrow('sales:report');
});
