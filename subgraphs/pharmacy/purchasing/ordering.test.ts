import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { Refused } from '#kernel/testing/house.js';
import { openPharmacy } from '../testing/dispensary.js';
import { mnt, orderFields, PurchasingDesk, type Order } from './testing/purchasing-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

interface Answer {
  readonly purchaseOrder: Order | null;
  readonly userErrors: Refused[];
}

async function desk() {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier({ leadTimeDays: 3 });
  const [paracetamol, ibuprofen] = [await pharmacy.medicine('Paracetamol 500 mg'), await pharmacy.medicine('Ibuprofen 400 mg')];
  await pharmacy.offer(supplierId, paracetamol, 1250);
  const create = (input: object, context = pharmacy.context) =>
    pharmacy.run<Answer>(
      'createPurchaseOrder',
      `purchaseOrder { ${orderFields} }`,
      { branchId: pharmacy.branchId, supplierId, lines: [{ productId: paracetamol, quantity: 10 }], ...input },
      context,
    );
  const update = (input: object, context = pharmacy.context) =>
    pharmacy.run<Answer>('updatePurchaseOrder', `purchaseOrder { ${orderFields} }`, input, context);
  const numbers = async (filter: object | null, context = pharmacy.context) => {
    const text = 'query ($filter: PurchaseOrderFilter) { purchaseOrders(first: 100, filter: $filter) { totalCount nodes { number } } }';
    const { purchaseOrders } = await pharmacy.ask<{ purchaseOrders: { totalCount: number; nodes: { number: string }[] } }>(
      text,
      { filter },
      context,
    );
    expect(purchaseOrders.totalCount).toBe(purchaseOrders.nodes.length);
    return purchaseOrders.nodes.map(({ number }) => number);
  };
  return { pharmacy, supplierId, paracetamol, ibuprofen, create, update, numbers };
}

function dayAt(timeZone: string, days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(Date.now() + days * 86_400_000);
}

it("an order takes the supplier's prices and lead time where nobody says otherwise, and is numbered at its branch", async () => {
  const { pharmacy, create, paracetamol, ibuprofen } = await desk();
  const lines = [
    { productId: paracetamol, quantity: 10 },
    { productId: ibuprofen, quantity: 3, unitPrice: mnt(999) },
  ];
  const { purchaseOrder } = await create({ lines, note: ' Before noon ' });
  expect(purchaseOrder).toMatchObject({
    number: 'UB1-PO-000001',
    status: 'DRAFT',
    note: 'Before noon',
    expectedOn: dayAt('Asia/Ulaanbaatar', 3),
    total: { amountMinor: '15497', currency: 'MNT' },
    orderedBy: { id: pharmacy.context.actor.id },
    approvedBy: null,
    lines: [
      {
        quantity: 10,
        received: 0,
        outstanding: 10,
        unitPrice: { amountMinor: '1250' },
        total: { amountMinor: '12500' },
        product: { id: paracetamol },
      },
      { quantity: 3, unitPrice: { amountMinor: '999' }, total: { amountMinor: '2997' }, product: { id: ibuprofen } },
    ],
  });
  expect((await create({ expectedOn: '2041-05-01' })).purchaseOrder).toMatchObject({ number: 'UB1-PO-000002', expectedOn: '2041-05-01' });
});

it('an order is refused with all that is wrong with it, and takes no number', async () => {
  const { pharmacy, create, paracetamol, ibuprofen } = await desk();
  const other = await desk();
  const lines = [
    { productId: other.paracetamol, quantity: 1, unitPrice: mnt(1) },
    { productId: ibuprofen, quantity: 1 },
    { productId: paracetamol, quantity: 0 },
    { productId: paracetamol, quantity: 1, unitPrice: { amountMinor: '5', currency: 'USD' } },
    { productId: paracetamol, quantity: 1_000_001, unitPrice: mnt(-1) },
  ];
  const { userErrors } = await create({ lines, expectedOn: dayAt('Asia/Ulaanbaatar', -1), note: 'x'.repeat(1001) });
  expect(userErrors.map(({ message }) => message)).toEqual([
    'note holds at most 1000 characters.',
    expect.stringMatching(/^It is \S+ at the branch: goods cannot be expected on \S+\.$/),
    'Line 1: there is no such product.',
    'Line 2: say what a pack of Ibuprofen 400 mg costs: the supplier has no price for it in MNT.',
    'Line 3: quantity is 1 to 1000000 packs, not 0.',
    'Line 4: Paracetamol 500 mg is on the order already: order it in one line.',
    'Line 4: the order is in MNT, the currency of the branch, not in USD.',
    'Line 5: Paracetamol 500 mg is on the order already: order it in one line.',
    'Line 5: quantity is 1 to 1000000 packs, not 1000001.',
    'Line 5: a price is 0 to 1000000000000 in minor units.',
  ]);
  expect((await create({ lines: [] })).userErrors).toEqual([{ code: 'REQUIRED', message: 'An order needs at least one line.' }]);
  const many = Array.from({ length: 501 }, () => ({ productId: paracetamol, quantity: 1 }));
  expect((await create({ lines: many })).userErrors).toEqual([
    { code: 'LIMIT_REACHED', message: 'An order has at most 500 lines: write two.' },
  ]);
  expect((await create({ supplierId: other.supplierId })).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'There is no such supplier.' },
  ]);
  expect((await create({ branchId: other.pharmacy.addBranch(), supplierId: newId('supplier') })).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'There is no such supplier.' },
  ]);
  expect((await create({})).purchaseOrder?.number).toBe('UB1-PO-000001');
  expect(pharmacy.branchId).toBeTruthy();
});

