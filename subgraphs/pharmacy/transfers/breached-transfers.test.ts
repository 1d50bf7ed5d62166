import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { EventRecord } from '#kernel/events/event.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, newUuid, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { pharmacy } from '../index.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
const transport = new InProcessTransport();
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  background = await startBackground(pharmacy, subgraph.resources, transport);
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

interface Transfer {
  readonly id: string;
  readonly version: number;
  readonly shipments: readonly { readonly id: string; readonly version: number }[];
}

const minuteMs = 60_000;

/** So many minutes from now. */
function at(minutes: number): string {
  return new Date(Date.now() + minutes * minuteMs).toISOString();
}

/** A warehouse that sends insulin to a pharmacy, and logistics, which tells how warm it was. */
class Carrying {
  readonly house = new Stockroom(subgraph, neighbours, { code: 'WH1' });
  readonly from = this.house.branchId;
  readonly to = this.house.addBranch(undefined, { code: 'UB2' });
  insulin = '';
  lot = '';

  static async open(quantity = 20): Promise<Carrying> {
    const carrying = new Carrying();
    carrying.insulin = await carrying.house.medicine('Insulin');
    [carrying.lot = ''] = await carrying.house.shelve(carrying.insulin, [{ quantity }]);
    return carrying;
  }

  async shipped(quantity: number, to: string = this.to, from: string = this.from): Promise<Transfer> {
    const lines = [{ productId: this.insulin, quantity }];
    const asked = await this.done('requestTransfer', { branchId: to, fromBranchId: from, lines });
    return this.step('shipTransfer', await this.step('approveTransfer', asked));
  }

  step(mutation: string, { id, version }: Transfer, more: object = {}): Promise<Transfer> {
    return this.done(mutation, { id, expectedVersion: version, ...more });
  }

  received(transfer: Transfer, more: object = {}): Promise<Transfer> {
    return this.step('receiveTransfer', transfer, more);
  }

  /** By default of the box on its way, which is told of while it goes on. */
  breach(more: object = {}, branch: string = this.from, excursion: string = newId('excursion')): EventRecord {
    const data = { itemIds: [this.lot], kind: 'TOO_WARM', beganAt: at(-60), endedAt: null, otherBranchId: this.to, ...more };
    return {
      ...{
        id: newUuid(),
        type: 'temperature.breached',
        version: 1,
        tenant: { id: this.house.tenant.id },
        subject: excursion,
        branch,
        data,
      },
      ...{ actorId: null, requestId: null, occurredAt: at(0) },
    };
  }

  async hear(event: EventRecord): Promise<void> {
    await transport.publish([event]);
    await handled(event);
  }

  /** What a branch has of the insulin, as `AVAILABLE 5`. */
  async at(branchId: string): Promise<string[]> {
    const items = await this.house.items({ productId: this.insulin, branchId });
    const there = items.filter(({ onHand }) => onHand > 0);
    return there.map(({ status, onHand, reserved }) => `${status} ${onHand}${reserved ? ` (${reserved})` : ''}`).sort();
  }

  /** Somebody looked at what is held at a branch, and found so much of it good. */
  async release(branchId: string, quantity: number): Promise<void> {
    const items = await this.house.items({ productId: this.insulin, branchId });
    const held = items.find(({ status, onHand }) => status === 'ON_HOLD' && onHand > 0);
    const { userErrors } = await this.house.change('makeStockAvailable', { stockItemId: held?.id, quantity });
    expect(userErrors).toEqual([]);
  }

  async done(mutation: string, input: object, context: RequestContext = this.house.context): Promise<Transfer> {
    const fields = 'transfer { id version shipments { id version } }';
    return (await this.house.done<{ transfer: Transfer }>(mutation, fields, input, context)).transfer;
  }
}

async function handled(event: EventRecord): Promise<void> {
  const { pool } = subgraph.database.acrossTenants();
  const look = async () => (await pool.query('select 1 from inbox where event_id = $1', [event.id])).rowCount;
  await eventually(look, (count) => count === 1);
}

