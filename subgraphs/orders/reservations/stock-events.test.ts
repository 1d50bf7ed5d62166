import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { OrderType } from '../orders/order-terms.js';
import { Elsewhere } from '../testing/elsewhere.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering, type ShownOrder } from '../testing/ordering.js';
import { standardWorkflows } from '../workflows/standard-workflows.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let elsewhere: Elsewhere;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  elsewhere = await Elsewhere.open(subgraph);
});
afterAll(async () => {
  await elsewhere.close();
  await subgraph.close();
});

interface Asked {
  readonly branchId: string;
  readonly until: string;
  readonly lines: readonly { readonly quantity: number }[];
}

/** A sale, and the pharmacy that answers it. */
class Sale {
  readonly people = new Ordering(new OrderDesk(subgraph, neighbours));
  order: ShownOrder;

  static async begin(more: object = {}): Promise<Sale> {
    const sale = new Sale();
    sale.order = await sale.people.placed({ type: 'SALES', ...more });
    return sale;
  }

  asked(): Promise<Asked[]> {
    return elsewhere.told<Asked>(this.people, 'order.stock_requested', this.order.id);
  }

  async answer(type: string, data: object = {}, occurredAt = new Date()): Promise<void> {
    const event = elsewhere.event(this.people, type, this.order.id, data, occurredAt);
    // Delivered twice, as may be.
    await elsewhere.tell(event, event);
    await elsewhere.handled(this.people, [event]);
  }

  async read(): Promise<{ readonly version: number; readonly lines: readonly { readonly id: string }[] }> {
    const text = 'query ($id: ID!) { order(id: $id) { version lines { id } } }';
    return (await this.people.desk.ask<{ order: Awaited<ReturnType<Sale['read']>> }>(text, { id: this.order.id })).order;
  }

  /** Short as `reserved RESERVED`. */
  async stands(): Promise<string> {
    const text = 'query ($id: ID!) { order(id: $id) { state reservation { status until } } }';
    const { order } = await this.people.desk.ask<{ order: { state: string; reservation: { status: string } | null } }>(text, {
      id: this.order.id,
    });
    return [order.state, order.reservation?.status].join(' ');
  }
}

