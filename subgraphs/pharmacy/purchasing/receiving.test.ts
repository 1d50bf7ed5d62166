import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
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

const gs = '\x1d';

it('a delivery comes in parts, by lot, price and state, until all of the order is there', async () => {
  const pharmacy = await desk();
  const { metformin, insulin, due: order } = pharmacy;
  const first = await pharmacy.receive(
    order.id,
    [
      { productId: metformin, quantity: 12, lotNumber: 'A1', expiresOn: '2041-05-31', unitPrice: mnt(950) },
      { lineId: order.lines[0]?.id, quantity: 3, lotNumber: 'A1', expiresOn: '2041-05-31', condition: 'DAMAGED' },
      { productId: metformin, quantity: 5, lotNumber: 'B2', expiresOn: '2042-01-01', unitPrice: mnt(950) },
    ],
    { deliveryNote: ' LS-77 ' },
  );
  expect(first).toMatchObject({
    goodsReceipt: { number: 'UB1-GR-000001' },
    purchaseOrder: {
      status: 'PARTLY_RECEIVED',
      version: 4,
      lines: [
        { received: 20, outstanding: 10 },
        { received: 0, outstanding: 5 },
      ],
    },
    userErrors: [],
  });
  expect(await pharmacy.shelves(metformin)).toEqual([
    { lot: 'A1', expires: '2041-05-31', day: true, status: 'AVAILABLE', kind: 'SHELF', on_hand: 12 },
    { lot: 'A1', expires: '2041-05-31', day: true, status: 'DAMAGED', kind: 'QUARANTINE', on_hand: 3 },
    { lot: 'B2', expires: '2042-01-01', day: true, status: 'AVAILABLE', kind: 'SHELF', on_hand: 5 },
  ]);
  const second = await pharmacy.receive(order.id, [
    { productId: metformin, quantity: 10, lotNumber: 'A1', expiresOn: '2041-05-31' },
    { productId: insulin, quantity: 5, lotNumber: 'I9', expiresOn: '2041-05-31' },
  ]);
  expect(second).toMatchObject({ goodsReceipt: { number: 'UB1-GR-000002' }, purchaseOrder: { status: 'RECEIVED', version: 5 } });
  const text = `query ($id: ID!, $order: ID!) { goodsReceipt(id: $id) { deliveryNote receivedOn total { amountMinor currency } supplier { id } branch { id } receivedBy { id }
    purchaseOrder { number } lines { position quantity condition unitPrice { amountMinor } product { name } lot { expiresOn } location { kind } orderLine { quantity } } }
    purchaseOrder(id: $order) { receipts { totalCount nodes { number } } } }`;
  expect(await pharmacy.ask(text, { id: first.goodsReceipt?.id, order: order.id })).toMatchObject({
    goodsReceipt: {
      deliveryNote: 'LS-77',
      receivedOn: dayFromNow(0),
      total: { amountMinor: '19150', currency: 'MNT' },
      branch: { id: pharmacy.branchId },
      receivedBy: { id: pharmacy.context.actor.id },
      purchaseOrder: { number: 'UB1-PO-000001' },
      lines: [
        {
          position: 1,
          quantity: 12,
          condition: 'GOOD',
          unitPrice: { amountMinor: '950' },
          location: { kind: 'SHELF' },
          orderLine: { quantity: 30 },
        },
        { position: 2, quantity: 3, condition: 'DAMAGED', unitPrice: { amountMinor: '1000' }, location: { kind: 'QUARANTINE' } },
        { position: 3, quantity: 5, condition: 'GOOD', unitPrice: { amountMinor: '950' }, lot: { expiresOn: '2042-01-01' } },
      ],
    },
    purchaseOrder: { receipts: { totalCount: 2, nodes: [{ number: 'UB1-GR-000002' }, { number: 'UB1-GR-000001' }] } },
  });
  expect(await pharmacy.prices(metformin)).toEqual([
    ['RECEIPT', '1000', 'UB1-GR-000002'],
    ['RECEIPT', '950', 'UB1-GR-000001'],
    ['RECEIPT', '1000', 'UB1-GR-000001'],
    ['RECEIPT', '950', 'UB1-GR-000001'],
    ['QUOTE', '1000', null],
  ]);
  expect(await pharmacy.prices(insulin)).toEqual([['QUOTE', '50000', null]]);
  expect(await pharmacy.breaks()).toEqual([]);
});

it('each movement carries its cost and its receipt', async () => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  const { goodsReceipt } = await pharmacy.receive(order.id, [
    { productId: metformin, quantity: 2, lotNumber: 'A1', expiresOn: '2041-05-31', unitPrice: mnt(950), serialNumbers: ['S1'] },
  ]);
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    const moved =
      await transaction.rows(sql`select kind, quantity, unit_cost_minor::int as cost, currency, source_type, serial_number from stock_movements
      where source_id = ${toUuid('goodsreceipt', goodsReceipt?.id ?? '')} order by id`);
    const one = { kind: 'RECEIPT', quantity: 1, cost: 950, currency: 'MNT', source_type: 'goodsreceipt' };
    expect(moved).toEqual([
      { ...one, serial_number: 'S1' },
      { ...one, serial_number: null },
    ]);
    const told = await transaction.rows(sql`select type, data from outbox where subject = ${goodsReceipt?.id}`);
    expect(told).toEqual([{ type: 'goods.received', data: { purchaseOrderId: order.id, receiptId: goodsReceipt?.id } }]);
  });
});

