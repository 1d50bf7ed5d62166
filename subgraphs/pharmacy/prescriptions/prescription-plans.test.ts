import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openPharmacy } from '../testing/dispensary.js';
import { activeMedicationsOf } from './active-medications.js';
import { waitingAt } from './prescription.subscription.js';

const steppe = testTenant('steppe');
const branches = Array.from({ length: 4 }, () => newId('branch'));
const patientId = newId('patient');
let subgraph: TestSubgraph;
let app: pg.Client;

beforeAll(async () => {
  ({ subgraph } = await openPharmacy());
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = pharmacy, public; set session_replication_role = replica');
  // Three tenants with four branches of 1000 prescriptions each, most of them done with: a plan on an empty table proves nothing.
  for (const tenant of [steppe, testTenant('copperbelt'), testTenant('luangwa')]) {
    for (const branch of tenant === steppe ? branches : branches.map(() => newId('branch'))) {
      await owner.query(
        `insert into prescriptions (tenant_id, branch_id, number, scan_code, status, patient_id, prescriber_id, signed_at, written_on, valid_until)
          select $1, $2::uuid, $2::uuid::text || n, $2::uuid::text || n, case when n % 50 = 0 then 'ACTIVE' else 'COMPLETED' end,
            case when n = 7 then $3::uuid else uuidv7() end, uuidv7(), now(), current_date, current_date + 90 from generate_series(1, 1000) n`,
        [toUuid('tenant', tenant.id), toUuid('branch', branch), toUuid('patient', patientId)],
      );
    }
  }
  await owner.query(`insert into medication_requests (tenant_id, prescription_id, patient_id, position, status, product_id, quantity, substitution_allowed)
    select tenant_id, id, patient_id, position, status, uuidv7(), 1, true from prescriptions, generate_series(1, 2) position`);
  await owner.query('analyze prescriptions');
  await owner.query('analyze medication_requests');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

it.each([
  [
    'what waits at a branch',
    sql`select prescriptions.id from prescriptions ${waitingAt(branches[0] ?? '')}`,
    'prescriptions_waiting',
    /tenant_id = .*waits_at = .*status = /,
  ],
  [
    'what patients take',
    sql`select medication_requests.id from medication_requests ${activeMedicationsOf([patientId])}`,
    'medication_requests_by_patient',
    /tenant_id = .*patient_id = .*/,
  ],
  [
    'the prescription of a code',
    sql`select id from prescriptions where scan_code = 'CGRX:0'`,
    'prescriptions_scan_code',
    /tenant_id = .*scan_code = /,
  ],
  [
    'the prescription of a number',
    sql`select id from prescriptions where number = 'UB1-RX-000001'`,
    'prescriptions_number',
    /tenant_id = .*number = /,
  ],
])('%s is found by its index as the app role, and no table is read through', async (_name, statement, index, condition) => {
  const plan = await planOf(app, steppe, statement);
  expect(plan.find((node) => node['Index Name'] === index)?.['Index Cond']).toMatch(condition);
  expect(plan.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== 'branch_profiles')).toEqual([]);
});
