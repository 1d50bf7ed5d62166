import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { Lot } from '../stock/lot.js';
import { callBack } from '../testing/calling-back.js';
import { openPharmacy } from '../testing/dispensary.js';
import { mnt } from './testing/purchasing-desk.js';
import { dayFromNow, metforminGtin as gtin, ReceivingDesk } from './testing/receiving-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const desk = () => new ReceivingDesk(subgraph, neighbours).open();

const nothing = { goodsReceipt: null, purchaseOrder: null };

it('what is wrong with a line is said exactly', async () => {
  const pharmacy = await desk();
  const { metformin, insulin } = pharmacy;
  const stranger = await pharmacy.medicine('Stranger', {}, { gtin: '04012345123456' });
  const one = { productId: metformin, quantity: 1, lotNumber: 'A1', expiresOn: '2041-05-31' };
  const scan = `01${gtin}1741053110A1`;
  const refusals: [object, string, string][] = [
    [{ quantity: 1 }, 'REQUIRED', 'Line 1: say which product it is: send lineId, productId or scan.'],
    [{ ...one, lineId: newId('purchaseorderline') }, 'NOT_FOUND', 'Line 1: the order has no such line.'],
    [{ ...one, productId: stranger }, 'NOT_FOUND', 'Line 1: the product is not on this order.'],
    [
      { scan: '0104012345123456', quantity: 1 },
      'NOT_FOUND',
      'Line 1: the scanned pack (GTIN 04012345123456) is not of a product on this order: set it aside and compare it with the order.',
    ],
    [
      { scan: '0109501101530004', quantity: 1 },
      'INVALID',
      'Line 1: The GTIN (01) "09501101530004" ends in 4 where its digits ask for 3: scan it again, or compare what was typed with the label.',
    ],
    [
      { ...one, productId: insulin, scan },
      'INVALID',
      'Line 1: it is said to be Insulin glargine, but the scanned pack is Metformin 500 mg.',
    ],
    [{ ...one, scan, lotNumber: 'A2' }, 'INVALID', 'Line 1: the code of the pack says lot A1, not A2.'],
    [
      { ...one, scan, expiresOn: '2041-06-30' },
      'INVALID',
      'Line 1: the code of the pack says that it expires on 2041-05-31, not 2041-06-30.',
    ],
    [{ ...one, lotNumber: 'x'.repeat(21) }, 'INVALID', 'Line 1: a lot number has at most 20 characters.'],
    [{ ...one, lotNumber: ' ' }, 'REQUIRED', 'Line 1: Metformin 500 mg is a medicine: give the lot number of the pack.'],
    [{ ...one, expiresOn: null }, 'REQUIRED', 'Line 1: Metformin 500 mg is a medicine: give the day on which the pack expires.'],
    [{ ...one, quantity: 0 }, 'INVALID', 'Line 1: quantity is 1 to 1000000 packs, not 0.'],
    [
      { ...one, unitPrice: { amountMinor: '1', currency: 'USD' } },
      'INVALID',
      'Line 1: the order is in MNT, the currency of the branch, not in USD.',
    ],
    [{ ...one, serialNumbers: ['S1', 'S2'] }, 'INVALID', 'Line 1: 2 serial numbers are more than the 1 pack.'],
    [
      { ...one, quantity: 2, serialNumbers: ['S1', ' S1'] },
      'INVALID',
      'Line 1: the pack of Metformin 500 mg with the serial number S1 is in this delivery twice.',
    ],
    [
      { ...one, locationId: newId('stocklocation') },
      'NOT_FOUND',
      'Line 1: there is no such place at the branch, or nothing can be put there.',
    ],
    [
      { ...one, quantity: 31 },
      'INVALID',
      'Line 1: 31 packs of Metformin 500 mg are more than was ordered: only 30 of 30 are still to come. Give the rest back, or set acceptOver to take them.',
    ],
    [
      { ...one, expiresOn: dayFromNow(-1), acceptShortDated: true },
      'INVALID',
      `Line 1: lot A1 of Metformin 500 mg expired on ${dayFromNow(-1)}: do not take it in, give it back to who brought it.`,
    ],
    [
      { ...one, expiresOn: dayFromNow(90) },
      'INVALID',
      `Line 1: lot A1 of Metformin 500 mg expires on ${dayFromNow(90)}, within 90 days: give it back, or set acceptShortDated to take it.`,
    ],
  ];
  for (const [line, code, message] of refusals) expect(await pharmacy.refusal(line)).toEqual([{ code, message }]);
  expect(await pharmacy.stockOf(metformin)).toEqual({ onHand: 0, reserved: 0 });
});

