import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';
import { importBundle, type ImportTarget } from './import-bundle.js';
import { ImportReport } from './import-report.js';

const folder = resolve('../shared/data/fhir-r4-bundles');
const realInput = existsSync(folder) ? describe : describe.skip;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(patients);
});
afterAll(() => subgraph.close());

function targetAt(subdomain: string): ImportTarget {
  return { database: subgraph.database, context: systemContext(testTenant(subdomain), 'import:fhir', 'test'), branchId: newId('branch') };
}

async function importAll(target: ImportTarget, files: readonly string[]): Promise<ImportReport> {
  const report = new ImportReport();
  for (const file of files) report.include(await importBundle(target, file, () => undefined));
  return report;
}

realInput('the 25 bundles of synthetic people', () => {
  const files = existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];

  it('import whole, and change nothing the second time', async () => {
    const target = targetAt('steppe');
    const first = await importAll(target, files);
    expect(Object.fromEntries(first.created)).toEqual({ Patient: 24, Encounter: 178, Condition: 73 });
    expect(first.skipped.get('Observation: the record has no place for it')).toBe(1169);
    expect(first.withoutPlace.get('Patient.maritalStatus')).toBe(24);
    const second = await importAll(target, files);
    expect([...second.created, ...second.updated]).toEqual([]);
    expect(Object.fromEntries(second.unchanged)).toEqual(Object.fromEntries(first.created));
    expect(await subgraph.database.forContext(target.context).rows(sql`select * from audit_breaks()`, null)).toEqual([]);
  });

  it('are there for queries afterwards, in their tenant only', async () => {
    const target = targetAt('copperbelt');
    await importAll(target, files);
    const query = `{ patients(first: 100, filter: { nameStartsWith: "hoeger" }) { nodes { name birthDate identifiers { system } conditions { display } encounters(first: 100) { totalCount } } } }`;
    const permissions = Object.keys(patients.permissions);
    const answer = await subgraph.execute<{ patients: { nodes: { name: string; encounters: { totalCount: number } }[] } }>(
      query,
      contextOf({ tenant: target.context.tenant ?? testTenant('none'), permissions }),
    );
    expect(answer.data?.patients.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/Buster\d* Hoeger/), expect.stringMatching(/Chet\d* Hoeger/)]));
    expect(answer.data?.patients.nodes.every(({ encounters }) => encounters.totalCount > 0)).toBe(true);
    const stranger = await subgraph.execute<{ patients: { nodes: unknown[] } }>(query, contextOf({ tenant: testTenant('stranger'), permissions }));
    expect(stranger.data?.patients.nodes).toEqual([]);
  });
});

describe('a bundle', () => {
  async function bundle(...resources: object[]): Promise<string> {
    const file = join(await mkdtemp(join(tmpdir(), 'bundle-')), 'bundle.json');
    const entry = resources.map((resource) => ({ fullUrl: `urn:uuid:${(resource as { id: string }).id}`, resource }));
    await writeFile(file, JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }));
    return file;
  }
  const person = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Banda', given: ['Mutinta'] }], birthDate: '1990-01-01' };

  it('may point to what comes later in the file', async () => {
    const condition = { resourceType: 'Condition', id: 'c1', subject: { reference: 'urn:uuid:p1' }, code: { text: 'Asthma' } };
    const report = await importBundle(targetAt('later'), await bundle(condition, person), () => undefined);
    expect(Object.fromEntries(report.created)).toEqual({ Patient: 1, Condition: 1 });
  });

  it('updates what it changes, and says what it cannot use', async () => {
    const target = targetAt('changes');
    await importBundle(target, await bundle(person), () => undefined);
    const renamed = { ...person, name: [{ family: 'Phiri', given: ['Mutinta'] }] };
    const lost = { resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB' }, subject: { reference: 'urn:uuid:nobody' }, period: { start: '2020-01-01' } };
    const nameless = { resourceType: 'Patient', id: 'p2' };
    const report = await importBundle(target, await bundle(renamed, lost, nameless), () => undefined);
    expect(Object.fromEntries(report.updated)).toEqual({ Patient: 1 });
    expect(Object.fromEntries(report.skipped)).toEqual({ 'Patient: it has no name': 1, 'Encounter: it refers to a patient that is not in the bundle': 1 });
  });
});
