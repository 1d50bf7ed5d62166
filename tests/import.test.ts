import { execFile } from 'node:child_process';
import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { GraphClient } from './end-to-end/client.js';
import { FirstPageDocument } from './end-to-end/generated/graphql.js';
import { startTopology, type RunningGraph } from './end-to-end/topology.js';
import { downloads, owners, permissions } from '../app/graph.js';
import { platformRoles, tenantRoles } from '../subgraphs/platform/roles/built-in-roles.js';

const folder = resolve('../shared/data/fhir-r4-bundles');
const realInput = existsSync(folder) ? describe : describe.skip;
const run = promisify(execFile);

realInput('npm run import:fhir, beside a running graph', () => {
  let graph: RunningGraph;
  let environment: NodeJS.ProcessEnv;
  beforeAll(async () => {
    graph = await startTopology('one process');
    environment = { PATH: process.env['PATH'], DATA_FOLDER: graph.dataFolder };
  }, 400_000);
  afterAll(() => graph.stop());

  const importing = (...words: string[]) => run(process.execPath, ['dist/app/commands/import-fhir.js', ...words], { env: environment }).catch((error: unknown) => error as { stdout: string; stderr: string; code: number });
  const files = existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];

  it('takes the 25 bundles over, and a query across the graph answers from them', async () => {
    const { stdout } = await importing('--tenant', 'steppe', '--branch', 'BKK1', ...files);
    expect(stdout).toMatch(/Created:\n\s+73 {2}Condition\n\s+178 {2}Encounter\n\s+24 {2}Patient/);
    expect(stdout).toContain('Observation: the record has no place for it');
    const owner = await GraphClient.signIn(graph.url, 'steppe');
    const { data } = await owner.run(FirstPageDocument, { nameStartsWith: 'hoeger' });
    expect(data?.patients.totalCount).toBe(2);
    expect(data?.patients.nodes[0]?.encounters.nodes[0]?.branch).toEqual({ name: 'Bangkok Hospital', timeZone: 'Asia/Bangkok' });
    const again = await importing('--tenant', 'steppe', '--branch', 'BKK1', ...files);
    expect(again.stdout).toMatch(/Created: nothing\nUpdated: nothing\nUnchanged:\n/);
  }, 400_000);

  it.each([
    [['--tenant', 'steppe'], /Usage: npm run import:fhir/],
    [['--tenant', 'nobody', ...files.slice(0, 1)], /There is no tenant "nobody"/],
    [['--tenant', 'steppe', '--branch', 'X', ...files.slice(0, 1)], /has no open branch "X"; it has BKK1, UB1/],
    [['--tenant', 'steppe', 'absent.json'], /absent.json is no file that can be read/],
    [['--tenant', 'steppe', resolve('README.md')], /1 of 1 files were left out as a whole/],
  ])('says in a sentence what is wrong with %p', async (words, reason) => {
    const { stderr, code } = (await importing(...words)) as { stderr: string; code: number };
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/ at .*\.js:/);
  }, 400_000);
});

describe('the house as a whole', () => {
  it('gives built-in roles only permissions that some subgraph asks for', () => {
    const unknown = [...platformRoles, ...tenantRoles].flatMap(({ permissions: held }) => (held === 'every' ? [] : held)).filter((name) => !Object.hasOwn(permissions, name));
    expect(unknown).toEqual([]);
  });

  it('gives files only for permissions that some subgraph declares', () => {
    expect(downloads.length).toBeGreaterThan(0);
    expect(downloads.filter(({ permission }) => !Object.hasOwn(permissions, permission))).toEqual([]);
  });

  it('has one owner for every type and every prefix', () => {
    expect(new Set(owners.map(({ type }) => type)).size).toBe(owners.length);
    expect(new Set(owners.map(({ prefix }) => prefix)).size).toBe(owners.length);
  });
});
