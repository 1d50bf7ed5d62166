import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openPharmacy } from '../testing/dispensary.js';
import { besides } from './checks/active-medicines.js';
import { lotsOf } from './dispense-lots.js';
import { dispensesMatching } from './dispense-search.js';
import { DispenseStatus } from './dispense-status.js';
import { claimsOf } from './fill.js';

const steppe = testTenant('steppe');
const branchId = newId('branch');
const [patientId, prescriptionId, requestId, dispenseId] = [
  newId('patient'),
  newId('prescription'),
  newId('medicationrequest'),
  newId('dispense'),
];
let subgraph: TestSubgraph;
let app: pg.Client;

beforeAll(async () => {
  ({ subgraph } = await openPharmacy());
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  // Without triggers and foreign keys: three tenants with 4000 dispenses each, as a plan on an empty table proves nothing.
  await owner.query('set search_path = pharmacy, public; set session_replication_role = replica');
  for (const tenant of [steppe, testTenant('copperbelt'), testTenant('luangwa')]) {
    await owner.query(
      `insert into dispenses (tenant_id, branch_id, number, status, prescription_id, request_id, patient_id, product_id, prescribed_product_id, fill,
          quantity, owed, handed_over_at)
        select $1, case when n % 4 = 0 then $2::uuid else uuidv7() end, 'N' || n, case when n % 50 = 0 then 'PREPARATION' else 'COMPLETED' end,
          uuidv7(), uuidv7(), uuidv7(), $2, $2, 1, 1, 0, case when n % 50 = 0 then null else now() end from generate_series(1, 4000) n`,
      [toUuid('tenant', tenant.id), toUuid('branch', branchId)],
    );
  }
  await owner.query(`insert into dispense_lots (tenant_id, branch_id, dispense_id, lot_id, location_id, quantity)
    select tenant_id, branch_id, id, uuidv7(), uuidv7(), 1 from dispenses`);
  await owner.query(`insert into dispense_packs (tenant_id, branch_id, dispense_id, position, lot_id, serial_number)
    select tenant_id, branch_id, id, 1, uuidv7(), number from dispenses`);
  await owner.query(`insert into dispense_checks (tenant_id, branch_id, dispense_id, kind, severity, message, inputs, subject)
    select tenant_id, branch_id, id, 'ALLERGY', 'HIGH', 'Found', '{}', 'x' from dispenses`);
  await owner.query(
    `insert into request_claims (tenant_id, dispense_id, request_id, quantity) select tenant_id, id, request_id, 1 from dispenses`,
  );
  await owner.query(
    `insert into lots (tenant_id, id, product_id, lot_number) select tenant_id, lot_id, uuidv7(), lot_id::text from dispense_lots`,
  );
  await owner.query(
    `insert into products (tenant_id, kind, status, name, name_key) select tenant_id, 'MEDICINE', 'ACTIVE', number, number from dispenses`,
  );
  await owner.query(`insert into prescriptions (tenant_id, id, branch_id, number, scan_code, status, patient_id, prescriber_id, signed_at, written_on, valid_until)
    select tenant_id, prescription_id, branch_id, number, number, 'ACTIVE', patient_id, uuidv7(), now(), current_date, current_date + 90 from dispenses`);
  await owner.query(`insert into medication_requests (tenant_id, id, prescription_id, patient_id, position, status, product_id, quantity, substitution_allowed)
    select tenant_id, request_id, prescription_id, patient_id, 1, 'ACTIVE', uuidv7(), 1, true from dispenses`);
  await owner.query(
    'analyze dispenses, dispense_lots, dispense_packs, dispense_checks, request_claims, lots, products, prescriptions, medication_requests',
  );
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

const listed = (filter: object) =>
  sql`select dispenses.id from dispenses where ${dispensesMatching(filter)} order by dispenses.id desc limit 21`;

it.each([
  ['a branch', listed({ branchId }), 'dispenses_by_branch', /tenant_id = .*branch_id = /],
  [
    'a branch in a status',
    listed({ branchId, status: DispenseStatus.PREPARATION }),
    'dispenses_by_status',
    /tenant_id = .*status = .*branch_id = /,
  ],
  ['a patient', listed({ patientId }), 'dispenses_by_patient', /tenant_id = .*patient_id = /],
  ['a prescription', listed({ prescriptionId }), 'dispenses_by_prescription', /tenant_id = .*prescription_id = /],
  [
    'those that are blocked',
    listed({ branchId, status: DispenseStatus.PREPARATION, hasOpenChecks: true }),
    'dispense_checks_once',
    /tenant_id = .*dispense_id = /,
  ],
  ['what others prepare', claimsOf(requestId, dispenseId), 'request_claims_by_request', /tenant_id = .*request_id = /],
  ['the lots of a dispense', lotsOf([dispenseId]), 'dispense_lots_pkey', /tenant_id = .*dispense_id = /],
  [
    'the other medicines of a patient',
    besides({ id: requestId, patientId }, { id: prescriptionId }, { today: '2031-01-01', now: new Date() }),
    'medication_requests_by_patient',
    /tenant_id = .*patient_id = /,
  ],
])('%s is found by its index as the app role, and no table is read through', async (_name, statement, index, condition) => {
  const plan = await planOf(app, steppe, statement);
  expect(plan.find((node) => node['Index Name'] === index)?.['Index Cond']).toMatch(condition);
  expect(plan.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== 'check_overrides')).toEqual([]);
});
