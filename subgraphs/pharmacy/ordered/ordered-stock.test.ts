import { randomUUID } from 'node:crypto';
import { sql } from '#kernel/database/sql.js';
import type { EventRecord } from '#kernel/events/event.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { pharmacy } from '../index.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

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

const inAnHour = () => new Date(Date.now() + 3_600_000);

interface Answer {
  readonly type: string;
  readonly data: { readonly missing?: readonly { readonly productId: string; readonly quantity: number }[] };
}

/** An order of goods of a pharmacy, as its events tell of it. */
class Ordered {
  readonly orderId = newId('order');
  private readonly lines: readonly { readonly lineId: string; readonly productId: string; readonly quantity: number }[];

  constructor(
    private readonly dispensary: Dispensary,
    ...wanted: readonly (readonly [productId: string, quantity: number])[]
  ) {
    this.lines = wanted.map(([productId, quantity]) => ({ lineId: newId('orderline'), productId, quantity }));
  }

  requested(until = inAnHour()): Promise<EventRecord> {
    return this.tell('order.stock_requested', { lines: this.lines, until: until.toISOString() });
  }

  givenUp(until: Date): Promise<EventRecord> {
    return this.tell('order.stock_given_up', { until: until.toISOString() });
  }

  /** So many of each line. */
  fulfilled(quantities: readonly number[], patientId: string | null = null): Promise<EventRecord> {
    const lines = this.lines.map((line, index) => ({ ...line, quantity: quantities[index] ?? 0 })).filter(({ quantity }) => quantity > 0);
    return this.tell('order.lines_fulfilled', { lines, patientId });
  }

  /** So many of each line came back. */
  returned(quantities: readonly number[]): Promise<EventRecord> {
    const lines = this.lines.map((line, index) => ({ ...line, quantity: quantities[index] ?? 0 })).filter(({ quantity }) => quantity > 0);
    return this.tell('order.lines_returned', { lines });
  }

  /** What the pharmacy has answered, when it has answered so often. */
  async answers(count: number): Promise<readonly Answer[]> {
    return eventually(
      () => this.rows<Answer>(sql`select type, data from outbox where subject = ${this.orderId} and type like 'stock.%' order by position`),
      (rows) => rows.length >= count,
    );
  }

  /** Packs that left for it. */
  async taken(): Promise<number> {
    const [row] = await this.rows<{ taken: number }>(
      sql`select coalesce(-sum(quantity), 0)::int as taken from stock_movements where source_id = ${toUuid('order', this.orderId)}`,
    );
    return row?.taken ?? 0;
  }

  private async tell(type: string, data: object): Promise<EventRecord> {
    const { dispensary, orderId } = this;
    const event: EventRecord = {
      ...{ id: randomUUID(), type, version: 1, subject: orderId, tenant: dispensary.tenant, branch: dispensary.branchId },
      ...{ data: { branchId: dispensary.branchId, ...data }, occurredAt: new Date().toISOString(), actorId: null, requestId: null },
    };
    await transport.publish([event]);
    return event;
  }

  private async rows<R extends object>(statement: ReturnType<typeof sql>): Promise<R[]> {
    let rows: R[] = [];
    await this.dispensary.system(this.dispensary.branchId, async (transaction) => {
      rows = await transaction.rows<R>(statement);
    });
    return rows;
  }
}

async function shop(quantity: number): Promise<{ dispensary: Dispensary; paracetamol: string }> {
  const dispensary = new Dispensary(subgraph, neighbours);
  const paracetamol = await dispensary.medicine('Paracetamol 500 mg');
  if (quantity > 0) await dispensary.shelve(paracetamol, [{ quantity }]);
  return { dispensary, paracetamol };
}

it('sets aside what an order asks for, and gives it back when it is given up', async () => {
  const { dispensary, paracetamol } = await shop(10);
  const order = new Ordered(dispensary, [paracetamol, 4]);
  const until = inAnHour();
  await order.requested(until);
  expect((await order.answers(1)).map(({ type }) => type)).toEqual(['stock.reserved']);
  expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 10, reserved: 4 });
  await order.givenUp(until);
  await eventually(
    () => dispensary.stockOf(paracetamol),
    ({ reserved }) => reserved === 0,
  );
  expect(await dispensary.breaks()).toEqual([]);
});

