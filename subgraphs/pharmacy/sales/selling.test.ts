import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { KeptStatus } from '../stock/stock-terms.js';
import { Counter, saleFields, type SaleAnswer, type ShownSale } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const open = (): Dispensary => new Dispensary(subgraph, neighbours);

/** A pharmacy with one medicine on its shelf, and a till. */
async function shop(quantity = 20, priceMinor = 1000n, till: Parameters<typeof Counter.open>[1] = {}) {
  const dispensary = open();
  const productId = await dispensary.medicine();
  const [lotId] = await dispensary.shelve(productId, [{ quantity, unitCostMinor: 600n }]);
  await dispensary.price(productId, priceMinor);
  return { dispensary, productId, lotId, counter: await Counter.open(dispensary, till) };
}

async function costOf(dispensary: Dispensary, { id }: ShownSale): Promise<(bigint | null)[]> {
  const found: (bigint | null)[] = [];
  await dispensary.system(dispensary.branchId, async (transaction) => {
    const rows = await transaction.rows<{ cost_minor: string | null }>(
      sql`select cost_minor::text from sale_lines where sale_id = ${toUuid('sale', id)} order by position`,
    );
    found.push(...rows.map(({ cost_minor }) => (cost_minor === null ? null : BigInt(cost_minor))));
  });
  return found;
}

describe('a customer', () => {
  it('buys, pays in cash, and takes a receipt', async () => {
    const dispensary = open();
    const paracetamol = await dispensary.medicine();
    const [early, late] = await dispensary.shelve(paracetamol, [
      { quantity: 2, expiresOn: '2038-01-31', unitCostMinor: 2000n },
      { quantity: 5, expiresOn: '2039-01-31', unitCostMinor: 2500n },
    ]);
    await dispensary.price(paracetamol, 4500n);
    const counter = await Counter.open(dispensary, { float: 50_000n });
    const basket = await counter.basket([paracetamol, 3]);
    expect(basket).toMatchObject({ status: 'OPEN', receiptNumber: null, total: { amountMinor: '13500' } });
    expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 7, reserved: 3 });
    const sold = await counter.pay(basket, { kind: 'CASH', amount: 20_000n });
    expect(sold).toMatchObject({
      status: 'COMPLETED',
      receiptNumber: 'UB1-R-000001',
      paid: { amountMinor: '20000' },
      change: { amountMinor: '6500' },
    });
    expect(sold.lines[0]?.lots).toEqual([
      { quantity: 2, lot: { id: early } },
      { quantity: 1, lot: { id: late } },
    ]);
    expect(await costOf(dispensary, sold)).toEqual([6500n]);
    expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 4, reserved: 0 });
    expect(await counter.journal()).toEqual({ CASH: 63_500n });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('is told of by an event', async () => {
    const { dispensary, productId, counter } = await shop();
    const sold = await counter.sold([productId, 2]);
    let told: object[] = [];
    await dispensary.system(dispensary.branchId, async (transaction) => {
      told = await transaction.rows(sql`select subject, data from outbox where type = 'sale.completed'`);
    });
    const data = { saleId: sold.id, total: '2000', currency: 'MNT', branch: dispensary.branchId };
    expect(told).toEqual([{ subject: sold.id, data }]);
  });
});

