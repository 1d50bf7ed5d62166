import { sql } from '#kernel/database/sql.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { OrderType } from '../orders/order-terms.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering } from '../testing/ordering.js';
import { standardWorkflows } from './standard-workflows.js';
import type { WorkflowDefinition } from './workflow-definition.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

function ordering(): Ordering {
  return new Ordering(new OrderDesk(subgraph, neighbours));
}

const standard = standardWorkflows[OrderType.SERVICE].definition;

/** The standard service, but that it is complete as soon as it is done. */
const short: WorkflowDefinition = {
  initial: 'draft',
  states: standard.states.filter(({ code }) => ['draft', 'placed', 'completed', 'revoked'].includes(code)),
  transitions: [
    ...standard.transitions.filter(({ code }) => code === 'place' || code === 'discard'),
    { code: 'finish', name: 'Done', from: ['placed'], to: 'completed', permission: 'orders:fulfil', effects: ['FULFIL_ALL'] },
  ],
};

interface Revision {
  readonly id: string;
  readonly revision: number;
  readonly status: string;
}

function define(people: Ordering, definition: unknown, code = 'standard'): Promise<{ workflow: Revision }> {
  const input = { type: 'SERVICE', code, name: 'Service', definition };
  return people.desk.done('defineOrderWorkflow', 'workflow { id revision status }', input);
}

function revisions(people: Ordering): Promise<{ orderWorkflows: Revision[] }> {
  return people.desk.ask('{ orderWorkflows(type: SERVICE, retired: true) { id revision status } }');
}

it('keeps what is built in once, however many want it first', async () => {
  const people = ordering();
  await Promise.all(Array.from({ length: 8 }, () => people.draft({ type: 'SERVICE' })));
  expect((await revisions(people)).orderWorkflows).toEqual([expect.objectContaining({ revision: 1, status: 'ACTIVE' })]);
});

it('lets an order that was placed go by its revision, and new ones and drafts by the next', async () => {
  const people = ordering();
  const [old, draft] = [await people.placed({ type: 'SERVICE' }), await people.draft({ type: 'SERVICE' })];
  const { workflow } = await define(people, short);
  expect(workflow).toMatchObject({ revision: 2, status: 'ACTIVE' });
  expect((await revisions(people)).orderWorkflows).toMatchObject([{ status: 'RETIRED' }, { status: 'ACTIVE' }]);
  for (const transition of ['accept', 'start', 'finish']) await people.move(old, transition);
  expect(await people.move(old, 'complete')).toMatchObject({ status: 'COMPLETED' });
  const placed = await people.change('placeOrder', { id: draft.id, expectedVersion: draft.version });
  expect(await people.refused('moveOrder', { id: placed.id, transition: 'accept' })).toBe(
    'WRONG_STATE The order is in placed, from where "accept" does not lead on. Write one of finish.',
  );
  expect(await people.move(placed, 'finish')).toMatchObject({ status: 'COMPLETED' });
  const shown = await people.desk.ask<{ orders: { nodes: { workflow: { revision: number } }[] } }>(
    '{ orders(first: 10, orderBy: {field: CREATED_AT, direction: ASC}) { nodes { workflow { revision } } } }',
  );
  expect(shown.orders.nodes.map(({ workflow: { revision } }) => revision)).toEqual([1, 2]);
});

describe('a later edition of what is built in', () => {
  /** As the tenant stood that had the edition before. */
  async function before(people: Ordering): Promise<void> {
    await people.desk.system(people.desk.branchId, async (transaction) => {
      await transaction.rows(sql`update order_workflows set edition = edition - 1 where edition is not null`);
    });
  }

  it('is the next revision of a tenant that has not written it anew, once, and orders in flight keep theirs', async () => {
    const people = ordering();
    const old = await people.placed({ type: 'SERVICE' });
    await before(people);
    await Promise.all(Array.from({ length: 4 }, () => people.placed({ type: 'SERVICE' })));
    expect((await revisions(people)).orderWorkflows).toMatchObject([
      { revision: 1, status: 'RETIRED' },
      { revision: 2, status: 'ACTIVE' },
    ]);
    const text = 'query ($id: ID!) { order(id: $id) { workflow { revision } } }';
    expect(await people.desk.ask(text, { id: old.id })).toEqual({ order: { workflow: { revision: 1 } } });
  });

  it('does not take the place of what the tenant wrote', async () => {
    const people = ordering();
    await people.placed({ type: 'SERVICE' });
    await define(people, short);
    await before(people);
    await people.placed({ type: 'SERVICE' });
    expect((await revisions(people)).orderWorkflows).toMatchObject([{ status: 'RETIRED' }, { revision: 2, status: 'ACTIVE' }]);
  });
});

