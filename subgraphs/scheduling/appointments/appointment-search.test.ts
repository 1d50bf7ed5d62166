import pg from 'pg';
import { raw, sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { inTenant } from '../testing/behind-the-graph.js';
import { appointmentsMatching } from './appointment-search.js';
import type { AppointmentFilter } from './appointment.inputs.js';

const steppe = testTenant('steppe');
const ulaanbaatar = newId('branch');
const darkhan = newId('branch');
const bat = newId('practitioner');
const dolgor = newId('patient');
const day = '2031-03-10';
let subgraph: TestSubgraph;
let app: pg.Client;

beforeAll(async () => {
  subgraph = await openTestSubgraph(scheduling);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = scheduling, public; alter table appointments disable trigger audit');
  // Some months of a house with twenty practitioners at two branches, and four houses like it: a plan on an empty table proves nothing.
  for (const tenant of [steppe, ...Array.from({ length: 4 }, (_, index) => testTenant(`other-${index}`))]) {
    await inTenant(owner, tenant, async () => {
      await owner.query(
        `insert into healthcare_services (code, name, name_key, duration_minutes) values ('C', 'Consultation', 'consultation', 30)`,
      );
      await owner.query(
        `insert into practitioners (id, name, name_key) select case n when 0 then $1::uuid else uuidv7() end, 'Dr ' || n, 'dr ' || n from generate_series(0, 19) n`,
        [toUuid('practitioner', bat)],
      );
      await owner.query(
        `insert into appointments (branch_id, status, patient_id, service_id, practitioner_id, starts_at, ends_at, local_date, time_zone)
        select case when n % 2 = 0 then $1::uuid else $2::uuid end, 'BOOKED', case when n % 1000 = 0 then $3::uuid else uuidv7() end, (select id from healthcare_services where tenant_id = tenant_id()),
          practitioners.id, at, at + interval '30 minutes', at::date, 'Asia/Ulaanbaatar'
        from practitioners, generate_series(0, 499) n, lateral (select timestamptz '2031-01-01T01:00Z' + n / 4 * interval '1 day' + n % 4 * interval '1 hour' as at)
        where practitioners.tenant_id = tenant_id()`,
        [toUuid('branch', ulaanbaatar), toUuid('branch', darkhan), toUuid('patient', dolgor)],
      );
    });
  }
  await owner.query('alter table appointments enable trigger audit');
  await owner.query('analyze');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

describe('the list of appointments', () => {
  const soonest = 'starts_at, id';
  it.each<[string, AppointmentFilter, string, string]>([
    ['of a day at a branch', { branchId: ulaanbaatar, date: day }, soonest, 'appointments_by_day'],
    ['of a patient', { patientId: dolgor }, 'starts_at desc, id desc', 'appointments_by_patient'],
    ['of a practitioner', { practitionerId: bat, startsFrom: new Date(`${day}T00:00Z`) }, soonest, 'appointments_by_practitioner'],
    ['from now on', { startsFrom: new Date(`${day}T00:00Z`) }, soonest, 'appointments_by_start'],
  ])('%s follows an index under row-level security', async (_, filter, orderBy, index) => {
    const statement = sql`select appointments.id, reason from appointments where ${appointmentsMatching(filter)} order by ${raw(orderBy)} limit 21`;
    for (const options of [{}, { branches: [ulaanbaatar] }]) {
      const nodes = await planOf(app, steppe, statement, options);
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
      expect(nodes.map((node) => node['Index Name'])).toContain(index);
    }
  });
});