describe('a line', () => {
  it('is found by what a scanner read, and takes the lot that the pack names', async () => {
    const { dispensary, counter } = await shop();
    const productId = await dispensary.medicine('Ibuprofen 400 mg', {}, { gtin: '03400936403116' });
    const [, scanned] = await dispensary.shelve(productId, [
      { quantity: 5, lotNumber: 'A1', expiresOn: '2037-01-31' },
      { quantity: 5, lotNumber: 'B2', expiresOn: '2038-01-31' },
    ]);
    await dispensary.price(productId, 700n);
    const basket = await counter.start();
    await counter.sale('addSaleLine', { saleId: basket.id, scan: '(01)03400936403116(17)380131(10)B2', quantity: 2 });
    const both = await counter.sale('addSaleLine', { saleId: basket.id, scan: '3400936403116' });
    const sold = await counter.pay(both);
    expect(sold.lines.map(({ lots }) => lots[0]?.lot.id === scanned)).toEqual([true, false]);
    const unknown = { saleId: (await counter.start()).id, scan: '(01)03400936403116(10)ZZ' };
    expect(await counter.refusal('addSaleLine', unknown)).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('Lot ZZ of Ibuprofen 400 mg was never received') as string,
    });
  });

  it('takes what expires first, but not what another till has', async () => {
    const { dispensary, productId, counter } = await shop(3);
    const other = await Counter.open(dispensary);
    const mine = await counter.basket([productId, 2]);
    const theirs = await other.start();
    const refused = await other.refusal('addSaleLine', { saleId: theirs.id, productId, quantity: 2 });
    expect(refused).toEqual({ code: 'INVALID', message: 'Only 1 pack of Paracetamol 500 mg, tablet can be sold here now.' });
    await counter.sale('removeSaleLine', { saleId: mine.id, lineId: mine.lines[0]?.id });
    expect(await other.add(theirs.id, productId, 2)).toMatchObject({ lines: [{ quantity: 2 }] });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('that is taken out leaves the packs of the others where they were', async () => {
    const { dispensary, productId, lotId, counter } = await shop(5);
    const [other] = await dispensary.shelve(productId, [{ quantity: 5, expiresOn: '2038-01-31' }]);
    const basket = await counter.basket([productId, 2]);
    await counter.add(basket.id, productId, 3, { lotId });
    await counter.add(basket.id, productId, 4);
    const full = await counter.add(basket.id, productId, 1);
    const left = await counter.sale('removeSaleLine', { saleId: basket.id, lineId: full.lines[2]?.id });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 10, reserved: 6 });
    const sold = await counter.pay(left);
    expect(sold.lines[1]?.lots).toEqual([{ quantity: 3, lot: { id: lotId } }]);
    expect(sold.lines[0]?.lots).toEqual([{ quantity: 2, lot: { id: other } }]);
    expect(sold).toMatchObject({ total: { amountMinor: '6000' } });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 4, reserved: 0 });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it.each([
    [
      'given only against a prescription',
      { prescriptionRequired: true },
      'Amoxicillin is given only against a prescription: dispense it, then add the dispense to the basket (addDispenseLine).',
    ],
    [
      'controlled',
      { controlledSchedule: 'II' },
      'Amoxicillin is a controlled substance: dispense it, then add the dispense to the basket (addDispenseLine).',
    ],
  ])('is not of a medicine that is %s', async (_, medication, message) => {
    const { dispensary, counter } = await shop();
    const productId = await dispensary.medicine('Amoxicillin', medication);
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    await dispensary.price(productId, 100n);
    expect(await counter.refusal('addSaleLine', { saleId: (await counter.start()).id, productId })).toEqual({ code: 'INVALID', message });
  });

  it.each([
    ['INVALID', 'quantity is 1 to 10000 packs, not 0.', { quantity: 0 }],
    ['INVALID', 'quantity is 1 to 10000 packs, not 10001.', { quantity: 10_001 }],
    ['REQUIRED', 'Say either productId or scan.', { productId: null }],
    ['REQUIRED', 'Say either productId or scan.', { scan: '3400936403116' }],
    ['NOT_FOUND', 'There is no such product.', { productId: newId('product') }],
    ['NOT_FOUND', 'Paracetamol 500 mg, tablet has no such lot.', { lotId: newId('lot') }],
    [
      'NOT_FOUND',
      'No product has the GTIN 04006381333931: find the product by its name and add the code, or create it.',
      { productId: null, scan: '4006381333931' },
    ],
    ['NOT_FOUND', 'There is no such sale at the branches where you may do this.', { saleId: newId('sale') }],
  ])('is refused as %s: %s', async (code, message, wrong) => {
    const { productId, counter } = await shop();
    const { id: saleId } = await counter.start();
    expect(await counter.refusal('addSaleLine', { saleId, productId, ...wrong })).toEqual({ code, message });
  });

  it('is refused for what has no price here, was a mistake, or cannot leave', async () => {
    const { dispensary, counter } = await shop();
    const { id: saleId } = await counter.start();
    const unpriced = await dispensary.medicine('Aspirin');
    const message = 'Aspirin is not sold at this branch: give it a price first (setBranchProduct).';
    expect(await counter.refusal('addSaleLine', { saleId, productId: unpriced })).toEqual({ code: 'INVALID', message });
    await dispensary.price(unpriced, 100n);
    await dispensary.shelve(unpriced, [
      { quantity: 5, expiresOn: '2020-01-31' },
      { quantity: 5, status: KeptStatus.QUARANTINED },
    ]);
    expect(await counter.refusal('addSaleLine', { saleId, productId: unpriced })).toEqual({
      code: 'INVALID',
      message: 'No pack of Aspirin can be sold here now.',
    });
    const mistake = await dispensary.medicine('Asprin');
    await dispensary.price(mistake, 100n);
    await dispensary.done('updateProduct', 'product { id }', { id: mistake, expectedVersion: 1, status: 'ENTERED_IN_ERROR' });
    expect(await counter.refusal('addSaleLine', { saleId, productId: mistake })).toEqual({
      code: 'WRONG_STATE',
      message: 'Asprin was entered by mistake, and is not sold.',
    });
  });
});