it('who is not ordered from any more, and what is no longer sold or used, is not ordered', async () => {
  const { pharmacy, create, supplierId, paracetamol } = await desk();
  await pharmacy.offer(supplierId, paracetamol, null, { active: false });
  expect((await create({})).userErrors).toEqual([{ code: 'INVALID', message: 'Line 1: the supplier no longer sells Paracetamol 500 mg.' }]);
  await pharmacy.offer(supplierId, paracetamol, null, { active: true });
  await pharmacy.done('updateProduct', 'product { id }', { id: paracetamol, expectedVersion: 1, status: 'INACTIVE' });
  expect((await create({})).userErrors).toEqual([{ code: 'INVALID', message: 'Line 1: Paracetamol 500 mg is no longer in use.' }]);
  await pharmacy.done('updateSupplier', 'supplier { id }', { id: supplierId, expectedVersion: 1, name: 'Monos Gone', active: false });
  expect((await create({})).userErrors).toEqual([{ code: 'WRONG_STATE', message: 'Monos Gone is not ordered from any more.' }]);
});

it("an order of a branch with another currency is in that currency, whatever the supplier's is", async () => {
  const { pharmacy, create, paracetamol } = await desk();
  const branchId = pharmacy.addBranch(undefined, { code: 'LUN', timeZone: 'Africa/Lusaka', currency: 'ZMW' });
  expect((await create({ branchId })).userErrors).toEqual([
    { code: 'REQUIRED', message: 'Line 1: say what a pack of Paracetamol 500 mg costs: the supplier has no price for it in ZMW.' },
  ]);
  const lines = [{ productId: paracetamol, quantity: 2, unitPrice: { amountMinor: '150', currency: 'ZMW' } }];
  expect((await create({ branchId, lines })).purchaseOrder).toMatchObject({
    number: 'LUN-PO-000001',
    total: { amountMinor: '300', currency: 'ZMW' },
  });
});

it('a draft changes, its lines as a whole, by who has read it as it is; what is approved does not', async () => {
  const { pharmacy, create, update, paracetamol, ibuprofen } = await desk();
  const id = (await create({})).purchaseOrder?.id ?? '';
  const lines = [
    { productId: ibuprofen, quantity: 4, unitPrice: mnt(100) },
    { productId: paracetamol, quantity: 1 },
  ];
  const { purchaseOrder } = await update({ id, expectedVersion: 1, lines, note: 'Cool box' });
  expect(purchaseOrder).toMatchObject({
    version: 2,
    note: 'Cool box',
    total: { amountMinor: '1650' },
    lines: [{ quantity: 4 }, { quantity: 1 }],
  });
  expect((await update({ id, expectedVersion: 1, note: null })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await update({ id, expectedVersion: 2, lines: [] })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
  expect((await update({ id, expectedVersion: 2, expectedOn: '2001-01-01' })).userErrors).toMatchObject([{ code: 'INVALID' }]);
  expect(await pharmacy.orderOf(id)).toMatchObject({ version: 2, note: 'Cool box', lines: [{ quantity: 4 }, { quantity: 1 }] });
  expect((await update({ id, expectedVersion: 2, lines: [{ productId: paracetamol, quantity: 7 }] })).purchaseOrder).toMatchObject({
    version: 3,
  });
  await pharmacy.step('approvePurchaseOrder', id);
  expect((await update({ id, expectedVersion: 4, note: 'Late' })).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'The order is APPROVED: only a DRAFT can be changed.' },
  ]);
});

