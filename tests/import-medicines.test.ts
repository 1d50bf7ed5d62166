import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { GraphClient } from './end-to-end/client.js';
import { startTopology, type RunningGraph } from './end-to-end/topology.js';

const medicines = resolve('../shared/data/medicines-fr');
const interactions = resolve('../shared/data/drug-interactions-fr');
const realInput = existsSync(medicines) && existsSync(interactions) ? describe : describe.skip;
const run = promisify(execFile);

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code?: number;
}

realInput('npm run import:medicines and import:interactions, beside a running graph', () => {
  let graph: RunningGraph;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    graph = await startTopology('one process');
    env = { PATH: process.env['PATH'], DATA_FOLDER: graph.dataFolder };
  }, 400_000);
  afterAll(() => graph.stop());

  const importing = (what: 'medicines' | 'interactions', ...words: string[]): Promise<Ran> =>
    run(process.execPath, [`dist/app/commands/import-${what}.js`, ...words], { env }).catch((error: unknown) => error as Ran);

  it('make products of packs, find what they do together, and change nothing the second time', async () => {
    const words = ['--tenant', 'steppe', '--rxnorm', join(interactions, 'rxnorm_mappings.tsv'), medicines];
    expect((await importing('medicines', ...words)).stdout).toMatch(/3674 {2}packs read\n\s+3674 {2}added\n/);
    expect((await importing('interactions', '--tenant', 'steppe', interactions)).stdout).toContain(
      '1653 added, 0 changed, 0 unchanged, 0 removed',
    );
    expect((await importing('medicines', ...words)).stdout).toMatch(/ 0 {2}added\n\s+0 {2}changed\n\s+3674 {2}unchanged\n/);
    expect((await importing('interactions', '--tenant', 'steppe', interactions)).stdout).toContain(
      '0 added, 0 changed, 1653 unchanged, 0 removed',
    );

    const owner = await GraphClient.signIn(graph.url, 'steppe');
    const find = `query ($search: String!) { products(first: 1, filter: { search: $search }) { nodes { id name referencePrice { formatted } medication { rxNormCodes prescriptionRequired } } } }`;
    const found = await Promise.all(
      ['simvastatine eg 40', 'clarithromycine'].map(async (search) => {
        const { data } = await owner.send<{ products: { nodes: { id: string; medication: { rxNormCodes: string[] } }[] } }>({
          query: find,
          variables: { search },
        });
        return data?.products.nodes[0];
      }),
    );
    expect(found.map((product) => product?.medication.rxNormCodes)).toEqual([['36567'], ['21212']]);
    const query = `query ($ids: [ID!]!) { interactions(productIds: $ids) { severity firstAs secondAs } }`;
    const { data } = await owner.send<{ interactions: object[] }>({ query, variables: { ids: found.map((product) => product?.id) } });
    expect(data?.interactions[0]).toEqual({
      severity: 'CONTRAINDICATED',
      firstAs: 'INHIBITEURS PUISSANTS DU CYP3A4',
      secondAs: 'SIMVASTATINE',
    });
  }, 400_000);

  it.each([
    ['medicines', ['--tenant', 'steppe'], /Usage: npm run import:medicines/],
    ['medicines', [medicines], /Usage: npm run import:medicines/],
    ['medicines', ['--tenant', 'steppe', '--rxnorm'], /Usage: npm run import:medicines/],
    ['medicines', ['--tenant', 'nobody', medicines], /There is no tenant "nobody"/],
    ['medicines', ['--tenant', 'steppe', interactions], /There is no file CIS_bdpm.tsv in .* that can be read: put it there/],
    ['medicines', ['--tenant', 'steppe', '--rxnorm', 'absent.tsv', medicines], /There is no file absent.tsv in \./],
    ['interactions', ['--tenant', 'steppe'], /Usage: npm run import:interactions/],
    ['interactions', ['--tenant', 'steppe', 'absent'], /absent is no folder that can be read/],
    ['interactions', ['--tenant', 'steppe', medicines], /There is no thesaurus in .*: its file is named by its edition/],
  ] as const)(
    'say in a sentence what is wrong: %s %p',
    async (what, words, reason) => {
      const { stderr, code } = await importing(what, ...words);
      expect(code).toBe(1);
      expect(stderr).toMatch(reason);
      expect(stderr).not.toMatch(/ at .*\.js:/);
    },
  );
});
