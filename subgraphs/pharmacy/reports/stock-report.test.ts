import { text } from 'node:stream/consumers';
import type pg from 'pg';
import fc from 'fast-check';
import { sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { moveStock } from '../stock/moving.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { inTenant, openBehindTheGraph } from '../testing/behind-the-graph.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let owner: pg.Client;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  owner = await openBehindTheGraph(subgraph);
});
afterAll(async () => {
  await owner.end();
  await subgraph.close();
});

interface Money {
  readonly amountMinor: string;
  readonly currency: string;
}

interface Valuation {
  readonly total: Money;
  readonly unvalued: number;
  readonly lines: readonly { product: { id: string }; onHand: number; unvalued: number; value: Money }[];
}

function reporting(profile = {}) {
  const dispensary = new Dispensary(subgraph, neighbours, profile);
  const { branchId } = dispensary;
  /** Packs of a lot that leave, or come back. */
  const move = (
    productId: string,
    lotId: string,
    kind: MovementKind,
    quantity: number,
    { status = KeptStatus.AVAILABLE, cost }: { status?: KeptStatus; cost?: bigint } = {},
  ) =>
    dispensary.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      const [place] = await transaction.rows<{ location_id: string }>(
        sql`select location_id from stock_items where lot_id = ${toUuid('lot', lotId)}`,
      );
      const locationId = toTypeId('stocklocation', place?.location_id ?? '');
      const reason = kind === MovementKind.LOSS || kind === MovementKind.ADJUSTMENT ? 'Broken, or found' : null;
      const unitCost = cost === undefined ? null : { amountMinor: cost, currency: 'MNT' };
      await moveStock(transaction, null, [{ kind, branchId, locationId, productId, lotId, status, quantity, reason, unitCost }]);
    });
  const valuation = async (method: string, asOf: string | null = null, id: string = branchId): Promise<Valuation> => {
    const fields = 'total { amountMinor currency } unvalued lines { product { id } onHand unvalued value { amountMinor currency } }';
    const query = `query ($id: ID, $method: StockValuationMethod!, $asOf: DateTime) { stockValuation(branchId: $id, method: $method, asOf: $asOf) { ${fields} } }`;
    return (await dispensary.ask<{ stockValuation: Valuation }>(query, { id, method, asOf })).stockValuation;
  };
  const value = async (method: string, id: string = branchId) => BigInt((await valuation(method, null, id)).total.amountMinor);
  const table = async (name: string, parameters: Record<string, string> = {}, context = dispensary.context) => {
    const download = await subgraph.runtime.download({ name, parameters: { branchId, ...parameters } }, context);
    return { name: download.name, lines: (await text(download.body)).trim().split('\r\n') };
  };
  /** Moves what was recorded into the past, by days, in the order of recording. */
  const longAgo = (days: number) =>
    inTenant(owner, dispensary.tenant, () =>
      owner.query(`update stock_movements set occurred_at = occurred_at - make_interval(days => $1)`, [days]),
    );
  return { dispensary, branchId, move, valuation, value, table, longAgo };
}