it('has lots that are on the way come in on hold, also those that are found later; the damaged and the recalled as such', async () => {
  const carrying = await Carrying.open();
  const { house, from, to } = carrying;
  const sent = await carrying.shipped(8);
  await carrying.hear(carrying.breach());
  expect([await carrying.at(from), await carrying.at(to)]).toEqual([['ON_HOLD 12'], []]);
  const [shipment] = sent.shipments;
  const received = await carrying.received(sent, { shipments: [{ shipmentId: shipment?.id, received: 5, damaged: 1 }] });
  expect(await carrying.at(to)).toEqual(['DAMAGED 1', 'ON_HOLD 4']);
  const found = {
    shipmentId: shipment?.id,
    expectedVersion: received.shipments[0]?.version,
    quantity: 1,
    outcome: 'FOUND',
    reason: 'In the van',
  };
  const { shipment: rest } = await house.done<{ shipment: { version: number } }>('settleTransferDifference', 'shipment { version }', found);
  expect(await carrying.at(to)).toEqual(['DAMAGED 1', 'ON_HOLD 5']);
  const why = 'query ($filter: StockMovementFilter!) { stockMovements(first: 20, filter: $filter) { nodes { kind quantity reason } } }';
  const { stockMovements } = await house.ask<{ stockMovements: { nodes: object[] } }>(why, { filter: { branchId: to } });
  expect(stockMovements.nodes).toEqual(
    expect.arrayContaining([
      { kind: 'TRANSFER_IN', quantity: 4, reason: 'temperature' },
      { kind: 'TRANSFER_IN', quantity: 1, reason: 'temperature' },
      { kind: 'TRANSFER_IN', quantity: 1, reason: null },
    ]),
  );
  await house.markRecalled(carrying.lot);
  await house.done('settleTransferDifference', 'shipment { id }', { ...found, expectedVersion: rest.version });
  expect(await carrying.at(to)).toEqual(['DAMAGED 1', 'ON_HOLD 5', 'RECALLED 1']);
  expect(await house.breaks()).toEqual([]);
});

it('holds of what arrived before anybody had heard of it at most as much as came, and what of it is still there', async () => {
  const carrying = await Carrying.open(30);
  const { house, from, to } = carrying;
  const before = await carrying.received(await carrying.shipped(6));
  await happenedAt(carrying, before, at(-90), at(-80));
  await carrying.received(await carrying.shipped(4));
  const last = await carrying.shipped(5);
  await carrying.received(last, { shipments: [{ shipmentId: last.shipments[0]?.id, received: 5, damaged: 2 }] });
  expect(await carrying.at(to)).toEqual(['AVAILABLE 13', 'DAMAGED 2']);
  await carrying.hear(carrying.breach({ beganAt: at(-30), endedAt: at(10) }));
  expect([await carrying.at(from), await carrying.at(to)]).toEqual([['ON_HOLD 15'], ['AVAILABLE 6', 'DAMAGED 2', 'ON_HOLD 7']]);
  expect(await house.breaks()).toEqual([]);

  const sold = await Carrying.open();
  await sold.received(await sold.shipped(6));
  const [item] = await sold.house.items({ productId: sold.insulin, branchId: sold.to });
  await sold.house.done('writeOffStock', 'stockItem { id }', { stockItemId: item?.id, quantity: 4, reason: 'Broken' });
  await sold.hear(sold.breach());
  expect(await sold.at(sold.to)).toEqual(['ON_HOLD 2']);
});

it('takes what was set aside only where there are no other packs', async () => {
  const carrying = await Carrying.open();
  const { house, to } = carrying;
  await happenedAt(carrying, await carrying.received(await carrying.shipped(4)), at(-90), at(-80));
  await carrying.received(await carrying.shipped(6));
  const [item] = await house.items({ productId: carrying.insulin, branchId: to });
  await house.system(to, async (transaction) => {
    await transaction.rows(sql`insert into stock_reservations (branch_id, stock_item_id, quantity, source_type, source_id)
      values (${toUuid('branch', to)}, ${toUuid('stockitem', item?.id ?? '')}, 2, 'sale', ${newUuid()})`);
  });
  await carrying.hear(carrying.breach());
  expect(await carrying.at(to)).toEqual(['AVAILABLE 4 (2)', 'ON_HOLD 6']);
  await carrying.hear(carrying.breach({ beganAt: at(-85) }));
  expect(await carrying.at(to)).toEqual(['ON_HOLD 10']);
  expect(await house.breaks()).toEqual([]);
});

