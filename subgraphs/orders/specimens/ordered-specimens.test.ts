import { sql } from '#kernel/database/sql.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openOrders } from '../testing/order-desk.js';
import { Ordering } from '../testing/ordering.js';
import { SpecimenDesk } from './testing/specimen-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

/** A laboratory order that was placed for as many tubes. */
async function placedOrder(tubes: number, more: object = {}) {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const people = new Ordering(desk);
  const productId = await desk.examination();
  const lines = [people.line({ productId, quantity: tubes })];
  const { id } = await people.placed({ performerBranchId: desk.laboratoryId, lines, ...more });
  const order = async () => {
    const query = 'query ($id: ID!) { order(id: $id) { state status specimens { accessionNumber status } } }';
    interface Seen {
      readonly order: {
        readonly state: string;
        readonly status: string;
        readonly specimens: { accessionNumber: string; status: string }[];
      };
    }
    const { order: seen } = await desk.ask<Seen>(query, { id });
    return { state: seen.state, status: seen.status, specimens: seen.specimens.map(({ status }) => status) };
  };
  const numbers = Array.from({ length: tubes }, (_, index) => `UB1-S-00000${index + 1}`);
  return { desk, people, id, order, numbers };
}

it('take their order on, the last of them each time', async () => {
  const { desk, order, numbers } = await placedOrder(3);
  const [first, second, third] = numbers as [string, string, string];
  const scan = (mutation: string, accessionNumbers: string[], more: object = {}) =>
    desk.done(mutation, 'specimens { id }', { accessionNumbers, ...more }, mutation === 'collectSpecimens' ? desk.nurse : desk.technician);
  expect(await order()).toEqual({ state: 'to_collect', status: 'ACTIVE', specimens: numbers.map(() => 'TO_BE_COLLECTED') });
  await scan('collectSpecimens', [first, second]);
  expect(await order()).toMatchObject({ state: 'to_collect' });
  await scan('collectSpecimens', [third]);
  expect(await order()).toMatchObject({ state: 'collected' });
  await scan('receiveSpecimens', [first]);
  expect(await order()).toMatchObject({ state: 'collected' });
  await scan('rejectSpecimens', [third], { reason: 'CLOTTED' });
  await scan('receiveSpecimens', [second]);
  expect(await order()).toMatchObject({ state: 'received' });
  for (const accessionNumber of [first, second])
    await desk.done('recordSpecimenResult', 'result { id }', { accessionNumber, title: 'Count', conclusion: 'Normal' }, desk.technician);
  expect(await order()).toEqual({ state: 'resulted', status: 'ACTIVE', specimens: ['RESULTED', 'RESULTED', 'REJECTED'] });
});

it('leave it where it is when all of them are rejected, until others are collected', async () => {
  const { desk, order, numbers } = await placedOrder(1);
  const scan = (mutation: string, accessionNumbers: string[], more: object = {}) =>
    desk.done(mutation, 'specimens { id }', { accessionNumbers, ...more }, mutation === 'collectSpecimens' ? desk.nurse : desk.technician);
  await scan('collectSpecimens', numbers);
  await scan('rejectSpecimens', numbers, { reason: 'CLOTTED' });
  expect(await order()).toEqual({ state: 'collected', status: 'ACTIVE', specimens: ['REJECTED'] });
  await desk.done('recollectSpecimen', 'specimens { id }', { accessionNumber: numbers[0] }, desk.nurse);
  await scan('collectSpecimens', ['UB1-S-000002']);
  expect(await order()).toMatchObject({ state: 'collected' });
  await scan('receiveSpecimens', ['UB1-S-000002']);
  expect(await order()).toEqual({ state: 'received', status: 'ACTIVE', specimens: ['REJECTED', 'RECEIVED'] });
});

it('take it on once, however many collect at once', async () => {
  const { desk, id, order, numbers } = await placedOrder(5);
  await Promise.all(numbers.map((number) => desk.done('collectSpecimens', 'specimens { id }', { accessionNumbers: [number] }, desk.nurse)));
  expect(await order()).toMatchObject({ state: 'collected' });
  const query = 'query ($id: ID!) { order(id: $id) { steps { step trigger } } }';
  const { order: seen } = await desk.ask<{ order: { steps: { step: string; trigger: string | null }[] } }>(query, { id });
  expect(seen.steps.filter(({ step }) => step === 'collect')).toEqual([{ step: 'collect', trigger: 'SPECIMENS_COLLECTED' }]);
});

it('are given up with their order, and couriers are asked to carry those there are', async () => {
  const { desk, people, id, order, numbers } = await placedOrder(2, { deliveryMode: 'COURIER' });
  let asked: { code: string }[][] = [];
  await desk.system(desk.branchId, async (transaction) => {
    const rows = await transaction.rows<{ tasks: { items: { code: string }[] }[] }>(
      sql`select data -> 'tasks' as tasks from outbox where type = 'order.tasks_requested' and subject = ${id}`,
    );
    asked = rows.flatMap(({ tasks }) => tasks.map(({ items }) => items));
  });
  expect(asked.length).toBeGreaterThan(0);
  for (const items of asked) expect(items.map(({ code }) => code)).toEqual(numbers);
  await people.move({ id }, 'call_off', { reason: 'The patient went home' });
  expect(await order()).toEqual({ state: 'revoked', status: 'REVOKED', specimens: ['CANCELLED', 'CANCELLED'] });
});