it('keeps what was asked for since, when it is told late that what was asked for before is given up', async () => {
  const { dispensary, paracetamol } = await shop(10);
  const order = new Ordered(dispensary, [paracetamol, 4]);
  const [before, since] = [inAnHour(), new Date(Date.now() + 7_200_000)];
  await order.requested(before);
  await order.requested(since);
  await order.answers(2);
  await order.givenUp(before);
  await order.fulfilled([1]);
  await eventually(
    () => order.taken(),
    (taken) => taken === 1,
  );
  expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 9, reserved: 3 });
  await order.givenUp(since);
  await eventually(
    () => dispensary.stockOf(paracetamol),
    ({ reserved }) => reserved === 0,
  );
});

it('sets aside all or nothing, and says what is missing', async () => {
  const { dispensary, paracetamol } = await shop(10);
  const ibuprofen = await dispensary.medicine('Ibuprofen 400 mg');
  await dispensary.shelve(ibuprofen, [{ quantity: 2 }]);
  const order = new Ordered(dispensary, [paracetamol, 4], [ibuprofen, 5]);
  await order.requested();
  const [answer] = await order.answers(1);
  expect(answer).toMatchObject({ type: 'stock.short', data: { missing: [{ productId: ibuprofen, quantity: 3 }] } });
  expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 10, reserved: 0 });
});

it('asked again, sets aside anew and not twice', async () => {
  const { dispensary, paracetamol } = await shop(10);
  const order = new Ordered(dispensary, [paracetamol, 6]);
  const event = await order.requested();
  await order.answers(1);
  await transport.publish([event]);
  await order.requested();
  expect((await order.answers(2)).map(({ type }) => type)).toEqual(['stock.reserved', 'stock.reserved']);
  expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 10, reserved: 6 });
});

it('gives back what nobody fetched in time, and tells the order', async () => {
  const { dispensary, paracetamol } = await shop(10);
  const order = new Ordered(dispensary, [paracetamol, 4]);
  await order.requested(new Date(Date.now() + 300));
  expect((await order.answers(2)).map(({ type }) => type)).toEqual(['stock.reserved', 'stock.lapsed']);
  expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 10, reserved: 0 });
});

it('takes out what was handed over, and keeps the rest set aside until the same time', async () => {
  const { dispensary, paracetamol } = await shop(10);
  const order = new Ordered(dispensary, [paracetamol, 6]);
  await order.requested();
  await order.answers(1);
  const event = await order.fulfilled([4]);
  await eventually(
    () => order.taken(),
    (taken) => taken === 4,
  );
  await transport.publish([event]);
  expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 6, reserved: 2 });
  await order.fulfilled([2]);
  await eventually(
    () => order.taken(),
    (taken) => taken === 6,
  );
  expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 4, reserved: 0 });
  expect(await dispensary.breaks()).toEqual([]);
});

it('opens one compliance event for what leaves of a controlled substance, and none for other goods', async () => {
  const { dispensary, paracetamol } = await shop(10);
  const morphine = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2', prescriptionRequired: true });
  const [lotId] = await dispensary.shelve(morphine, [{ quantity: 20 }]);
  const order = new Ordered(dispensary, [morphine, 6], [paracetamol, 2]);
  await order.fulfilled([4, 2]);
  await eventually(
    () => order.taken(),
    (taken) => taken === 6,
  );
  await order.fulfilled([2]);
  await eventually(
    () => order.taken(),
    (taken) => taken === 8,
  );
  const { complianceEvents } = await dispensary.ask<{ complianceEvents: { nodes: object[] } }>(
    '{ complianceEvents(first: 10) { nodes { kind severity lot { id } data { quantity balance } } } }',
  );
  expect(complianceEvents.nodes).toEqual([{ kind: 'DISPENSED', severity: 'LOW', lot: { id: lotId }, data: { quantity: -6, balance: 14 } }]);
});