describe('what stock is worth', () => {
  it('is what came in last by FIFO, and the weighted average by AVERAGE', async () => {
    const { dispensary, move, valuation } = reporting();
    const productId = await dispensary.medicine();
    const [first = ''] = await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 100n }]);
    await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 160n }]);
    await move(productId, first, MovementKind.SALE, -6);
    // 14 are left: 10 at 160 and 4 at 100; on the average 14 at 130.
    expect(await valuation('FIFO')).toEqual({
      total: { amountMinor: '2000', currency: 'MNT' },
      unvalued: 0,
      lines: [{ product: { id: productId }, onHand: 14, unvalued: 0, value: { amountMinor: '2000', currency: 'MNT' } }],
    });
    expect((await valuation('AVERAGE')).total.amountMinor).toBe('1820');
  });

  it('leaves out what nobody said the cost of, and says how much that is', async () => {
    const { dispensary, valuation } = reporting();
    const productId = await dispensary.medicine();
    const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 2, unitCostMinor: 50n }]);
    await dispensary.system(dispensary.branchId, async (transaction) => {
      await transaction.rows(sql`insert into stock_movements (branch_id, location_id, product_id, lot_id, status, kind, quantity, reason)
        select branch_id, location_id, product_id, lot_id, 'AVAILABLE', 'ADJUSTMENT', 3, 'Found' from stock_items where lot_id = ${toUuid('lot', lotId)}`);
    });
    expect(await valuation('FIFO')).toMatchObject({ total: { amountMinor: '100' }, unvalued: 3, lines: [{ onHand: 5, unvalued: 3 }] });
  });

  it('can be told for a moment that is past', async () => {
    const { dispensary, move, valuation, longAgo } = reporting();
    const productId = await dispensary.medicine();
    const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 100n }]);
    await longAgo(20);
    await move(productId, lotId, MovementKind.SALE, -4);
    await dispensary.shelve(productId, [{ quantity: 1, unitCostMinor: 500n }]);
    const then = new Date(Date.now() - 86_400_000).toISOString();
    expect(await valuation('FIFO', then)).toMatchObject({ total: { amountMinor: '1000' }, lines: [{ onHand: 10 }] });
    expect(await valuation('FIFO')).toMatchObject({ total: { amountMinor: '1100' }, lines: [{ onHand: 7 }] });
    expect((await valuation('FIFO', '2020-01-01T00:00:00Z')).lines).toEqual([]);
  });

  it('takes what went back to its supplier out at what it had cost', async () => {
    const { dispensary, branchId, value, move } = reporting();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 100n }]);
    const [dear = ''] = await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 160n }]);
    const { supplier } = await dispensary.done<{ supplier: { id: string } }>('createSupplier', 'supplier { id }', {
      name: 'Monos',
      currency: 'MNT',
    });
    const items = `query ($filter: StockItemFilter) { stockItems(filter: $filter) { nodes { id } } }`;
    const { stockItems } = await dispensary.ask<{ stockItems: { nodes: { id: string }[] } }>(items, { filter: { lotId: dear } });
    const lines = [{ stockItemId: stockItems.nodes[0]?.id, quantity: 10 }];
    await dispensary.done('returnToSupplier', 'supplierReturn { id }', { branchId, supplierId: supplier.id, lines, reason: 'Not ordered' });
    expect([await value('FIFO'), await value('AVERAGE')]).toEqual([1000n, 1000n]);
    // The same lot came twice, and all of it goes at what it cost last.
    await move(productId, dear, MovementKind.RECEIPT, 5, { cost: 160n });
    await move(productId, dear, MovementKind.RECEIPT, 5, { cost: 200n });
    await move(productId, dear, MovementKind.SUPPLIER_RETURN, -10, { cost: 200n });
    expect(await value('FIFO')).toBe(1000n);
  });

  it('takes a delivery out that was entered by mistake and voided by two people', async () => {
    const { dispensary, value } = reporting();
    const productId = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2' });
    await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 100n }]);
    await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 160n }]);
    const { registerEntries } = await dispensary.ask<{ registerEntries: { nodes: { id: string }[] } }>(
      '{ registerEntries(first: 1) { nodes { id } } }',
    );
    const wrong = { registerEntryId: registerEntries.nodes[0]?.id, reason: 'Entered twice' };
    const fields = 'request { id version }';
    const { request } = await dispensary.done<{ request: { id: string; version: number } }>('requestRegisterVoid', fields, wrong);
    const confirmed = { id: request.id, expectedVersion: request.version };
    await dispensary.done('witnessRegisterRequest', fields, confirmed, dispensary.somebody());
    expect([await value('FIFO'), await value('AVERAGE')]).toEqual([1000n, 1000n]);
  });

  describe('is the same of two branches together when one has sent the other goods', () => {
    interface Sent {
      readonly transfer: { readonly id: string; readonly version: number; readonly shipments: readonly { readonly id: string }[] };
    }

    /** Two branches, and what both methods say of the one and the other, in this order. */
    function twoBranches() {
      const { dispensary, branchId, move, value } = reporting();
      const other = dispensary.addBranch(undefined, { code: 'UB2' });
      const step = async (mutation: string, input: object) =>
        (await dispensary.done<Sent>(mutation, 'transfer { id version shipments { id } }', input)).transfer;
      const send = async (productId: string, quantity: number) => {
        let { id, version } = await step('requestTransfer', { branchId: other, fromBranchId: branchId, lines: [{ productId, quantity }] });
        ({ id, version } = await step('approveTransfer', { id, expectedVersion: version }));
        return step('shipTransfer', { id, expectedVersion: version });
      };
      const receive = ({ id, version }: Sent['transfer'], shipments: readonly object[] = []) =>
        step('receiveTransfer', { id, expectedVersion: version, shipments });
      const values = async () => {
        const each = { FIFO: [0n, 0n], AVERAGE: [0n, 0n] };
        for (const method of ['FIFO', 'AVERAGE'] as const) each[method] = [await value(method), await value(method, other)];
        return each;
      };
      return { dispensary, other, move, send, receive, values };
    }

    it('of a lot that came twice', async () => {
      const { dispensary, move, send, receive, values } = twoBranches();
      const productId = await dispensary.medicine();
      const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 100n }]);
      await move(productId, lotId, MovementKind.RECEIPT, 10, { cost: 200n });
      expect(await values()).toEqual({ FIFO: [3000n, 0n], AVERAGE: [3000n, 0n] });
      await receive(await send(productId, 10));
      expect(await values()).toEqual({ FIFO: [1000n, 2000n], AVERAGE: [1000n, 2000n] });
    });

    it('of the lot that came last and expires first', async () => {
      const { dispensary, send, receive, values } = twoBranches();
      const productId = await dispensary.medicine();
      await dispensary.shelve(productId, [
        { quantity: 10, unitCostMinor: 200n, expiresOn: '2039-12-31' },
        { quantity: 10, unitCostMinor: 100n, expiresOn: '2038-12-31' },
      ]);
      await receive(await send(productId, 10));
      expect(await values()).toEqual({ FIFO: [2000n, 1000n], AVERAGE: [2000n, 1000n] });
    });

    it('of all that there was of a lot, whatever each pack had cost', async () => {
      const { dispensary, other, move, send, receive, values } = twoBranches();
      const productId = await dispensary.medicine();
      const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 100n }]);
      await move(productId, lotId, MovementKind.RECEIPT, 10, { cost: 200n });
      await receive(await send(productId, 15));
      expect(await values()).toEqual({ FIFO: [500n, 2500n], AVERAGE: [500n, 2500n] });
      await move(productId, lotId, MovementKind.ADJUSTMENT, 2);
      const { shipments } = await receive(await send(productId, 7));
      expect(shipments).toHaveLength(2);
      expect((await values()).FIFO).toEqual([0n, 3000n]);
      expect(await dispensary.stockOf(productId, other)).toEqual({ onHand: 22, reserved: 0 });
    });

    it('but for what was lost on the way, which leaves at what it cost', async () => {
      const { dispensary, other, send, receive, values } = twoBranches();
      const productId = await dispensary.medicine();
      await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 300n }]);
      await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 100n }], other);
      const sent = await send(productId, 10);
      const { shipments } = await receive(sent, [{ shipmentId: sent.shipments[0]?.id, received: 6, damaged: 1 }]);
      expect(await values()).toEqual({ FIFO: [0n, 2800n], AVERAGE: [0n, 2800n] });
      const lost = { shipmentId: shipments[0]?.id, expectedVersion: 2, quantity: 4, outcome: 'LOST', reason: 'Fell off the lorry' };
      await dispensary.done('settleTransferDifference', 'shipment { id }', lost);
      expect(await values()).toEqual({ FIFO: [0n, 2800n], AVERAGE: [0n, 2800n] });
    });
  });

  it('by AVERAGE forgets what was sold before the last came in', async () => {
    const { dispensary, value, move } = reporting();
    const productId = await dispensary.medicine();
    const [old = ''] = await dispensary.shelve(productId, [{ quantity: 1000, unitCostMinor: 100n }]);
    await move(productId, old, MovementKind.SALE, -1000);
    await dispensary.shelve(productId, [{ quantity: 10, unitCostMinor: 200n }]);
    expect(await value('AVERAGE')).toBe(2000n);
    await move(productId, old, MovementKind.RETURN, 10, { status: KeptStatus.QUARANTINED });
    expect(await value('AVERAGE')).toBe(4000n);
  });

  it('is what a walk over all that came, was sold and went back says', async () => {
    const way = fc.constantFrom<'comes' | 'sold' | 'back'>('comes', 'sold', 'back');
    const step = fc.record({ way, lot: fc.integer({ min: 0, max: 2 }), quantity: fc.integer({ min: 1, max: 9 }) });
    const costs = fc.tuple(...Array.from({ length: 3 }, () => fc.bigInt({ min: 1n, max: 999n })));
    await fc.assert(
      fc.asyncProperty(costs, fc.array(step, { minLength: 3, maxLength: 10 }), async (costOf, steps) => {
        const { dispensary, value, move } = reporting();
        const productId = await dispensary.medicine();
        const walk = new ValueWalk();
        const lots: { id: string; packs: number; cost: bigint }[] = [];
        for (const { way: goes, lot: index, quantity } of steps) {
          const lot = lots[index % Math.max(lots.length, 1)];
          if (goes === 'comes') {
            const known = lots[index];
            const cost = known?.cost ?? costOf[lots.length] ?? 0n;
            if (known) await move(productId, known.id, MovementKind.RECEIPT, quantity, { cost });
            const [id = ''] = known ? [known.id] : await dispensary.shelve(productId, [{ quantity, unitCostMinor: cost }]);
            if (known) known.packs += quantity;
            else lots.push({ id, packs: quantity, cost });
            walk.comes(id, quantity, cost);
          } else if (lot && lot.packs > 0) {
            const packs = Math.min(quantity, lot.packs);
            lot.packs -= packs;
            if (goes === 'sold') await move(productId, lot.id, MovementKind.SALE, -packs);
            else await move(productId, lot.id, MovementKind.SUPPLIER_RETURN, -packs, { cost: lot.cost });
            if (goes === 'sold') walk.sold(packs);
            else walk.goesBack(lot.id, packs, lot.cost);
          }
        }
        expect({ fifo: await value('FIFO'), average: await value('AVERAGE') }).toEqual({ fifo: walk.fifo, average: walk.average });
      }),
      { numRuns: 25 },
    );
  });
});

