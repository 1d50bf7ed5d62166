import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { callBack } from '../testing/calling-back.js';
import { openPharmacy, type ShelfLot } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';
import { releaseStock } from './reserving.js';
import { lockStock } from './stock-lock.js';
import { KeptStatus } from './stock-terms.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

/** A stockroom with one lot of one medicine. */
async function stocked(lot: Partial<ShelfLot> = {}, medication: object = {}) {
  const room = new Stockroom(subgraph, neighbours);
  const productId = await room.medicine('Paracetamol 500 mg, tablet', medication);
  await room.shelve(productId, [{ quantity: 10, lotNumber: 'L1', ...lot }]);
  return { room, productId, item: await room.item(productId) };
}

async function recall(room: Stockroom, lotId: string): Promise<void> {
  await room.system(room.branchId, async (transaction) => {
    await callBack(transaction, lotId);
  });
}

const reason = 'Found at the yearly cleaning';

describe('a correction', () => {
  it('adds and takes packs by lot and place, also where there were none', async () => {
    const { room, productId, item } = await stocked();
    const adjust = (quantity: number, more: object = {}) =>
      room.change('adjustStock', { lotId: item.lot.id, locationId: item.location.id, quantity, reason, ...more });
    expect((await adjust(3)).stockItem).toMatchObject({ id: item.id, onHand: 13, available: 13 });
    expect((await adjust(-5)).stockItem).toMatchObject({ id: item.id, onHand: 8 });
    const other = await room.place('A4');
    expect((await adjust(2, { locationId: other, status: 'DAMAGED' })).stockItem).toMatchObject({
      onHand: 2,
      status: 'DAMAGED',
      available: 0,
    });
    expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 0 });
    expect(await room.breaks()).toEqual([]);
    const text = `query ($filter: StockMovementFilter) { stockMovements(filter: $filter) { nodes { kind quantity reason status actor { id } source unitCost { amountMinor } } } }`;
    const { stockMovements } = await room.ask<{ stockMovements: { nodes: object[] } }>(text, { filter: { productId } });
    expect(stockMovements.nodes).toEqual([
      { kind: 'ADJUSTMENT', quantity: 2, reason, status: 'DAMAGED', actor: { id: room.context.actor.id }, source: null, unitCost: null },
      { kind: 'ADJUSTMENT', quantity: -5, reason, status: 'AVAILABLE', actor: { id: room.context.actor.id }, source: null, unitCost: null },
      { kind: 'ADJUSTMENT', quantity: 3, reason, status: 'AVAILABLE', actor: { id: room.context.actor.id }, source: null, unitCost: null },
      {
        kind: 'RECEIPT',
        quantity: 10,
        reason: null,
        status: 'AVAILABLE',
        actor: { id: room.context.actor.id },
        source: null,
        unitCost: { amountMinor: '100' },
      },
    ]);
  });

  it.each([
    [{ reason: '  ' }, 'REQUIRED', 'Say why, in reason.'],
    [{ reason: 'x'.repeat(1001) }, 'INVALID', 'reason holds at most 1000 characters.'],
    [{ quantity: 0 }, 'INVALID', 'quantity is the difference, from -1000000 to 1000000 and not zero.'],
    [{ quantity: 1_000_001 }, 'INVALID', 'quantity is the difference, from -1000000 to 1000000 and not zero.'],
    [{ quantity: -11 }, 'INVALID', 'There are 10 packs there, not 11: count again.'],
    [{ lotId: newId('lot') }, 'NOT_FOUND', 'There is no such lot.'],
    [{ locationId: newId('stocklocation') }, 'NOT_FOUND', 'There is no such place at the branches where you may do this.'],
    [
      { quantity: -1, status: 'DAMAGED' },
      'WRONG_STATE',
      'What is damaged leaves only as a loss (writeOffStock) or back to its supplier, not by a correction.',
    ],
  ])('is refused with %j', async (input, code, message) => {
    const { room, productId, item } = await stocked();
    const wrong = { lotId: item.lot.id, locationId: item.location.id, quantity: -1, reason, ...input };
    expect(await room.change('adjustStock', wrong)).toEqual({ stockItem: null, userErrors: [{ code, message }] });
    expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 0 });
  });

  it('takes nothing that is expired or recalled, and adds nothing to what is out of use', async () => {
    const { room, item } = await stocked({ expiresOn: '2020-01-31' });
    const input = { lotId: item.lot.id, locationId: item.location.id, quantity: -1, reason };
    expect((await room.change('adjustStock', input)).userErrors[0]?.message).toMatch(/^What is expired leaves only as a loss/);
    expect((await room.change('adjustStock', { ...input, quantity: 1, status: 'EXPIRED' })).stockItem).toMatchObject({
      onHand: 11,
      status: 'EXPIRED',
    });
    await recall(room, item.lot.id);
    expect((await room.change('adjustStock', input)).userErrors[0]?.message).toMatch(/^What is recalled leaves only as a loss/);
    expect((await room.change('adjustStock', { ...input, quantity: 1 })).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'Lot L1 was recalled: what is found of it is RECALLED, not AVAILABLE.' },
    ]);
    expect((await room.change('adjustStock', { ...input, quantity: 1, status: 'RECALLED' })).stockItem).toMatchObject({
      status: 'RECALLED',
      onHand: 1,
    });
    await room.done('updateStockLocation', 'stockLocation { id }', { id: item.location.id, expectedVersion: 1, active: false });
    expect((await room.change('adjustStock', { ...input, quantity: 1, status: 'RECALLED' })).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'Shelf is not in use: say another place, or take it into use first.' },
    ]);
  });
});

