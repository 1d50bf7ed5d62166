import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { Counter, type ShownSale } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

async function shop(till: Parameters<typeof Counter.open>[1] = {}) {
  const dispensary = new Dispensary(subgraph, neighbours);
  const productId = await dispensary.medicine();
  const lotIds = await dispensary.shelve(productId, [
    { quantity: 2, expiresOn: '2038-01-31' },
    { quantity: 20, expiresOn: '2039-01-31' },
  ]);
  await dispensary.price(productId, 1000n);
  return { dispensary, productId, lotIds, counter: await Counter.open(dispensary, till) };
}

/** How many packs are there, by their state. */
async function byStatus(dispensary: Dispensary): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  await dispensary.system(dispensary.branchId, async (transaction) => {
    const rows = await transaction.rows<{ status: string; packs: number }>(
      sql`select status, sum(on_hand)::int as packs from stock_items group by status having sum(on_hand) > 0`,
    );
    for (const { status, packs } of rows) found[status] = packs;
  });
  return found;
}

describe('voiding', () => {
  it('gives goods and money back, to where they came from, and keeps the number used', async () => {
    const { dispensary, productId, lotIds, counter } = await shop();
    const basket = await counter.basket([productId, 3]);
    const sold = await counter.pay(basket, { kind: 'CARD', amount: 1000n }, { kind: 'CASH', amount: 5000n });
    expect(await counter.journal()).toEqual({ CASH: 102_000n, CARD: 1000n });
    const voided = await counter.sale('voidSale', { saleId: sold.id, reason: ' Rung up twice ' });
    expect(voided).toMatchObject({ status: 'VOIDED', receiptNumber: 'UB1-R-000001', total: { amountMinor: '3000' } });
    expect(await counter.journal()).toEqual({ CASH: 100_000n, CARD: 0n });
    expect(await byStatus(dispensary)).toEqual({ AVAILABLE: 22 });
    expect(await counter.sold([productId, 1])).toMatchObject({
      receiptNumber: 'UB1-R-000002',
      lines: [{ lots: [{ lot: { id: lotIds[0] } }] }],
    });
    const query = `query ($id: ID!) { sale(id: $id) { reason voider { id } voidedAt } }`;
    expect(await dispensary.ask(query, { id: sold.id })).toEqual({
      sale: { reason: 'Rung up twice', voider: { id: counter.cashier.actor.id }, voidedAt: expect.any(String) as string },
    });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('is refused when it is too late', async () => {
    const { dispensary, productId, counter } = await shop();
    const voiding = (sale: ShownSale, where = counter) => where.refusal('voidSale', { saleId: sale.id, reason: 'Mistake' });
    const basket = await counter.basket([productId, 1]);
    expect(await voiding(basket)).toEqual({ code: 'WRONG_STATE', message: 'The basket was never paid: discard it instead (discardSale).' });
    const sold = await counter.pay(basket);
    expect(await counter.refusal('voidSale', { saleId: sold.id, reason: '  ' })).toMatchObject({ code: 'REQUIRED' });
    const back = await counter.sale('returnSale', counter.returning(sold, [[0, 1]]));
    expect(await voiding(sold)).toEqual({
      code: 'WRONG_STATE',
      message: 'Some of it came back already: take back the rest the same way (returnSale).',
    });
    expect(await voiding(back)).toMatchObject({ code: 'WRONG_STATE' });
    const another = await counter.sold([productId, 1]);
    await counter.sale('voidSale', { saleId: another.id, reason: 'Mistake' });
    expect(await voiding(another)).toEqual({ code: 'WRONG_STATE', message: 'The sale is VOIDED already.' });
    const last = await counter.sold([productId, 1]);
    await counter.close();
    const next = await counter.reopened(50_000n);
    expect(await voiding(last, next)).toEqual({
      code: 'WRONG_STATE',
      message: 'The till at which it was sold was closed: take the goods back instead (returnSale).',
    });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('needs the cash to be there', async () => {
    const { dispensary, productId, counter } = await shop({ float: 0n });
    const sold = await counter.sold([productId, 3]);
    const out = { tillSessionId: counter.sessionId, kind: 'OUT', amount: counter.money(2500n), reason: 'To the bank' };
    await dispensary.done('recordCash', 'tillSession { id }', out, counter.cashier);
    expect(await counter.refusal('voidSale', { saleId: sold.id, reason: 'Mistake' })).toEqual({
      code: 'WRONG_STATE',
      message: 'By its journal the till holds MNT 5.00 in cash, too little to give back: put cash in first (recordCash).',
    });
  });

  it('happens once, whoever asks at once', async () => {
    const { dispensary, productId, counter } = await shop();
    const sold = await counter.sold([productId, 3]);
    const attempts = await Promise.all([
      ...[1, 2, 3].map(() => counter.run('voidSale', { saleId: sold.id, reason: 'Mistake' })),
      ...[1, 2, 3].map(() => counter.run('returnSale', counter.returning(sold, [[0, 3]]))),
    ]);
    expect(attempts.filter(({ sale }) => sale)).toHaveLength(1);
    expect(await counter.journal()).toEqual({ CASH: 100_000n });
    expect(await dispensary.breaks()).toEqual([]);
  });
});

describe('what comes back', () => {
  it('goes into quarantine, and its share of what was paid is given back, to the last unit', async () => {
    const { dispensary, productId, counter } = await shop();
    await dispensary.done('setTaxRule', 'taxRule { id }', { name: 'VAT', rateBasisPoints: 1000, validFrom: '2020-01-01' });
    const basket = await counter.basket([productId, 7], [productId, 3]);
    await counter.sale('discountSaleLine', { saleId: basket.id, lineId: basket.lines[0]?.id, discount: { basisPoints: 333 } });
    const priced = await counter.sale('discountSale', { saleId: basket.id, discount: { amount: counter.money(101n) } });
    const sold = await counter.pay(priced);
    const [total, tax] = [BigInt(sold.total.amountMinor), BigInt(sold.tax.amountMinor)];
    let [refunded, taxBack] = [0n, 0n];
    for (const lines of [
      [[0, 2]],
      [
        [0, 1],
        [1, 1],
      ],
      [[0, 3]],
      [[1, 1]],
      [
        [0, 1],
        [1, 1],
      ],
    ] as const) {
      const back = await counter.sale('returnSale', counter.returning(sold, lines));
      expect(back).toMatchObject({ kind: 'RETURN', status: 'COMPLETED', paid: back.total, rounding: { amountMinor: '0' } });
      refunded += BigInt(back.paid.amountMinor);
      taxBack += BigInt(back.tax.amountMinor);
    }
    expect([refunded, taxBack]).toEqual([total, tax]);
    expect(await counter.journal()).toEqual({ CASH: 100_000n });
    expect(await byStatus(dispensary)).toEqual({ AVAILABLE: 12, QUARANTINED: 10 });
    const query = `query ($id: ID!) { sale(id: $id) { returns { receiptNumber original { id } reason } } }`;
    const data = await dispensary.ask<{ sale: { returns: object[] } }>(query, { id: sold.id });
    expect(data.sale.returns).toEqual(
      [2, 3, 4, 5, 6].map((number) => ({ receiptNumber: `UB1-R-00000${number}`, original: { id: sold.id }, reason: 'The box was opened' })),
    );
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('is given back in coins that there are, and closes', async () => {
    const { productId, counter } = await shop({ cashRoundingMinor: 700n, float: 70_000n });
    const basket = await counter.basket([productId, 5]);
    const sold = await counter.pay(basket, { kind: 'CASH', amount: 7000n });
    expect(sold).toMatchObject({ total: { amountMinor: '5000' }, rounding: { amountMinor: '-100' } });
    const paid: string[] = [];
    for (const packs of [1, 1, 2, 1]) {
      const back = await counter.sale('returnSale', counter.returning(sold, [[0, packs]]));
      expect(BigInt(back.paid.amountMinor) - BigInt(back.total.amountMinor)).toBe(BigInt(back.rounding.amountMinor));
      paid.push(back.paid.amountMinor);
    }
    expect(paid).toEqual(['700', '1400', '2100', '700']);
    expect(await counter.journal()).toEqual({ CASH: 70_000n });
  });

  it('comes back into the lots that were sold, or into the one that is named', async () => {
    const { productId, lotIds, counter } = await shop();
    const sold = await counter.sold([productId, 5]);
    const back = await counter.sale('returnSale', {
      ...counter.returning(sold, []),
      lines: [{ lineId: sold.lines[0]?.id, quantity: 1, lotId: lotIds[1] }],
    });
    expect(back.lines[0]?.lots).toEqual([{ quantity: 1, lot: { id: lotIds[1] } }]);
    const rest = await counter.sale('returnSale', counter.returning(sold, [[0, 4]]));
    expect(rest.lines[0]?.lots).toEqual([
      { quantity: 2, lot: { id: lotIds[0] } },
      { quantity: 2, lot: { id: lotIds[1] } },
    ]);
  });

  it('is refused beyond what was sold, and where it does not belong', async () => {
    const { dispensary, productId, lotIds, counter } = await shop();
    const sold = await counter.sold([productId, 3]);
    await counter.sale('returnSale', counter.returning(sold, [[0, 2]]));
    const attempt = (lines: object[], more: object = {}) =>
      counter.refusal('returnSale', { ...counter.returning(sold, []), lines, ...more });
    const lineId = sold.lines[0]?.id;
    expect(await attempt([{ lineId, quantity: 2 }])).toEqual({
      code: 'INVALID',
      message: 'Line 1: 1 of 3 packs can still come back, not 2.',
    });
    expect(await attempt([{ lineId, quantity: 0 }])).toMatchObject({ code: 'INVALID' });
    expect(await attempt([{ lineId, quantity: 1, lotId: lotIds[0] }])).toEqual({
      code: 'INVALID',
      message: 'Line 1: 0 packs of that lot can still come back, not 1.',
    });
    expect(await attempt([])).toMatchObject({ code: 'REQUIRED', message: 'Say which lines come back.' });
    expect(
      await attempt([
        { lineId, quantity: 1 },
        { lineId, quantity: 1 },
      ]),
    ).toMatchObject({ message: 'A line is named twice: send its sum.' });
    expect(await attempt([{ lineId: newId('saleline'), quantity: 1 }])).toMatchObject({ code: 'NOT_FOUND' });
    const one = [{ lineId, quantity: 1 }];
    expect(await attempt(one, { reason: ' ' })).toMatchObject({ code: 'REQUIRED', message: 'Say why the goods come back.' });
    expect(await attempt(one, { tender: { kind: 'CREDIT' } })).toMatchObject({ code: 'REQUIRED' });
    expect(await attempt(one, { tender: { kind: 'INSURANCE' } })).toMatchObject({ code: 'REQUIRED' });
    const far = await Counter.open(dispensary, { branchId: dispensary.addBranch(newId('branch'), { code: 'DK1' }) });
    expect(await attempt(one, { tillSessionId: far.sessionId })).toMatchObject({ code: 'INVALID' });
    expect(await far.refusal('returnSale', far.returning(sold, [[0, 1]]))).toMatchObject({
      message: 'It was sold at another branch, or in another currency: take it back there.',
    });
    const basket = await counter.basket([productId, 1]);
    expect(await counter.refusal('returnSale', counter.returning(basket, [[0, 1]]))).toEqual({
      code: 'WRONG_STATE',
      message: 'The sale is OPEN: only what was paid for comes back.',
    });
  });

  it('needs the cash that is given back to be there', async () => {
    const { dispensary, productId, counter } = await shop({ float: 0n });
    const sold = await counter.sold([productId, 2]);
    const out = { tillSessionId: counter.sessionId, kind: 'OUT', amount: counter.money(1500n), reason: 'To the bank' };
    await dispensary.done('recordCash', 'tillSession { id }', out, counter.cashier);
    expect(await counter.refusal('returnSale', counter.returning(sold, [[0, 1]]))).toEqual({
      code: 'INVALID',
      message:
        'By its journal the till holds MNT 5.00 in cash, less than the MNT 10.00 to give back: put cash in first (recordCash), or take the goods back at another till.',
    });
  });

  it.each([
    ['CARD', { kind: 'CARD', reference: 'slip 4' }],
    ['MOBILE_MONEY', { kind: 'MOBILE_MONEY', reference: 'TX 9' }],
    ['INSURANCE', { kind: 'INSURANCE', reference: 'coverage_1' }],
    ['CREDIT', { kind: 'CREDIT' }],
  ])('that was paid by %s is given back so, and not in cash', async (kind, tender) => {
    const { productId, counter } = await shop();
    const tenders = [{ ...tender, amount: 2000n }];
    const basket = await counter.basket([productId, 2]);
    const sold = await counter.sale('completeSale', { ...counter.payment(basket, tenders), patientId: newId('patient') });
    expect(await counter.refusal('returnSale', counter.returning(sold, [[0, 1]]))).toEqual({
      code: 'INVALID',
      message: `Of what was paid by CASH MNT 0.00 can go back, not MNT 10.00. What can go back: ${kind} MNT 20.00. Name one of these as tender, and how much goes back by others as otherTenders.`,
    });
    expect(await counter.sale('returnSale', counter.returning(sold, [[0, 2]], { tender }))).toMatchObject({
      paid: { amountMinor: '2000' },
    });
    expect(await counter.journal()).toEqual({ CASH: 100_000n, [kind]: 0n });
  });

  it('is given back by all that it was paid with, by each as much as was', async () => {
    const { dispensary, productId, counter } = await shop();
    const basket = await counter.basket([productId, 5]);
    const insurance = (amount: bigint) => ({ kind: 'INSURANCE', amount: counter.money(amount), reference: 'claim_7' });
    const sold = await counter.pay(basket, { kind: 'INSURANCE', amount: 3000n, reference: 'claim_7' }, { kind: 'CASH', amount: 5000n });
    const attempt = (packs: number, more: object = {}) => counter.refusal('returnSale', counter.returning(sold, [[0, packs]], more));
    const ways = (cash: string, insured: string) =>
      `What can go back: INSURANCE ${insured}, CASH ${cash}. Name one of these as tender, and how much goes back by others as otherTenders.`;
    expect(await attempt(3)).toEqual({
      code: 'INVALID',
      message: `Of what was paid by CASH MNT 20.00 can go back, not MNT 30.00. ${ways('MNT 20.00', 'MNT 30.00')}`,
    });
    await counter.sale('returnSale', counter.returning(sold, [[0, 1]]));
    expect(await attempt(2)).toMatchObject({ message: expect.stringContaining(ways('MNT 10.00', 'MNT 30.00')) as string });
    expect(await attempt(4, { otherTenders: [insurance(3001n)] })).toEqual({
      code: 'INVALID',
      message: `Of what was paid by INSURANCE MNT 30.00 can go back, not MNT 30.01. ${ways('MNT 10.00', 'MNT 30.00')}`,
    });
    expect(await attempt(2, { otherTenders: [insurance(2001n)] })).toEqual({
      code: 'INVALID',
      message: 'That is more than the MNT 20.00 to give back.',
    });
    expect(await attempt(2, { otherTenders: [{ kind: 'CASH', amount: counter.money(100n) }] })).toEqual({
      code: 'INVALID',
      message: 'In cash goes back what is left: name CASH as tender, and what goes back otherwise here.',
    });
    expect(await attempt(2, { otherTenders: [{ kind: 'INSURANCE', amount: counter.money(100n) }] })).toMatchObject({ code: 'REQUIRED' });
    const rest = await counter.sale('returnSale', counter.returning(sold, [[0, 4]], { otherTenders: [insurance(3000n)] }));
    expect(rest).toMatchObject({ paid: { amountMinor: '4000' }, rounding: { amountMinor: '0' } });
    const query = `query ($id: ID!) { sale(id: $id) { tenders { kind amount { amountMinor } reference } } }`;
    expect(await dispensary.ask(query, { id: rest.id })).toEqual({
      sale: {
        tenders: [
          { kind: 'INSURANCE', amount: { amountMinor: '3000' }, reference: 'claim_7' },
          { kind: 'CASH', amount: { amountMinor: '1000' }, reference: null },
        ],
      },
    });
    expect(await counter.journal()).toEqual({ CASH: 100_000n, INSURANCE: 0n });
  });

  it('is rounded in the part that is cash alone', async () => {
    const { productId, counter } = await shop({ cashRoundingMinor: 700n, float: 70_000n });
    const basket = await counter.basket([productId, 3]);
    const sold = await counter.pay(basket, { kind: 'CARD', amount: 950n }, { kind: 'CASH', amount: 2100n });
    expect(sold).toMatchObject({ rounding: { amountMinor: '50' } });
    const card = (amount: bigint) => ({ otherTenders: [{ kind: 'CARD', amount: counter.money(amount) }] });
    // Of 1016 that are owed 666 in coins of 700, then of the 1984 that are left 1400.
    const part = await counter.sale('returnSale', counter.returning(sold, [[0, 1]], card(350n)));
    expect(part).toMatchObject({ paid: { amountMinor: '1050' }, rounding: { amountMinor: '50' } });
    const rest = await counter.sale('returnSale', counter.returning(sold, [[0, 2]], card(600n)));
    expect(rest).toMatchObject({ paid: { amountMinor: '2000' }, rounding: { amountMinor: '0' } });
    expect(await counter.journal()).toEqual({ CASH: 70_000n, CARD: 0n });
  });

  it('comes back once, at however many tills at once', async () => {
    const { dispensary, productId, counter } = await shop();
    const sold = await counter.sold([productId, 5]);
    const others = await Promise.all([1, 2, 3, 4].map(() => Counter.open(dispensary)));
    const attempts = await Promise.all(others.map((other) => other.run('returnSale', other.returning(sold, [[0, 2]]))));
    expect(attempts.filter(({ sale }) => sale)).toHaveLength(2);
    expect(await byStatus(dispensary)).toEqual({ AVAILABLE: 17, QUARANTINED: 4 });
    expect(await dispensary.breaks()).toEqual([]);
  });
});