/** What the packs on hand are worth, pack by pack as they come and go: the first that came is the first that is sold. */
class ValueWalk {
  private queue: { readonly lot: string; readonly cost: bigint }[] = [];
  private readonly delivered = new Map<string, { readonly lot: string; readonly cost: bigint }[]>();
  /** With ten decimals. */
  private each = 0n;

  comes(lot: string, quantity: number, cost: bigint): void {
    this.each = this.averaged(quantity, cost);
    const packs = Array.from({ length: quantity }, () => ({ lot, cost }));
    this.queue.push(...packs);
    this.delivered.set(lot, [...(this.delivered.get(lot) ?? []), ...packs]);
  }

  sold(quantity: number): void {
    this.queue.splice(0, quantity);
  }

  /** As if the lot's first packs had not come: where these are sold already, the next that came were sold in their place. */
  goesBack(lot: string, quantity: number, cost: bigint): void {
    this.each = this.averaged(-quantity, cost);
    for (const pack of this.delivered.get(lot)?.splice(0, quantity) ?? []) this.queue.splice(Math.max(this.queue.indexOf(pack), 0), 1);
  }

  get fifo(): bigint {
    return this.queue.reduce((sum, { cost }) => sum + cost, 0n);
  }

  get average(): bigint {
    return halfUp(BigInt(this.queue.length) * this.each, tenDecimals);
  }