describe('what is set aside', () => {
  it.each([
    ['writeOffStock', { reason }],
    ['quarantineStock', {}],
    ['holdStock', { reason }],
    ['markStockDamaged', { reason }],
    ['moveStockToLocation', {}],
    ['adjustStock', { reason }],
  ])('is not taken away by %s', async (mutation, more) => {
    const { room, productId, item } = await stocked();
    const source = await room.setAside(productId, 4);
    const there = await room.place('A9');
    const take = (quantity: number) => {
      if (mutation === 'adjustStock')
        return room.change(mutation, { lotId: item.lot.id, locationId: item.location.id, quantity: -quantity, ...more });
      const location = mutation === 'moveStockToLocation' ? { locationId: there } : {};
      return room.change(mutation, { stockItemId: item.id, quantity, ...location, ...more });
    };
    expect((await take(7)).userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        message: 'Of the 10 packs there, 4 are set aside for somebody, so 6 can be taken: give back first what is set aside.',
      },
    ]);
    expect((await take(6)).userErrors).toEqual([]);
    expect((await take(1)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    await room.system(room.branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId: room.branchId, productId }]);
      expect(await releaseStock(transaction, source)).toMatchObject([{ quantity: 4 }]);
    });
    expect((await take(4)).userErrors).toEqual([]);
    expect(await room.breaks()).toEqual([]);
  });
});

