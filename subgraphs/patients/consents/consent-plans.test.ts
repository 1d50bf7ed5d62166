import pg from 'pg';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { planOf, type PlanNode } from '#kernel/testing/query-plan.js';
import { clientOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Encounter } from '../encounters/encounter.js';
import { patients } from '../index.js';
import { Patient } from '../patients/patient.js';

const steppe = testTenant('steppe');
const permissions = ['patients:read', 'encounters:read'];
/** One knows five of a hundred thousand patients, the other half of them. */
const small = clientOf({ tenant: steppe, permissions });
const large = clientOf({ tenant: steppe, permissions });
let subgraph: TestSubgraph;
let app: pg.Client;
let known: string;

beforeAll(async () => {
  subgraph = await openTestSubgraph(patients);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query(
    'set search_path = patients, public; alter table patients disable trigger user; alter table encounters disable trigger user',
  );
  await owner.query('select set_config($1, $2, false)', ['app.tenant_id', toUuid('tenant', steppe.id)]);
  await owner.query(`insert into patients (number, name, name_key, names, telecom)
    select 'P-' || n, 'Given' || n, 'given' || n, '[]', '[]' from generate_series(1, 100000) n`);
  await owner.query(`insert into encounters (branch_id, patient_id, status, class, starts_at)
    select uuidv7(), id, 'FINISHED', 'AMB', now() - number_of * interval '1 minute' from (select id, row_number() over () as number_of from patients) each`);
  const consents = `insert into consented (consent_id, patient_id, client_id, purposes, scopes, starts_at, in_force, version)
    select uuidv7(), id, $1, '{TREAT}', '{patients:read,encounters:read}', now() - interval '1 day', true, 1
    from (select id, row_number() over (order by number) as nth from patients) each where nth % $2 = 0 returning patient_id`;
  const [first] = (await owner.query<{ patient_id: string }>(consents, [toUuid('client', small.actor.id ?? ''), 20_000])).rows;
  await owner.query(consents, [toUuid('client', large.actor.id ?? ''), 2]);
  known = first?.patient_id ?? '';
  await owner.query('alter table patients enable trigger user; alter table encounters enable trigger user; analyze');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

const page = (where: Sql) =>
  sql`select patients.id, patients.name from patients where deleted_at is null and ${where} order by name_key, id limit 21`;
const encounters = (where: Sql) =>
  sql`select encounters.id, encounters.starts_at from encounters where ${where} order by starts_at, id limit 21`;

function clientPlan(client: RequestContext, permission: string, statement: Sql): Promise<PlanNode[]> {
  const { id, purpose = '' } = client.actor;
  return planOf(app, steppe, statement, { analyze: true, client: { id: id ?? '', purpose, permission } });
}

/** How many rows the plan looked at. */
function rowsRead(plan: readonly PlanNode[]): number {
  return plan
    .filter((node) => node['Relation Name'])
    .reduce((sum, node) => sum + ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 0), 0);
}

describe('consent in the plan of a statement', () => {
  it('is never looked up for staff, by whom the same rows are read as ever', async () => {
    const visits = sql`select id from encounters where patient_id = ${known} order by starts_at, id`;
    const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ text: string }>(`select pg_get_functiondef('patients.consents'::regproc) as text`);
    await owner.query(`create or replace function patients.consents(uuid) returns boolean language plpgsql stable parallel safe cost 1
      as $$ begin raise exception 'consent was looked up'; end $$`);
    for (const statement of [
      page(sql`true`),
      visits,
      sql`select id from patients where id = ${known}`,
      sql`select count(*) from patients`,
    ]) {
      const plan = await planOf(app, steppe, statement, { analyze: true });
      if (!statement.text.includes('count')) expect(plan.some((node) => node['Node Type'] === 'Seq Scan')).toBe(false);
    }
    await expect(clientPlan(small, 'patients:read', page(sql`true`))).rejects.toThrow('consent was looked up');
    await app.query('rollback');
    await owner.query(rows[0]?.text ?? '');
    await owner.end();
  });

  it('costs a client with five patients of a hundred thousand five rows, in lists and counts', async () => {
    const db = subgraph.database.forContext(small);
    const [ofPatients, ofEncounters] = [await db.narrowing(Patient), await db.narrowing(Encounter)];
    const statements = [
      ['patients:read', page(ofPatients)],
      ['patients:read', sql`select count(*) from patients where ${ofPatients}`],
      ['encounters:read', encounters(ofEncounters)],
      ['encounters:read', sql`select count(*) from encounters where ${ofEncounters}`],
    ] as const;
    for (const [permission, statement] of statements) expect(rowsRead(await clientPlan(small, permission, statement))).toBeLessThan(50);
    expect(await db.rows(page(ofPatients), 'patients:read')).toHaveLength(5);
  });

  it('costs a client with half of all patients little more than the page that it reads', async () => {
    expect((await subgraph.database.forContext(large).narrowing(Patient)).text).toBe('true');
    expect(rowsRead(await clientPlan(large, 'patients:read', page(sql`true`)))).toBeLessThan(200);
  });

  it('costs one patient one row, however many have consented', async () => {
    const [patient] = await subgraph.database.forContext(small).all(Patient, sql`where id = ${known}`);
    expect(patient?.id).toBe(toTypeId('patient', known));
    for (const client of [small, large]) {
      expect(rowsRead(await clientPlan(client, 'patients:read', sql`select id from patients where id = ${known}`))).toBe(1);
    }
  });

  it('looks a consent up by its index, not by reading the consents of a client', async () => {
    const { id = '' } = large.actor;
    await app.query('begin');
    await app.query(`select set_config('app.tenant_id', $1, true), set_config('app.client_id', $2, true)`, [
      toUuid('tenant', steppe.id),
      toUuid('client', id ?? ''),
    ]);
    const { rows } = await app.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `explain (analyze, format json) select from consented where patient_id = '${known}' and in_force and client_id = nullif(current_setting('app.client_id', true), '')::uuid`,
    );
    await app.query('rollback');
    expect(rows[0]?.['QUERY PLAN'][0]?.Plan).toMatchObject({
      'Index Name': 'consented_by_client',
      'Index Cond': expect.stringContaining('patient_id') as string,
    });
  });
});
