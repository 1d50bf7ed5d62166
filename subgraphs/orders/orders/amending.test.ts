import type { RequestContext } from '#kernel/context/request-context.js';
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

interface Approval {
  readonly id: string;
  readonly status: string;
}

/** A clinic whose head approves what costs 5,000 or more, and what is wanted at once. */
class Clinic {
  readonly people = new Ordering(new OrderDesk(subgraph, neighbours));
  readonly head: RequestContext = this.people.desk.somebody();

  static async open(): Promise<Clinic> {
    const clinic = new Clinic();
    const { people, head } = clinic;
    await elsewhere.team(people, 'head', [head.actor.id, people.context.actor.id]);
    const dear = { name: 'dear', when: { attribute: 'total', at_least: { amountMinor: '5000', currency: 'MNT' } } };
    for (const rule of [dear, { name: 'at once', when: { priority: 'stat' } }])
      await people.desk.done('createOrderRule', 'orderRule { id }', { definition: { ...rule, then: { require_approval: 'head' } } });
    return clinic;
  }

  /** At 1,000 each. */
  lines(quantity: number): { readonly lines: readonly object[] } {
    return { lines: [this.people.line({ quantity })] };
  }

  buy(quantity: number): Promise<ShownOrder> {
    return this.people.placed({ type: 'PURCHASE', ...this.lines(quantity) });
  }

  async amend({ id }: ShownOrder, change: object, context = this.people.context): Promise<ShownOrder> {
    const { version } = await this.read(id);
    return this.people.change('amendOrder', { id, expectedVersion: version, reason: 'Counted again', ...change }, context);
  }

  async read(id: string): Promise<{ readonly version: number; readonly state: string; readonly approvals: readonly Approval[] }> {
    const text = 'query ($id: ID!) { order(id: $id) { version state approvals { id status } } }';
    return (await this.people.desk.ask<{ order: Awaited<ReturnType<Clinic['read']>> }>(text, { id })).order;
  }

  /** The state, and what was said: `placed APPROVED REQUESTED`. */
  async stands({ id }: ShownOrder): Promise<string> {
    const { state, approvals } = await this.read(id);
    return [state, ...approvals.map(({ status }) => status)].join(' ');
  }

  /** Somebody says yes to what nobody has answered; why that is refused, if it is. */
  async approve({ id }: ShownOrder, context = this.head): Promise<string[]> {
    const open = (await this.read(id)).approvals.find(({ status }) => status === 'REQUESTED');
    const { userErrors } = await this.people.desk.run('decideOrderApproval', 'approval { id }', { id: open?.id, approve: true }, context);
    return userErrors.map(({ message }) => message);
  }
}

it('has to be approved when it is amended to what a rule wants approved, and goes on when it is', async () => {
  const clinic = await Clinic.open();
  const order = await clinic.buy(3);
  expect(await clinic.stands(order)).toBe('approved');
  expect(await clinic.amend(order, clinic.lines(9))).toMatchObject({ state: 'placed' });
  expect(await clinic.stands(order)).toBe('placed REQUESTED');
  expect(await clinic.people.refused('moveOrder', { id: order.id, transition: 'confirm' })).toContain('WRONG_STATE');
  expect(await clinic.approve(order)).toEqual([]);
  expect(await clinic.stands(order)).toBe('approved APPROVED');
  expect(await clinic.people.move(order, 'confirm')).toMatchObject({ state: 'ordered' });
});

it('is approved once more when other lines were approved than it has now', async () => {
  const clinic = await Clinic.open();
  const order = await clinic.buy(6);
  await clinic.approve(order);
  await clinic.amend(order, { note: 'By the back door' });
  expect(await clinic.stands(order)).toBe('approved APPROVED');
  await clinic.amend(order, clinic.lines(7));
  expect(await clinic.stands(order)).toBe('placed APPROVED REQUESTED');
});

it('is asked for too when its lines stay, and a rule wants another change approved', async () => {
  const clinic = await Clinic.open();
  const order = await clinic.buy(3);
  await clinic.amend(order, { priority: 'STAT' });
  expect(await clinic.stands(order)).toBe('placed REQUESTED');
  await clinic.amend(order, { note: 'By the back door' });
  expect(await clinic.stands(order)).toBe('placed REQUESTED');
});

it('waits for nobody any more when it is amended to what needs no approval', async () => {
  const clinic = await Clinic.open();
  const order = await clinic.buy(6);
  const former = (await clinic.read(order.id)).approvals[0]?.id;
  await clinic.amend(order, clinic.lines(7));
  const { approvals } = await clinic.read(order.id);
  expect(approvals).toMatchObject([{ status: 'REQUESTED' }]);
  expect(approvals[0]?.id).not.toBe(former);
  expect(await clinic.amend(order, clinic.lines(2))).toMatchObject({ state: 'approved' });
  expect(await clinic.stands(order)).toBe('approved');
});

it('is not approved by who amended it', async () => {
  const clinic = await Clinic.open();
  const order = await clinic.buy(3);
  await clinic.amend(order, clinic.lines(9), clinic.head);
  expect(await clinic.approve(order)).toEqual(['You have amended this order: somebody else of the team has to decide.']);
  expect(await clinic.stands(order)).toBe('placed REQUESTED');
});

it('takes back the visit that was asked for what has to be approved first', async () => {
  const clinic = await Clinic.open();
  const order = await clinic.people.placed({ type: 'SERVICE', deliveryMode: 'ONSITE' });
  await clinic.people.move(order, 'accept');
  await clinic.amend(order, clinic.lines(8));
  expect(await elsewhere.told(clinic.people, 'order.tasks_withdrawn', order.id)).toHaveLength(1);
  expect(await elsewhere.told(clinic.people, 'order.tasks_requested', order.id)).toHaveLength(1);
  await clinic.approve(order);
  expect(await clinic.people.move(order, 'accept')).toMatchObject({ state: 'accepted' });
  expect(await elsewhere.told(clinic.people, 'order.tasks_requested', order.id)).toHaveLength(2);
});

describe('how it comes to where it is needed', () => {
  const tasks = ({ people }: Clinic, { id }: ShownOrder) =>
    elsewhere.told<{ tasks: { key: string }[] }>(people, 'order.tasks_requested', id);

  it('can be changed to a visit once somebody is wanted for it, and not before', async () => {
    const clinic = await Clinic.open();
    const order = await clinic.people.placed({ type: 'SERVICE' });
    await clinic.amend(order, { deliveryMode: 'ONSITE' });
    await clinic.amend(order, { deliveryMode: 'PICKUP' });
    expect(await tasks(clinic, order)).toEqual([]);
    await clinic.people.move(order, 'accept');
    expect(await tasks(clinic, order)).toEqual([]);
    await clinic.amend(order, { deliveryMode: 'ONSITE' });
    expect(await tasks(clinic, order)).toMatchObject([{ tasks: [{ key: 'visit' }] }]);
  });

  it('can be changed back, and then to a visit once more', async () => {
    const clinic = await Clinic.open();
    const order = await clinic.people.placed({ type: 'SERVICE', deliveryMode: 'ONSITE' });
    await clinic.people.move(order, 'accept');
    for (const deliveryMode of ['PICKUP', 'ONSITE']) await clinic.amend(order, { deliveryMode });
    expect((await tasks(clinic, order)).map((asked) => asked.tasks.map(({ key }) => key))).toEqual([['visit'], ['visit-2']]);
  });
});