describe('a loss', () => {
  it.each(['AVAILABLE', 'ON_HOLD', 'QUARANTINED', 'RECALLED', 'DAMAGED', 'EXPIRED'])('can be written off when it is %s', async (status) => {
    const expired = status === 'EXPIRED';
    const kept = expired ? {} : { status: status as KeptStatus };
    const { room, item } = await stocked({ ...kept, ...(expired ? { expiresOn: '2020-01-31' } : {}) });
    expect(item.status).toBe(status);
    expect((await room.change('writeOffStock', { stockItemId: item.id, quantity: 4, reason })).stockItem).toMatchObject({
      onHand: 6,
      status,
    });
    expect((await room.change('writeOffStock', { stockItemId: item.id, quantity: 7, reason })).userErrors).toEqual([
      { code: 'INVALID', message: 'There are 6 packs there, not 7: count again.' },
    ]);
  });

  it.each([
    [{ reason: ' ' }, 'REQUIRED', 'Say why, in reason.'],
    [{ quantity: 0 }, 'INVALID', 'quantity is 1 or more, not 0.'],
    [{ quantity: -3 }, 'INVALID', 'quantity is 1 or more, not -3.'],
    [{ stockItemId: newId('stockitem') }, 'NOT_FOUND', 'There is no such stock at the branches where you may do this.'],
  ])('is refused with %j', async (input, code, message) => {
    const { room, productId, item } = await stocked();
    const answer = await room.change('writeOffStock', { stockItemId: item.id, quantity: 1, reason, ...input });
    expect(answer).toEqual({ stockItem: null, userErrors: [{ code, message }] });
    expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 0 });
  });

  it('of a controlled substance takes two people, as does a correction', async () => {
    const { room, productId, item } = await stocked({}, { controlledSchedule: 'Schedule II' });
    expect((await room.change('writeOffStock', { stockItemId: item.id, quantity: 1, reason })).userErrors).toEqual([
      {
        code: 'NOT_ALLOWED',
        message:
          'Paracetamol 500 mg, tablet is a controlled substance (Schedule II): destroying it takes two people. Ask for it with requestControlledDestruction.',
      },
    ]);
    const correction = { lotId: item.lot.id, locationId: item.location.id, quantity: 1, reason };
    expect((await room.change('adjustStock', correction)).userErrors).toEqual([
      {
        code: 'NOT_ALLOWED',
        message:
          'Paracetamol 500 mg, tablet is a controlled substance (Schedule II): correcting what is on hand of it takes two people. Ask for it with requestControlledAdjustment.',
      },
    ]);
    expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 0 });
  });
});