describe('taxes', () => {
  const nowhere = newId('branch');
  const rule = (more: object) => ({ name: 'VAT', rateBasisPoints: 1000, validFrom: '2020-01-01', ...more });

  it('go by the branch, then by how much a rule says, then by its day', async () => {
    const { dispensary, productId, counter } = await shop();
    const syringes = await dispensary.medicine('Syringe', {}, { kind: 'DEVICE', medication: null });
    await dispensary.shelve(syringes, [{ quantity: 9 }]);
    await dispensary.price(syringes, 500n);
    const taxOf = async () => {
      const sale = await counter.basket([productId, 1], [syringes, 1]);
      await counter.sale('discardSale', { saleId: sale.id });
      return sale.lines.map(({ taxName, taxBasisPoints }) => (taxName === null ? null : `${taxName} ${taxBasisPoints}`));
    };
    const set = (more: object) => dispensary.done('setTaxRule', 'taxRule { id }', rule(more));
    expect(await taxOf()).toEqual([null, null]);
    await set({});
    expect(await taxOf()).toEqual(['VAT 1000', 'VAT 1000']);
    await set({ rateBasisPoints: 1100, validFrom: '2021-01-01' });
    await set({ rateBasisPoints: 1200, validFrom: '2999-01-01' });
    expect(await taxOf()).toEqual(['VAT 1100', 'VAT 1100']);
    await set({ name: 'Medicines', rateBasisPoints: 500, productKinds: ['MEDICINE'], validFrom: '2019-01-01' });
    expect(await taxOf()).toEqual(['Medicines 500', 'VAT 1100']);
    await set({ name: 'Named', rateBasisPoints: 0, productIds: [syringes], validFrom: '2018-01-01' });
    expect(await taxOf()).toEqual(['Medicines 500', 'Named 0']);
    await set({ name: 'Prescribed', rateBasisPoints: 100, prescriptionMedicines: true });
    expect(await taxOf()).toEqual(['Medicines 500', 'Named 0']);
    await set({ name: 'Elsewhere', branchId: dispensary.addBranch(newId('branch')) });
    expect(await taxOf()).toEqual(['Medicines 500', 'Named 0']);
    await set({ name: 'City', rateBasisPoints: 200, branchId: dispensary.branchId, validFrom: '2017-01-01' });
    expect(await taxOf()).toEqual(['City 200', 'City 200']);
  });

  it('are taken out of prices, once a rate, and stay as they were on the day of the sale', async () => {
    const { dispensary, productId, counter } = await shop(20, 333n);
    const { taxRule } = await dispensary.done<{ taxRule: { id: string; version: number } }>(
      'setTaxRule',
      'taxRule { id version }',
      rule({}),
    );
    const other = await dispensary.medicine('Ibuprofen');
    await dispensary.shelve(other, [{ quantity: 9 }]);
    await dispensary.price(other, 334n);
    const sold = await counter.sold([productId, 1], [other, 1]);
    expect(sold).toMatchObject({ total: { amountMinor: '667' }, tax: { amountMinor: '61' } });
    expect(sold.lines.map(({ tax }) => tax.amountMinor)).toEqual(['30', '31']);
    const changed = { id: taxRule.id, expectedVersion: taxRule.version, ...rule({ rateBasisPoints: 2000 }) };
    await dispensary.done('setTaxRule', 'taxRule { id }', changed);
    const data = await dispensary.ask<{ sale: ShownSale }>(`query ($id: ID!) { ${saleFields.replace('sale {', 'sale(id: $id) {')} }`, {
      id: sold.id,
    });
    expect(data.sale).toEqual(sold);
    expect(await counter.sold([productId, 1])).toMatchObject({ tax: { amountMinor: '56' }, lines: [{ taxBasisPoints: 2000 }] });
    expect((await dispensary.run('setTaxRule', '', changed)).userErrors[0]).toMatchObject({ code: 'STALE_VERSION' });
  });

  it('of a basket are those of the day on which it is paid', async () => {
    const { dispensary, productId, counter } = await shop(20, 1100n);
    const basket = await counter.basket([productId, 1]);
    await dispensary.done('setTaxRule', 'taxRule { id }', rule({}));
    expect(await counter.pay(basket)).toMatchObject({
      total: { amountMinor: '1100' },
      tax: { amountMinor: '100' },
      lines: [{ taxName: 'VAT' }],
    });
  });

  it.each([
    ['REQUIRED', { name: ' ' }],
    ['INVALID', { rateBasisPoints: -1 }],
    ['INVALID', { rateBasisPoints: 100_001 }],
    ['NOT_FOUND', { productIds: [newId('product')] }],
    ['NOT_FOUND', { id: newId('taxrule'), expectedVersion: 1 }],
    ['NOT_FOUND', { branchId: nowhere }],
  ])('are refused as %s: %j', async (code, wrong) => {
    neighbours.missing.add(nowhere);
    expect((await open().run('setTaxRule', '', rule(wrong))).userErrors[0]).toMatchObject({ code });
  });

  it('of all branches, and limits of discounts, are set by who manages all', async () => {
    const dispensary = open();
    const who = dispensary.somebody({ branches: [dispensary.branchId] });
    expect((await dispensary.run('setTaxRule', '', rule({}), who)).userErrors[0]).toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await dispensary.run('setTaxRule', '', rule({ branchId: dispensary.branchId }), who)).userErrors).toEqual([]);
    const limit = { role: 'CASHIER', maxBasisPoints: 500, maxAmount: { amountMinor: '1000', currency: 'MNT' } };
    expect((await dispensary.run('setDiscountLimit', '', limit, who)).userErrors[0]).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('of one tenant are not those of another', async () => {
    const dispensary = open();
    await dispensary.done('setTaxRule', 'taxRule { id }', rule({}));
    expect(await open().ask('{ taxRules { totalCount } discountLimits { id } }')).toEqual({
      taxRules: { totalCount: 0 },
      discountLimits: [],
    });
    expect(await dispensary.ask('{ taxRules(filter: { on: "2019-12-31" }) { totalCount } }')).toEqual({ taxRules: { totalCount: 0 } });
    expect(await dispensary.ask('{ taxRules(filter: { on: "2020-01-01" }) { nodes { name branch { id } products { id } } } }')).toEqual({
      taxRules: { nodes: [{ name: 'VAT', branch: null, products: [] }] },
    });
  });
});