it('lets only those place by it who have what its placing takes', async () => {
  const people = ordering();
  const transitions = short.transitions.map((each) => (each.code === 'place' ? { ...each, permission: 'orders:approve' } : each));
  await define(people, { ...short, transitions });
  const clerk = new Ordering(people.desk, people.desk.somebody({ permissions: ['orders:read', 'orders:place', 'patients:read'] }));
  const refusal = 'NOT_ALLOWED It takes orders:approve at the branch that ordered: ask somebody who has it.';
  expect(await clerk.refused('createOrder', clerk.input({ type: 'SERVICE', place: true }))).toBe(refusal);
  const { id, version } = await clerk.draft({ type: 'SERVICE' });
  expect(await clerk.refused('placeOrder', { id, expectedVersion: version })).toBe(refusal);
  expect(await people.change('placeOrder', { id, expectedVersion: version })).toMatchObject({ status: 'ACTIVE', state: 'placed' });
});

it('numbers revisions one after the other when several are written at once', async () => {
  const people = ordering();
  await Promise.all(Array.from({ length: 5 }, () => define(people, short, 'quick')));
  const { orderWorkflows } = await revisions(people);
  expect(orderWorkflows.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
  expect(orderWorkflows.filter(({ status }) => status === 'ACTIVE')).toEqual([expect.objectContaining({ revision: 5 })]);
});

it('says all that is wrong, with the path from the input, and changes nothing', async () => {
  const people = ordering();
  const input = { type: 'SERVICE', code: 'standard', name: 'Service', definition: { ...short, initial: 'draught' } };
  const text =
    'mutation ($input: DefineOrderWorkflowInput!) { result: defineOrderWorkflow(input: $input) { workflow { id } userErrors { message field } } }';
  const { result } = await people.desk.ask<{ result: { workflow: null; userErrors: object[] } }>(text, { input });
  expect(result).toEqual({
    workflow: null,
    userErrors: [{ message: 'initial: there is no state "draught". Did you mean "draft"?', field: ['input', 'definition', 'initial'] }],
  });
  expect((await revisions(people)).orderWorkflows).toEqual([]);
});

it('is seen by no other tenant, and written by nobody who may not', async () => {
  const people = ordering();
  await define(people, short);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['orders:read', 'orders:place'] });
  expect(await people.desk.ask('{ orderWorkflows(retired: true) { id } }', {}, stranger)).toEqual({ orderWorkflows: [] });
  const clerk = people.desk.somebody({ permissions: ['orders:read', 'orders:place'] });
  const input = { type: 'SERVICE', code: 'standard', name: 'Service', definition: short };
  await expect(people.desk.run('defineOrderWorkflow', 'workflow { id }', input, clerk)).rejects.toThrow('orders:configure');
});

it('is of every branch, and not written by who configures the orders of one', async () => {
  const people = ordering();
  await define(people, short);
  const input = { type: 'SERVICE', code: 'standard', name: 'Service', definition: standard };
  const manager = people.desk.somebody({ branches: [people.desk.branchId] });
  const { userErrors } = await people.desk.run('defineOrderWorkflow', 'workflow { id }', input, manager);
  expect(userErrors).toEqual([
    {
      code: 'NOT_ALLOWED',
      message: 'This holds at every branch, and takes orders:configure at all of them: ask somebody who has it there.',
    },
  ]);
  expect((await revisions(people)).orderWorkflows).toMatchObject([{ status: 'RETIRED' }, { revision: 2, status: 'ACTIVE' }]);
});

it('is found by its id', async () => {
  const people = ordering();
  const { workflow } = await define(people, short, 'short_service');
  const text = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on OrderWorkflow { code revision } } }';
  const { _entities } = await people.desk.ask<{ _entities: object[] }>(text, { of: [{ __typename: 'OrderWorkflow', id: workflow.id }] });
  expect(_entities).toEqual([{ code: 'short_service', revision: 1 }]);
});
