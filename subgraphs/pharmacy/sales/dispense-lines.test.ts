import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { eventually } from '#kernel/testing/eventually.js';
import { inTenant, openBehindTheGraph } from '../testing/behind-the-graph.js';
import { Counter, saleFields, type SaleAnswer } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

/** A pharmacy that sells a medicine against prescriptions only, and has dispensed some of it. */
async function shop() {
  const dispensary = new Dispensary(subgraph, neighbours);
  const productId = await dispensary.medicine('Amoxicillin 500 mg', { prescriptionRequired: true });
  await dispensary.price(productId, 1500n);
  const counter = await Counter.open(dispensary, { float: 0n });
  const behind = async (text: string, values: unknown[]) => {
    const owner = await openBehindTheGraph(subgraph);
    await inTenant(owner, dispensary.tenant, () => owner.query(text, values));
    await owner.end();
  };
  const dispensed = async (quantity: number, status = 'COMPLETED', branchId: string = dispensary.branchId): Promise<string> => {
    const id = newId('dispense');
    await behind(
      `insert into dispenses (id, branch_id, number, status, prescription_id, request_id, patient_id, product_id, prescribed_product_id, fill, quantity, owed, handed_over_at)
        values ($1::uuid, $2, $1::uuid::text, $3::text, uuidv7(), uuidv7(), uuidv7(), $4, $4, 1, $5, 0, case when $3::text = 'COMPLETED' then now() end)`,
      [toUuid('dispense', id), toUuid('branch', branchId), status, toUuid('product', productId), quantity],
    );
    return id;
  };
  const cameBack = (dispenseId: string, quantity: number) =>
    behind(
      `insert into dispense_returns (branch_id, dispense_id, lot_id, quantity, reason, credited) values ($1, $2, uuidv7(), $3, 'Not tolerated', true)`,
      [toUuid('branch', dispensary.branchId), toUuid('dispense', dispenseId), quantity],
    );
  /** What `act` comes to where it waits for a return of packs that is under way when it begins. */
  const whileOneComesBack = async <R>(dispenseId: string, act: () => Promise<R>): Promise<R> => {
    const [owner, watcher] = [await openBehindTheGraph(subgraph), await openBehindTheGraph(subgraph)];
    let acting: Promise<R> | undefined;
    await inTenant(owner, dispensary.tenant, async () => {
      const [branch, dispense] = [toUuid('branch', dispensary.branchId), toUuid('dispense', dispenseId)];
      await owner.query('select from dispenses where id = $1 for update', [dispense]);
      await owner.query(
        `insert into dispense_returns (branch_id, dispense_id, lot_id, quantity, reason, credited) values ($1, $2, uuidv7(), 1, 'Not tolerated', true)`,
        [branch, dispense],
      );
      acting = act();
      const { rows } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
      const waiting = 'select count(*)::int as count from pg_stat_activity where $1 = any (pg_blocking_pids(pid))';
      const look = async () => (await watcher.query<{ count: number }>(waiting, [rows[0]?.pid])).rows[0]?.count ?? 0;
      await eventually(look, (count) => count > 0);
    });
    await Promise.all([owner.end(), watcher.end()]);
    if (!acting) throw new Error('It did not begin');
    return acting;
  };
  const setStatus = (dispenseId: string, status: string) =>
    behind('update dispenses set status = $2 where id = $1', [toUuid('dispense', dispenseId), status]);
  return { dispensary, productId, counter, dispensed, cameBack, whileOneComesBack, setStatus };
}

