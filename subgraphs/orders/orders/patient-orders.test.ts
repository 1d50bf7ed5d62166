import type { Neighbours } from '#kernel/testing/neighbours.js';
import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering } from '../testing/ordering.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

const query = `query ($patients: [_Any!]!) { _entities(representations: $patients) { ... on Patient {
  orders(first: 2, filter: { type: LAB_SAMPLE }) { totalCount nodes { number state stateName
    workflow { code } transitions { code } reservation { status } comments { text } documents { title } amendments { reason } lines { name } steps { step } } } } } }`;

function represent(ids: readonly string[]) {
  return { patients: ids.map((id) => ({ __typename: 'Patient', id })) };
}

it('shows the orders of a patient, and takes as many statements for many patients as for one', async () => {
  const people = new Ordering(new OrderDesk(subgraph, neighbours));
  const patients = Array.from({ length: 6 }, () => newId('patient'));
  const ask = async (ids: readonly string[]) => {
    const before = subgraph.database.statementCount;
    const data = await people.desk.ask<{ _entities: { orders: { totalCount: number; nodes: { stateName: string }[] } }[] }>(
      query,
      represent(ids),
    );
    return { statements: subgraph.database.statementCount - before, orders: data._entities.map(({ orders }) => orders) };
  };
  for (const patientId of patients)
    for (const type of ['LAB_SAMPLE', 'LAB_SAMPLE', 'LAB_SAMPLE', 'SERVICE']) await people.placed({ patientId, type });
  const one = await ask(patients.slice(0, 1));
  expect(one.orders).toMatchObject([{ totalCount: 3, nodes: [{ stateName: 'To be collected' }, { stateName: 'To be collected' }] }]);
  const all = await ask(patients);
  expect(all.orders.map(({ totalCount }) => totalCount)).toEqual([3, 3, 3, 3, 3, 3]);
  expect(all.statements).toBe(one.statements);
});

it('shows none of branches where the caller may not look', async () => {
  const people = new Ordering(new OrderDesk(subgraph, neighbours));
  await people.placed();
  const elsewhere = people.desk.somebody({ branches: [people.desk.addBranch()] });
  const data = await people.desk.ask<{ _entities: { orders: { totalCount: number } }[] }>(query, represent([people.patientId]), elsewhere);
  expect(data._entities[0]?.orders.totalCount).toBe(0);
});