it('does not hold again by the same excursion what somebody has released, and does by another', async () => {
  const carrying = await Carrying.open();
  const { from, to } = carrying;
  await carrying.received(await carrying.shipped(6));
  const event = carrying.breach();
  await carrying.hear(event);
  await carrying.release(from, 14);
  await carrying.release(to, 5);
  await transport.publish([event]);
  await carrying.hear(carrying.breach({}, from, event.subject));
  expect([await carrying.at(from), await carrying.at(to)]).toEqual([['AVAILABLE 14'], ['AVAILABLE 5', 'ON_HOLD 1']]);
  await carrying.received(await carrying.shipped(3));
  expect(await carrying.at(to)).toEqual(['AVAILABLE 8', 'ON_HOLD 1']);
  await carrying.hear(carrying.breach());
  expect([await carrying.at(from), await carrying.at(to)]).toEqual([['ON_HOLD 11'], ['ON_HOLD 9']]);
});

it('holds what left the branch, or the other end, after it had lain there too warm', async () => {
  const carrying = await Carrying.open();
  const { house, from, to } = carrying;
  const third = house.addBranch(undefined, { code: 'UB3' });
  await carrying.received(await carrying.shipped(8));
  const onwards = await carrying.shipped(3, third, to);
  await carrying.hear(carrying.breach({ beganAt: at(-30), endedAt: at(-20) }));
  await carrying.received(onwards);
  const there = [await carrying.at(from), await carrying.at(to), await carrying.at(third)];
  expect(there).toEqual([['ON_HOLD 12'], ['ON_HOLD 5'], ['ON_HOLD 3']]);
});

it('leaves what was not with it: other lots, other branches, other tenants, and what came before or set out after', async () => {
  const carrying = await Carrying.open();
  const { house, from, to } = carrying;
  const third = house.addBranch(undefined, { code: 'UB3' });
  const stranger = await Carrying.open();
  const sent = await carrying.shipped(8);
  const elsewhere = { otherBranchId: null };
  for (const event of [
    carrying.breach({ itemIds: [newId('lot')] }),
    carrying.breach(elsewhere, third),
    stranger.breach({ itemIds: [carrying.lot] }, from),
    carrying.breach({ ...elsewhere, beganAt: at(-30), endedAt: at(-20) }, to),
  ])
    await carrying.hear(event);
  await carrying.received(sent);
  await carrying.hear(carrying.breach({ ...elsewhere, beganAt: at(30) }));
  expect([await carrying.at(from), await carrying.at(to)]).toEqual([['ON_HOLD 12'], ['AVAILABLE 8']]);
});

it('is held in the end, when it is received in the very moment in which the breach is heard of', async () => {
  for (let round = 0; round < 6; round += 1) {
    const carrying = await Carrying.open();
    const sent = await carrying.shipped(8);
    const event = carrying.breach();
    await Promise.all([carrying.received(sent), transport.publish([event])]);
    await handled(event);
    expect([await carrying.at(carrying.from), await carrying.at(carrying.to)]).toEqual([['ON_HOLD 12'], ['ON_HOLD 8']]);
    expect(await carrying.house.breaks()).toEqual([]);
  }
});

/** As if a transfer had been under way at another time. */
function happenedAt({ house, to }: Carrying, { id }: Transfer, shippedAt: string, receivedAt: string): Promise<void> {
  return house.system(to, async (transaction) => {
    await transaction.rows(
      sql`update transfers set shipped_at = ${shippedAt}, received_at = ${receivedAt} where id = ${toUuid('transfer', id)}`,
    );
  });
}