it('orders are found by branch, supplier, status and day, the newest first', async () => {
  const { pharmacy, create, numbers, supplierId } = await desk();
  const nomin = await pharmacy.supplier();
  const lines = [{ productId: await pharmacy.medicine('Aspirin'), quantity: 1, unitPrice: mnt(1) }];
  const first = await create({ expectedOn: '2041-05-01' });
  await create({ expectedOn: '2041-06-01' });
  await create({ supplierId: nomin, lines });
  await create({ branchId: pharmacy.addBranch(undefined, { code: 'DA' }), lines });
  await pharmacy.step('approvePurchaseOrder', first.purchaseOrder?.id ?? '');
  expect(await numbers(null)).toEqual(['DA-PO-000001', 'UB1-PO-000003', 'UB1-PO-000002', 'UB1-PO-000001']);
  expect(await numbers({ branchId: pharmacy.branchId, supplierId })).toEqual(['UB1-PO-000002', 'UB1-PO-000001']);
  expect(await numbers({ supplierId: nomin })).toEqual(['UB1-PO-000003']);
  expect(await numbers({ status: ['APPROVED', 'SENT'] })).toEqual(['UB1-PO-000001']);
  expect(await numbers({ expectedBefore: '2041-06-01', supplierId, branchId: pharmacy.branchId })).toEqual(['UB1-PO-000001']);
});

it('at other branches and tenants an order is as if it did not exist', async () => {
  const { pharmacy, create, update, numbers } = await desk();
  const id = (await create({})).purchaseOrder?.id ?? '';
  const elsewhere = pharmacy.somebody({ branches: [pharmacy.addBranch()] });
  const stranger = (await desk()).pharmacy.context;
  const none = { code: 'NOT_FOUND', message: 'There is no such purchase order at the branches where you may do this.' };
  for (const context of [elsewhere, stranger]) {
    expect((await update({ id, expectedVersion: 1, note: 'Mine' }, context)).userErrors).toEqual([none]);
    for (const [mutation, more] of [
      ['approvePurchaseOrder', {}],
      ['sendPurchaseOrder', { via: 'FAX' }],
      ['cancelPurchaseOrder', { reason: 'Mine' }],
      ['closePurchaseOrder', { reason: 'Mine' }],
    ] as const)
      expect((await pharmacy.run(mutation, '', { id, expectedVersion: 1, ...more }, context)).userErrors).toEqual([none]);
    expect(await pharmacy.ask('query ($id: ID!) { purchaseOrder(id: $id) { id } }', { id }, context)).toEqual({ purchaseOrder: null });
    expect(await numbers(null, context)).toEqual([]);
  }
  expect((await create({}, elsewhere)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(await pharmacy.orderOf(id)).toMatchObject({ version: 1, status: 'DRAFT', note: null });
});

it.each([
  ['createPurchaseOrder', 'purchases:order', { supplierId: newId('supplier'), lines: [] }],
  ['updatePurchaseOrder', 'purchases:order', { id: newId('purchaseorder'), expectedVersion: 1 }],
  ['approvePurchaseOrder', 'purchases:approve', { id: newId('purchaseorder'), expectedVersion: 1 }],
  ['sendPurchaseOrder', 'purchases:order', { id: newId('purchaseorder'), expectedVersion: 1, via: 'FAX' }],
  ['cancelPurchaseOrder', 'purchases:order', { id: newId('purchaseorder'), expectedVersion: 1, reason: 'x' }],
  ['closePurchaseOrder', 'purchases:order', { id: newId('purchaseorder'), expectedVersion: 1, reason: 'x' }],
  ['receiveGoods', 'purchases:receive', { purchaseOrderId: newId('purchaseorder'), lines: [] }],
  ['returnToSupplier', 'purchases:return', { supplierId: newId('supplier'), lines: [], reason: 'x' }],
  ['creditSupplierReturn', 'purchases:return', { id: newId('supplierreturn'), expectedVersion: 1, amount: mnt(1) }],
  ['orderSuggestions', 'purchases:order', {}],
])('%s takes %s, and no other permission', async (mutation, permission, input) => {
  const { pharmacy } = await desk();
  const { permissions = [] } = pharmacy.context.grants[0] ?? {};
  const without = pharmacy.somebody({ permissions: permissions.filter((each) => each !== permission) });
  await expect(pharmacy.run(mutation, '', input, without)).rejects.toThrow(permission);
});