describe('the state of packs', () => {
  const statuses = Object.values(KeptStatus);
  const mutations = {
    quarantineStock: { to: 'QUARANTINED', from: ['AVAILABLE', 'ON_HOLD', 'DAMAGED'] },
    holdStock: { to: 'ON_HOLD', from: ['AVAILABLE', 'QUARANTINED'] },
    markStockDamaged: { to: 'DAMAGED', from: ['AVAILABLE', 'ON_HOLD', 'QUARANTINED'] },
    makeStockAvailable: { to: 'AVAILABLE', from: ['ON_HOLD', 'QUARANTINED'] },
  };
  const cases = Object.entries(mutations).flatMap(([mutation, way]) => statuses.map((status) => ({ mutation, status, ...way })));

  it.each(cases)('$mutation of what is $status', async ({ mutation, status, to, from }) => {
    const { room, productId, item } = await stocked({ status });
    const answer = await room.change(mutation, { stockItemId: item.id, quantity: 3, reason });
    const byStatus = new Map((await room.items({ productId })).map(({ status: its, onHand }) => [its, onHand]));
    if (from.includes(status)) {
      expect(answer).toMatchObject({ stockItem: { status: to, onHand: 3, available: to === 'AVAILABLE' ? 3 : 0 }, userErrors: [] });
      expect(byStatus).toEqual(
        new Map([
          [status, 7],
          [to, 3],
        ]),
      );
    } else {
      expect(answer).toMatchObject({ stockItem: null, userErrors: [{ code: 'WRONG_STATE' }] });
      expect(byStatus).toEqual(new Map([[status, 10]]));
    }
    expect(await room.breaks()).toEqual([]);
  });

  it('is refused in words', async () => {
    const said = async (mutation: string, lot: Partial<ShelfLot>) => {
      const { room, item } = await stocked(lot);
      return (await room.change(mutation, { stockItemId: item.id, quantity: 1, reason })).userErrors[0]?.message;
    };
    const leaves = 'it leaves as a loss (writeOffStock) or back to its supplier.';
    expect(await said('holdStock', { status: KeptStatus.ON_HOLD })).toBe('It is on hold already.');
    expect(await said('holdStock', { status: KeptStatus.DAMAGED })).toBe(
      'What is damaged cannot become on hold, only what is available or in quarantine.',
    );
    expect(await said('quarantineStock', { status: KeptStatus.RECALLED })).toBe(`Lot L1 was recalled: ${leaves}`);
    expect(await said('makeStockAvailable', { status: KeptStatus.QUARANTINED, expiresOn: '2020-01-31' })).toBe(
      `Lot L1 expired on 2020-01-31: ${leaves}`,
    );
  });

  it('needs a reason to be stopped or damaged, and none to be set apart', async () => {
    const { room, item } = await stocked();
    for (const mutation of ['holdStock', 'markStockDamaged'])
      expect((await room.change(mutation, { stockItemId: item.id, quantity: 1, reason: ' ' })).userErrors).toEqual([
        { code: 'REQUIRED', message: 'Say why, in reason.' },
      ]);
    expect((await room.change('quarantineStock', { stockItemId: item.id, quantity: 1 })).userErrors).toEqual([]);
  });

  it('stays stopped when the lot was recalled meanwhile', async () => {
    const { room, item } = await stocked({ status: KeptStatus.QUARANTINED });
    await recall(room, item.lot.id);
    expect((await room.change('makeStockAvailable', { stockItemId: item.id, quantity: 1 })).userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: 'Lot L1 was recalled: it leaves as a loss (writeOffStock) or back to its supplier.' },
    ]);
  });

  it('may change together with the place, if that is of the branch and in use', async () => {
    const { room, item } = await stocked();
    const shelf = item.location.id;
    const cage = await room.place('Cage', { kind: 'QUARANTINE' });
    const quarantined = await room.change('quarantineStock', { stockItemId: item.id, quantity: 4, locationId: cage });
    expect(quarantined.stockItem).toMatchObject({ status: 'QUARANTINED', onHand: 4, location: { id: cage } });
    const released = await room.change('makeStockAvailable', { stockItemId: quarantined.stockItem?.id, quantity: 3, locationId: shelf });
    expect(released.stockItem).toMatchObject({ id: item.id, onHand: 9 });
    const lusaka = room.addBranch();
    for (const locationId of [newId('stocklocation'), await room.place('A1', { branchId: lusaka })])
      expect((await room.change('quarantineStock', { stockItemId: item.id, quantity: 1, locationId })).userErrors).toEqual([
        { code: 'NOT_FOUND', message: 'There is no such place in use at the branch of this stock.' },
      ]);
  });
});

describe('putting packs elsewhere', () => {
  it('keeps their state, and joins what is there already', async () => {
    const { room, productId, item } = await stocked({ status: KeptStatus.ON_HOLD });
    const there = await room.place('A4');
    const move = (quantity: number, locationId = there) =>
      room.change('moveStockToLocation', { stockItemId: item.id, quantity, locationId });
    expect((await move(4)).stockItem).toMatchObject({ onHand: 4, status: 'ON_HOLD', location: { name: 'A4' } });
    expect((await move(6)).stockItem).toMatchObject({ onHand: 10, status: 'ON_HOLD' });
    expect((await move(1)).userErrors).toMatchObject([{ code: 'INVALID', message: 'There are 0 packs there, not 1: count again.' }]);
    expect((await room.items({ productId })).map(({ location }) => location.name)).toEqual(['A4']);
    expect((await room.items({ productId, onlyInStock: false })).length).toBe(2);
    expect((await move(1, item.location.id)).userErrors).toEqual([{ code: 'INVALID', message: 'The packs are there already.' }]);
    expect(await room.breaks()).toEqual([]);
  });

  it('is possible only within the branch, and only to a place in use', async () => {
    const { room, item } = await stocked();
    const lusaka = room.addBranch();
    const closed = await room.place('Old');
    await room.done('updateStockLocation', 'stockLocation { id }', { id: closed, expectedVersion: 1, active: false });
    for (const locationId of [await room.place('A1', { branchId: lusaka }), closed, newId('stocklocation')])
      expect((await room.change('moveStockToLocation', { stockItemId: item.id, quantity: 1, locationId })).userErrors).toEqual([
        { code: 'NOT_FOUND', message: 'There is no such place in use at the branch of this stock.' },
      ]);
  });
});

