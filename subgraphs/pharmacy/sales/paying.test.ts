import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { sql } from '#kernel/database/sql.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { inTenant, openBehindTheGraph } from '../testing/behind-the-graph.js';
import { Counter, saleFields, type SaleAnswer } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { ageRefusal } from './holding.js';
import { momentOfSale } from './sale-moment.js';
import { Sale } from './sale.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

async function shop(quantity = 50, priceMinor = 1000n, till: Parameters<typeof Counter.open>[1] = {}) {
  const dispensary = new Dispensary(subgraph, neighbours);
  const productId = await dispensary.medicine();
  await dispensary.shelve(productId, [{ quantity }]);
  await dispensary.price(productId, priceMinor);
  return { dispensary, productId, counter: await Counter.open(dispensary, { float: 0n, ...till }) };
}

describe('paying', () => {
  it.each([
    ['INVALID', 'MNT 10.00 is still to be paid.', [{ kind: 'CASH', amount: 1000n }]],
    ['INVALID', 'MNT 20.00 is still to be paid.', []],
    ['INVALID', 'What is not cash is MNT 0.01 more than the total: only cash gives change.', [{ kind: 'CARD', amount: 2001n }]],
    [
      'INVALID',
      'What is not cash is MNT 5.00 more than the total: only cash gives change.',
      [
        { kind: 'CASH', amount: 500n },
        { kind: 'CARD', amount: 2500n },
      ],
    ],
    [
      'INVALID',
      'An amount is more than zero.',
      [
        { kind: 'CARD', amount: 0n },
        { kind: 'CASH', amount: 2000n },
      ],
    ],
    [
      'INVALID',
      'An amount is zero or more.',
      [
        { kind: 'CARD', amount: 3000n },
        { kind: 'CASH', amount: -1000n },
      ],
    ],
    ['REQUIRED', 'Credit is given to a patient: say whose sale it is (patientId).', [{ kind: 'CREDIT', amount: 2000n }]],
    ['REQUIRED', 'An insurer pays against a reference: the coverage or the claim.', [{ kind: 'INSURANCE', amount: 2000n, reference: ' ' }]],
  ])('is refused as %s: %s', async (code, message, tenders) => {
    const { dispensary, productId, counter } = await shop();
    const basket = await counter.basket([productId, 2]);
    expect(await counter.refusal('completeSale', counter.payment(basket, tenders))).toEqual({ code, message });
    expect(await counter.journal()).toEqual({});
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 50, reserved: 2 });
  });

  it('takes several tenders, and enters each', async () => {
    const { dispensary, productId, counter } = await shop();
    const patientId = newId('patient');
    const basket = await counter.basket([productId, 10]);
    const tenders = [
      { kind: 'INSURANCE', amount: 4000n, reference: 'coverage_1' },
      { kind: 'CREDIT', amount: 1000n },
      { kind: 'MOBILE_MONEY', amount: 2000n, reference: 'TX 9' },
      { kind: 'CARD', amount: 1000n },
      { kind: 'CASH', amount: 5000n },
    ];
    const sold = await counter.sale('completeSale', { ...counter.payment(basket, tenders), patientId });
    expect(sold).toMatchObject({ paid: { amountMinor: '13000' }, change: { amountMinor: '3000' } });
    expect(await counter.journal()).toEqual({ INSURANCE: 4000n, CREDIT: 1000n, MOBILE_MONEY: 2000n, CARD: 1000n, CASH: 2000n });
    const query = `query ($id: ID!) { sale(id: $id) { patient { id } seller { id } tillSession { id } tenders { kind amount { amountMinor currency } reference } } }`;
    expect(await dispensary.ask(query, { id: sold.id })).toEqual({
      sale: {
        patient: { id: patientId },
        seller: { id: counter.cashier.actor.id },
        tillSession: { id: counter.sessionId },
        tenders: tenders.map(({ kind, amount, reference = null }) => ({ kind, amount: counter.money(amount), reference })),
      },
    });
  });

  it('rounds cash to the smallest coin of the till, and cash alone', async () => {
    const { productId, counter } = await shop(50, 1003n, { cashRoundingMinor: 500n });
    const cash = await counter.basket([productId, 1]);
    expect(await counter.refusal('completeSale', counter.payment(cash))).toEqual({
      code: 'INVALID',
      message: 'The smallest coin of this till is MNT 5.00: cash is a multiple of it.',
    });
    expect(await counter.pay(cash, { kind: 'CASH', amount: 1500n })).toMatchObject({
      total: { amountMinor: '1003' },
      rounding: { amountMinor: '-3' },
      change: { amountMinor: '500' },
    });
    const card = await counter.pay(await counter.basket([productId, 1]), { kind: 'CARD', amount: 1003n });
    expect(card).toMatchObject({ rounding: { amountMinor: '0' } });
    expect(await counter.journal()).toEqual({ CASH: 1000n, CARD: 1003n });
  });

  it('of what costs nothing takes nothing', async () => {
    const { dispensary, counter } = await shop();
    const gift = await dispensary.medicine('Leaflet');
    await dispensary.shelve(gift, [{ quantity: 5 }]);
    await dispensary.price(gift, 0n);
    expect(await counter.pay(await counter.basket([gift, 1]), ...[])).toMatchObject({ status: 'COMPLETED' });
    const sold = await counter.sale('completeSale', counter.payment(await counter.basket([gift, 1]), []));
    expect(sold).toMatchObject({ receiptNumber: 'UB1-R-000002', total: { amountMinor: '0' } });
    expect(await counter.journal()).toEqual({});
    expect(await counter.sale('returnSale', counter.returning(sold, [[0, 1]]))).toMatchObject({ paid: { amountMinor: '0' } });
  });

  it('is for what was shown', async () => {
    const { productId, counter } = await shop();
    const basket = await counter.basket([productId, 1]);
    const payment = counter.payment(basket, [{ kind: 'CASH', amount: 5000n }]);
    await counter.add(basket.id, productId, 1);
    expect(await counter.refusal('completeSale', payment)).toMatchObject({ code: 'STALE_VERSION' });
    const free = await counter.start();
    expect(await counter.refusal('completeSale', counter.payment(free, []))).toEqual({
      code: 'WRONG_STATE',
      message: 'The basket is empty: nothing is paid for.',
    });
  });

  it('knows that a basket changed also when its total did not', async () => {
    const { dispensary, productId, counter } = await shop();
    const gift = await dispensary.medicine('Leaflet');
    await dispensary.shelve(gift, [{ quantity: 5 }]);
    await dispensary.price(gift, 0n);
    const basket = await counter.basket([productId, 1]);
    await counter.add(basket.id, gift, 1);
    expect(await counter.refusal('completeSale', counter.payment(basket))).toMatchObject({ code: 'STALE_VERSION' });
  });

  it('happens once for one Idempotency-Key, and is answered alike', async () => {
    const { dispensary, productId, counter } = await shop();
    const basket = await counter.basket([productId, 2]);
    const key = { key: newId('key'), bodyHash: 'a'.repeat(64) };
    const who = { ...counter.cashier, idempotency: key };
    const answers: SaleAnswer[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1)
      answers.push(await dispensary.run<SaleAnswer>('completeSale', saleFields, counter.payment(basket), who));
    expect(answers[0]).toMatchObject({ sale: { status: 'COMPLETED', receiptNumber: 'UB1-R-000001' }, userErrors: [] });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await counter.journal()).toEqual({ CASH: 2000n });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 48, reserved: 0 });
    const again = await counter.refusal('completeSale', counter.payment(basket));
    expect(again).toEqual({
      code: 'WRONG_STATE',
      message: 'The sale is COMPLETED and is not changed any more: begin a new one (startSale).',
    });
  });

  /** Recalls every lot that there is; what was set aside of them may stay so, as where the recall comes while somebody pays. */
  const recallAll = (dispensary: Dispensary, { andRelease }: { readonly andRelease: boolean }) =>
    dispensary.system(dispensary.branchId, async (transaction) => {
      if (andRelease) await transaction.rows(sql`delete from stock_reservations`);
      await transaction.rows(sql`with recall as (
          insert into recalls (product_id, class, status, reason, started_at) select product_id, 'CLASS_I', 'ONGOING', 'Glass', now() from lots limit 1 returning id
        ) update lots set recall_id = recall.id from recall`);
    });

  it('of a basket that lost its lot to a recall takes another', async () => {
    const { dispensary, productId, counter } = await shop(3);
    const basket = await counter.basket([productId, 2]);
    await recallAll(dispensary, { andRelease: true });
    const [spare] = await dispensary.shelve(productId, [{ quantity: 2 }]);
    expect((await counter.pay(basket)).lines[0]?.lots).toEqual([{ quantity: 2, lot: { id: spare } }]);
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('of a basket that lost its lot says what is gone, where there is no other', async () => {
    const { dispensary, productId, counter } = await shop(3);
    const basket = await counter.basket([productId, 2]);
    await recallAll(dispensary, { andRelease: true });
    expect(await counter.refusal('completeSale', counter.payment(basket))).toEqual({
      code: 'INVALID',
      message: 'Not all goods are there any more: Paracetamol 500 mg, tablet (0 of 2 packs). Take these lines out first (removeSaleLine).',
    });
    expect(await counter.journal()).toEqual({});
  });

  it('of a lot that was recalled, or expired, while it was set aside is refused', async () => {
    const { dispensary, productId, counter } = await shop(3);
    const basket = await counter.basket([productId, 2]);
    await recallAll(dispensary, { andRelease: false });
    expect(await counter.refusal('completeSale', counter.payment(basket))).toEqual({
      code: 'WRONG_STATE',
      message: 'A lot in the basket was recalled meanwhile: take its line out, and add it again.',
    });
    await dispensary.system(dispensary.branchId, async (transaction) => {
      await transaction.rows(sql`update lots set recall_id = null, expires_on = '2020-01-01'`);
    });
    expect(await counter.refusal('completeSale', counter.payment(basket))).toEqual({
      code: 'WRONG_STATE',
      message: 'A lot in the basket has expired meanwhile: take its line out, and add it again.',
    });
    await counter.sale('removeSaleLine', { saleId: basket.id, lineId: basket.lines[0]?.id });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 3, reserved: 0 });
  });
});

