import { jest } from '@jest/globals';
import { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { callBack } from '../testing/calling-back.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const gtin = '03400930000014';
const gs = '\u001d';
/** As a DataMatrix of a pack in France says it. */
const pack = (expiry: string, lot: string, serial = 'S1'): string => `]d201${gtin}17${expiry}10${lot}${gs}21${serial}${gs}7113400930000014`;

interface Received {
  readonly stockItems:
    { id: string; onHand: number; lot: { number: string | null; expiresOn: string | null }; location: { name: string } }[] | null;
  readonly userErrors: (Refused & { field: string[] })[];
}

async function receivingRoom(medication: object = {}) {
  const room = new Stockroom(subgraph, neighbours);
  const productId = await room.medicine('Paracetamol 500 mg, tablet', medication, { gtin });
  const receive = async (lines: object[], more: object = {}, context = room.context): Promise<Received> => {
    const input = { branchId: room.branchId, lines, ...more };
    const text = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) {
      stockItems { id onHand lot { number expiresOn } location { name } } userErrors { code message field } } }`;
    return (await room.ask<{ receiveStock: Received }>(text, { input }, context)).receiveStock;
  };
  return { room, productId, receive };
}

it('goods come in by product or by scan, several lines at once, each in its lot and place', async () => {
  const { room, productId, receive } = await receivingRoom();
  const fridge = await room.place('Fridge', { kind: 'FRIDGE' });
  const glasses = (await room.done<{ product: { id: string } }>('createProduct', 'product { id }', { kind: 'OPTICAL', name: 'Frame' }))
    .product.id;
  const { stockItems, userErrors } = await receive(
    [
      { scan: pack('391231', 'A1'), quantity: 1, unitCost: { amountMinor: '120', currency: 'MNT' } },
      { productId, lotNumber: ' A1 ', expiresOn: '2039-12-31', quantity: 5 },
      { productId, scan: pack('390200', 'A2', 'S2'), quantity: 2, locationId: fridge },
      { productId: glasses, quantity: 7 },
    ],
    { note: ' Gift of the ministry ' },
  );
  expect(userErrors).toEqual([]);
  expect(stockItems).toMatchObject([
    { onHand: 6, lot: { number: 'A1', expiresOn: '2039-12-31' }, location: { name: 'Shelf' } },
    { onHand: 6, lot: { number: 'A1' } },
    { onHand: 2, lot: { number: 'A2', expiresOn: '2039-02-28' }, location: { name: 'Fridge' } },
    { onHand: 7, lot: { number: null, expiresOn: null }, location: { name: 'Shelf' } },
  ]);
  const text = `query ($filter: StockMovementFilter) { stockMovements(filter: $filter) { nodes { kind quantity reason serialNumber unitCost { amountMinor currency } } } }`;
  const { stockMovements } = await room.ask<{ stockMovements: { nodes: object[] } }>(text, { filter: { productId } });
  const receipt = { kind: 'RECEIPT', reason: 'Gift of the ministry', serialNumber: null, unitCost: null };
  expect(stockMovements.nodes.toReversed()).toEqual([
    { ...receipt, quantity: 1, serialNumber: 'S1', unitCost: { amountMinor: '120', currency: 'MNT' } },
    { ...receipt, quantity: 5 },
    { ...receipt, quantity: 1, serialNumber: 'S2' },
    { ...receipt, quantity: 1 },
  ]);
  expect(await room.breaks()).toEqual([]);
});

it('a pack is taken in by its national code where its GTIN is not known, and by its product where neither is', async () => {
  const { room, receive } = await receivingRoom();
  const scan = `01034009300000211720013110B1${gs}7113400930000021`;
  const named = await room.medicine('Ibuprofen');
  expect((await receive([{ scan, quantity: 1 }])).userErrors).toMatchObject([
    {
      code: 'NOT_FOUND',
      message:
        'Line 1: No product has the GTIN 03400930000021 or the national code 3400930000021: find the product by its name and add the code, or create it.',
    },
  ]);
  expect((await receive([{ scan, productId: named, quantity: 1 }])).userErrors).toMatchObject([
    { field: ['input', 'lines', '0', 'expiresOn'] },
  ]);
  const good = scan.replace('17200131', '17391231');
  expect((await receive([{ scan: good, productId: named, quantity: 1 }])).stockItems).toMatchObject([{ onHand: 1, lot: { number: 'B1' } }]);
  const code = { nationalCode: '3400930000021', nationalCodeSystem: 'CIP13' };
  const french = await room.medicine('Ibuprofene', {}, code);
  await receive([{ scan: good, quantity: 3 }]);
  expect(await room.stockOf(french)).toEqual({ onHand: 3, reserved: 0 });
  await room.medicine('Ibuprofen of another list', {}, { ...code, nationalCodeSystem: 'OTHER' });
  expect((await receive([{ scan: good, quantity: 3 }])).userErrors[0]?.message).toMatch(/^Line 1: Several products have the national code/);
});

it.each([
  [{ quantity: 0 }, 'quantity', 'INVALID', 'quantity is 1 to 1000000 packs, not 0.'],
  [{ quantity: 1_000_001 }, 'quantity', 'INVALID', 'quantity is 1 to 1000000 packs, not 1000001.'],
  [{ productId: null }, 'productId', 'REQUIRED', 'say which product, by productId or by scan.'],
  [{ productId: newId('product') }, 'productId', 'NOT_FOUND', 'there is no such product.'],
  [{ locationId: newId('stocklocation') }, 'locationId', 'NOT_FOUND', 'there is no such place in use at the branch.'],
  [
    { expiresOn: '2020-02-29' },
    'expiresOn',
    'INVALID',
    'lot A1 of Paracetamol 500 mg, tablet expired on 2020-02-29: do not take it in, give it back to who brought it.',
  ],
  [{ lotNumber: ' ' }, 'lotNumber', 'REQUIRED', 'Paracetamol 500 mg, tablet is a medicine: give the lot number of the pack.'],
  [{ expiresOn: null }, 'expiresOn', 'REQUIRED', 'Paracetamol 500 mg, tablet is a medicine: give the day on which the pack expires.'],
  [
    { expiresOn: '2039-12-01', expiryDayKnown: false },
    'expiresOn',
    'INVALID',
    'where the pack names only the month, the last day is 2039-12-31, not 2039-12-01.',
  ],
  [{ lotNumber: 'x'.repeat(21) }, 'lotNumber', 'INVALID', 'a lot number has at most 20 characters.'],
  [{ unitCost: { amountMinor: '1', currency: 'USD' } }, 'unitCost', 'INVALID', 'the branch keeps its books in MNT, not in USD.'],
  [{ unitCost: { amountMinor: '-1', currency: 'MNT' } }, 'unitCost', 'INVALID', 'A price is 0 to 1000000000000000 minor units.'],
  [{ scan: pack('391231', 'A1'), lotNumber: 'A2' }, 'lotNumber', 'INVALID', 'the code of the pack says lot A1, not A2.'],
  [
    { scan: pack('391231', 'A1'), expiresOn: '2039-12-30' },
    'expiresOn',
    'INVALID',
    'the code of the pack says that it expires on 2039-12-31, not 2039-12-30.',
  ],
  [
    { scan: pack('391231', 'A1').replace('0000014', '0000015') },
    'scan',
    'INVALID',
    'The GTIN (01) "03400930000015" ends in 5 where its digits ask for 4: scan it again, or compare what was typed with the label.',
  ],
])('a delivery with a line of %j is refused as a whole', async (wrong, field, code, message) => {
  const { room, productId, receive } = await receivingRoom();
  const line = { productId, lotNumber: 'A1', expiresOn: '2039-12-31', quantity: 1 };
  const answer = await receive([
    { ...line, lotNumber: 'Z9' },
    { ...line, ...('scan' in wrong ? { lotNumber: null, expiresOn: null } : {}), ...wrong },
  ]);
  expect(answer).toEqual({
    stockItems: null,
    userErrors: [{ code, message: `Line 2: ${message}`, field: ['input', 'lines', '1', field] }],
  });
  expect(await room.items()).toEqual([]);
  const { lots } = await room.ask<{ lots: { totalCount: number } }>('{ lots { totalCount } }');
  expect(lots.totalCount).toBe(0);
});

it('all that is wrong is said at once, and too much or nothing is not read', async () => {
  const { room, productId, receive } = await receivingRoom();
  const { userErrors } = await receive([{ productId, quantity: 0 }, { quantity: 1 }, { scan: 'x', quantity: 1 }]);
  expect(userErrors.map(({ field }) => field[2])).toEqual(['0', '1', '2']);
  expect((await receive([])).userErrors).toMatchObject([{ code: 'REQUIRED', message: 'Say what came in, in lines.' }]);
  expect((await receive(Array.from({ length: 201 }, () => ({ productId, quantity: 1 })))).userErrors).toMatchObject([
    { code: 'LIMIT_REACHED', message: 'At most 200 lines are taken in at once: send the rest after.' },
  ]);
  const other = await room.medicine('Ibuprofen');
  expect((await receive([{ productId: other, scan: pack('391231', 'A1'), quantity: 1 }])).userErrors).toMatchObject([
    { message: 'Line 1: the code of the pack is of Paracetamol 500 mg, tablet, not of Ibuprofen.' },
  ]);
  await room.done('updateProduct', 'product { id }', { id: other, expectedVersion: 1, status: 'ENTERED_IN_ERROR' });
  expect((await receive([{ productId: other, quantity: 1 }])).userErrors).toMatchObject([
    { message: 'Line 1: Ibuprofen was entered in error: name the product that it is.' },
  ]);
});

it('a lot has one last day, whoever takes it in, until the pack proves the record wrong', async () => {
  const { room, productId, receive } = await receivingRoom();
  await receive([{ scan: pack('391231', 'A1'), quantity: 1 }]);
  expect((await receive([{ scan: pack('391130', 'A1'), quantity: 1 }])).userErrors).toEqual([
    {
      code: 'INVALID',
      message:
        'Line 1: Lot A1 of this product is known to expire 2039-12-31, not 2039-11-30: compare with the pack, and correct the lot if the pack is right.',
      field: ['input', 'lines', '0', 'expiresOn'],
    },
  ]);
  const two = [
    { productId, lotNumber: 'N', expiresOn: '2039-12-31', quantity: 1 },
    { productId, lotNumber: 'N', expiresOn: '2039-12-30', quantity: 1 },
  ];
  expect((await receive(two)).userErrors).toMatchObject([{ field: ['input', 'lines', '1', 'expiresOn'] }]);
  const { lot } = await room.item(productId);
  await room.done('correctLot', 'lot { id }', { id: lot.id, expectedVersion: lot.version, expiresOn: '2039-11-30' });
  expect((await receive([{ scan: pack('391130', 'A1', 'S2'), quantity: 1 }])).stockItems).toMatchObject([{ onHand: 2 }]);
});

it('a recalled lot is not taken in', async () => {
  const { room, productId, receive } = await receivingRoom();
  const line = { productId, expiresOn: '2039-12-31', quantity: 1 };
  await receive([{ ...line, lotNumber: 'A1' }]);
  const { lot } = await room.item(productId);
  await room.system(room.branchId, async (transaction) => {
    await callBack(transaction, lot.id);
  });
  expect(
    (
      await receive([
        { ...line, lotNumber: 'A2' },
        { ...line, lotNumber: 'A1' },
      ])
    ).userErrors,
  ).toMatchObject([{ code: 'WRONG_STATE', message: 'Line 2: Lot A1 was recalled: do not take it in, and send it back.' }]);
  expect(await room.stockOf(productId)).toEqual({ onHand: 1, reserved: 0 });
});

it('a pack comes in once: neither twice in a delivery, nor when it has come before', async () => {
  const { room, productId, receive } = await receivingRoom();
  const errors = async (...lines: object[]) => (await receive(lines)).userErrors;
  const twice = 'Line 2: the pack of Paracetamol 500 mg, tablet with the serial number S1 is in this delivery twice.';
  const one = { scan: pack('391231', 'A1'), quantity: 1 };
  expect(await errors(one, one)).toEqual([{ code: 'INVALID', message: twice, field: ['input', 'lines', '1', 'scan'] }]);
  expect(await errors(one, { scan: pack('391231', 'A1', 'S2'), quantity: 3 })).toEqual([]);
  for (const serial of ['S1', 'S2']) {
    const [error, ...others] = await errors(
      { productId, lotNumber: 'A9', expiresOn: '2039-12-31', quantity: 1 },
      { ...one, scan: pack('391231', 'A1', serial) },
    );
    expect([error?.code, error?.field, others]).toEqual(['INVALID', ['input', 'lines', '1', 'scan'], []]);
    expect(error?.message).toMatch(
      new RegExp(`^Line 2: the pack of Paracetamol 500 mg, tablet with the serial number ${serial} came in on .* already: set it aside`),
    );
  }
  expect(await room.stockOf(productId)).toEqual({ onHand: 4, reserved: 0 });
  expect(await room.breaks()).toEqual([]);
});

it('a pack whose receipt two people took back comes in again, once', async () => {
  const { room, productId, receive } = await receivingRoom({ controlledSchedule: 'Schedule 2' });
  const scan = (cost: string) => [{ scan: pack('391231', 'A1'), quantity: 1, unitCost: { amountMinor: cost, currency: 'MNT' } }];
  expect((await receive(scan('9999'))).userErrors).toEqual([]);
  const { registerEntries } = await room.ask<{ registerEntries: { nodes: { id: string }[] } }>(
    '{ registerEntries(first: 10) { nodes { id } } }',
  );
  const asking = { registerEntryId: registerEntries.nodes[0]?.id, reason: 'The cost was wrong' };
  const { request } = await room.done<{ request: { id: string; version: number } }>(
    'requestRegisterVoid',
    'request { id version }',
    asking,
  );
  expect((await receive(scan('99'))).userErrors).toHaveLength(1);
  const confirming = { id: request.id, expectedVersion: request.version };
  await room.done('witnessRegisterRequest', 'request { id }', confirming, room.somebody());
  expect((await receive(scan('99'))).userErrors).toEqual([]);
  expect(await room.stockOf(productId)).toEqual({ onHand: 1, reserved: 0 });
  expect((await receive(scan('99'))).userErrors[0]?.message).toContain('with the serial number S1 came in on ');
  expect(await room.breaks()).toEqual([]);
});

it('goods come in only where one may take them in', async () => {
  const { room, productId, receive } = await receivingRoom();
  const lines = [{ productId, quantity: 1 }];
  const permissions = Object.keys(pharmacy.permissions);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  // Another tenant's branch is none, and another tenant's product at one's own branch is none either.
  const elsewhere = room.somebody({ branches: [room.addBranch()] });
  expect((await receive(lines, {}, elsewhere)).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'branchId'] }]);
  expect((await receive(lines, {}, stranger)).userErrors).toMatchObject([
    { code: 'NOT_FOUND', field: ['input', 'lines', '0', 'productId'] },
  ]);
  await expect(receive(lines, {}, room.somebody({ permissions: ['stock:read', 'stock:adjust'] }))).rejects.toThrow('stock:receive');
  expect(await room.stockOf(productId)).toEqual({ onHand: 0, reserved: 0 });
});

it('two deliveries of the same new lot at once make one lot', async () => {
  const { room, productId, receive } = await receivingRoom();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => receive([{ productId, lotNumber: 'A1', expiresOn: '2039-12-31', quantity: 3 }])),
  );
  expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  expect(await room.item(productId)).toMatchObject({ onHand: 30 });
  expect(await room.breaks()).toEqual([]);
});

it('a delivery of sixty lines takes as many statements as one of two', async () => {
  const { productId, receive } = await receivingRoom();
  const count = async (lines: number) => {
    const send = jest.spyOn(Transaction.prototype, 'rows');
    const input = Array.from({ length: lines }, (_, index) => ({
      productId,
      lotNumber: `${lines}-${index}`,
      expiresOn: '2039-12-31',
      quantity: 1,
    }));
    expect((await receive(input)).userErrors).toEqual([]);
    const statements = send.mock.calls.length;
    send.mockRestore();
    return statements;
  };
  await count(1);
  expect(await count(60)).toBe(await count(2));
});
