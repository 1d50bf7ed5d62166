import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Elsewhere } from '../testing/elsewhere.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering } from '../testing/ordering.js';

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

const query = 'subscription ($orderId: ID!) { orderUpdated(orderId: $orderId) { kind order { state status } } }';

interface Told {
  readonly data?: { readonly orderUpdated: { readonly kind: string; readonly order: { readonly state: string; readonly status: string } } };
  readonly errors?: readonly { readonly message: string }[];
}

/** A screen that follows an order, short as `CHANGE collected ACTIVE`. */
function follow(context: RequestContext, orderId: string) {
  const stream = subgraph.runtime.subscribe({ query, variables: { orderId } }, context);
  const next = async (): Promise<string> => {
    const { data, errors } = ((await stream.next()) as { value: Told }).value;
    if (!data) throw new Error(errors?.map(({ message }) => message).join(' '));
    const { kind, order } = data.orderUpdated;
    return `${kind} ${order.state} ${order.status}`;
  };
  return { next, end: () => stream.return?.() };
}

it('tells how an order stands, then each step, and nothing of others', async () => {
  const people = new Ordering(new OrderDesk(subgraph, neighbours));
  const [order, other] = [await people.placed({ type: 'SERVICE' }), await people.placed({ type: 'SERVICE' })];
  const screen = follow(people.context, order.id);
  let told = await screen.next();
  expect(told).toBe('CURRENT_STATE placed ACTIVE');
  await people.move(other, 'accept');
  await people.move(order, 'accept');
  for (told = await screen.next(); told === 'CHANGE placed ACTIVE';) told = await screen.next();
  expect(told).toBe('CHANGE accepted ACTIVE');
  await people.change('holdOrder', { id: order.id, reason: 'No parts' });
  expect(await screen.next()).toBe('CHANGE accepted ON_HOLD');
  await people.change('resumeOrder', { id: order.id });
  expect(await screen.next()).toBe('CHANGE accepted ACTIVE');
  await people.change('cancelOrder', { id: order.id, reason: 'Too late' });
  expect(await screen.next()).toBe('CHANGE revoked REVOKED');
  await screen.end();
});

it('is refused for orders that the caller cannot see', async () => {
  const people = new Ordering(new OrderDesk(subgraph, neighbours));
  const { id } = await people.placed();
  const refused = 'There is no such order that you may see.';
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['orders:read'] });
  const outsider = people.desk.somebody({ branches: [people.desk.addBranch()] });
  for (const context of [stranger, outsider]) await expect(follow(context, id).next()).rejects.toThrow(refused);
  await expect(follow(people.context, newId('order')).next()).rejects.toThrow(refused);
  await expect(follow(people.desk.somebody({ permissions: ['orders:place'] }), id).next()).rejects.toThrow('orders:read');
});