  private averaged(quantity: number, cost: bigint): bigint {
    const [before, moved] = [BigInt(this.queue.length), BigInt(quantity)];
    if (before + moved <= 0n) return this.each;
    const each = halfUp(before * this.each + moved * cost * tenDecimals, before + moved);
    return each > 0n ? each : 0n;
  }
}

const tenDecimals = 10n ** 10n;

function halfUp(amount: bigint, divisor: bigint): bigint {
  return (2n * amount + divisor) / (2n * divisor);
}

it('what expires is told by the day at the branch, with what it cost', async () => {
  const { dispensary, table } = reporting();
  const productId = await dispensary.medicine();
  const day = (ahead: number) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ulaanbaatar' }).format(Date.now() + ahead * 86_400_000);
  await dispensary.shelve(productId, [
    { quantity: 3, lotNumber: 'SOON', expiresOn: day(10), unitCostMinor: 250n },
    { quantity: 1, lotNumber: 'OVER', expiresOn: day(-1) },
    { quantity: 2, lotNumber: 'LATER', expiresOn: day(91) },
    { quantity: 4, lotNumber: 'NEVER', expiresOn: null },
  ]);
  const ask = async (more = '') =>
    (
      await dispensary.ask<{ expiringStock: object[] }>(
        `query ($id: ID) { expiringStock(branchId: $id ${more}) { daysLeft value { amountMinor } stockItem { onHand } } }`,
        { id: dispensary.branchId },
      )
    ).expiringStock;
  expect(await ask()).toEqual([
    { daysLeft: -1, value: { amountMinor: '100' }, stockItem: { onHand: 1 } },
    { daysLeft: 10, value: { amountMinor: '750' }, stockItem: { onHand: 3 } },
  ]);
  expect(await ask('expiredToo: false')).toHaveLength(1);
  expect(await ask('withinDays: 91')).toHaveLength(3);
  expect((await table('expiring-stock')).lines.map((line) => /OVER|SOON|LATER|NEVER/.exec(line)?.[0])).toEqual([undefined, 'OVER', 'SOON']);
});