describe('discounts', () => {
  const modest = Object.keys(pharmacy.permissions).filter((permission) => permission !== 'sales:discount');
  const money = (amount: bigint) => ({ amountMinor: amount.toString(), currency: 'MNT' });

  /** A till at which somebody of these roles works, who may take off 5 % and 10.00, or 10 % and 5.00. */
  async function limited(...roles: readonly string[]) {
    const found = await shop(100, 1000n);
    const { dispensary, productId } = found;
    for (const [role, maxBasisPoints, amount] of [
      ['CASHIER', 500, 1000n],
      ['TRAINEE', 1000, 500n],
    ] as const)
      await dispensary.done('setDiscountLimit', 'discountLimit { id }', { role, maxBasisPoints, maxAmount: money(amount) });
    const someone = contextOf({ tenant: dispensary.tenant, permissions: modest });
    const grants = roles.map((role) => ({ role, permissions: modest, branches: 'all' as const }));
    const counter = await Counter.open(dispensary, { cashier: { ...someone, grants } });
    return { ...found, counter, basket: await counter.basket([productId, 10]) };
  }

  it('are given on lines and on the whole, and shared out', async () => {
    const { productId, counter } = await shop();
    const basket = await counter.basket([productId, 3], [productId, 1]);
    await counter.sale('discountSaleLine', { saleId: basket.id, lineId: basket.lines[0]?.id, discount: { basisPoints: 1000 } });
    const off = await counter.sale('discountSale', { saleId: basket.id, discount: { amount: money(100n) } });
    expect(off).toMatchObject({ subtotal: { amountMinor: '4000' }, discount: { amountMinor: '400' }, total: { amountMinor: '3600' } });
    expect(off.lines.map(({ discount, amount }) => [discount.amountMinor, amount.amountMinor])).toEqual([
      ['373', '2627'],
      ['27', '973'],
    ]);
    const none = await counter.sale('discountSale', { saleId: basket.id });
    expect(none).toMatchObject({ discount: { amountMinor: '300' } });
  });

  it.each([
    ['INVALID', 'A discount is either an amount or basisPoints.', {}],
    ['INVALID', 'A discount is either an amount or basisPoints.', { amount: money(1n), basisPoints: 1 }],
    ['INVALID', 'basisPoints is 1 to 10000 (500 is 5 %), not 10001.', { basisPoints: 10_001 }],
    ['INVALID', 'basisPoints is 1 to 10000 (500 is 5 %), not 0.', { basisPoints: 0 }],
    ['INVALID', 'That is more than the sale costs.', { amount: money(2001n) }],
    ['INVALID', 'A discount is more than zero.', { amount: money(0n) }],
  ])('are refused as %s: %s', async (code, message, discount) => {
    const { productId, counter } = await shop();
    const basket = await counter.basket([productId, 2]);
    expect(await counter.refusal('discountSale', { saleId: basket.id, discount })).toEqual({ code, message });
  });

  it.each(['cashier', 'Cashier', 'THE CASHIER', 'CA', '1ST', 'A'.repeat(41)])(
    'are not limited for %j, which no role is called',
    async (role) => {
      const limit = { role, maxBasisPoints: 500, maxAmount: money(1000n) };
      expect((await open().run('setDiscountLimit', '', limit)).userErrors).toEqual([
        {
          code: 'INVALID',
          message:
            'role is the code of a role, as CASHIER: 3 to 40 capital letters, digits or underscores, of which the first is a letter.',
        },
      ]);
    },
  );

  it('are limited for the code of a role, and anew', async () => {
    const dispensary = open();
    await dispensary.done('setDiscountLimit', '', { role: ' NIGHT_SHIFT_2 ', maxBasisPoints: 500, maxAmount: money(1000n) });
    await dispensary.done('setDiscountLimit', '', { role: 'NIGHT_SHIFT_2', maxBasisPoints: 300, maxAmount: money(1000n) });
    expect(await dispensary.ask('{ discountLimits { role maxBasisPoints } }')).toEqual({
      discountLimits: [{ role: 'NIGHT_SHIFT_2', maxBasisPoints: 300 }],
    });
  });

  it('are held by the limit of a role, of lines and sale together', async () => {
    const { counter, basket } = await limited('CASHIER');
    const lineId = basket.lines[0]?.id;
    await counter.sale('discountSaleLine', { saleId: basket.id, lineId, discount: { amount: money(300n) } });
    await counter.sale('discountSale', { saleId: basket.id, discount: { amount: money(200n) } });
    expect(await counter.refusal('discountSale', { saleId: basket.id, discount: { amount: money(201n) } })).toEqual({
      code: 'LIMIT_REACHED',
      message:
        'You may take off 5 % of a sale, and at most MNT 10.00; this would be MNT 5.01 of MNT 100.00. Take less off, or ask somebody who may give more.',
    });
  });

  it('of exactly the limit are given also where they are rounded up', async () => {
    const { dispensary, productId, counter } = await limited('CASHIER');
    await dispensary.price(productId, 1010n);
    const basket = await counter.basket([productId, 1]);
    const off = await counter.sale('discountSale', { saleId: basket.id, discount: { basisPoints: 500 } });
    expect(off).toMatchObject({ discount: { amountMinor: '51' } });
    expect(await counter.refusal('discountSale', { saleId: basket.id, discount: { amount: money(52n) } })).toMatchObject({
      code: 'LIMIT_REACHED',
    });
  });

  it('are held by the amount also where the part is small', async () => {
    const { counter, basket, productId } = await limited('CASHIER');
    await counter.add(basket.id, productId, 20);
    await counter.sale('discountSale', { saleId: basket.id, discount: { amount: money(1000n) } });
    expect(await counter.refusal('discountSale', { saleId: basket.id, discount: { amount: money(1001n) } })).toMatchObject({
      code: 'LIMIT_REACHED',
    });
  });

  it('are as great as one of several roles allows, which is not the part of one and the amount of another', async () => {
    const { counter, basket, productId } = await limited('CASHIER', 'TRAINEE', 'CLEANER');
    const off = (amount: bigint) => ({ saleId: basket.id, discount: { amount: money(amount) } });
    await counter.sale('discountSale', off(500n));
    expect(await counter.refusal('discountSale', off(501n))).toMatchObject({ code: 'LIMIT_REACHED' });
    await counter.add(basket.id, productId, 4);
    await counter.sale('discountSale', off(700n));
    expect(await counter.refusal('discountSale', off(701n))).toEqual({
      code: 'LIMIT_REACHED',
      message:
        'You may take off 5 % of a sale, and at most MNT 10.00; this would be MNT 7.01 of MNT 140.00. Take less off, or ask somebody who may give more.',
    });
  });

  it('are nothing for a role that is not listed', async () => {
    const { counter, basket } = await limited('CLEANER');
    expect(await counter.refusal('discountSale', { saleId: basket.id, discount: { basisPoints: 1 } })).toMatchObject({
      code: 'LIMIT_REACHED',
      message: expect.stringContaining('You may take nothing off') as string,
    });
  });

  it('do not become greater than the limit as lines are taken out or put in', async () => {
    const { counter, basket, productId } = await limited('CASHIER');
    const more = await counter.add(basket.id, productId, 10);
    await counter.sale('discountSale', { saleId: basket.id, discount: { amount: money(1000n) } });
    const out = { saleId: basket.id, lineId: more.lines[1]?.id };
    expect(await counter.refusal('removeSaleLine', out)).toMatchObject({ code: 'LIMIT_REACHED' });
    await counter.sale('discountSale', { saleId: basket.id, discount: { basisPoints: 500 } });
    expect(await counter.refusal('addSaleLine', { saleId: basket.id, productId, quantity: 1 })).toMatchObject({ code: 'LIMIT_REACHED' });
  });

  it('that somebody approved who may give any stay when the cashier goes on, as great as they were', async () => {
    const { dispensary, counter, basket, productId } = await limited('CASHIER');
    const approved = await counter.sale('discountSale', { saleId: basket.id, discount: { basisPoints: 5000 } }, dispensary.context);
    expect(approved).toMatchObject({ total: { amountMinor: '5000' } });
    expect(await counter.refusal('addSaleLine', { saleId: basket.id, productId, quantity: 2 })).toEqual({
      code: 'LIMIT_REACHED',
      message:
        'You may take off 5 % of a sale, and at most MNT 10.00; this would be MNT 10.00 of MNT 120.00, besides what was approved. Take less off, or ask somebody who may give more.',
    });
    const more = await counter.add(basket.id, productId, 1);
    expect(more).toMatchObject({ total: { amountMinor: '5500' } });
    const [first, second] = more.lines.map(({ id }) => ({ saleId: basket.id, lineId: id }));
    expect(await counter.refusal('discountSaleLine', { ...first, discount: { basisPoints: 5000 } })).toMatchObject({
      code: 'LIMIT_REACHED',
    });
    const less = await counter.sale('removeSaleLine', second ?? {});
    expect(await counter.pay(less)).toMatchObject({ status: 'COMPLETED', total: { amountMinor: '5000' } });
  });

  it('are approved anew for the goods that came later', async () => {
    const { dispensary, counter, basket, productId } = await limited('CLEANER');
    const half = { saleId: basket.id, discount: { basisPoints: 5000 } };
    await counter.sale('discountSale', half, dispensary.context);
    expect(await counter.refusal('addSaleLine', { saleId: basket.id, productId, quantity: 1 })).toMatchObject({ code: 'LIMIT_REACHED' });
    await counter.sale('addSaleLine', { saleId: basket.id, productId, quantity: 1 }, dispensary.context);
    const full = await counter.sale('discountSale', half, dispensary.context);
    const [, second] = full.lines;
    await counter.sale('removeSaleLine', { saleId: basket.id, lineId: second?.id });
    expect(await counter.pay(await counter.add(basket.id, productId, 1))).toMatchObject({ total: { amountMinor: '5500' } });
  });
});