it('says of every line what is wrong, and takes nothing in when one is', async () => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  const good = { productId: metformin, quantity: 1, lotNumber: 'A1', expiresOn: '2041-05-31' };
  const { userErrors } = await pharmacy.receive(order.id, [good, { quantity: 1 }, { ...good, scan: '', lotNumber: null }]);
  expect(userErrors.map(({ message }) => message)).toEqual([
    'Line 2: say which product it is: send lineId, productId or scan.',
    'Line 3: Metformin 500 mg is a medicine: give the lot number of the pack.',
  ]);
  expect(await pharmacy.stockOf(metformin)).toEqual({ onHand: 0, reserved: 0 });
  expect((await pharmacy.receive(order.id, [])).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
  expect(
    (
      await pharmacy.receive(
        order.id,
        Array.from({ length: 501 }, () => good),
      )
    ).userErrors,
  ).toMatchObject([{ code: 'LIMIT_REACHED' }]);
  expect((await pharmacy.receive(order.id, [good])).goodsReceipt?.number).toBe('UB1-GR-000001');
});

it('lines of one product share what is still to come, and more is taken only on purpose', async () => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  const lot = { productId: metformin, lotNumber: 'A1', expiresOn: '2041-05-31' };
  expect(
    (
      await pharmacy.receive(order.id, [
        { ...lot, quantity: 20 },
        { ...lot, quantity: 11 },
      ])
    ).userErrors,
  ).toEqual([
    {
      code: 'INVALID',
      message:
        'Line 2: 11 packs of Metformin 500 mg are more than was ordered: only 10 of 30 are still to come. Give the rest back, or set acceptOver to take them.',
    },
  ]);
  const taken = await pharmacy.receive(order.id, [
    { ...lot, quantity: 20 },
    { ...lot, quantity: 11, acceptOver: true },
    { ...lot, quantity: 2, acceptOver: true, unitPrice: mnt(0) },
  ]);
  expect(taken.purchaseOrder?.lines[0]).toMatchObject({ quantity: 30, received: 33, acceptedOver: 3, outstanding: 0 });
  expect(taken.purchaseOrder?.status).toBe('PARTLY_RECEIVED');
  expect((await pharmacy.receive(order.id, [{ ...lot, quantity: 1 }])).userErrors).toEqual([
    {
      code: 'INVALID',
      message:
        'Line 1: 1 pack of Metformin 500 mg is more than was ordered: all 30 that were ordered have come. Give the rest back, or set acceptOver to take them.',
    },
  ]);
  expect(await pharmacy.stockOf(metformin)).toEqual({ onHand: 33, reserved: 0 });
});

it('the last day of a lot still counts, and short dates are taken on purpose', async () => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  const line = { productId: metformin, quantity: 1 };
  const { userErrors } = await pharmacy.receive(order.id, [
    { ...line, lotNumber: 'A1', expiresOn: dayFromNow(0), acceptShortDated: true },
    { ...line, lotNumber: 'A2', expiresOn: dayFromNow(91) },
  ]);
  expect(userErrors).toEqual([]);
});