it('movers are what went out less what came back, and the slow ones what lies there', async () => {
  const { dispensary, branchId, move, table } = reporting();
  const [fast, slow, still] = [await dispensary.medicine('Fast'), await dispensary.medicine('Slow'), await dispensary.medicine('Still')];
  const [fastLot = ''] = await dispensary.shelve(fast, [{ quantity: 30 }]);
  const [slowLot = ''] = await dispensary.shelve(slow, [{ quantity: 10 }]);
  await dispensary.shelve(still, [{ quantity: 5 }]);
  await move(fast, fastLot, MovementKind.DISPENSE, -12);
  await move(fast, fastLot, MovementKind.RETURN, 2, { status: KeptStatus.QUARANTINED });
  await move(slow, slowLot, MovementKind.SALE, -1);
  await move(slow, slowLot, MovementKind.LOSS, -3);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ulaanbaatar' }).format(Date.now());
  const ask = async (order: string, until = today, from = today) =>
    (
      await dispensary.ask<{ stockMovers: object[] }>(
        `query ($id: ID, $from: Date!, $until: Date!, $order: StockMoverOrder!) {
          stockMovers(branchId: $id, from: $from, until: $until, order: $order) { product { name } unitsOut onHand daysOfStock } }`,
        { id: branchId, from, until, order },
      )
    ).stockMovers;
  expect(await ask('FAST')).toEqual([
    { product: { name: 'Fast' }, unitsOut: 10, onHand: 20, daysOfStock: 2 },
    { product: { name: 'Slow' }, unitsOut: 1, onHand: 6, daysOfStock: 6 },
  ]);
  expect(await ask('SLOW')).toMatchObject([
    { product: { name: 'Still' }, unitsOut: 0, daysOfStock: null },
    { product: { name: 'Slow' } },
    { product: { name: 'Fast' } },
  ]);
  await expect(ask('FAST', '2026-01-01', '2026-02-01')).rejects.toThrow('is before the first');
  await expect(ask('FAST', '2026-01-01', '2020-01-01')).rejects.toThrow('ask for at most 366');
  expect((await table('stock-movers', { from: today, until: today })).lines[1]).toMatch(/^,Fast,10,20,\d{4}-/);
});