describe('a basket', () => {
  it('with a discount that somebody may give is paid at the till of somebody who may not', async () => {
    const { dispensary, productId, counter } = await shop();
    const limit = { role: 'CASHIER', maxBasisPoints: 500, maxAmount: counter.money(1000n) };
    await dispensary.done('setDiscountLimit', 'discountLimit { id }', limit);
    const permissions = Object.keys(pharmacy.permissions).filter((permission) => permission !== 'sales:discount');
    const someone = (role: string) => {
      const context = dispensary.somebody({ permissions });
      return { ...context, grants: [{ role, permissions, branches: 'all' as const }] };
    };
    const cashier = await Counter.open(dispensary, { cashier: someone('CASHIER') });
    const trainee = await Counter.open(dispensary, { cashier: someone('TRAINEE') });
    const basket = await cashier.basket([productId, 2]);
    await cashier.sale('discountSale', { saleId: basket.id, discount: { basisPoints: 500 } });
    await cashier.sale('holdSale', { saleId: basket.id });
    const resumed = await trainee.sale('resumeSale', { saleId: basket.id, tillSessionId: trainee.sessionId });
    expect(await trainee.pay(resumed)).toMatchObject({ total: { amountMinor: '1900' } });
  });

  it('is for a patient who is there', async () => {
    const { counter } = await shop();
    const [gone, deleted, patientId] = [newId('patient'), newId('patient'), newId('patient')];
    neighbours.missing.add(gone);
    neighbours.of('Patient').set(deleted, { deletedAt: '2026-01-01T00:00:00Z' });
    for (const id of [gone, deleted])
      expect(await counter.refusal('startSale', { tillSessionId: counter.sessionId, patientId: id })).toEqual({
        code: 'NOT_FOUND',
        message: 'There is no such patient.',
      });
    expect(await counter.start({ patientId })).toMatchObject({ status: 'OPEN' });
  });

  it('that is given up gives its goods back, and is not touched again', async () => {
    const { dispensary, productId, counter } = await shop(5);
    const basket = await counter.basket([productId, 5]);
    expect(await counter.sale('discardSale', { saleId: basket.id })).toMatchObject({ status: 'DISCARDED', receiptNumber: null });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 5, reserved: 0 });
    expect(await counter.refusal('addSaleLine', { saleId: basket.id, productId })).toMatchObject({ code: 'WRONG_STATE' });
    expect(await counter.refusal('discardSale', { saleId: basket.id })).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('of another tenant or branch does not exist', async () => {
    const { dispensary, productId, counter } = await shop();
    const basket = await counter.basket([productId, 2]);
    const stranger = open();
    const neighbour = dispensary.somebody({ branches: [dispensary.addBranch(newId('branch'))] });
    const lineId = basket.lines[0]?.id;
    const saleId = basket.id;
    const line = [{ __typename: 'SaleLine', id: lineId }];
    const lineField = '_entities(representations: $line) { ... on SaleLine { quantity sale { id } } }';
    const attempts: [string, object][] = [
      ['startSale', { tillSessionId: counter.sessionId }],
      ['addSaleLine', { saleId, productId }],
      ['addDispenseLine', { saleId, dispenseId: newId('dispense') }],
      ['removeSaleLine', { saleId, lineId }],
      ['discountSaleLine', { saleId, lineId, discount: { basisPoints: 1 } }],
      ['discountSale', { saleId, discount: { basisPoints: 1 } }],
      ['holdSale', { saleId }],
      ['resumeSale', { saleId, tillSessionId: counter.sessionId }],
      ['discardSale', { saleId }],
      ['completeSale', counter.payment(basket)],
      ['voidSale', { saleId, reason: 'Mine' }],
      ['returnSale', counter.returning(basket, [[0, 1]])],
    ];
    for (const [house, who] of [
      [stranger, stranger.context],
      [dispensary, neighbour],
    ] as const) {
      for (const [mutation, input] of attempts) {
        const { sale, userErrors } = await house.run<SaleAnswer>(mutation, saleFields, input, who);
        expect([mutation, sale, userErrors[0]?.code]).toEqual([mutation, null, 'NOT_FOUND']);
      }
      const query = `query ($sale: ID!, $line: [_Any!]!) { sale(id: $sale) { id } sales { totalCount } ${lineField} }`;
      expect(await house.ask(query, { sale: saleId, line }, who)).toEqual({ sale: null, sales: { totalCount: 0 }, _entities: [null] });
    }
    expect(await dispensary.ask(`query ($line: [_Any!]!) { ${lineField} }`, { line })).toEqual({
      _entities: [{ quantity: 2, sale: { id: saleId } }],
    });
  });

  it.each([
    ['sales:sell', 'startSale', { tillSessionId: newId('tillsession') }],
    ['sales:void', 'voidSale', { saleId: newId('sale'), reason: 'x' }],
    [
      'sales:return',
      'returnSale',
      { originalSaleId: newId('sale'), tillSessionId: newId('tillsession'), lines: [], reason: 'x', tender: { kind: 'CASH' } },
    ],
  ])('needs the permission %s to %s', async (permission, mutation, input) => {
    const dispensary = open();
    const who = dispensary.somebody({ permissions: Object.keys(pharmacy.permissions).filter((each) => each !== permission) });
    await expect(dispensary.run(mutation, '', input, who)).rejects.toThrow(permission);
  });
});