it.each([
  ['as the scanner sends it', `]d201${gtin}17410500${'10'}ABC123${gs}21S-1`, 'ABC123', '2041-05-31', false],
  ['with a separator before the expiry', `01${gtin}10ABC123${gs}17410531${gs}21S-1${gs}`, 'ABC123', '2041-05-31', true],
  ['a leap February that names no day', `01${gtin}1744020010L1`, 'L1', '2044-02-29', false],
  ['the text under the code', `(01)${gtin}(17)410430(10)L2`, 'L2', '2041-04-30', true],
  ['a Digital Link', `https://id.gs1.org/01/${gtin}/10/L3?17=410430`, 'L3', '2041-04-30', true],
])('a pack is taken in by its code, %s', async (_, scan, lot, expires, day) => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  expect((await pharmacy.receive(order.id, [{ scan, quantity: 4 }])).userErrors).toEqual([]);
  expect(await pharmacy.shelves(metformin)).toEqual([{ lot, expires, day, status: 'AVAILABLE', kind: 'SHELF', on_hand: 4 }]);
});

it('the digits of a GTIN name the product, and a national number too; what the code leaves out is typed', async () => {
  const pharmacy = await desk();
  const { due: order, metformin, insulin } = pharmacy;
  const { userErrors } = await pharmacy.receive(order.id, [
    { scan: '9501101530003', quantity: 1, lotNumber: 'T1', expiresOn: '2041-02-03', expiryDayKnown: false },
    { scan: `01040123451234567113400935955838${gs}10I1${gs}17410500`, quantity: 1 },
    { scan: `01034009359558381741050010I1`, quantity: 1 },
  ]);
  expect(userErrors).toEqual([]);
  expect(await pharmacy.shelves(metformin)).toMatchObject([{ lot: 'T1', expires: '2041-02-28', day: false }]);
  expect(await pharmacy.shelves(insulin)).toMatchObject([{ lot: 'I1', expires: '2041-05-31', day: false, on_hand: 2 }]);
});

it('what has no lot and never expires comes in without, unless it is a medicine', async () => {
  const pharmacy = await desk();
  const { supplierId } = pharmacy;
  const { product } = await pharmacy.done<{ product: { id: string } }>('createProduct', 'product { id }', {
    kind: 'CONSUMABLE',
    name: 'Gauze',
  });
  const { id } = await pharmacy.sentOrder(supplierId, [{ productId: product.id, quantity: 2, unitPrice: mnt(10) }]);
  expect((await pharmacy.receive(id, [{ productId: product.id, quantity: 2 }])).userErrors).toEqual([]);
  expect(await pharmacy.shelves(product.id)).toMatchObject([{ lot: '', expires: null, on_hand: 2 }]);
});

it('goods are put where somebody says, at this branch only', async () => {
  const pharmacy = await desk();
  const { metformin, due: order } = pharmacy;
  const other = pharmacy.addBranch();
  const place = async (branchId: string, kind: string) => {
    const id = newId('stocklocation');
    await pharmacy.system(branchId, async (transaction) => {
      await transaction.rows(sql`insert into stock_locations (id, branch_id, kind, name, name_key)
        values (${toUuid('stocklocation', id)}, ${toUuid('branch', branchId)}, ${kind}, ${kind}, ${kind.toLowerCase()})`);
    });
    return id;
  };
  const line = { productId: metformin, quantity: 1, lotNumber: 'A1', expiresOn: '2041-05-31' };
  expect(await pharmacy.refusal({ ...line, locationId: await place(other, 'VAULT') })).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect((await pharmacy.receive(order.id, [{ ...line, locationId: await place(pharmacy.branchId, 'FRIDGE') }])).userErrors).toEqual([]);
  expect(await pharmacy.shelves(metformin)).toMatchObject([{ kind: 'FRIDGE' }]);
});

it('what is paid to whom nobody had a price for becomes known, and a price in another currency leaves the quote alone', async () => {
  const pharmacy = await desk();
  const { metformin } = pharmacy;
  const abroad = await pharmacy.supplier({ currency: 'EUR' });
  await pharmacy.done('setSupplierProduct', 'supplierProduct { id }', {
    supplierId: abroad,
    productId: metformin,
    price: { amountMinor: '30', currency: 'EUR' },
  });
  const nomin = await pharmacy.supplier();
  for (const supplierId of [abroad, nomin, abroad]) {
    const { id } = await pharmacy.sentOrder(supplierId, [{ productId: metformin, quantity: 1, unitPrice: mnt(1111) }]);
    await pharmacy.receive(id, [{ productId: metformin, quantity: 1, lotNumber: 'A1', expiresOn: '2041-05-31' }]);
  }
  const text =
    'query ($id: ID!) { product(id: $id) { suppliers { supplier { id } price { amountMinor currency } priceHistory { totalCount } } } }';
  const { product } = await pharmacy.ask<{ product: { suppliers: { supplier: { id: string } }[] } }>(text, { id: metformin });
  expect(product.suppliers.filter(({ supplier }) => supplier.id === abroad)).toMatchObject([
    { price: { amountMinor: '30', currency: 'EUR' }, priceHistory: { totalCount: 2 } },
  ]);
  expect(product.suppliers.filter(({ supplier }) => supplier.id === nomin)).toMatchObject([
    { price: mnt(1111), priceHistory: { totalCount: 1 } },
  ]);
});