it('tables are streamed as CSV, with amounts as decimals and a name of the branch', async () => {
  const { dispensary, table } = reporting({ code: 'LSK1', currency: 'ZMW' });
  const productId = await dispensary.medicine('=SUM(A1), tablet');
  await dispensary.shelve(productId, [{ quantity: 3, unitCostMinor: 1250n }]);
  const valuation = await table('stock-valuation');
  expect(valuation.name).toBe('stock-valuation-LSK1.csv');
  expect(valuation.lines).toEqual(['GTIN,Product,On hand,Without cost,Value,Currency', `,"'=SUM(A1), tablet",3,0,37.50,ZMW`]);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ulaanbaatar' }).format(Date.now());
  const movements = await table('stock-movements', { from: today, until: today });
  expect(movements.lines).toHaveLength(2);
  expect(movements.lines[1]).toContain('RECEIPT');
});

it.each([
  ['stock-valuation', { method: 'LIFO' }, 'method is one of FIFO, AVERAGE, not "LIFO".'],
  ['stock-valuation', { asOf: 'yesterday' }, 'asOf is a moment, such as'],
  ['expiring-stock', { withinDays: '1.5' }, 'withinDays is a whole number from 0 to 3650.'],
  ['stock-movers', { from: '2026-02-30', until: '2026-03-01' }, '"2026-02-30" is no day'],
  ['stock-movements', { from: '2026-03-01' }, 'add the parameter "until"'],
])('%s with %j is refused', async (name, parameters, message) => {
  const { table } = reporting();
  await expect(table(name, parameters as unknown as Record<string, string>)).rejects.toThrow(message);
});

it('controlled balances are the register beside the stock', async () => {
  const { dispensary, move, table } = reporting();
  const productId = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2' });
  const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 20, lotNumber: 'M1' }]);
  await move(productId, lotId, MovementKind.DISPENSE, -5);
  const query = `query ($id: ID) { controlledBalances(branchId: $id) { product { name } lot { id } balance onHand entries } }`;
  expect(await dispensary.ask(query, { id: dispensary.branchId })).toEqual({
    controlledBalances: [{ product: { name: 'Morphine 10 mg, ampoule' }, lot: { id: lotId }, balance: 15, onHand: 15, entries: 2 }],
  });
  expect((await table('controlled-balances')).lines[1]).toBe('"Morphine 10 mg, ampoule",Schedule 2,M1,15,15,2');
});

it('nothing of it is for other tenants, other branches, or without the permission', async () => {
  const { dispensary, table } = reporting();
  const productId = await dispensary.medicine();
  await dispensary.shelve(productId, [{ quantity: 3 }]);
  const permissions = ['stock:report', 'registers:read'];
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions, branches: [newId('branch')] });
  const elsewhere = dispensary.somebody({ permissions, branches: [newId('branch')] });
  for (const context of [stranger, elsewhere]) {
    for (const name of ['stock-valuation', 'expiring-stock', 'controlled-balances'])
      await expect(table(name, {}, context)).rejects.toThrow('There is no such branch among those where you may do this.');
    await expect(
      dispensary.ask('query ($id: ID) { stockValuation(branchId: $id) { unvalued } }', { id: dispensary.branchId }, context),
    ).rejects.toThrow('no such branch');
  }
  await expect(table('stock-valuation', {}, dispensary.somebody({ permissions: ['stock:read'] }))).rejects.toThrow('stock:report');
});
