import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { WantedTask } from '../events.js';
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

interface Whole extends ShownOrder {
  readonly parts: readonly (ShownOrder & { readonly total: { readonly amountMinor: string } })[];
  readonly total: { readonly amountMinor: string };
  readonly lines: readonly { readonly id: string; readonly fulfilled: number; readonly cancelled: number; readonly inParts: number }[];
}

/** A purchase of seven packs at 3.33 with a tax of 10 %, which another branch delivers. */
class Purchase {
  order: ShownOrder;

  constructor(readonly people = new Ordering(new OrderDesk(subgraph, neighbours))) {}

  static async begin(more: object = {}, from?: string): Promise<Purchase> {
    const purchase = new Purchase();
    const { people } = purchase;
    const performerBranchId = from && people.desk.addBranch(undefined, { name: from });
    const lines = [people.line({ quantity: 7, unitPrice: { amountMinor: '333', currency: 'MNT' }, taxBasisPoints: 1000 })];
    purchase.order = await people.placed({ type: 'PURCHASE', lines, performerBranchId, ...more });
    return purchase;
  }

  async read(): Promise<Whole> {
    const { order } = await this.people.desk.ask<{ order: Whole }>(
      `query ($id: ID!) { order(id: $id) { id version number status state total { amountMinor } lines { id fulfilled cancelled inParts }
        parts { id version number status state total { amountMinor } } } }`,
      { id: this.order.id },
    );
    return order;
  }

  async input(...quantities: readonly number[]): Promise<object> {
    const { version, lines } = await this.read();
    const parts = quantities.map((quantity) => ({ lines: [{ lineId: lines[0]?.id, quantity }] }));
    return { id: this.order.id, expectedVersion: version, parts };
  }

  async split(...quantities: readonly number[]): Promise<readonly ShownOrder[]> {
    const fields = 'parts { id version number status state }';
    return (await this.people.desk.done<{ parts: ShownOrder[] }>('splitOrder', fields, await this.input(...quantities))).parts;
  }

  async complete({ id }: ShownOrder): Promise<void> {
    for (const transition of ['confirm', 'receive', 'complete']) await this.people.move({ id }, transition);
  }
}

it('is done in parts that cost together what the whole does, and is complete when the last of them is', async () => {
  const purchase = await Purchase.begin();
  const [first, second] = await purchase.split(2, 5);
  expect([first?.number, second?.number]).toEqual(['PUR-000002', 'PUR-000003']);
  expect(first).toMatchObject({ status: 'ACTIVE', state: 'approved' });
  const split = await purchase.read();
  const amounts = split.parts.map(({ total }) => BigInt(total.amountMinor));
  expect(amounts.reduce((sum, each) => sum + each, 0n)).toBe(BigInt(split.total.amountMinor));
  if (!first || !second) throw new Error('There are two parts');
  await purchase.complete(first);
  await eventually(
    () => purchase.read(),
    ({ lines }) => lines[0]?.fulfilled === 2,
  );
  expect(await purchase.people.refused('moveOrder', { id: purchase.order.id, transition: 'complete' })).toContain('WRONG_STATE');
  await purchase.complete(second);
  const whole = await eventually(
    () => purchase.read(),
    ({ status }) => status === 'COMPLETED',
  );
  expect(whole.lines).toMatchObject([{ fulfilled: 7, cancelled: 0, inParts: 7 }]);
});

it('counts what a part that is called off does not bring', async () => {
  const purchase = await Purchase.begin();
  const [first, second] = await purchase.split(3, 4);
  if (!first || !second) throw new Error('There are two parts');
  await purchase.people.change('cancelOrder', { id: first.id, reason: 'Not to be had' });
  await purchase.complete(second);
  const whole = await eventually(
    () => purchase.read(),
    ({ status }) => status === 'COMPLETED',
  );
  expect(whole.lines).toMatchObject([{ fulfilled: 4, cancelled: 3 }]);
});

it('is called off, and no service level met by it, when nothing came of its parts', async () => {
  const purchase = await Purchase.begin();
  const { desk } = purchase.people;
  await desk.done('createSlaPolicy', 'slaPolicy { id }', { code: 'a_day', name: 'A day', orderType: 'PURCHASE', targetMinutes: 1440 });
  purchase.order = await purchase.people.placed({ type: 'PURCHASE', lines: [purchase.people.line({ quantity: 7 })] });
  const [part] = await purchase.split(7);
  if (!part) throw new Error('There is a part');
  await purchase.people.change('cancelOrder', { id: part.id, reason: 'Not to be had' });
  const whole = await eventually(
    () => purchase.read(),
    ({ status }) => status !== 'ACTIVE',
  );
  expect(whole).toMatchObject({ status: 'REVOKED', state: 'revoked', lines: [{ fulfilled: 0, cancelled: 7 }] });
  const text = 'query ($id: ID!) { order(id: $id) { slaClocks { status } } }';
  expect(await desk.ask(text, { id: whole.id })).toEqual({ order: { slaClocks: [{ status: 'STOPPED' }] } });
  expect(await elsewhere.told(purchase.people, 'order.completed', whole.id)).toEqual([]);
});