it('asks for its stock where it is done, for half an hour, and goes on when it is set aside', async () => {
  const sale = await Sale.begin();
  const [asked] = await sale.asked();
  expect(asked).toMatchObject({ branchId: sale.people.desk.branchId, lines: [{ quantity: 3 }] });
  const minutes = (Date.parse(asked?.until ?? '') - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(29);
  expect(minutes).toBeLessThanOrEqual(30);
  expect(await sale.stands()).toBe('reserving REQUESTED');
  await sale.answer('stock.reserved', { until: asked?.until });
  expect(await sale.stands()).toBe('reserved RESERVED');
});

describe('wanted later', () => {
  const [requestedFrom, requestedUntil] = ['2086-05-01T10:00:00.000Z', '2086-05-01T12:00:00.000Z'];
  const minutesAfter = (time: string, asked: Asked | undefined) => Math.floor((Date.parse(asked?.until ?? '') - Date.parse(time)) / 60_000);

  it('keeps its stock until half an hour after it is wanted at the latest', async () => {
    const now = new Date().toISOString();
    const [between, from, past] = [
      await Sale.begin({ requestedFrom, requestedUntil }),
      await Sale.begin({ requestedFrom }),
      await Sale.begin({ requestedFrom: '2020-05-01T10:00:00.000Z' }),
    ];
    expect(minutesAfter(requestedUntil, (await between.asked())[0])).toBe(30);
    expect(minutesAfter(requestedFrom, (await from.asked())[0])).toBe(30);
    expect(minutesAfter(now, (await past.asked())[0])).toBe(30);
  });

  it('takes no answer to an earlier question, though it is wanted at the same time', async () => {
    const sale = await Sale.begin({ requestedFrom });
    const [first] = await sale.asked();
    await sale.answer('stock.short', { missing: [] });
    await sale.people.move(sale.order, 'retry');
    await sale.answer('stock.reserved', { until: first?.until });
    expect(await sale.stands()).toBe('reserving REQUESTED');
    const [, second] = await sale.asked();
    await sale.answer('stock.reserved', { until: second?.until });
    expect(await sale.stands()).toBe('reserved RESERVED');
  });

  it('asks to keep it longer when it is amended to be wanted later', async () => {
    const people = new Ordering(new OrderDesk(subgraph, neighbours));
    const { definition } = standardWorkflows[OrderType.SALES];
    const states = definition.states.map((state) => (state.code === 'reserving' ? { ...state, amendable: true } : state));
    const input = { type: 'SALES', code: 'patient', name: 'Patient', definition: { ...definition, states } };
    await people.desk.done('defineOrderWorkflow', 'workflow { id }', input);
    const { id, version } = await people.placed({ type: 'SALES', workflow: 'patient', requestedFrom });
    await people.change('amendOrder', { id, expectedVersion: version, requestedUntil, reason: 'The customer is away' });
    const asked = await elsewhere.told<Asked>(people, 'order.stock_requested', id);
    expect([minutesAfter(requestedFrom, asked[0]), minutesAfter(requestedUntil, asked[1])]).toEqual([30, 30]);
  });
});

it('asks again when there was not enough, and takes no answer to an earlier question', async () => {
  const sale = await Sale.begin();
  const [first] = await sale.asked();
  await sale.answer('stock.short', { missing: [] });
  expect(await sale.stands()).toBe('short SHORT');
  await sale.people.move(sale.order, 'retry');
  const [, second] = await sale.asked();
  expect(second?.until).not.toBe(first?.until);
  await sale.answer('stock.reserved', { until: first?.until });
  expect(await sale.stands()).toBe('reserving REQUESTED');
  await sale.answer('stock.reserved', { until: second?.until });
  expect(await sale.stands()).toBe('reserved RESERVED');
});

it('is short again when its time is over, but not when that of an earlier question was', async () => {
  const sale = await Sale.begin();
  const [asked] = await sale.asked();
  const until = asked?.until ?? '';
  await sale.answer('stock.reserved', { until });
  await sale.answer('stock.lapsed', {}, new Date(Date.parse(until) - 600_000));
  expect(await sale.stands()).toBe('reserved RESERVED');
  await sale.answer('stock.lapsed', {}, new Date(Date.parse(until) + 1_000));
  expect(await sale.stands()).toBe('short LAPSED');
  await sale.answer('stock.reserved', { until });
  expect(await sale.stands()).toBe('short LAPSED');
});

it('is short when what was set aside while it was held has lapsed before it is resumed', async () => {
  const sale = await Sale.begin();
  const { people, order } = sale;
  const [asked] = await sale.asked();
  const until = asked?.until ?? '';
  await people.change('holdOrder', { id: order.id, reason: 'The customer is away' });
  await sale.answer('stock.reserved', { until });
  await sale.answer('stock.lapsed', {}, new Date(Date.parse(until) + 1_000));
  expect(await sale.stands()).toBe('reserving LAPSED');
  await people.change('resumeOrder', { id: order.id });
  expect(await sale.stands()).toBe('short LAPSED');
  expect(await people.move(order, 'retry')).toMatchObject({ state: 'reserving' });
});

it('is short, and no courier goes for it, when another order took what was set aside as it was split', async () => {
  const sale = await Sale.begin({ deliveryMode: 'COURIER', deliveryPlace: { name: 'Bat-Erdene', address: '12 Peace Avenue' } });
  const { people, order } = sale;
  const [asked] = await sale.asked();
  await sale.answer('stock.reserved', { until: asked?.until });
  const { version, lines } = await sale.read();
  const parts = [{ lines: [{ lineId: lines[0]?.id, quantity: 1 }] }];
  await people.change('splitOrder', { id: order.id, expectedVersion: version, parts });
  expect((await sale.asked()).map((each) => each.lines)).toMatchObject([[{ quantity: 3 }], [{ quantity: 2 }]]);
  expect(await sale.stands()).toBe('reserved REQUESTED');
  await sale.answer('stock.short', { missing: [] });
  expect(await sale.stands()).toBe('short SHORT');
  // Once to carry less, and once for good.
  expect(await elsewhere.told(people, 'order.tasks_withdrawn', order.id)).toHaveLength(2);
});

it('gives its stock back when it is called off', async () => {
  const sale = await Sale.begin();
  const [asked] = await sale.asked();
  await sale.answer('stock.reserved', { until: asked?.until });
  await sale.people.change('cancelOrder', { id: sale.order.id, reason: 'Bought elsewhere' });
  expect(await sale.stands()).toBe('revoked RELEASED');
  expect(await elsewhere.told(sale.people, 'order.stock_given_up', sale.order.id)).toHaveLength(1);
  await sale.answer('stock.lapsed', {}, new Date(Date.parse(asked?.until ?? '') + 1_000));
  expect(await sale.stands()).toBe('revoked RELEASED');
});

it('gives back also what is set aside only after it was called off', async () => {
  const sale = await Sale.begin();
  const [asked] = await sale.asked();
  await sale.people.change('cancelOrder', { id: sale.order.id, reason: 'Bought elsewhere' });
  await sale.answer('stock.reserved', { until: asked?.until });
  expect(await sale.stands()).toBe('revoked RELEASED');
  const givenUp = { branchId: asked?.branchId, until: asked?.until };
  expect(await elsewhere.told(sale.people, 'order.stock_given_up', sale.order.id)).toEqual([givenUp, givenUp]);
});

it('keeps its stock when the books have less than was handed over', async () => {
  const sale = await Sale.begin();
  const [asked] = await sale.asked();
  await sale.answer('stock.reserved', { until: asked?.until });
  await sale.people.move(sale.order, 'hand_over');
  await sale.answer('stock.short', { missing: [] });
  expect(await sale.stands()).toBe('delivered RESERVED');
});

it('goes on when all that there was not enough of was handed over nevertheless', async () => {
  const sale = await Sale.begin({ deliveryMode: 'COURIER', deliveryPlace: { name: 'Bat-Erdene', address: '12 Peace Avenue' } });
  await sale.answer('stock.short', { missing: [] });
  expect(await sale.stands()).toBe('short SHORT');
  const { people, order } = sale;
  const { lines } = await sale.read();
  const packs = (quantity: number) => ({ id: order.id, lines: [{ lineId: lines[0]?.id, quantity }] });
  expect(await people.change('fulfilLines', packs(1))).toMatchObject({ state: 'short' });
  expect(await people.change('fulfilLines', packs(2))).toMatchObject({ state: 'reserved' });
  expect(await elsewhere.told(people, 'order.tasks_requested', order.id)).toEqual([]);
  for (const transition of ['hand_over', 'complete']) await people.move(order, transition);
  expect(await sale.stands()).toContain('completed');
});

it('looks for no stock of work, and does not wait for it', async () => {
  const people = new Ordering(new OrderDesk(subgraph, neighbours));
  neighbours.of('Product').set(people.productId, { kind: 'SERVICE', name: 'Fitting of glasses' });
  const order = await people.placed({ type: 'SALES' });
  expect(order).toMatchObject({ state: 'reserved' });
  expect(await elsewhere.told(people, 'order.stock_requested', order.id)).toEqual([]);
});

it('is kept as long as the workflow says', async () => {
  const people = new Ordering(new OrderDesk(subgraph, neighbours));
  const { definition } = standardWorkflows[OrderType.SALES];
  const input = { type: 'SALES', code: 'express', name: 'Express', definition: { ...definition, reserveMinutes: 5 } };
  await people.desk.done('defineOrderWorkflow', 'workflow { id }', input);
  const order = await people.placed({ type: 'SALES', workflow: 'express' });
  const [asked] = await elsewhere.told<Asked>(people, 'order.stock_requested', order.id);
  const minutes = (Date.parse(asked?.until ?? '') - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(4);
  expect(minutes).toBeLessThanOrEqual(5);
});

describe('what comes back of a sale', () => {
  async function begun(more: object = {}) {
    const sale = await Sale.begin(more);
    const { people, order } = sale;
    const { order: seen } = await people.desk.ask<{ order: { lines: { id: string }[] } }>(
      'query ($id: ID!) { order(id: $id) { lines { id } } }',
      { id: order.id },
    );
    const lineId = seen.lines[0]?.id;
    const back = (quantity: number) =>
      people.change('returnOrder', { id: order.id, reason: 'Broken', place: true, lines: [{ lineId, quantity }] });
    return { sale, lineId, back, told: () => elsewhere.told(people, 'order.lines_returned', order.id) };
  }

  it('is told where its stock was set aside, once it is back', async () => {
    const { sale, lineId, back, told } = await begun();
    const { people, order } = sale;
    const [asked] = await sale.asked();
    await sale.answer('stock.reserved', { until: asked?.until });
    await people.move(order, 'hand_over');
    await people.change('cancelOrder', { id: (await back(1)).id, reason: 'Mended' });
    expect(await told()).toEqual([]);
    const second = await back(2);
    for (const transition of ['accept', 'receive', 'complete']) await people.move(second, transition);
    const { productId, desk } = people;
    expect(await told()).toEqual([{ branchId: desk.branchId, lines: [{ lineId, productId, quantity: 2 }] }]);
  });

  it('is not told of where no stock was asked for', async () => {
    const { sale, lineId, back, told } = await begun({ type: 'SERVICE' });
    const { people, order } = sale;
    await people.change('fulfilLines', { id: order.id, lines: [{ lineId, quantity: 3 }] });
    const returned = await back(3);
    for (const transition of ['accept', 'receive', 'complete']) await people.move(returned, transition);
    expect(await told()).toEqual([]);
  });
});
