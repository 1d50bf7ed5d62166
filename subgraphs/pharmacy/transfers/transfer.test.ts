import pg from 'pg';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { moveStock } from '../stock/moving.js';
import { placeNamed, usualPlace } from '../stock/places.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, LocationKind, MovementKind } from '../stock/stock-terms.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { nextTransferStatuses, TransferStatus } from './transfer-status.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

interface Shipment {
  readonly id: string;
  readonly version: number;
  readonly shipped: number;
  readonly received: number;
  readonly damaged: number;
  readonly lost: number;
  readonly inTransit: number;
  readonly lot: { readonly id: string };
}

interface Transfer {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly status: TransferStatus;
  readonly lines: readonly { readonly id: string; readonly requested: number; readonly approved: number | null }[];
  readonly shipments: readonly Shipment[];
}

interface Answer {
  readonly transfer: Transfer;
}

const shipmentFields = 'id version shipped received damaged lost inTransit lot { id }';
const fields = `transfer { id version number status statusReason lines { id requested approved } shipments { ${shipmentFields} } }`;

/** Ulaanbaatar asks the warehouse for goods; a third branch looks on. */
function twoBranches(currency = 'MNT') {
  const dispensary = new Dispensary(subgraph, neighbours, { code: 'WH1' });
  const from = dispensary.branchId;
  const to = dispensary.addBranch(undefined, { code: 'UB2', currency });
  const third = dispensary.addBranch(undefined, { code: 'UB3' });
  const [sender, receiver, onlooker] = [from, to, third].map((branch) => dispensary.somebody({ branches: [branch] })) as [
    RequestContext,
    RequestContext,
    RequestContext,
  ];
  const run = (mutation: string, input: object, context: RequestContext) => dispensary.run<Answer>(mutation, fields, input, context);
  const done = async (mutation: string, input: object, context: RequestContext) =>
    (await dispensary.done<Answer>(mutation, fields, input, context)).transfer;
  const request = (lines: readonly { productId: string; quantity: number }[]) =>
    done('requestTransfer', { branchId: to, fromBranchId: from, lines }, receiver);
  const step = (mutation: string, { id, version }: Transfer, more: object = {}) =>
    done(mutation, { id, expectedVersion: version, ...more }, mutation === 'receiveTransfer' ? receiver : sender);
  const shipped = async (productId: string, quantity: number) =>
    step('shipTransfer', await step('approveTransfer', await request([{ productId, quantity }])));
  const settle = (shipment: Shipment | undefined, more: object, context = receiver) =>
    dispensary.run<{ shipment: Shipment; request: { id: string; version: number; status: string; quantity: number } | null }>(
      'settleTransferDifference',
      `shipment { ${shipmentFields} } request { id version status quantity }`,
      { shipmentId: shipment?.id, expectedVersion: shipment?.version, reason: 'Looked into it', ...more },
      context,
    );
  const onHand = async (productId: string, branchId: string) => {
    const found: Record<string, number> = {};
    await dispensary.system(branchId, async (transaction) => {
      const rows = await transaction.rows<{
        status: string;
        on_hand: number;
      }>(sql`select status, sum(on_hand)::int as on_hand from stock_items
        where product_id = ${toUuid('product', productId)} and branch_id = ${toUuid('branch', branchId)} and on_hand > 0 group by status`);
      for (const row of rows) found[row.status] = row.on_hand;
    });
    return found;
  };
  const kinds = async (branchId: string) => {
    let rows: object[] = [];
    await dispensary.system(branchId, async (transaction) => {
      rows = await transaction.rows(sql`select kind, status, quantity, unit_cost_minor::text as cost, currency from stock_movements
        where branch_id = ${toUuid('branch', branchId)} order by occurred_at, id`);
    });
    return rows;
  };
  const breaks = async () => {
    let rows: object[] = [];
    await dispensary.system(from, async (transaction) => {
      rows = await transaction.rows(sql`select 1 from register_breaks()`);
    });
    return [...rows, ...(await dispensary.breaks())];
  };
  const inTransit = async (context: RequestContext, branchId = to) =>
    (
      await dispensary.ask<{ goodsInTransit: { quantity: number }[] }>(
        'query ($id: ID) { goodsInTransit(branchId: $id) { quantity shipment { product { id } transfer { number } } } }',
        { id: branchId },
        context,
      )
    ).goodsInTransit.map(({ quantity }) => quantity);
  return {
    dispensary,
    from,
    to,
    third,
    sender,
    receiver,
    onlooker,
    run,
    done,
    request,
    step,
    shipped,
    settle,
    onHand,
    kinds,
    breaks,
    inTransit,
  };
}

