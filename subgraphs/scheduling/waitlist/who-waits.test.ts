import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { inTenant } from '../testing/behind-the-graph.js';
import { isWaitingFor } from './offering.js';

const steppe = testTenant('steppe');
const ulaanbaatar = newId('branch');
const consultation = newId('service');
let subgraph: TestSubgraph;
let app: pg.Client;

beforeAll(async () => {
  subgraph = await openTestSubgraph(scheduling);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = scheduling, public; alter table waitlist_entries disable trigger audit');
  // Five houses where 4,000 waited once and 40 wait now: a plan on an empty table proves nothing.
  for (const tenant of [steppe, ...Array.from({ length: 4 }, (_, index) => testTenant(`other-${index}`))]) {
    await inTenant(owner, tenant, async () => {
      await owner.query(
        `insert into healthcare_services (id, code, name, name_key, duration_minutes) values ($1, 'C', 'Consultation', 'consultation', 30)`,
        [toUuid('service', consultation)],
      );
      await owner.query(
        `insert into waitlist_entries (branch_id, patient_id, service_id, priority, earliest_on, latest_on, status)
        select $1, uuidv7(), $2, 'ROUTINE', '2031-01-01', '2031-12-31', case when n % 100 = 0 then 'WAITING' else 'BOOKED' end from generate_series(1, 4000) n`,
        [toUuid('branch', ulaanbaatar), toUuid('service', consultation)],
      );
    });
  }
  await owner.query('alter table waitlist_entries enable trigger audit');
  await owner.query('analyze');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

it('finds who waits for a time by an index, under row-level security, and never looks at who waited once', async () => {
  const freed = {
    branchId: ulaanbaatar,
    practitionerId: newId('practitioner'),
    serviceId: consultation,
    resourceIds: [],
    patientId: newId('patient'),
    localDate: '2031-03-10',
    startsAt: new Date('2031-03-10T01:00Z'),
  };
  const statement = sql`select patient_id from waitlist_entries where ${isWaitingFor(freed)} order by rank, created_at, id limit 51`;
  const nodes = await planOf(app, steppe, statement, { branches: [ulaanbaatar] });
  expect(nodes.map((node) => node['Index Name'])).toContain('waitlist_entries_by_order');
  expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'waitlist_entries')).toEqual([]);
});
