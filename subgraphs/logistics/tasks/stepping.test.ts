import pg from 'pg';
import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../testing/depot.js';
import { react, TaskDesk, taskFields } from './testing/task-desk.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof TaskDesk>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

it('tells of each step what became of the task, for which order and with what', async () => {
  const depot = new TaskDesk(subgraph, neighbours);
  const [laboratory, courier] = [depot.addBranch(), await depot.courier()];
  const [orderId, specimenId] = [newId('order'), newId('specimen')];
  const place = { branchId: laboratory, name: 'Laboratory', phone: null, address: null, latitude: 47.9, longitude: 106.9 };
  const items = [{ id: specimenId, name: 'Blood', code: null, quantity: 1, minCelsius: null, maxCelsius: null }];
  const wanted = { key: 'fetch', kind: 'PICKUP', dependsOn: [], place, notBefore: null, notAfter: null, items, skills: [] };
  await react(depot, depot.event('order.tasks_requested', orderId, { performerBranchId: laboratory, tasks: [wanted] }));
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  const told = async () =>
    (
      await owner.query<{ type: string; subject: string; data: object }>(
        'select type, subject, data from logistics.outbox order by position',
      )
    ).rows;
  const id = (await told())[0]?.subject ?? '';
  await depot.give(id, courier);
  for (const step of ['acceptTask', 'startTask', 'arriveAtTask', 'completeTask'])
    await depot.done(step, taskFields, { id }, courier.context);
  const facts = {
    number: 'UB1-T-000001',
    kind: 'PICKUP',
    outcome: null,
    failureReason: null,
    orderId,
    orderKey: 'fetch',
    otherBranchId: laboratory,
    itemIds: [specimenId],
  };
  const courierId = courier.id;
  expect(await told()).toEqual([
    { type: 'task.created', subject: id, data: { ...facts, status: 'UNASSIGNED', courierId: null } },
    { type: 'task.updated', subject: id, data: { ...facts, status: 'ASSIGNED', courierId } },
    { type: 'task.updated', subject: id, data: { ...facts, status: 'ASSIGNED', courierId } },
    { type: 'task.updated', subject: id, data: { ...facts, status: 'ACTIVE', courierId } },
    { type: 'task.updated', subject: id, data: { ...facts, status: 'ACTIVE', courierId } },
    { type: 'task.completed', subject: id, data: { ...facts, status: 'COMPLETED', outcome: 'SUCCESS', courierId } },
  ]);
  await owner.end();
});