describe('what was paid for', () => {
  it('is altered by nobody', async () => {
    const { dispensary, productId, counter } = await shop();
    await counter.sold([productId, 1]);
    const write = (statement: ReturnType<typeof sql>) =>
      dispensary.system(dispensary.branchId, async (transaction) => void (await transaction.rows(statement)));
    await expect(write(sql`update sale_lines set quantity = 2, amount_minor = 2000`)).rejects.toThrow('what is paid for is not changed');
    await expect(write(sql`delete from sale_lines`)).rejects.toThrow('what is paid for is not changed');
    await expect(write(sql`update sales set total_minor = 0, subtotal_minor = 0, rounding_minor = 1000`)).rejects.toThrow(
      'what is paid for is not changed',
    );
    await expect(write(sql`update sales set status = 'OPEN', receipt_number = null, completed_at = null`)).rejects.toThrow(
      'what is paid for is not changed',
    );
    await expect(write(sql`update sale_tenders set kind = 'CARD'`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from sales`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from sale_receipts`)).rejects.toThrow('permission denied');
  });

  it('is in the audit log, with every step of its basket', async () => {
    const { dispensary, productId, counter } = await shop();
    const basket = await counter.basket([productId, 1], [productId, 2]);
    await counter.pay(await counter.sale('removeSaleLine', { saleId: basket.id, lineId: basket.lines[0]?.id }));
    let actions: object[] = [];
    await dispensary.system(dispensary.branchId, async (transaction) => {
      actions = await transaction.rows(sql`select entity, action, count(*)::int as count from audit_log
        where entity in ('sales', 'sale_lines') group by entity, action order by entity, action`);
      expect(await transaction.rows(sql`select * from audit_breaks()`)).toEqual([]);
    });
    expect(actions).toEqual(
      expect.arrayContaining([
        { entity: 'sale_lines', action: 'INSERT', count: 2 },
        { entity: 'sale_lines', action: 'DELETE', count: 1 },
        { entity: 'sales', action: 'INSERT', count: 1 },
      ]),
    );
  });
});