describe('a dispense', () => {
  it.each(['PREPARATION', 'IN_PROGRESS', 'COMPLETED'])('is paid at the till when it is %s, and moves no stock there', async (status) => {
    const { dispensary, productId, counter, dispensed } = await shop();
    await dispensary.shelve(productId, [{ quantity: 9 }]);
    const basket = await counter.start();
    const full = await counter.sale('addDispenseLine', { saleId: basket.id, dispenseId: await dispensed(3, status) });
    expect(full).toMatchObject({ total: { amountMinor: '4500' }, lines: [{ quantity: 3, product: { id: productId } }] });
    expect(await counter.pay(full)).toMatchObject({ status: 'COMPLETED', lines: [{ lots: [] }] });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 9, reserved: 0 });
    expect(await counter.journal()).toEqual({ CASH: 4500n });
    const query = `query ($id: ID!) { sale(id: $id) { lines { dispense { status quantity } } } }`;
    expect(await dispensary.ask(query, { id: basket.id })).toEqual({ sale: { lines: [{ dispense: { status, quantity: 3 } }] } });
  });

  it('is paid once, and is in one basket at a time', async () => {
    const { dispensary, counter, dispensed } = await shop();
    const dispenseId = await dispensed(1);
    const others = await Promise.all([1, 2, 3].map(() => Counter.open(dispensary)));
    const baskets = await Promise.all(others.map(async (each) => ({ each, saleId: (await each.start()).id })));
    const attempts = await Promise.all(baskets.map(({ each, saleId }) => each.run('addDispenseLine', { saleId, dispenseId })));
    expect(attempts.filter(({ sale }) => sale)).toHaveLength(1);
    const winner = baskets[attempts.findIndex(({ sale }) => sale)];
    const open = `is in the OPEN basket ${winner?.saleId} of the till ${winner?.each.tillName}: complete that one (completeSale), or discard it (discardSale).`;
    const taken = { code: 'TAKEN', message: `This dispense ${open}` };
    expect(attempts.filter(({ sale }) => !sale).map(({ userErrors }) => userErrors)).toEqual([[taken], [taken]]);
    expect(await winner?.each.refusal('addDispenseLine', { saleId: winner.saleId, dispenseId })).toEqual({
      code: 'TAKEN',
      message: 'This dispense is in this basket already.',
    });
    const lines = attempts.find(({ sale }) => sale)?.sale?.lines;
    await winner?.each.sale('removeSaleLine', { saleId: winner.saleId, lineId: lines?.[0]?.id });
    const mine = await counter.start();
    await counter.sale('addDispenseLine', { saleId: mine.id, dispenseId });
    await counter.sale('holdSale', { saleId: mine.id, hours: 1 });
    const held = `is in the HELD basket ${mine.id} of the till ${counter.tillName}: resume and complete that one (resumeSale), or discard it (discardSale).`;
    expect(await counter.refusal('addDispenseLine', { saleId: (await counter.start()).id, dispenseId })).toEqual({
      code: 'TAKEN',
      message: `This dispense ${held}`,
    });
    await counter.sale('discardSale', { saleId: mine.id });
    const next = await counter.start();
    const sold = await counter.pay(await counter.sale('addDispenseLine', { saleId: next.id, dispenseId }));
    const again = { saleId: (await counter.start()).id, dispenseId };
    expect(await counter.refusal('addDispenseLine', again)).toEqual({
      code: 'TAKEN',
      message: `This dispense is paid for by ${sold.receiptNumber}: there is nothing left to pay.`,
    });
    await counter.sale('voidSale', { saleId: sold.id, reason: 'Wrong patient' });
    expect(await counter.sale('addDispenseLine', again)).toMatchObject({ status: 'OPEN' });
  });

  it.each(['ON_HOLD', 'CANCELLED', 'DECLINED', 'ENTERED_IN_ERROR'])('is not paid when it is %s', async (status) => {
    const { counter, dispensed } = await shop();
    const input = { saleId: (await counter.start()).id, dispenseId: await dispensed(1, status) };
    expect(await counter.refusal('addDispenseLine', input)).toEqual({
      code: 'WRONG_STATE',
      message: `The dispense is ${status}, and is not paid for.`,
    });
  });

  it('of another branch or tenant, or none, does not exist', async () => {
    const { dispensary, counter, dispensed } = await shop();
    const branchId = newId('branch');
    dispensary.addBranch(branchId);
    const elsewhere = await dispensed(1, 'COMPLETED', branchId);
    const stranger = await (await shop()).dispensed(1);
    const { id: saleId } = await counter.start();
    for (const dispenseId of [elsewhere, stranger, newId('dispense')]) {
      const { sale, userErrors } = await dispensary.run<SaleAnswer>('addDispenseLine', saleFields, { saleId, dispenseId }, counter.cashier);
      expect([sale, userErrors]).toEqual([null, [{ code: 'NOT_FOUND', message: 'There is no such dispense at this branch.' }]]);
    }
  });

  it('is paid for as many packs as were kept', async () => {
    const { counter, dispensed, cameBack } = await shop();
    const dispenseId = await dispensed(3);
    await cameBack(dispenseId, 1);
    const { id: saleId } = await counter.start();
    expect(await counter.sale('addDispenseLine', { saleId, dispenseId })).toMatchObject({ lines: [{ quantity: 2 }] });
    const nothing = await dispensed(1);
    await cameBack(nothing, 1);
    expect(await counter.refusal('addDispenseLine', { saleId, dispenseId: nothing })).toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('a basket with a dispense', () => {
  it('is filled with what is kept after a return that was under way', async () => {
    const { counter, dispensed, whileOneComesBack } = await shop();
    const dispenseId = await dispensed(3);
    const { id: saleId } = await counter.start();
    const full = await whileOneComesBack(dispenseId, () => counter.sale('addDispenseLine', { saleId, dispenseId }));
    expect(full).toMatchObject({ lines: [{ quantity: 2 }], total: { amountMinor: '3000' } });
  });

  it('is not paid for packs that were coming back just then', async () => {
    const { counter, dispensed, whileOneComesBack } = await shop();
    const dispenseId = await dispensed(3);
    const { id: saleId } = await counter.start();
    const full = await counter.sale('addDispenseLine', { saleId, dispenseId });
    expect(await whileOneComesBack(dispenseId, () => counter.refusal('completeSale', counter.payment(full)))).toEqual({
      code: 'WRONG_STATE',
      message: 'The dispense of line 1 came back or was called off meanwhile: take the line out, and add what is left of it.',
    });
  });

  it('is not paid for packs that came back, or were called off, meanwhile', async () => {
    const { counter, dispensed, cameBack, setStatus } = await shop();
    const [returned, cancelled] = [await dispensed(3), await dispensed(1, 'PREPARATION')];
    const { id: saleId } = await counter.start();
    await counter.sale('addDispenseLine', { saleId, dispenseId: returned });
    const full = await counter.sale('addDispenseLine', { saleId, dispenseId: cancelled });
    const meanwhile = (line: number) => ({
      code: 'WRONG_STATE',
      message: `The dispense of line ${line} came back or was called off meanwhile: take the line out, and add what is left of it.`,
    });
    await cameBack(returned, 1);
    expect(await counter.refusal('completeSale', counter.payment(full))).toEqual(meanwhile(1));
    await counter.sale('removeSaleLine', { saleId, lineId: full.lines[0]?.id });
    const again = await counter.sale('addDispenseLine', { saleId, dispenseId: returned });
    await setStatus(cancelled, 'CANCELLED');
    expect(await counter.refusal('completeSale', counter.payment(again))).toEqual(meanwhile(2));
    const left = await counter.sale('removeSaleLine', { saleId, lineId: full.lines[1]?.id });
    expect(await counter.pay(left)).toMatchObject({ total: { amountMinor: '3000' } });
  });
});

describe('the money of a dispense', () => {
  const message = 'Line 1 was handed out against a prescription: return the dispense first (returnDispense), then its money here.';

  it('is given back for what came back to the pharmacist, and only for that', async () => {
    const { counter, dispensed, cameBack } = await shop();
    const dispenseId = await dispensed(3);
    const { id: saleId } = await counter.start();
    const sold = await counter.pay(await counter.sale('addDispenseLine', { saleId, dispenseId }));
    expect(await counter.refusal('returnSale', counter.returning(sold, [[0, 1]]))).toEqual({ code: 'WRONG_STATE', message });
    await cameBack(dispenseId, 2);
    await counter.sale('returnSale', counter.returning(sold, [[0, 1]]));
    expect(await counter.refusal('returnSale', counter.returning(sold, [[0, 2]]))).toEqual({ code: 'WRONG_STATE', message });
    expect(await counter.sale('returnSale', counter.returning(sold, [[0, 1]]))).toMatchObject({ paid: { amountMinor: '1500' } });
    expect(await counter.journal()).toEqual({ CASH: 1500n });
  });

  it('is given back for what came back after it was paid, where some had come back before', async () => {
    const { counter, dispensed, cameBack } = await shop();
    const dispenseId = await dispensed(3);
    await cameBack(dispenseId, 1);
    const { id: saleId } = await counter.start();
    const sold = await counter.pay(await counter.sale('addDispenseLine', { saleId, dispenseId }));
    expect(await counter.refusal('returnSale', counter.returning(sold, [[0, 1]]))).toEqual({ code: 'WRONG_STATE', message });
  });

  it('is given back when it was never handed over', async () => {
    const { counter, dispensed, setStatus } = await shop();
    const dispenseId = await dispensed(2, 'PREPARATION');
    const { id: saleId } = await counter.start();
    const sold = await counter.pay(await counter.sale('addDispenseLine', { saleId, dispenseId }));
    expect(await counter.refusal('returnSale', counter.returning(sold, [[0, 2]]))).toEqual({ code: 'WRONG_STATE', message });
    await setStatus(dispenseId, 'CANCELLED');
    expect(await counter.sale('returnSale', counter.returning(sold, [[0, 2]]))).toMatchObject({ paid: { amountMinor: '3000' } });
  });
});
