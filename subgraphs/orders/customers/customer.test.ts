import { newId } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

const fields = 'customer { id version name code email phone gln address active }';
interface Answer {
  readonly customer: ({ readonly id: string } & Record<string, unknown>) | null;
  readonly userErrors: Refused[];
}

function salesDesk() {
  const desk = new OrderDesk(subgraph, neighbours);
  const create = (input: object, context = desk.context) =>
    desk.run<Answer>('createCustomer', fields, { name: 'Gobi Clinic', ...input }, context);
  const update = (input: object, context = desk.context) => desk.run<Answer>('updateCustomer', fields, input, context);
  const names = async (filter: object | null, context = desk.context) => {
    const text = 'query ($filter: CustomerFilter) { customers(first: 100, filter: $filter) { totalCount nodes { name } } }';
    const { customers } = await desk.ask<{ customers: { totalCount: number; nodes: { name: string }[] } }>(text, { filter }, context);
    expect(customers.totalCount).toBe(customers.nodes.length);
    return customers.nodes.map(({ name }) => name);
  };
  return { desk, create, update, names };
}

it('a customer is known by its name and its code, each once in the tenant', async () => {
  const { create } = salesDesk();
  const facts = { code: 'GOBI', email: 'lab@gobi.mn', phone: '+976 9911 2233', gln: '4012345000009', address: 'Dalanzadgad' };
  expect(await create({ name: ' Gobi Clinic ', ...facts })).toMatchObject({
    customer: { ...facts, name: 'Gobi Clinic', phone: '+97699112233', active: true, version: 1 },
    userErrors: [],
  });
  expect((await create({ name: 'GOBI  clinic' })).userErrors).toEqual([{ code: 'TAKEN', message: 'Another customer has that name.' }]);
  expect((await create({ name: 'Other', code: 'GOBI' })).userErrors).toEqual([
    { code: 'TAKEN', message: 'Another customer has that code.' },
  ]);
  expect((await salesDesk().create(facts)).userErrors).toEqual([]);
});

it.each([
  [{ name: ' ' }, 'REQUIRED', 'A customer needs a name.'],
  [{ name: 'x'.repeat(201) }, 'INVALID', 'name holds at most 200 characters.'],
  [{ address: 'x'.repeat(1001) }, 'INVALID', 'address holds at most 1000 characters.'],
  [{ email: 'gobi' }, 'INVALID', '"gobi" is no email address: those look like orders@example.com.'],
  [
    { gln: '4012345000008' },
    'INVALID',
    `"4012345000008" is no GLN: it has 13 digits, and the last one checks the others. Compare it with the customer's papers.`,
  ],
])('a customer is refused with %j', async (input, code, message) => {
  const { create, names } = salesDesk();
  expect(await create(input)).toEqual({ customer: null, userErrors: [{ code, message }] });
  expect(await names(null)).toEqual([]);
});

it('a customer changes field by field, by who has read it as it is', async () => {
  const { create, update } = salesDesk();
  const { customer } = await create({ code: 'GOBI', email: 'lab@gobi.mn' });
  await create({ name: 'Altai Clinic' });
  const id = customer?.id;
  expect((await update({ id, expectedVersion: 1, name: 'Gobi Hospital', email: null })).customer).toMatchObject({
    name: 'Gobi Hospital',
    code: 'GOBI',
    email: null,
    version: 2,
  });
  expect((await update({ id, expectedVersion: 1, active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await update({ id, expectedVersion: 2, name: 'altai clinic' })).userErrors).toMatchObject([{ code: 'TAKEN' }]);
  expect((await update({ id, expectedVersion: 2, name: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
  expect((await update({ id, expectedVersion: 2, active: false })).customer).toMatchObject({ active: false });
  expect((await update({ id: newId('customer'), expectedVersion: 1 })).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'There is no such customer.' },
  ]);
});

it('customers are listed by name, and can be searched', async () => {
  const { create, update, names } = salesDesk();
  const { customer } = await create({ name: 'Gobi Clinic', code: 'GOBI' });
  await create({ name: 'Ägypten Apotheke' });
  await create({ name: 'gobi pharmacy' });
  await update({ id: customer?.id, expectedVersion: 1, active: false });
  expect(await names(null)).toEqual(['Ägypten Apotheke', 'Gobi Clinic', 'gobi pharmacy']);
  expect(await names({ search: 'GOBI' })).toEqual(['Gobi Clinic', 'gobi pharmacy']);
  expect(await names({ search: 'gobi', active: true })).toEqual(['gobi pharmacy']);
  expect(await names({ code: 'GOBI' })).toEqual(['Gobi Clinic']);
});

it('customers of another tenant are not there, and nobody changes them without the permission', async () => {
  const { desk, create, update, names } = salesDesk();
  const { customer } = await create({});
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['orders:read', 'catalog:manage'] });
  expect(await names(null, stranger)).toEqual([]);
  const text = 'query ($id: ID!) { customer(id: $id) { id } }';
  expect(await desk.ask(text, { id: customer?.id }, stranger)).toEqual({ customer: null });
  expect((await update({ id: customer?.id, expectedVersion: 1, active: false }, stranger)).userErrors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  const clerk = desk.somebody({ permissions: ['orders:read', 'orders:place'] });
  await expect(create({ name: 'Other' }, clerk)).rejects.toThrow('catalog:manage');
  await expect(update({ id: customer?.id, expectedVersion: 1 }, clerk)).rejects.toThrow('catalog:manage');
  await expect(names(null, desk.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('orders:read');
  expect(await names({ active: true })).toEqual(['Gobi Clinic']);
});
