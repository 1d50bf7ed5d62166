import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { openScheduling, Practice } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

it('takes as many statements for a queue of 30 as for one, and sees its own among the tickets of other days, branches and tenants', async () => {
  const clinic = new Practice(subgraph, neighbours);
  const owner = await openBehindTheGraph(subgraph);
  for (const tenant of [clinic.tenant, testTenant('copperbelt')]) {
    await owner.query(
      `insert into queue_tickets (tenant_id, branch_id, service_point_id, local_date, number, code, status, priority, waiting_since, order_at, joined_at, first_called_at)
        select $1, $2, $3, current_date - n / 100, n % 100 + 1, 'Z-' || n % 100, case n % 50 when 0 then 'WAITING' else 'FINISHED' end, 'ROUTINE', now(), now(), now(), now() from generate_series(1, 5000) n`,
      [toUuid('tenant', tenant.id), toUuid('branch', newId('branch')), toUuid('servicepoint', newId('servicepoint'))],
    );
  }
  await owner.end();
  const desks = [await clinic.servicePoint('A'), await clinic.servicePoint('B')];
  const statements = async (waiting: number) => {
    const before = subgraph.database.statementCount;
    const text = `query ($branchId: ID) { queue(branchId: $branchId) { code ahead estimatedWaitMinutes patient { id } servicePoint { name weights { minutes } } practitioner { name } resource { name } appointment { id } } }`;
    const { queue } = await clinic.ask<{ queue: { ahead: number }[] }>(text, { branchId: clinic.branchId });
    expect(queue).toHaveLength(waiting);
    return subgraph.database.statementCount - before;
  };
  const ticket = (index: number) => clinic.ticket(desks[index % 2] ?? '', { patientId: newId('patient') });
  await ticket(0);
  const one = await statements(1);
  for (let index = 1; index < 30; index += 1) await ticket(index);
  expect(await statements(30)).toBe(one);
  expect(one).toBe(3);
  const stranger = contextOf({ tenant: testTenant('luangwa'), permissions: ['queue:read'] });
  expect(
    await clinic.ask('query ($branchId: ID) { queue(branchId: $branchId) { code } }', { branchId: clinic.branchId }, stranger),
  ).toEqual({ queue: [] });
});
