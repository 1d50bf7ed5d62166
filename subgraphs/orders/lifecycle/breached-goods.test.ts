import type { EventRecord } from '#kernel/events/event.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Elsewhere } from '../testing/elsewhere.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering, type ShownOrder } from '../testing/ordering.js';

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

const tooWarm = 'The goods were too warm for longer than they may be.';
const tooCold = 'The goods were too cold for longer than they may be.';

interface Seen {
  readonly status: string;
  readonly statusReason: string | null;
  readonly lines: readonly { readonly id: string }[];
  readonly steps: readonly { readonly step: string; readonly trigger: string | null; readonly reason: string | null }[];
  readonly slaClocks: readonly { readonly status: string }[];
  readonly amendments: readonly object[];
}

/** Somebody who orders goods, and logistics, which tells how warm they were. */
class Carrying extends Ordering {
  static open(): Carrying {
    return new Carrying(new OrderDesk(subgraph, neighbours));
  }

  breach(itemIds: readonly string[], more: object = {}, excursion = newId('excursion')): EventRecord {
    return elsewhere.event(this, 'temperature.breached', excursion, { kind: 'TOO_WARM', itemIds, taskId: null, ...more });
  }

  async hear(...events: readonly EventRecord[]): Promise<void> {
    await elsewhere.tell(...events);
    await elsewhere.handled(this, events);
  }

  async seen({ id }: { readonly id: string }): Promise<Seen> {
    const text = `query ($id: ID!) {
      order(id: $id) { status statusReason lines { id } steps { step trigger reason } slaClocks { status } amendments { id } }
    }`;
    return (await this.desk.ask<{ order: Seen }>(text, { id })).order;
  }

  async lineOf(order: ShownOrder): Promise<string> {
    return (await this.seen(order)).lines[0]?.id ?? '';
  }

  holds({ steps }: Seen): Seen['steps'] {
    return steps.filter(({ step }) => step === 'HOLD');
  }
}

it('holds the order whose goods were too warm, as a person does: its clocks stand still, and it is told', async () => {
  const people = Carrying.open();
  const policy = { code: 'same_day', name: 'Same day', orderType: 'SALES', targetMinutes: 100 };
  await people.desk.done('createSlaPolicy', 'slaPolicy { id }', policy);
  const order = await people.placed({ type: 'SALES' });
  const other = await people.placed({ type: 'SALES' });
  const before = (await elsewhere.told(people, 'order.updated', order.id)).length;
  await people.hear(people.breach([await people.lineOf(order), newId('orderline'), newId('lot'), 'nothing']));
  const seen = await people.seen(order);
  expect(seen).toMatchObject({ status: 'ON_HOLD', statusReason: tooWarm, slaClocks: [{ status: 'PAUSED' }], amendments: [] });
  expect(people.holds(seen)).toEqual([{ step: 'HOLD', trigger: 'TEMPERATURE_BREACHED', reason: tooWarm }]);
  expect((await elsewhere.told(people, 'order.updated', order.id)).slice(before)).toMatchObject([{ status: 'ON_HOLD' }]);
  expect(await people.seen(other)).toMatchObject({ status: 'ACTIVE', slaClocks: [{ status: 'RUNNING' }] });
  expect(await people.change('resumeOrder', { id: order.id })).toMatchObject({ status: 'ACTIVE', state: order.state });
  expect((await people.seen(order)).slaClocks).toMatchObject([{ status: 'RUNNING' }]);
});

it('holds it once for each excursion, however often that is told, and not again when somebody resumed it', async () => {
  const people = Carrying.open();
  const order = await people.placed({ type: 'PURCHASE' });
  const line = await people.lineOf(order);
  const excursion = newId('excursion');
  const event = people.breach([line], {}, excursion);
  await people.hear(event);
  await people.change('resumeOrder', { id: order.id });
  await people.hear(event, people.breach([line], {}, excursion));
  expect(await people.seen(order)).toMatchObject({ status: 'ACTIVE', statusReason: null });
  await people.hear(people.breach([line], { kind: 'TOO_COLD' }));
  const seen = await people.seen(order);
  expect(seen).toMatchObject({ status: 'ON_HOLD', statusReason: tooCold });
  expect(people.holds(seen)).toHaveLength(2);
});

it('knows the order by the task that carried it', async () => {
  const people = Carrying.open();
  const deliveryPlace = { name: 'Bat-Erdene', phone: '+97699112233', address: '12 Peace Avenue', latitude: 47.91, longitude: 106.91 };
  const order = await people.placed({ type: 'SALES', deliveryMode: 'COURIER', deliveryPlace });
  const [asked] = await elsewhere.told<{ until: string }>(people, 'order.stock_requested', order.id);
  await people.hear(elsewhere.event(people, 'stock.reserved', order.id, { until: asked?.until }));
  const taskId = newId('task');
  const started = { orderId: order.id, orderKey: 'pickup', status: 'ACTIVE', outcome: null, itemIds: [] };
  await people.hear(elsewhere.event(people, 'task.updated', taskId, started));
  await people.hear(people.breach([], { taskId: newId('task') }));
  expect(await people.seen(order)).toMatchObject({ status: 'ACTIVE' });
  await people.hear(people.breach([], { taskId }));
  expect(await people.seen(order)).toMatchObject({ status: 'ON_HOLD', statusReason: tooWarm });
  const done = { ...started, status: 'COMPLETED', outcome: 'SUCCESS' };
  await people.hear(elsewhere.event(people, 'task.completed', taskId, done));
  await people.hear(elsewhere.event(people, 'task.completed', newId('task'), { ...done, orderKey: 'deliver' }));
  expect(await people.seen(order)).toMatchObject({ status: 'ON_HOLD' });
  expect(await people.change('resumeOrder', { id: order.id })).toMatchObject({ status: 'ACTIVE', state: 'delivered' });
});

it('says beside what an order was held for before that its goods were too warm', async () => {
  const people = Carrying.open();
  const order = await people.placed({ type: 'SALES' });
  const line = await people.lineOf(order);
  await people.change('holdOrder', { id: order.id, reason: 'The customer is away' });
  await people.hear(people.breach([line]), people.breach([line]));
  expect(await people.seen(order)).toMatchObject({ status: 'ON_HOLD', statusReason: `The customer is away\n${tooWarm}` });
});

it('lets laboratory orders go on, as their specimens are held; drafts, what has ended, and the orders of others', async () => {
  const [people, stranger] = [Carrying.open(), Carrying.open()];
  const laboratory = await people.placed({ deliveryMode: 'COURIER', performerBranchId: people.desk.addBranch() });
  const taskId = newId('task');
  const started = { orderId: laboratory.id, orderKey: 'collect', status: 'ACTIVE', outcome: null, itemIds: [] };
  await people.hear(elsewhere.event(people, 'task.updated', taskId, started));
  const draft = await people.draft({ type: 'SALES' });
  const revoked = await people.placed({ type: 'SALES' });
  await people.change('cancelOrder', { id: revoked.id, reason: 'A slip' });
  const untold = await people.placed({ type: 'SALES' });
  const lines = await Promise.all([laboratory, draft, revoked].map((order) => people.lineOf(order)));
  await people.hear(people.breach(lines, { taskId }));
  await stranger.hear(stranger.breach([await people.lineOf(untold)], { taskId }));
  const standing = await Promise.all([laboratory, draft, revoked, untold].map((order) => people.seen(order)));
  expect(standing.map(({ status }) => status)).toEqual(['ACTIVE', 'DRAFT', 'REVOKED', 'ACTIVE']);
});
