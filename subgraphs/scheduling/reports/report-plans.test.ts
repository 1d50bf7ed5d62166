import pg from 'pg';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { openScheduling } from '../testing/practice.js';
import { funnelStatement, utilizationStatement, waitingStatement } from './report-branch.js';

const steppe = testTenant('steppe');
const branches = Array.from({ length: 4 }, () => newId('branch'));
const range = { branchId: branches[0] ?? '', from: '2026-03-02', until: '2026-03-08' };
let subgraph: TestSubgraph;
let app: pg.Client;

beforeAll(async () => {
  ({ subgraph } = await openScheduling());
  const owner = await openBehindTheGraph(subgraph);
  // Five tenants with four branches each, 120 days of 20 visits and 20 tickets: a plan on an empty table proves nothing.
  for (const tenant of [steppe, ...Array.from({ length: 4 }, (_, index) => testTenant(`other-${index}`))]) {
    const uuid = toUuid('tenant', tenant.id);
    for (const branch of tenant === steppe ? branches : Array.from({ length: 4 }, () => newId('branch'))) {
      await owner.query(
        `insert into appointments (tenant_id, branch_id, status, patient_id, service_id, practitioner_id, starts_at, ends_at, local_date, time_zone, booked_at, reason)
          select $1, $2, case n % 5 when 0 then 'NOSHOW' else 'FULFILLED' end, uuidv7(), $3, $4, day + n * interval '15 minutes', day + n * interval '15 minutes' + interval '15 minutes',
            day::date, 'UTC', day, repeat('why ', 20) from generate_series(timestamptz '2026-01-01', '2026-04-30', '1 day') day, generate_series(1, 20) n`,
        [uuid, toUuid('branch', branch), toUuid('service', newId('service')), toUuid('practitioner', newId('practitioner'))],
      );
      await owner.query(
        `insert into queue_tickets (tenant_id, branch_id, service_point_id, local_date, number, code, status, priority, waiting_since, order_at, joined_at, first_called_at)
          select $1, $2, $3, day::date, n, 'A-' || n, 'FINISHED', 'ROUTINE', day, day, day, day + n * interval '1 minute'
            from generate_series(timestamptz '2026-01-01', '2026-04-30', '1 day') day, generate_series(1, 20) n`,
        [uuid, toUuid('branch', branch), toUuid('servicepoint', newId('servicepoint'))],
      );
      await owner.query(
        `insert into queue_stays (tenant_id, ticket_id, left_at, branch_id, service_point_id, local_date, joined_at, first_called_at)
          select tenant_id, id, joined_at + interval '1 hour', branch_id, service_point_id, local_date, joined_at, first_called_at from queue_tickets where branch_id = $1`,
        [toUuid('branch', branch)],
      );
    }
  }
  // Index-only scans skip the heap where the visibility map says so, which vacuum writes.
  await owner.query('vacuum analyze appointments');
  await owner.query('vacuum analyze queue_tickets');
  await owner.query('vacuum analyze queue_stays');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

it.each([
  ['the funnel', funnelStatement(range), ['appointments_by_day']],
  ['utilization', utilizationStatement(range), ['appointments_by_day']],
  ['waiting', waitingStatement(range), ['queue_tickets_by_day', 'queue_stays_by_day']],
])('%s of a week is counted from the index that holds the days of a branch, without the rows', async (_, statement, indexes) => {
  const scans = (await planOf(app, steppe, statement, { analyze: true })).filter((node) => 'Relation Name' in node);
  expect(scans).toMatchObject(
    indexes.map((index) => ({ 'Node Type': 'Index Only Scan', 'Index Name': index, 'Actual Rows': 140, 'Heap Fetches': 0 })),
  );
  for (const scan of scans) expect(scan['Index Cond']).toMatch(/tenant_id = .*branch_id = .*local_date >= .*local_date <= /);
});

it('takes one statement for each of its figures, whatever there is to count', async () => {
  const context = contextOf({ tenant: steppe, permissions: ['reports:read'] });
  const ask = async (from: string, until: string) => {
    const before = subgraph.database.statementCount;
    const { errors } = await subgraph.execute(
      `query ($branchId: ID!, $from: Date!, $until: Date!) { schedulingReport(branchId: $branchId, from: $from, until: $until) { funnel { booked } utilization { rate } waiting { called } } }`,
      context,
      { branchId: range.branchId, from, until },
    );
    expect(errors).toBeUndefined();
    return subgraph.database.statementCount - before;
  };
  const aDay = await ask('2026-03-02', '2026-03-02');
  expect(await ask('2026-01-01', '2026-04-30')).toBe(aDay);
});
