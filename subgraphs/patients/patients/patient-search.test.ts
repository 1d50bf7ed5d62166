import fc from 'fast-check';
import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { prefixRange, searchKey } from '#kernel/graph/search-key.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';
import type { PatientFilter } from './patient.inputs.js';
import { patientsMatching } from './patient-search.js';

const permissions = Object.keys(patients.permissions);
const steppe = testTenant('steppe');
const context = contextOf({ tenant: steppe, permissions });
let subgraph: TestSubgraph;
let app: pg.Client;

beforeAll(async () => {
  subgraph = await openTestSubgraph(patients);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  // Ten tenants of 5,000 patients each, written behind the graph: a plan on an empty table proves nothing.
  await owner.query('alter table patients.patients disable trigger audit; alter table patients.patient_identifiers disable trigger audit');
  for (const tenant of [steppe, ...Array.from({ length: 9 }, (_, index) => testTenant(`other-${index}`))]) {
    await owner.query('select set_config($1, $2, false)', ['app.tenant_id', toUuid('tenant', tenant.id)]);
    await owner.query(`set search_path = patients, public`);
    await owner.query(`insert into patients (number, name, name_key, names, birth_date, telecom)
      select 'P-' || n, 'Given' || n || ' Family' || n % 2000, 'family' || n % 2000 || ' given' || n, '[]', date '1950-01-01' + n % 20000, '[]' from generate_series(1, 5000) n`);
    await owner.query(`insert into patient_search_keys (kind, key, patient_id)
      select 'NAME', key, id from patients, unnest(string_to_array(name_key, ' ')) key where tenant_id = tenant_id()
      union all select 'PHONE', '+9769' || right(number, 4), id from patients where tenant_id = tenant_id()`);
    await owner.query(`insert into patient_identifiers (patient_id, system, value) select id, 'urn:test', number from patients where tenant_id = tenant_id()`);
  }
  await owner.query('alter table patients.patients enable trigger audit; alter table patients.patient_identifiers enable trigger audit');
  await owner.query('analyze');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

describe('a search for patients', () => {
  it.each<[string, PatientFilter]>([
    ['the beginning of a name', { nameStartsWith: 'family19', deleted: false }],
    ['beginnings of two names', { nameStartsWith: 'family7 given7', deleted: false }],
    ['a telephone number', { phone: '+97690042', deleted: false }],
    ['an identifier', { identifier: { value: 'P-4242' }, deleted: false }],
    ['an identifier of a system', { identifier: { system: 'urn:test', value: 'P-4242' }, deleted: false }],
    ['a date of birth', { birthDate: '1970-05-05', deleted: false }],
    ['nothing, a page of the list', { deleted: false }],
  ])('by %s uses an index under row-level security', async (_, filter) => {
    const nodes = await planOf(app, steppe, sql`select patients.id from patients where ${patientsMatching(filter)} order by name_key, id limit 21`);
    expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    expect(nodes.some((node) => node['Node Type'].includes('Index'))).toBe(true);
  });

  it('finds names without regard to accents and case, whichever part they begin', async () => {
    const register = `mutation ($names: [HumanNameInput!]!) { registerPatient(input: { names: $names }) { patient { id } } }`;
    for (const [family, given] of [['Feeney', 'José María'], ['Øster', 'Łukasz'], ['Бат-Эрдэнэ', 'Оюун'], ['สมชาย', 'ใจดี']]) {
      await subgraph.execute(register, context, { names: [{ family, given: [given] }] });
    }
    const find = async (text: string) => {
      const { data } = await subgraph.execute<{ patients: { nodes: { name: string }[] } }>(
        `query ($text: String!) { patients(filter: { nameStartsWith: $text }) { nodes { name } } }`,
        context,
        { text },
      );
      return data?.patients.nodes.map(({ name }) => name);
    };
    expect(await find('FEE')).toEqual(['José María Feeney']);
    expect(await find('mari fee')).toEqual(['José María Feeney']);
    expect(await find('jose')).toEqual(['José María Feeney']);
    expect(await find('oster luk')).toEqual(['Łukasz Øster']);
    expect(await find('бат')).toEqual(['Оюун Бат-Эрдэнэ']);
    expect(await find('สม')).toEqual(['ใจดี สมชาย']);
    expect(await find('eeney')).toEqual([]);
    expect(await find("'; drop table patients; --")).toEqual([]);
  });

  it('has a range for every prefix that holds exactly what begins with it', () => {
    const bytes = (text: string) => Buffer.from(text, 'utf8');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 8 }), (prefix, rest, other) => {
        const { from, to } = prefixRange(prefix);
        const within = (text: string) => Buffer.compare(bytes(text), bytes(from)) >= 0 && Buffer.compare(bytes(text), bytes(to)) < 0;
        expect(within(prefix + rest)).toBe(true);
        expect(within(other)).toBe(other.startsWith(prefix));
      }),
    );
  });

  it('folds a folded key to itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(searchKey(searchKey(text))).toBe(searchKey(text))));
  });
});