it('stock of another tenant or branch is not there, and each command takes its permission', async () => {
  const { room, productId, item } = await stocked({ status: KeptStatus.QUARANTINED });
  const [locationId, stockItemId] = [await room.place('A4'), item.id];
  const inputs = {
    adjustStock: { lotId: item.lot.id, locationId, quantity: 1, reason },
    writeOffStock: { stockItemId, quantity: 1, reason },
    quarantineStock: { stockItemId, quantity: 1 },
    holdStock: { stockItemId, quantity: 1, reason },
    markStockDamaged: { stockItemId, quantity: 1, reason },
    makeStockAvailable: { stockItemId, quantity: 1 },
    moveStockToLocation: { stockItemId, quantity: 1, locationId },
  };
  const permissions = Object.keys(pharmacy.permissions);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  const elsewhere = room.somebody({ branches: [room.addBranch()] });
  for (const [mutation, input] of Object.entries(inputs)) {
    for (const context of [stranger, elsewhere])
      expect(await room.change(mutation, input, context)).toMatchObject({ stockItem: null, userErrors: [{ code: 'NOT_FOUND' }] });
    const needed = mutation === 'makeStockAvailable' ? 'stock:release' : 'stock:adjust';
    const without = room.somebody({ permissions: permissions.filter((permission) => permission !== needed) });
    await expect(room.change(mutation, input, without)).rejects.toThrow(`takes the permission \\"${needed}\\"`);
  }
  expect(await room.items({}, stranger)).toEqual([]);
  expect(await room.items({}, elsewhere)).toEqual([]);
  expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 0 });
});

it('nothing is found of a product that was entered in error', async () => {
  const { room, productId, item } = await stocked();
  await room.change('writeOffStock', { stockItemId: item.id, quantity: 10, reason });
  await room.done('updateProduct', 'product { id }', { id: productId, expectedVersion: 1, status: 'ENTERED_IN_ERROR' });
  const input = { lotId: item.lot.id, locationId: item.location.id, quantity: 1, reason };
  expect((await room.change('adjustStock', input)).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'Paracetamol 500 mg, tablet was entered in error: choose the product that it is.' },
  ]);
});

it('a change that is sent twice by its Idempotency-Key is made once, and answered alike', async () => {
  const { room, productId, item } = await stocked();
  const context = { ...room.context, idempotency: { key: newId('key'), bodyHash: 'same' } };
  const send = () => room.change('writeOffStock', { stockItemId: item.id, quantity: 4, reason }, context);
  const first = await send();
  expect(first.stockItem).toMatchObject({ onHand: 6, available: 6, status: 'AVAILABLE' });
  expect(await send()).toEqual(first);
  expect(await room.stockOf(productId)).toEqual({ onHand: 6, reserved: 0 });
});

it('two who take the last packs at once get them once', async () => {
  const { room, productId, item } = await stocked();
  const there = await room.place('A4');
  const takes = Array.from({ length: 20 }, (_, index) =>
    index % 2 === 0
      ? room.change('writeOffStock', { stockItemId: item.id, quantity: 1, reason })
      : room.change('moveStockToLocation', { stockItemId: item.id, quantity: 1, locationId: there }),
  );
  const answers = await Promise.all(takes);
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(10);
  const lost = answers.filter(({ userErrors }, index) => index % 2 === 0 && userErrors.length === 0).length;
  expect(await room.stockOf(productId)).toEqual({ onHand: 10 - lost, reserved: 0 });
  expect(await room.breaks()).toEqual([]);
});