describe('what comes back', () => {
  /** Four packs that a patient got, of two lots; and all that was called back of these. */
  async function handedOver() {
    const { dispensary, paracetamol } = await shop(0);
    const [soon = '', late = ''] = await dispensary.shelve(paracetamol, [
      { quantity: 3, expiresOn: '2038-01-31' },
      { quantity: 10, expiresOn: '2039-01-31' },
    ]);
    const order = new Ordered(dispensary, [paracetamol, 4]);
    await order.fulfilled([4], newId('patient'));
    await eventually(
      () => order.taken(),
      (taken) => taken === 4,
    );
    const recall = async (lotIds: readonly string[]) => {
      const input = { productId: paracetamol, lotIds, class: 'CLASS_II', reason: 'Glass in the bottle' };
      return (await dispensary.done<{ recall: { id: string } }>('recallLots', 'recall { id }', input)).recall.id;
    };
    const reached = async (id: string) => {
      const text = 'query ($id: ID!) { recall(id: $id) { reached { patients packs unknownCustomers } } }';
      return (await dispensary.ask<{ recall: { reached: object } }>(text, { id })).recall.reached;
    };
    const quarantined = async () => {
      const text = 'query ($filter: StockItemFilter) { stockItems(filter: $filter) { nodes { onHand lot { id } location { kind } } } }';
      const filter = { productId: paracetamol, status: 'QUARANTINED' };
      const { stockItems } = await dispensary.ask<{ stockItems: { nodes: { onHand: number; lot: { id: string } }[] } }>(text, { filter });
      return stockItems.nodes;
    };
    return { dispensary, paracetamol, soon, late, order, recall, reached, quarantined };
  }

  it('is set apart, once however often it is told, and whoever gave it back is not looked for', async () => {
    const { dispensary, paracetamol, soon, late, order, recall, reached, quarantined } = await handedOver();
    const event = await order.returned([2]);
    await eventually(
      () => order.taken(),
      (taken) => taken === 2,
    );
    await transport.publish([event]);
    await order.fulfilled([1]);
    await eventually(
      () => order.taken(),
      (taken) => taken === 3,
    );
    expect((await quarantined()).reduce((sum, { onHand }) => sum + onHand, 0)).toBe(2);
    expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 10, reserved: 0 });
    expect(await reached(await recall([soon, late]))).toEqual({ patients: 1, packs: 2, unknownCustomers: 1 });
    expect(await dispensary.breaks()).toEqual([]);
  });

  it('is no more than left, and of a recalled lot last', async () => {
    const { dispensary, paracetamol, soon, late, order, recall, reached, quarantined } = await handedOver();
    const called = await recall([soon]);
    expect(await reached(called)).toEqual({ patients: 1, packs: 3, unknownCustomers: 0 });
    await order.returned([1]);
    await eventually(
      () => order.taken(),
      (taken) => taken === 3,
    );
    expect(await quarantined()).toEqual([{ onHand: 1, lot: { id: late }, location: { kind: 'QUARANTINE' } }]);
    expect(await reached(called)).toEqual({ patients: 1, packs: 3, unknownCustomers: 0 });
    await order.returned([9]);
    await eventually(
      () => order.taken(),
      (taken) => taken === 0,
    );
    expect(await reached(called)).toEqual({ patients: 0, packs: 0, unknownCustomers: 0 });
    expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 13, reserved: 0 });
    expect(await dispensary.breaks()).toEqual([]);
  });
});

it('tells of goods that left though the books had none', async () => {
  const { dispensary, paracetamol } = await shop(3);
  const order = new Ordered(dispensary, [paracetamol, 5]);
  await order.fulfilled([5]);
  const [answer] = await order.answers(1);
  expect(answer).toMatchObject({ type: 'stock.short', data: { missing: [{ productId: paracetamol, quantity: 2 }] } });
  expect(await order.taken()).toBe(3);
});

it('gives the last packs to so many orders as there are packs for', async () => {
  const { dispensary, paracetamol } = await shop(10);
  const orders = Array.from({ length: 8 }, () => new Ordered(dispensary, [paracetamol, 2]));
  await Promise.all(orders.map((order) => order.requested()));
  const answers = await Promise.all(orders.map(async (order) => (await order.answers(1))[0]?.type));
  expect(answers.filter((type) => type === 'stock.reserved')).toHaveLength(5);
  expect(answers.filter((type) => type === 'stock.short')).toHaveLength(3);
  expect(await dispensary.stockOf(paracetamol)).toEqual({ onHand: 10, reserved: 10 });
});

it('finds nothing of another tenant', async () => {
  const { paracetamol } = await shop(10);
  const { dispensary: stranger } = await shop(0);
  const order = new Ordered(stranger, [paracetamol, 1]);
  await order.requested();
  expect((await order.answers(1))[0]?.type).toBe('stock.short');
});
