import { sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { reserveStock } from '../stock/reserving.js';
import { KeptStatus } from '../stock/stock-terms.js';
import { mnt, PurchasingDesk } from './testing/purchasing-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const fields = `supplierReturn { id version number status reason creditNote sentOn value { amountMinor currency } credited { amountMinor } creditedAt
  returnedBy { id } creditedBy { id } supplier { id } branch { id }
  lines { position stockStatus quantity unitCost { amountMinor } product { id } lot { id } location { kind } } }`;

interface Returned extends Record<string, unknown> {
  readonly id: string;
  readonly version: number;
}
interface Answer {
  readonly supplierReturn: Returned | null;
  readonly userErrors: Refused[];
}
interface Item {
  readonly id: string;
  readonly lotId: string;
  readonly locationId: string;
}

async function desk() {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier();
  const productId = await pharmacy.medicine();
  const itemOf = async (lotId: string, status = 'AVAILABLE'): Promise<Item> => {
    let item: Item | null = null;
    await pharmacy.system(pharmacy.branchId, async (transaction) => {
      const [row] = await transaction.rows<{ id: string; location_id: string }>(
        sql`select id, location_id from stock_items where lot_id = ${toUuid('lot', lotId)} and status = ${status}`,
      );
      if (row) item = { id: toTypeId('stockitem', row.id), lotId, locationId: toTypeId('stocklocation', row.location_id) };
    });
    if (!item) throw new Error(`No stock of ${lotId}`);
    return item;
  };
  const shelve = async (lot: object, status = KeptStatus.AVAILABLE): Promise<Item> => {
    const [lotId = ''] = await pharmacy.shelve(productId, [{ quantity: 10, status, ...lot }]);
    return itemOf(lotId, status);
  };
  const send = (lines: object[], more: object = {}, context = pharmacy.context) =>
    pharmacy.run<Answer>(
      'returnToSupplier',
      fields,
      { branchId: pharmacy.branchId, supplierId, lines, reason: 'Short dated', ...more },
      context,
    );
  const credit = (input: object, context = pharmacy.context) => pharmacy.run<Answer>('creditSupplierReturn', fields, input, context);
  return { pharmacy, supplierId, productId, itemOf, shelve, send, credit };
}

it.each([
  ['AVAILABLE', {}, 'AVAILABLE'],
  ['AVAILABLE', { expiresOn: '2020-01-31' }, 'EXPIRED'],
  ['ON_HOLD', {}, 'ON_HOLD'],
  ['QUARANTINED', {}, 'QUARANTINED'],
  ['RECALLED', {}, 'RECALLED'],
  ['DAMAGED', { expiresOn: '2020-01-31' }, 'DAMAGED'],
] as const)('what is %s with %j goes back, at what its lot had cost', async (status, lot, said) => {
  const { pharmacy, productId, supplierId, shelve, send } = await desk();
  const item = await shelve({ ...lot, unitCostMinor: 333n }, KeptStatus[status]);
  const { supplierReturn, userErrors } = await send([{ stockItemId: item.id, quantity: 3 }], { creditNote: ' RMA-9 ' });
  expect(userErrors).toEqual([]);
  expect(supplierReturn).toMatchObject({
    number: 'UB1-SR-000001',
    status: 'SENT',
    reason: 'Short dated',
    creditNote: 'RMA-9',
    value: { amountMinor: '999', currency: 'MNT' },
    credited: null,
    returnedBy: { id: pharmacy.context.actor.id },
    supplier: { id: supplierId },
    branch: { id: pharmacy.branchId },
    lines: [{ position: 1, stockStatus: said, quantity: 3, unitCost: { amountMinor: '333' }, lot: { id: item.lotId } }],
  });
  expect(await pharmacy.stockOf(productId)).toEqual({ onHand: 7, reserved: 0 });
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    const moved = await transaction.rows(sql`select kind, quantity, status, reason, source_type from stock_movements
      where source_id = ${toUuid('supplierreturn', supplierReturn?.id ?? '')}`);
    expect(moved).toEqual([{ kind: 'SUPPLIER_RETURN', quantity: -3, status, reason: 'Short dated', source_type: 'supplierreturn' }]);
  });
  expect(await pharmacy.breaks()).toEqual([]);
});

it('stock is named by lot, place and state too; what has expired, as expired', async () => {
  const { pharmacy, productId, shelve, send } = await desk();
  const [fresh, old] = [await shelve({}), await shelve({ expiresOn: '2020-01-31' })];
  const named = ({ lotId, locationId }: Item, status: string) => ({ lotId, locationId, status, quantity: 10 });
  expect((await send([named(fresh, 'EXPIRED')])).userErrors).toEqual([
    { code: 'INVALID', message: expect.stringMatching(/^Line 1: lot \S+ of Paracetamol 500 mg, tablet has not expired\.$/) as string },
  ]);
  expect((await send([named(fresh, 'DAMAGED')])).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'Line 1: there is no such stock at the branch.' },
  ]);
  expect((await send([named(fresh, 'AVAILABLE'), named(old, 'EXPIRED')])).userErrors).toEqual([]);
  expect(await pharmacy.stockOf(productId)).toEqual({ onHand: 0, reserved: 0 });
});

it('a pack is worth what was paid to the supplier that takes it back', async () => {
  const { pharmacy, supplierId, productId, itemOf, send } = await desk();
  const nomin = await pharmacy.supplier();
  const buy = async (from: string, price: number) => {
    const { id } = await pharmacy.sentOrder(from, [{ productId, quantity: 2, unitPrice: mnt(price) }]);
    await pharmacy.receive(id, [{ productId, quantity: 2, lotNumber: 'A1', expiresOn: '2041-05-31' }]);
  };
  await buy(supplierId, 700);
  await buy(supplierId, 800);
  await buy(nomin, 900);
  const text = 'query ($id: ID!) { goodsReceipts { nodes { lines { lot { id } } } } product(id: $id) { id } }';
  const { goodsReceipts } = await pharmacy.ask<{ goodsReceipts: { nodes: { lines: { lot: { id: string } }[] }[] } }>(text, {
    id: productId,
  });
  const { id } = await itemOf(goodsReceipts.nodes[0]?.lines[0]?.lot.id ?? '');
  const value = async (more: object) => (await send([{ stockItemId: id, quantity: 1 }], more)).supplierReturn?.['value'];
  expect(await value({})).toEqual(mnt(800));
  expect(await value({ supplierId: nomin })).toEqual(mnt(900));
  expect(await value({ supplierId: await pharmacy.supplier() })).toEqual(mnt(900));
});

it('what is set aside for somebody stays, and nobody sends back more than there is', async () => {
  const { pharmacy, productId, shelve, send } = await desk();
  const item = await shelve({ lotNumber: 'A1' });
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    const pick = { stockItemId: item.id, locationId: item.locationId, productId, lotId: item.lotId, expiresOn: null, quantity: 4 };
    await reserveStock(transaction, { type: 'sale', id: newId('sale') }, pharmacy.branchId, [pick], null);
  });
  expect((await send([{ stockItemId: item.id, quantity: 7 }])).userErrors).toEqual([
    {
      code: 'INVALID',
      message: 'Line 1: only 6 of lot A1 of Paracetamol 500 mg, tablet can leave: 10 are on hand, and 4 of them are set aside for others.',
    },
  ]);
  expect((await send([{ stockItemId: item.id, quantity: 6 }])).userErrors).toEqual([]);
  expect(await pharmacy.stockOf(productId)).toEqual({ onHand: 4, reserved: 4 });
});

it('10 who send back the same 10 packs send them back once', async () => {
  const { pharmacy, productId, shelve, send } = await desk();
  const item = await shelve({});
  const results = await Promise.all(Array.from({ length: 10 }, () => send([{ stockItemId: item.id, quantity: 4 }])));
  expect(results.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(2);
  expect(results.flatMap(({ userErrors }) => userErrors.map(({ message }) => message))[0]).toMatch(
    /only 2 of lot .* can leave: 2 are on hand\./,
  );
  expect(await pharmacy.stockOf(productId)).toEqual({ onHand: 2, reserved: 0 });
  expect(await pharmacy.breaks()).toEqual([]);
});

it('a return is refused with all that is wrong with it', async () => {
  const { pharmacy, productId, shelve, send, supplierId } = await desk();
  const item = await shelve({ lotNumber: 'A1' });
  const messages = async (lines: object[], more: object = {}) => (await send(lines, more)).userErrors.map(({ message }) => message);
  expect(await messages([], { reason: ' ' })).toEqual([
    'Say why the goods go back, in at most 1000 characters.',
    'Say what goes back: a return needs at least one line.',
  ]);
  expect(await messages([{ quantity: 1 }, { stockItemId: item.id, lotId: item.lotId, quantity: 0 }])).toEqual([
    'Line 1: name the stock by stockItemId, or by lotId, locationId and status.',
    'Line 2: name the stock by stockItemId, or by lotId, locationId and status.',
    'Line 2: quantity is 1 or more packs, not 0.',
  ]);
  expect(
    await messages([
      { stockItemId: item.id, quantity: 1 },
      { stockItemId: item.id, quantity: 1 },
    ]),
  ).toEqual(['Line 2: lot A1 of Paracetamol 500 mg, tablet is in the return already: send it back in one line.']);
  expect(await messages([{ stockItemId: newId('stockitem'), quantity: 1 }])).toEqual(['Line 1: there is no such stock at the branch.']);
  expect(await messages([{ stockItemId: item.id, quantity: 1 }], { supplierId: newId('supplier') })).toEqual([
    'There is no such supplier.',
  ]);
  expect(await messages([{ stockItemId: item.id, quantity: 1 }], { branchId: pharmacy.addBranch() })).toEqual([
    'Line 1: there is no such stock at the branch.',
  ]);
  expect(await pharmacy.stockOf(productId)).toEqual({ onHand: 10, reserved: 0 });
  expect((await send([{ stockItemId: item.id, quantity: 1 }])).supplierReturn).toMatchObject({ number: 'UB1-SR-000001' });
  expect(supplierId).toBeTruthy();
});

it('is credited once, in its currency, with the amount that the supplier says', async () => {
  const { pharmacy, shelve, send, credit } = await desk();
  const item = await shelve({});
  const { supplierReturn } = await send([{ stockItemId: item.id, quantity: 3 }], { creditNote: 'RMA-9' });
  const input = { id: supplierReturn?.id, expectedVersion: 1, amount: mnt(250) };
  expect((await credit({ ...input, amount: { amountMinor: '1', currency: 'USD' } })).userErrors).toEqual([
    { code: 'INVALID', message: 'The return is in MNT, not in USD.' },
  ]);
  expect((await credit({ ...input, amount: mnt(-1) })).userErrors).toEqual([{ code: 'INVALID', message: 'A credit is zero or more.' }]);
  expect((await credit({ ...input, expectedVersion: 2 })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  const accountant = pharmacy.somebody();
  expect((await credit(input, accountant)).supplierReturn).toMatchObject({
    status: 'CREDITED',
    credited: { amountMinor: '250' },
    creditNote: 'RMA-9',
    creditedBy: { id: accountant.actor.id },
    version: 2,
  });
  expect((await credit({ ...input, expectedVersion: 2 })).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'The return UB1-SR-000001 was credited already.' },
  ]);
});

it('returns are found by branch, supplier and status; at other branches and tenants they do not exist', async () => {
  const { pharmacy, supplierId, shelve, send, credit } = await desk();
  const item = await shelve({});
  const first = (await send([{ stockItemId: item.id, quantity: 1 }])).supplierReturn;
  const second = (await send([{ stockItemId: item.id, quantity: 1 }])).supplierReturn;
  await credit({ id: first?.id, expectedVersion: 1, amount: mnt(0) });
  const list = 'query ($filter: SupplierReturnFilter) { supplierReturns(filter: $filter) { totalCount nodes { id } } }';
  const ids = async (filter: object, context = pharmacy.context) =>
    (await pharmacy.ask<{ supplierReturns: { nodes: { id: string }[] } }>(list, { filter }, context)).supplierReturns.nodes.map(
      ({ id }) => id,
    );
  expect(await ids({ supplierId, branchId: pharmacy.branchId })).toEqual([second?.id, first?.id]);
  expect(await ids({ status: 'CREDITED' })).toEqual([first?.id]);
  expect(await ids({ supplierId: newId('supplier') })).toEqual([]);
  const elsewhere = pharmacy.somebody({ branches: [pharmacy.addBranch()] });
  for (const context of [elsewhere, (await desk()).pharmacy.context]) {
    expect(await ids({}, context)).toEqual([]);
    expect(await pharmacy.ask('query ($id: ID!) { supplierReturn(id: $id) { id } }', { id: second?.id }, context)).toEqual({
      supplierReturn: null,
    });
    expect((await credit({ id: second?.id, expectedVersion: 1, amount: mnt(1) }, context)).userErrors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such return at the branches where you may do this.' },
    ]);
    expect((await send([{ stockItemId: item.id, quantity: 1 }], {}, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  const stranger = (await desk()).pharmacy;
  expect(
    (
      await send(
        [{ stockItemId: item.id, quantity: 1 }],
        { branchId: stranger.branchId, supplierId: await stranger.supplier() },
        stranger.context,
      )
    ).userErrors,
  ).toEqual([{ code: 'NOT_FOUND', message: 'Line 1: there is no such stock at the branch.' }]);
});