describe('a transfer between branches', () => {
  it('goes the whole way: asked for, approved in part, shipped first expiring first, received with what is missing and damaged', async () => {
    const { dispensary, from, to, sender, receiver, request, step, onHand, inTransit, breaks, settle, kinds } = twoBranches();
    const productId = await dispensary.medicine();
    const [late, soon] = await dispensary.shelve(productId, [
      { quantity: 6, expiresOn: '2039-12-31', unitCostMinor: 700n },
      { quantity: 4, expiresOn: '2038-01-31', unitCostMinor: 650n },
    ]);
    const asked = await request([{ productId, quantity: 9 }]);
    expect(asked).toMatchObject({ number: 'UB2-TR-000001', status: 'REQUESTED', lines: [{ requested: 9, approved: null }], shipments: [] });
    const approved = await step('approveTransfer', asked, { lines: [{ lineId: asked.lines[0]?.id, quantity: 8 }] });
    expect(approved).toMatchObject({ status: 'APPROVED', lines: [{ requested: 9, approved: 8 }] });
    const sent = await step('shipTransfer', approved);
    const [first, second] = sent.shipments;
    expect(sent).toMatchObject({
      status: 'IN_TRANSIT',
      shipments: [
        { shipped: 4, inTransit: 4, lot: { id: soon } },
        { shipped: 4, inTransit: 4, lot: { id: late } },
      ],
    });
    expect([await onHand(productId, from), await onHand(productId, to)]).toEqual([{ AVAILABLE: 2 }, {}]);
    expect([await inTransit(sender), await inTransit(receiver)]).toEqual([
      [4, 4],
      [4, 4],
    ]);
    const received = await step('receiveTransfer', sent, { shipments: [{ shipmentId: second?.id, received: 3, damaged: 1 }] });
    expect(received).toMatchObject({
      status: 'RECEIVED',
      shipments: [
        { received: 4, damaged: 0, inTransit: 0 },
        { received: 3, damaged: 1, inTransit: 1 },
      ],
    });
    expect(first?.received).toBe(0);
    expect(await onHand(productId, to)).toEqual({ AVAILABLE: 6, DAMAGED: 1 });
    expect(await inTransit(receiver)).toEqual([1]);
    expect((await settle(received.shipments[1], { quantity: 1, outcome: 'FOUND' })).shipment).toMatchObject({
      received: 4,
      lost: 0,
      inTransit: 0,
    });
    expect(await onHand(productId, to)).toEqual({ AVAILABLE: 7, DAMAGED: 1 });
    expect(await inTransit(receiver)).toEqual([]);
    expect(await kinds(to)).toMatchObject([
      { kind: 'TRANSFER_IN', quantity: 4, cost: '650', currency: 'MNT' },
      { kind: 'TRANSFER_IN', quantity: 2, cost: '700' },
      { kind: 'TRANSFER_IN', quantity: 1, status: 'DAMAGED' },
      { kind: 'TRANSFER_IN', quantity: 1, cost: '700' },
    ]);
    expect(await breaks()).toEqual([]);
  });

  it('takes one lot from several places as one shipment', async () => {
    const { dispensary, from, shipped, onHand, breaks } = twoBranches();
    const productId = await dispensary.medicine();
    const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 5 }]);
    await dispensary.system(from, async (transaction) => {
      await lockStock(transaction, [{ branchId: from, productId }]);
      const branch = await branchOf(transaction, { branchId: from });
      const [shelf, store] = [await usualPlace(transaction, branch), await usualPlace(transaction, branch, LocationKind.QUARANTINE)];
      expect(await placeNamed(transaction, branch, store.id)).not.toBeNull();
      const moved = { kind: MovementKind.RELOCATION, branchId: from, productId, lotId, status: KeptStatus.AVAILABLE };
      await moveStock(transaction, null, [
        { ...moved, locationId: shelf.id, quantity: -2 },
        { ...moved, locationId: store.id, quantity: 2 },
      ]);
    });
    expect((await shipped(productId, 4)).shipments).toMatchObject([{ shipped: 4, lot: { id: lotId } }]);
    expect(await onHand(productId, from)).toEqual({ AVAILABLE: 1 });
    expect(await breaks()).toEqual([]);
  });

  it('is sent in part only when somebody says so, and not at all when nothing is there', async () => {
    const { dispensary, request, step, run, sender, breaks } = twoBranches();
    const productId = await dispensary.medicine();
    const approved = await step('approveTransfer', await request([{ productId, quantity: 9 }]));
    const ship = (allowPartial: boolean) =>
      run('shipTransfer', { id: approved.id, expectedVersion: approved.version, allowPartial }, sender);
    expect((await ship(true)).userErrors).toEqual([{ code: 'WRONG_STATE', message: 'Nothing of it is there to be sent.' }]);
    await dispensary.shelve(productId, [
      { quantity: 5 },
      { quantity: 3, expiresOn: '2020-01-31' },
      { quantity: 2, status: KeptStatus.ON_HOLD },
    ]);
    expect((await ship(false)).userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        message: '4 of the approved packs are not there to be sent: send what there is (allowPartial), or wait for more.',
      },
    ]);
    expect((await ship(true)).transfer).toMatchObject({ status: 'IN_TRANSIT', shipments: [{ shipped: 5 }] });
    expect(await breaks()).toEqual([]);
  });

  it('leaves a recalled lot where it is, also before anybody has set it apart', async () => {
    const { dispensary, from, shipped, request, step, run, sender, onHand } = twoBranches();
    const productId = await dispensary.medicine();
    const [recalled = '', good] = await dispensary.shelve(productId, [{ quantity: 5, expiresOn: '2038-01-31' }, { quantity: 5 }]);
    await dispensary.markRecalled(recalled);
    expect((await shipped(productId, 5)).shipments).toMatchObject([{ shipped: 5, lot: { id: good } }]);
    const { id, version } = await step('approveTransfer', await request([{ productId, quantity: 1 }]));
    expect((await run('shipTransfer', { id, expectedVersion: version, allowPartial: true }, sender)).userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: 'Nothing of it is there to be sent.' },
    ]);
    expect(await onHand(productId, from)).toEqual({ AVAILABLE: 5 });
  });

  it('brings no cost along when the branches count in other currencies', async () => {
    const { dispensary, to, shipped, step, kinds } = twoBranches('ZMW');
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 5, unitCostMinor: 700n }]);
    await step('receiveTransfer', await shipped(productId, 5));
    expect(await kinds(to)).toMatchObject([{ kind: 'TRANSFER_IN', quantity: 5, cost: null, currency: null }]);
  });

  it('arrives as recalled when its lot was called back on the way, the found and the lost with it', async () => {
    const { dispensary, to, shipped, step, settle, onHand, breaks } = twoBranches();
    const productId = await dispensary.medicine();
    const [lotId] = await dispensary.shelve(productId, [{ quantity: 8 }]);
    const sent = await shipped(productId, 8);
    await dispensary.done('recallLots', 'recall { id }', { productId, lotIds: [lotId], class: 'CLASS_II', reason: 'Glass in the bottle' });
    const received = await step('receiveTransfer', sent, { shipments: [{ shipmentId: sent.shipments[0]?.id, received: 5, damaged: 1 }] });
    expect(await onHand(productId, to)).toEqual({ RECALLED: 4, DAMAGED: 1 });
    const found = await settle(received.shipments[0], { quantity: 1, outcome: 'FOUND' });
    await settle(found.shipment, { quantity: 2, outcome: 'LOST' });
    expect(await onHand(productId, to)).toEqual({ RECALLED: 5, DAMAGED: 1 });
    expect(await breaks()).toEqual([]);
  });
});