it('is not complete by its parts when something is in none of them', async () => {
  const purchase = await Purchase.begin();
  const [part] = await purchase.split(3);
  if (!part) throw new Error('There is a part');
  await purchase.people.move(purchase.order, 'confirm');
  await purchase.people.move(purchase.order, 'receive');
  expect(await purchase.people.refused('moveOrder', { id: purchase.order.id, transition: 'complete' })).toContain(
    'Not all of the parts into which it was split have ended',
  );
  await purchase.complete(part);
  await eventually(
    () => purchase.read(),
    ({ lines }) => lines[0]?.fulfilled === 3,
  );
  expect((await purchase.read()).status).toBe('ACTIVE');
  expect(await purchase.people.move(purchase.order, 'complete')).toMatchObject({ status: 'COMPLETED' });
  expect((await purchase.read()).lines).toMatchObject([{ fulfilled: 7 }]);
});

it('has couriers carry no more than stays with it', async () => {
  const purchase = await Purchase.begin({ deliveryMode: 'COURIER' }, 'Warehouse');
  await purchase.people.move(purchase.order, 'confirm');
  const [part] = await purchase.split(4);
  const carried = async (id: string | undefined) => {
    const told = await elsewhere.told<{ tasks: WantedTask[] }>(purchase.people, 'order.tasks_requested', id ?? '');
    return told.map(({ tasks }) => tasks.map(({ key, items }) => `${key} ${items.map(({ quantity }) => quantity).join(' ')}`));
  };
  expect(await carried(purchase.order.id)).toEqual([
    ['pickup 7', 'deliver 7'],
    ['pickup-2 3', 'deliver-2 3'],
  ]);
  expect(await elsewhere.told(purchase.people, 'order.tasks_withdrawn', purchase.order.id)).toHaveLength(1);
  await purchase.people.move({ id: part?.id ?? '' }, 'confirm');
  expect(await carried(part?.id)).toEqual([['pickup 4', 'deliver 4']]);
});

it('takes its parts along when it is called off', async () => {
  const purchase = await Purchase.begin();
  await purchase.split(3, 2);
  await purchase.people.change('cancelOrder', { id: purchase.order.id, reason: 'No budget' });
  const whole = await eventually(
    () => purchase.read(),
    ({ parts, lines }) => parts.every(({ status }) => status === 'REVOKED') && lines[0]?.cancelled === 7,
  );
  expect(whole).toMatchObject({ status: 'REVOKED', parts: [{ state: 'revoked' }, { state: 'revoked' }] });
});

it('parts off no more than there is, also when two do it at once', async () => {
  const purchase = await Purchase.begin();
  const input = await purchase.input(5, 3);
  const answer = await purchase.people.desk.run('splitOrder', 'order { id } parts { id }', input);
  expect(answer).toMatchObject({ order: null, parts: [] });
  const each = await purchase.input(4);
  const answers = await Promise.all([1, 2].map(() => purchase.people.desk.run('splitOrder', 'parts { id }', each)));
  expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
  expect((await purchase.read()).lines).toMatchObject([{ inParts: 4 }]);
});

it('is not done in parts before it is approved', async () => {
  const people = new Ordering(new OrderDesk(subgraph, neighbours));
  await elsewhere.team(people, 'head', [people.desk.somebody().actor.id]);
  const definition = { name: 'dear', when: {}, then: { require_approval: 'head' } };
  await people.desk.done('createOrderRule', 'orderRule { id }', { definition });
  const purchase = new Purchase(people);
  purchase.order = await people.placed({ type: 'PURCHASE' });
  const answer = await people.desk.run('splitOrder', 'order { id } parts { id }', await purchase.input(2));
  expect(answer).toMatchObject({ order: null, parts: [], userErrors: [{ code: 'WRONG_STATE' }] });
  expect(await purchase.read()).toMatchObject({ state: 'placed', parts: [], lines: [{ inParts: 0 }] });
});

it('splits no part, and nothing whose workflow does not say what follows', async () => {
  const purchase = await Purchase.begin();
  const [part] = await purchase.split(3);
  const refused = (id: string | undefined, expectedVersion: number | undefined) =>
    purchase.people.desk.run('splitOrder', 'order { id }', { id, expectedVersion, parts: [] });
  expect((await refused(part?.id, part?.version)).userErrors[0]?.message).toBe(
    'This is a part already: call it off, and order its packs anew.',
  );
  const sample = await purchase.people.placed();
  expect((await refused(sample.id, sample.version)).userErrors[0]?.message).toContain('PARTS_ENDED');
});
