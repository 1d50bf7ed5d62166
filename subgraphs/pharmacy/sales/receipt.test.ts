import type { PrintedDocument } from '#kernel/printing/printed-document.js';
import { Context } from '#kernel/subgraph/context.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { Counter } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { readReceipt } from './reading-receipts.js';
import { saleById } from './sale.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

async function receipt(dispensary: Dispensary, saleId: string): Promise<PrintedDocument | null> {
  const context = new Context(dispensary.context, { ...subgraph.resources });
  const sale = await context.load(saleById, saleId);
  if (!sale) throw new Error('no such sale');
  return readReceipt(context, sale);
}

/** The texts of a receipt, from top to bottom. */
function linesOf(document: PrintedDocument | null): string[] {
  return (document?.blocks ?? []).flatMap((block) => {
    if ('rows' in block) return block.rows.map(([label, value]) => `${label}: ${value}`);
    if ('heading' in block) return [block.heading];
    if ('text' in block) return [block.text];
    return 'code' in block ? [block.code.text.replace(/\|\d{4}-.*Z\|[0-9A-Z]{10}$/, '|moment|code')] : ['--'];
  });
}

async function shop(till: Parameters<typeof Counter.open>[1] = {}) {
  const dispensary = new Dispensary(subgraph, neighbours, { name: 'Сэтгэл эмийн сан' });
  const cashier = dispensary.somebody();
  neighbours.of('Staff').set(cashier.actor.id ?? '', { displayName: 'Bolor E.' });
  const productId = await dispensary.medicine();
  await dispensary.shelve(productId, [
    { quantity: 1, lotNumber: 'A1', expiresOn: '2038-01-31' },
    { quantity: 9, lotNumber: 'B2' },
  ]);
  await dispensary.price(productId, 1003n);
  await dispensary.done('setTaxRule', 'taxRule { id }', { name: 'НӨАТ', rateBasisPoints: 1000, validFrom: '2020-01-01' });
  return { dispensary, productId, counter: await Counter.open(dispensary, { cashier, ...till }) };
}

it('says what was sold, from which lots, what was taken off, which tax it contains, and how it was paid', async () => {
  const { dispensary, productId, counter } = await shop({ cashRoundingMinor: 500n });
  const basket = await counter.basket([productId, 3]);
  await counter.sale('discountSaleLine', { saleId: basket.id, lineId: basket.lines[0]?.id, discount: { basisPoints: 1000 } });
  const priced = await counter.sale('discountSale', { saleId: basket.id, discount: { amount: counter.money(8n) } });
  const sold = await counter.pay(priced, { kind: 'CARD', amount: 700n, reference: 'slip 12' }, { kind: 'CASH', amount: 2500n });
  const printed = await receipt(dispensary, sold.id);
  expect(printed).toMatchObject({ title: 'Receipt UB1-R-000001', size: 'ROLL_80MM', createdAt: expect.any(Date) as Date });
  const lines = linesOf(printed);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ulaanbaatar', dateStyle: 'short', timeStyle: 'short' });
  expect(lines).toContain(`Date: ${day.format(printed?.createdAt)}`);
  expect(lines.filter((line) => !line.startsWith('Date'))).toEqual([
    'Сэтгэл эмийн сан',
    'Receipt: UB1-R-000001',
    'Branch: UB1',
    'Cashier: Bolor E.',
    '--',
    'Paracetamol 500 mg, tablet',
    '3 × MNT 10.03: MNT 30.09',
    'Discount: -MNT 3.01',
    'Lot A1, B2',
    '--',
    'Subtotal: MNT 30.09',
    'Discounts: -MNT 3.09',
    'Total: MNT 27.00',
    'НӨАТ 10 % in MNT 27.00: MNT 2.45',
    'Card slip 12: MNT 7.00',
    'Cash: MNT 25.00',
    'Change: MNT 5.00',
    '--',
    'UB1-R-000001|2700 MNT|moment|code',
  ]);
});

it('has a line for what the smallest coin did, and says of a return what it takes back', async () => {
  const { dispensary, productId, counter } = await shop({ cashRoundingMinor: 500n, float: 100_000n });
  const sold = await counter.pay(await counter.basket([productId, 1]), { kind: 'CASH', amount: 1000n });
  const paid = linesOf(await receipt(dispensary, sold.id));
  expect(paid).toEqual(expect.arrayContaining(['Rounding: -MNT 0.03', 'Total: MNT 10.00', 'Cash: MNT 10.00']));
  const back = await counter.sale('returnSale', counter.returning(sold, [[0, 1]]));
  const returned = linesOf(await receipt(dispensary, back.id));
  expect(returned).toEqual(
    expect.arrayContaining([
      'Receipt: UB1-R-000002',
      'Return of: UB1-R-000001',
      'Rounding: -MNT 0.03',
      'Given back: MNT 10.00',
      'Cash: MNT 10.00',
    ]),
  );
});

it('says that it was voided, and is not there for a basket', async () => {
  const { dispensary, productId, counter } = await shop();
  const basket = await counter.basket([productId, 1]);
  expect(await receipt(dispensary, basket.id)).toBeNull();
  const sold = await counter.pay(basket);
  expect(linesOf(await receipt(dispensary, sold.id))).not.toContain('VOIDED');
  await counter.sale('voidSale', { saleId: sold.id, reason: 'Mistake' });
  expect(linesOf(await receipt(dispensary, sold.id))).toContain('VOIDED');
});

it('bears a code that no other receipt has', async () => {
  const { dispensary, productId, counter } = await shop();
  const codes = [];
  for (let index = 0; index < 3; index += 1) {
    const sold = await counter.sold([productId, 1]);
    const code = (await receipt(dispensary, sold.id))?.blocks.find((block) => 'code' in block);
    codes.push(code && 'code' in code ? code.code.text.split('|').at(-1) : undefined);
  }
  expect(codes.every((code) => /^[2-9A-HJKMNP-TV-Z]{10}$/.test(code ?? ''))).toBe(true);
  expect(new Set(codes).size).toBe(3);
});