describe('holding', () => {
  const laterThanHeld = (dispensary: Dispensary) =>
    dispensary.system(dispensary.branchId, async (transaction) => {
      // As the job does when its time has come.
      await transaction.rows(sql`delete from stock_reservations where expires_at is not null`);
    });

  it('sets the goods aside for a while, and lets another till go on', async () => {
    const { dispensary, productId, counter } = await shop(5);
    const basket = await counter.basket([productId, 3]);
    const held = await counter.sale('holdSale', { saleId: basket.id, hours: 2 });
    expect(held.status).toBe('HELD');
    const hours = (new Date(held.heldUntil ?? 0).getTime() - Date.now()) / 3_600_000;
    expect(hours > 1.9 && hours <= 2).toBe(true);
    let until: Date[] = [];
    await dispensary.system(dispensary.branchId, async (transaction) => {
      until = (await transaction.rows<{ expires_at: Date }>(sql`select expires_at from stock_reservations`)).map(
        ({ expires_at }) => expires_at,
      );
    });
    expect(until.map((each) => each.toISOString())).toEqual([new Date(held.heldUntil ?? 0).toISOString()]);
    expect(await counter.refusal('addSaleLine', { saleId: basket.id, productId })).toEqual({
      code: 'WRONG_STATE',
      message: 'The basket is held: resume it first (resumeSale).',
    });
    expect(await counter.refusal('completeSale', counter.payment(held))).toMatchObject({ code: 'WRONG_STATE' });
    const other = await Counter.open(dispensary);
    const resumed = await other.sale('resumeSale', { saleId: basket.id, tillSessionId: other.sessionId });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 5, reserved: 3 });
    await other.pay(resumed);
    expect(await counter.journal()).toEqual({});
    expect(await other.journal()).toEqual({ CASH: 103_000n });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('sets the goods aside anew when their time ran out', async () => {
    const { dispensary, productId, counter } = await shop(5);
    const basket = await counter.basket([productId, 3]);
    await counter.sale('holdSale', { saleId: basket.id });
    await laterThanHeld(dispensary);
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 5, reserved: 0 });
    const resumed = await counter.sale('resumeSale', { saleId: basket.id, tillSessionId: counter.sessionId });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 5, reserved: 3 });
    expect(await counter.pay(resumed)).toMatchObject({ status: 'COMPLETED' });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('says what is short when others took it meanwhile, and goes on without', async () => {
    const { dispensary, productId, counter } = await shop(5);
    const other = await dispensary.medicine('Ibuprofen');
    await dispensary.shelve(other, [{ quantity: 2 }]);
    await dispensary.price(other, 300n);
    const basket = await counter.basket([productId, 3], [other, 2]);
    await counter.sale('holdSale', { saleId: basket.id });
    await laterThanHeld(dispensary);
    await counter.sold([productId, 4]);
    const resuming = { saleId: basket.id, tillSessionId: counter.sessionId };
    expect(await counter.refusal('resumeSale', resuming)).toEqual({
      code: 'INVALID',
      message:
        'Not all goods are there any more: Paracetamol 500 mg, tablet (1 of 3 packs). Take these lines out (removeSaleLine), then resume.',
    });
    expect(await dispensary.stockOf(other)).toEqual({ onHand: 2, reserved: 0 });
    await counter.sale('removeSaleLine', { saleId: basket.id, lineId: basket.lines[0]?.id });
    const resumed = await counter.sale('resumeSale', resuming);
    expect(await counter.pay(resumed)).toMatchObject({ total: { amountMinor: '600' } });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('keeps the time of what stays when a line is taken out', async () => {
    const { dispensary, productId, counter } = await shop(5);
    const basket = await counter.basket([productId, 3], [productId, 1]);
    const held = await counter.sale('holdSale', { saleId: basket.id });
    await counter.sale('removeSaleLine', { saleId: basket.id, lineId: basket.lines[1]?.id });
    await dispensary.system(dispensary.branchId, async (transaction) => {
      const rows = await transaction.rows<{ expires_at: Date }>(sql`select expires_at from stock_reservations`);
      expect(rows.map(({ expires_at }) => expires_at.toISOString())).toEqual([new Date(held.heldUntil ?? 0).toISOString()]);
    });
  });

  it('is refused for what is empty, too long, or elsewhere', async () => {
    const { dispensary, productId, counter } = await shop(5);
    expect(await counter.refusal('holdSale', { saleId: (await counter.start()).id })).toMatchObject({ code: 'WRONG_STATE' });
    const basket = await counter.basket([productId, 1]);
    expect(await counter.refusal('holdSale', { saleId: basket.id, hours: 169 })).toEqual({
      code: 'INVALID',
      message: 'hours is 1 to 168, not 169.',
    });
    const resuming = { saleId: basket.id, tillSessionId: counter.sessionId };
    expect(await counter.refusal('resumeSale', resuming)).toMatchObject({ code: 'WRONG_STATE' });
    await counter.sale('holdSale', { saleId: basket.id });
    const darkhan = dispensary.addBranch(newId('branch'), { code: 'DK1' });
    const far = await Counter.open(dispensary, { branchId: darkhan });
    expect(await far.refusal('resumeSale', { ...resuming, tillSessionId: far.sessionId })).toEqual({
      code: 'INVALID',
      message: 'The basket is held at another branch.',
    });
  });

  /** As if the basket had been begun so many hours earlier; its new id. */
  const begunEarlier = async (dispensary: Dispensary, saleId: string, hours: number): Promise<string> => {
    const owner = await openBehindTheGraph(subgraph);
    const old = toUuid('sale', saleId);
    const { rows } = await owner.query<{ id: string }>('select uuidv7(make_interval(hours => $1)) as id', [-hours]);
    const id = rows[0]?.id ?? '';
    await inTenant(owner, dispensary.tenant, async () => {
      await owner.query('update sales set id = $2, occurred_at = uuid_extract_timestamp($2) where id = $1', [old, id]);
      await owner.query('update sale_lines set sale_id = $2, occurred_at = uuid_extract_timestamp($2) where sale_id = $1', [old, id]);
      await owner.query('update stock_reservations set source_id = $2 where source_id = $1', [old, id]);
    });
    await owner.end();
    return toTypeId('sale', id);
  };

  it('sets goods aside for no longer than the basket can be paid', async () => {
    const { dispensary, productId, counter } = await shop(5);
    const basket = await begunEarlier(dispensary, (await counter.basket([productId, 1])).id, 144);
    const { heldUntil } = await counter.sale('holdSale', { saleId: basket, hours: 168 });
    expect(new Date(heldUntil ?? 0)).toEqual(new Date(momentOfSale(basket).getTime() + 168 * 3_600_000));
    expect(await counter.sale('resumeSale', { saleId: basket, tillSessionId: counter.sessionId })).toMatchObject({ status: 'OPEN' });
    const old = await begunEarlier(dispensary, (await counter.basket([productId, 1])).id, 169);
    expect(await counter.refusal('holdSale', { saleId: old })).toEqual({
      code: 'WRONG_STATE',
      message: 'The basket was begun more than 7 days ago: discard it, and begin a new one.',
    });
  });

  it('is not gone on with where the branch works in another currency meanwhile, but at a till that still does not', async () => {
    const { dispensary, productId, counter } = await shop(5);
    const basket = await counter.basket([productId, 1]);
    await counter.sale('holdSale', { saleId: basket.id });
    const inDollars = sql`update branch_profiles set currency = 'USD'`;
    await dispensary.system(dispensary.branchId, async (transaction) => void (await transaction.rows(inDollars)));
    const dollars = await Counter.open(dispensary, { currency: 'USD' });
    expect(await dollars.refusal('resumeSale', { saleId: basket.id, tillSessionId: dollars.sessionId })).toEqual({
      code: 'INVALID',
      message: 'The basket is in MNT, but the till works in USD: discard it, and begin a new one.',
    });
    expect(await counter.sale('resumeSale', { saleId: basket.id, tillSessionId: counter.sessionId })).toMatchObject({ status: 'OPEN' });
  });

  it('ends after a week: an old basket is given up', () => {
    const begun = (hoursAgo: number) => Object.assign(new Sale(), { occurredAt: new Date(Date.now() - hoursAgo * 3_600_000) });
    expect(ageRefusal(begun(167.9))).toBeNull();
    expect(ageRefusal(begun(168.1))).toBe('The basket was begun more than 7 days ago: discard it, and begin a new one.');
  });
});