describe('what did not arrive', () => {
  it('is given up through the books, so that movements account for every pack', async () => {
    const { dispensary, to, shipped, step, settle, onHand, kinds, breaks, inTransit, receiver } = twoBranches();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    const sent = await shipped(productId, 5);
    const { shipments } = await step('receiveTransfer', sent, { shipments: [{ shipmentId: sent.shipments[0]?.id, received: 2 }] });
    const [short] = shipments;
    expect((await settle(short, { quantity: 4, outcome: 'LOST' })).userErrors).toEqual([
      { code: 'INVALID', message: '3 packs of the shipment are outstanding: settle 1 to that many, not 4.' },
    ]);
    expect((await settle(short, { quantity: 0, outcome: 'FOUND' })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect((await settle(short, { quantity: 1, outcome: 'LOST', reason: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    const given = await settle(short, { quantity: 2, outcome: 'LOST' });
    expect(given).toMatchObject({ shipment: { received: 2, lost: 2, inTransit: 1 }, request: null });
    expect((await settle(short, { quantity: 1, outcome: 'LOST' })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    await settle(given.shipment, { quantity: 1, outcome: 'FOUND' });
    expect(await kinds(to)).toMatchObject([
      { kind: 'TRANSFER_IN', quantity: 2, status: 'AVAILABLE' },
      { kind: 'TRANSFER_IN', quantity: 2, status: 'ON_HOLD' },
      { kind: 'LOSS', quantity: -2, status: 'ON_HOLD' },
      { kind: 'TRANSFER_IN', quantity: 1, status: 'AVAILABLE' },
    ]);
    expect(await onHand(productId, to)).toEqual({ AVAILABLE: 3 });
    expect(await inTransit(receiver)).toEqual([]);
    expect(await breaks()).toEqual([]);
  });

  it('waits on hold for a second person, of a controlled substance', async () => {
    const { dispensary, to, shipped, step, settle, onHand, receiver, breaks } = twoBranches();
    const productId = await dispensary.medicine('Morphine 10 mg, ampoule', {
      controlledSchedule: 'Schedule 2',
      prescriptionRequired: true,
    });
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    const sent = await shipped(productId, 5);
    const { shipments } = await step('receiveTransfer', sent, { shipments: [{ shipmentId: sent.shipments[0]?.id, received: 3 }] });
    const { shipment, request } = await settle(shipments[0], { quantity: 2, outcome: 'LOST' });
    expect(shipment).toMatchObject({ received: 3, lost: 2, inTransit: 0 });
    expect(request).toMatchObject({ status: 'PENDING', quantity: -2 });
    expect(await onHand(productId, to)).toEqual({ AVAILABLE: 3, ON_HOLD: 2 });
    expect(await breaks()).toEqual([]);
    const witness = (context: RequestContext) =>
      dispensary.run('witnessRegisterRequest', 'request { status }', { id: request?.id, expectedVersion: request?.version }, context);
    expect((await witness(receiver)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect((await witness(dispensary.somebody({ branches: [to] }))).userErrors).toEqual([]);
    expect(await onHand(productId, to)).toEqual({ AVAILABLE: 3 });
    expect(await breaks()).toEqual([]);
  });

  it('is not taken in where a count holds still what is there', async () => {
    const { dispensary, to, shipped, step, run, receiver, onHand } = twoBranches();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 10 }]);
    await step('receiveTransfer', await shipped(productId, 5));
    const { stockCount } = await dispensary.done<{ stockCount: { id: string } }>('requestStockCount', 'stockCount { id }', {
      branchId: to,
      mode: 'FREEZE',
    });
    await dispensary.done('startStockCount', 'stockCount { id }', { id: stockCount.id, expectedVersion: 1 });
    const sent = await shipped(productId, 5);
    const { userErrors } = await run('receiveTransfer', { id: sent.id, expectedVersion: sent.version }, receiver);
    expect(userErrors).toMatchObject([{ code: 'WRONG_STATE', message: expect.stringContaining('is being counted') as string }]);
    expect(await onHand(productId, to)).toEqual({ AVAILABLE: 5 });
  });

  it('is settled once it was received, and once when two settle it at once', async () => {
    const { dispensary, to, shipped, step, settle, onHand, breaks } = twoBranches();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    const sent = await shipped(productId, 5);
    expect((await settle(sent.shipments[0], { quantity: 1, outcome: 'LOST' })).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'The transfer is IN_TRANSIT: receive it first.' },
    ]);
    const { shipments } = await step('receiveTransfer', sent, { shipments: [{ shipmentId: sent.shipments[0]?.id, received: 0 }] });
    const answers = await Promise.all(Array.from({ length: 5 }, () => settle(shipments[0], { quantity: 5, outcome: 'FOUND' })));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(await onHand(productId, to)).toEqual({ AVAILABLE: 5 });
    expect(await breaks()).toEqual([]);
  });
});

describe('the steps of a transfer', () => {
  const steps = {
    approveTransfer: TransferStatus.APPROVED,
    rejectTransfer: TransferStatus.REJECTED,
    cancelTransfer: TransferStatus.CANCELLED,
    shipTransfer: TransferStatus.IN_TRANSIT,
    receiveTransfer: TransferStatus.RECEIVED,
  } as const;
  const ways: Readonly<Record<TransferStatus, readonly (keyof typeof steps)[]>> = {
    REQUESTED: [],
    APPROVED: ['approveTransfer'],
    REJECTED: ['rejectTransfer'],
    CANCELLED: ['cancelTransfer'],
    IN_TRANSIT: ['approveTransfer', 'shipTransfer'],
    RECEIVED: ['approveTransfer', 'shipTransfer', 'receiveTransfer'],
  };

  it.each(Object.values(TransferStatus))('from %s are those of the table, and no others', async (status) => {
    const { dispensary, request, step, run, sender, receiver, breaks } = twoBranches();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 50 }]);
    const reasoned = (mutation: string) => (/reject|cancel/.test(mutation) ? { reason: 'Not needed' } : {});
    for (const [mutation, target] of Object.entries(steps)) {
      let transfer = await request([{ productId, quantity: 2 }]);
      for (const way of ways[status]) transfer = await step(way, transfer, reasoned(way));
      const context = mutation === 'receiveTransfer' ? receiver : sender;
      const input = { id: transfer.id, expectedVersion: transfer.version, ...reasoned(mutation) };
      const answer = await run(mutation, input, context);
      if (nextTransferStatuses(status).includes(target)) expect(answer).toMatchObject({ transfer: { status: target }, userErrors: [] });
      else {
        expect(answer.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
        expect(answer.userErrors[0]?.message).toContain(`The transfer is ${status} and cannot become ${target}: `);
      }
    }
    expect(await breaks()).toEqual([]);
  });

  it('are each of the end that they belong to', async () => {
    const { dispensary, request, step, run, sender, receiver } = twoBranches();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 50 }]);
    const wrongEnd = async (mutation: string, transfer: Transfer, context: RequestContext, whose: string) =>
      expect(
        await run(
          mutation,
          { id: transfer.id, expectedVersion: transfer.version, ...(mutation === 'rejectTransfer' ? { reason: 'No' } : {}) },
          context,
        ),
      ).toEqual({
        transfer: null,
        userErrors: [{ code: 'NOT_ALLOWED', message: `Only the branch that ${whose} the goods does this: ask its people.` }],
      });
    const asked = await request([{ productId, quantity: 2 }]);
    await wrongEnd('approveTransfer', asked, receiver, 'sends');
    await wrongEnd('rejectTransfer', asked, receiver, 'sends');
    const approved = await step('approveTransfer', asked);
    await wrongEnd('shipTransfer', approved, receiver, 'sends');
    const sent = await step('shipTransfer', approved);
    await wrongEnd('receiveTransfer', sent, sender, 'receives');
  });

  it('tell the other end', async () => {
    const { dispensary, from, to, request, step, done, receiver } = twoBranches();
    const productId = await dispensary.medicine();
    const told = async ({ id }: Transfer) => {
      let rows: { branch_id: string }[] = [];
      await dispensary.system(from, async (transaction) => {
        rows = await transaction.rows(sql`select branch_id from outbox where subject = ${id} order by position`);
      });
      return rows.map((row) =>
        row.branch_id === toUuid('branch', from) ? 'sender' : row.branch_id === toUuid('branch', to) ? 'receiver' : row.branch_id,
      );
    };
    const byReceiver = await request([{ productId, quantity: 1 }]);
    await done('cancelTransfer', { id: byReceiver.id, expectedVersion: 1, reason: 'Found some' }, receiver);
    expect(await told(byReceiver)).toEqual(['sender', 'sender']);
    const bySender = await request([{ productId, quantity: 1 }]);
    await step('cancelTransfer', bySender, { reason: 'None left' });
    expect(await told(bySender)).toEqual(['sender', 'receiver']);
  });

  it('refuse what cannot be', async () => {
    const { dispensary, from, to, request, step, run, sender, receiver } = twoBranches();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 9 }]);
    const ask = async (more: object) =>
      (await run('requestTransfer', { branchId: to, fromBranchId: from, lines: [{ productId, quantity: 1 }], ...more }, receiver))
        .userErrors;
    expect(await ask({ fromBranchId: to })).toEqual([
      { code: 'INVALID', message: 'A branch does not send goods to itself: use moveStockToLocation.' },
    ]);
    expect(await ask({ lines: [] })).toMatchObject([{ code: 'INVALID' }]);
    expect(await ask({ lines: [{ productId, quantity: 0 }] })).toMatchObject([{ code: 'INVALID' }]);
    expect(
      await ask({
        lines: [
          { productId, quantity: 1 },
          { productId, quantity: 2 },
        ],
      }),
    ).toMatchObject([{ code: 'INVALID' }]);
    expect(await ask({ lines: [{ productId: newId('product'), quantity: 1 }] })).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such product.' },
    ]);
    expect(await ask({ branchId: from })).toMatchObject([{ code: 'NOT_FOUND' }]);
    const nowhere = newId('branch');
    neighbours.missing.add(nowhere);
    expect(await ask({ fromBranchId: nowhere })).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await ask({ note: 'x'.repeat(1001) })).toMatchObject([{ code: 'INVALID' }]);

    const asked = await request([{ productId, quantity: 4 }]);
    const lineId = asked.lines[0]?.id;
    const approve = async (lines: object[], expectedVersion = 1) =>
      (await run('approveTransfer', { id: asked.id, expectedVersion, lines }, sender)).userErrors;
    expect(await approve([{ lineId, quantity: 5 }])).toEqual([{ code: 'INVALID', message: '4 were asked for: approve 0 to 4, not 5.' }]);
    expect(await approve([{ lineId, quantity: 0 }])).toEqual([
      { code: 'INVALID', message: 'Nothing would be sent: reject the transfer instead.' },
    ]);
    expect(
      await approve([
        { lineId, quantity: 1 },
        { lineId, quantity: 2 },
      ]),
    ).toEqual([{ code: 'INVALID', message: 'Each line is approved once.' }]);
    expect(await approve([{ lineId: newId('transferline'), quantity: 1 }])).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await approve([], 7)).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await run('rejectTransfer', { id: asked.id, expectedVersion: 1, reason: ' ' }, sender)).userErrors).toMatchObject([
      { code: 'REQUIRED' },
    ]);

    const sent = await step('shipTransfer', await step('approveTransfer', asked));
    const shipmentId = sent.shipments[0]?.id;
    const receive = async (shipments: object[], more: object = {}) =>
      (await run('receiveTransfer', { id: sent.id, expectedVersion: sent.version, shipments, ...more }, receiver)).userErrors;
    expect(await receive([{ shipmentId, received: 5 }])).toMatchObject([{ message: '4 packs were shipped: 0 to 4 can arrive, not 5.' }]);
    expect(await receive([{ shipmentId, received: 2, damaged: 3 }])).toMatchObject([
      { message: '2 packs arrived: 0 to 2 of them can be damaged, not 3.' },
    ]);
    expect(await receive([{ shipmentId: newId('shipment'), received: 1 }])).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(
      await receive([
        { shipmentId, received: 1 },
        { shipmentId, received: 1 },
      ]),
    ).toMatchObject([{ code: 'INVALID' }]);
    expect(await receive([], { locationId: newId('stocklocation') })).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('happen once, when several do them at once', async () => {
    const { dispensary, from, to, request, step, run, sender, receiver, onHand, breaks } = twoBranches();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 10 }]);
    const approved = await step('approveTransfer', await request([{ productId, quantity: 6 }]));
    const other = await step('approveTransfer', await request([{ productId, quantity: 6 }]));
    const ships = await Promise.all(
      [approved, approved, approved, other].map(({ id, version }) => run('shipTransfer', { id, expectedVersion: version }, sender)),
    );
    expect(ships.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(await onHand(productId, from)).toEqual({ AVAILABLE: 4 });
    const sent = ships.find(({ transfer }) => transfer as Transfer | null)?.transfer;
    const receipts = await Promise.all(
      Array.from({ length: 4 }, () => run('receiveTransfer', { id: sent?.id, expectedVersion: sent?.version }, receiver)),
    );
    expect(receipts.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(await onHand(productId, to)).toEqual({ AVAILABLE: 6 });
    expect(await breaks()).toEqual([]);
  });
});