it('a lot that is known to expire another day is refused, within a delivery too', async () => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  const line = { productId: metformin, quantity: 1, lotNumber: 'A1' };
  const message = (index: number, known: string, named: string) =>
    `Line ${index}: Lot A1 of this product is known to expire ${known}, not ${named}: compare with the pack, and correct the lot if the pack is right.`;
  const mixed = await pharmacy.receive(order.id, [
    { ...line, expiresOn: '2041-05-31' },
    { ...line, expiresOn: '2041-06-30' },
  ]);
  expect(mixed.userErrors).toEqual([{ code: 'INVALID', message: message(2, '2041-05-31', '2041-06-30') }]);
  await pharmacy.receive(order.id, [{ ...line, expiresOn: '2041-05-31' }]);
  expect(await pharmacy.refusal({ ...line, expiresOn: '2041-06-30' })).toEqual([
    { code: 'INVALID', message: message(1, '2041-05-31', '2041-06-30') },
  ]);
});

it('a recalled lot is not taken in', async () => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  const line = { productId: metformin, quantity: 1, lotNumber: 'A1', expiresOn: '2041-05-31' };
  await pharmacy.receive(order.id, [line]);
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    const [lot] = await transaction.all(Lot, sql`where product_id = ${toUuid('product', metformin)}`);
    await callBack(transaction, lot?.id ?? '');
  });
  expect(await pharmacy.refusal(line)).toEqual([
    { code: 'INVALID', message: 'Line 1: lot A1 of Metformin 500 mg was recalled: do not take it in, give it back to who brought it.' },
  ]);
});

it('at other branches and tenants neither the order can be received nor its receipts be seen', async () => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  const line = { productId: metformin, quantity: 1, lotNumber: 'A1', expiresOn: '2041-05-31' };
  const { goodsReceipt } = await pharmacy.receive(order.id, [line]);
  const elsewhere = pharmacy.somebody({ branches: [pharmacy.addBranch()] });
  const list = 'query ($id: ID!) { goodsReceipt(id: $id) { id } goodsReceipts { totalCount nodes { id } } }';
  for (const context of [elsewhere, (await desk()).context]) {
    expect(await pharmacy.receive(order.id, [line], {}, context)).toEqual({
      ...nothing,
      userErrors: [{ code: 'NOT_FOUND', message: 'There is no such purchase order at the branches where you may do this.' }],
    });
    expect(await pharmacy.ask(list, { id: goodsReceipt?.id }, context)).toEqual({
      goodsReceipt: null,
      goodsReceipts: { totalCount: 0, nodes: [] },
    });
  }
  expect(await pharmacy.stockOf(metformin)).toEqual({ onHand: 1, reserved: 0 });
  const filtered = 'query ($filter: GoodsReceiptFilter) { goodsReceipts(filter: $filter) { nodes { id } } }';
  for (const filter of [{ purchaseOrderId: order.id }, { branchId: pharmacy.branchId }])
    expect(await pharmacy.ask(filtered, { filter })).toEqual({ goodsReceipts: { nodes: [{ id: goodsReceipt?.id }] } });
  expect(await pharmacy.ask(filtered, { filter: { supplierId: newId('supplier') } })).toEqual({ goodsReceipts: { nodes: [] } });
});

it('a pack that has come in once does not come in again, by another order either', async () => {
  const pharmacy = await desk();
  const { metformin, supplierId, due } = pharmacy;
  const line = { scan: `01${gtin}1741053110A1\x1d21S-1`, quantity: 1 };
  expect((await pharmacy.receive(due.id, [line, { ...line, scan: line.scan.replace('S-1', 'S-2') }])).userErrors).toEqual([]);
  const { id } = await pharmacy.sentOrder(supplierId, [{ productId: metformin, quantity: 5 }]);
  const message = `Line 1: the pack of Metformin 500 mg with the serial number S-1 came in on ${dayFromNow(0)} already: set it aside and find out which of the two is right.`;
  for (const order of [id, due.id]) expect((await pharmacy.receive(order, [line])).userErrors).toEqual([{ code: 'INVALID', message }]);
  const free = { branchId: pharmacy.branchId, lines: [line] };
  expect((await pharmacy.run('receiveStock', 'stockItems { id }', free)).userErrors).toEqual([{ code: 'INVALID', message }]);
  expect((await pharmacy.receive(id, [{ ...line, scan: line.scan.replace('S-1', 'S-3') }])).userErrors).toEqual([]);
  expect(await pharmacy.stockOf(metformin)).toEqual({ onHand: 3, reserved: 0 });
});
