import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { planOf } from '#kernel/testing/query-plan.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openOrders } from '../testing/order-desk.js';
import { SpecimenStatus } from './specimen-terms.js';
import { specimensMatching } from './specimen.filter.js';
import { SpecimenDesk } from './testing/specimen-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

/** The desk's specimens among 20,000 that were resulted long ago, at fifty laboratories. */
async function busyDesk(): Promise<{ desk: SpecimenDesk; orderId: string; numbers: string[] }> {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const { orderId, numbers } = await desk.tubes(2);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path to orders, public');
  // Neither audited nor bound to orders: only their number matters.
  await owner.query('set session_replication_role to replica');
  await owner.query(
    `insert into specimens (tenant_id, order_id, branch_id, performer_branch_id, accession_number, status, specimen_type, container_type, volume_ml,
        collected_at, received_at, resulted_at)
      select $1, uuidv7(), uuidv7(), case when n % 50 = 0 then $2::uuid else ('00000000-0000-7000-8000-' || lpad((n % 50)::text, 12, '0'))::uuid end,
        'X-S-' || n, 'RESULTED', '{"display": "Blood"}', 'Tube', 4, now(), now(), now()
      from generate_series(1, 20000) n`,
    [toUuid('tenant', desk.tenant.id), toUuid('branch', desk.laboratoryId)],
  );
  await owner.query('analyze specimens, specimen_tests');
  await owner.end();
  return { desk, orderId, numbers };
}

it('are found by index: by number, by order, what waits at a laboratory, and the newest', async () => {
  const { desk, orderId, numbers } = await busyDesk();
  const app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
  const indexes = async (where: ReturnType<typeof sql>) => {
    const plan = await planOf(app, desk.tenant, sql`select * from specimens where ${where}`, { branches: [desk.laboratoryId] });
    return plan.flatMap((node) => node['Index Name'] ?? []);
  };
  const performerBranchId = desk.laboratoryId;
  const newest = sql`order by specimens.id desc limit 21`;
  expect(await indexes(specimensMatching({ accessionNumber: numbers[0] ?? '' }))).toEqual(['specimens_accession_number']);
  expect(await indexes(sql`accession_number = any (${numbers}::text[])`)).toEqual(['specimens_accession_number']);
  expect(await indexes(sql`order_id = ${toUuid('order', orderId)}`)).toEqual(['specimens_by_order']);
  const waiting = specimensMatching({ performerBranchId, status: [SpecimenStatus.TO_BE_COLLECTED, SpecimenStatus.COLLECTED] });
  expect(await indexes(sql`${waiting} ${newest}`)).toEqual(['specimens_by_status']);
  expect(await indexes(sql`${specimensMatching({ performerBranchId })} ${newest}`)).toEqual(['specimens_by_performer']);
  await app.end();
});