it('is seen and done from either end, and from nowhere else', async () => {
  const { dispensary, from, to, sender, receiver, onlooker, shipped, run, settle, inTransit } = twoBranches();
  const productId = await dispensary.medicine();
  await dispensary.shelve(productId, [{ quantity: 5 }]);
  const sent = await shipped(productId, 5);
  const text = `query ($id: ID!, $representations: [_Any!]!, $filter: TransferFilter) {
    transfer(id: $id) { id } transfers(filter: $filter) { totalCount nodes { id fromBranch { id } toBranch { id } requestedBy { id } shippedBy { id } } }
    _entities(representations: $representations) { ... on TransferShipment { id } }
  }`;
  const see = (context: RequestContext, filter: object = {}) =>
    dispensary.ask<{ transfer: object | null; transfers: { totalCount: number } }>(
      text,
      { id: sent.id, representations: [{ __typename: 'TransferShipment', id: sent.shipments[0]?.id }], filter },
      context,
    );
  for (const context of [sender, receiver]) {
    expect(await see(context)).toMatchObject({
      transfer: { id: sent.id },
      transfers: {
        totalCount: 1,
        nodes: [
          { fromBranch: { id: from }, toBranch: { id: to }, requestedBy: { id: receiver.actor.id }, shippedBy: { id: sender.actor.id } },
        ],
      },
      _entities: [{ id: sent.shipments[0]?.id }],
    });
  }
  expect((await see(sender, { fromBranchId: from, status: 'IN_TRANSIT' })).transfers.totalCount).toBe(1);
  expect((await see(sender, { toBranchId: from })).transfers.totalCount).toBe(0);
  const permissions = ['stock:read', 'stock:transfer', 'medicines:read', 'registers:read'];
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  for (const context of [onlooker, stranger]) {
    expect(await see(context)).toMatchObject({ transfer: null, transfers: { totalCount: 0 }, _entities: [null] });
    expect(await inTransit(context)).toEqual([]);
    const input = { id: sent.id, expectedVersion: sent.version };
    for (const mutation of ['approveTransfer', 'shipTransfer', 'receiveTransfer'])
      expect((await run(mutation, input, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    for (const mutation of ['rejectTransfer', 'cancelTransfer'])
      expect((await run(mutation, { ...input, reason: 'Mine' }, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await settle(sent.shipments[0], { quantity: 1, outcome: 'LOST' }, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  expect((await settle(sent.shipments[0], { quantity: 1, outcome: 'LOST' }, sender)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  const reader = dispensary.somebody({ permissions: ['stock:read'] });
  await expect(run('receiveTransfer', { id: sent.id, expectedVersion: sent.version }, reader)).rejects.toThrow('stock:transfer');
  await expect(see(dispensary.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('stock:read');
});

it('takes as many statements for 50 lines as for one', async () => {
  const { dispensary, request, step } = twoBranches();
  const products: string[] = [];
  for (let index = 0; index < 50; index += 1) {
    const productId = await dispensary.medicine(`Medicine ${index}`);
    await dispensary.shelve(productId, [{ quantity: 4 }]);
    products.push(productId);
  }
  const statements = async (lines: number) => {
    const taken: number[] = [];
    const counted = async <T>(work: Promise<T>): Promise<T> => {
      const before = subgraph.database.statementCount;
      const result = await work;
      taken.push(subgraph.database.statementCount - before);
      return result;
    };
    const asked = await counted(request(products.slice(0, lines).map((productId) => ({ productId, quantity: 1 }))));
    const approved = await counted(step('approveTransfer', asked));
    const sent = await counted(step('shipTransfer', approved));
    await counted(step('receiveTransfer', sent));
    return taken;
  };
  await statements(1);
  const one = await statements(1);
  expect(await statements(50)).toEqual(one);
  const list = async (first: number) => {
    const before = subgraph.database.statementCount;
    const text = `query ($first: Int) { transfers(first: $first) { nodes { fromBranch { id } lines { product { name } } shipments { product { name } lot { id } } } } }`;
    await dispensary.ask(text, { first });
    return subgraph.database.statementCount - before;
  };
  expect(await list(3)).toBe(await list(1));
});

it('finds what is in transit to a branch, and the transfers of one, by an index', async () => {
  const { dispensary, to } = twoBranches();
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  const tenant = toUuid('tenant', dispensary.tenant.id);
  await owner.query(`set search_path = pharmacy, public`);
  await owner.query(`select set_config('app.tenant_id', $1, false), set_config('app.branch_ids', '*', false)`, [tenant]);
  await owner.query(`set session_replication_role = replica`);
  await owner.query(
    `insert into transfer_shipments (tenant_id, transfer_id, from_branch_id, to_branch_id, line_id, product_id, lot_id, shipped, received)
      select $1, uuidv7(), uuidv7(), ('00000000-0000-7000-8000-' || lpad((n % 50)::text, 12, '0'))::uuid, uuidv7(), uuidv7(), uuidv7(), 5, n % 6 from generate_series(1, 20000) n`,
    [tenant],
  );
  await owner.query(
    `insert into transfers (tenant_id, number, from_branch_id, to_branch_id, status)
      select $1, 'X-' || n, uuidv7(), ('00000000-0000-7000-8000-' || lpad((n % 50)::text, 12, '0'))::uuid, 'REQUESTED' from generate_series(1, 20000) n`,
    [tenant],
  );
  await owner.query('analyze transfers, transfer_shipments');
  await owner.end();
  const app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
  const branch = toUuid('branch', to);
  const indexes = async (statement: ReturnType<typeof sql>) =>
    (await planOf(app, dispensary.tenant, statement, { branches: [to] })).flatMap((node) => node['Index Name'] ?? []);
  expect(
    await indexes(sql`select * from transfer_shipments where to_branch_id = ${branch} and received + lost < shipped order by id limit 500`),
  ).toEqual(['transfer_shipments_in_transit']);
  expect(await indexes(sql`select * from transfers where to_branch_id = ${branch} order by id desc limit 21`)).toEqual(['transfers_to']);
  await app.end();
});
