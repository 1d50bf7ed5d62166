import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../app/engines/embedded-postgres.js';
import { freePort } from '../../app/engines/free-port.js';
import { demoPassword } from '../../app/seed/demo-data.js';
import { benchmark, type Bench } from '../measure/benchmark.js';
import { askOnce } from '../measure/load.js';
import { MeasuredProcess } from '../measure/measured-process.js';
import { cpuSeconds } from '../measure/process-tree.js';
import { middle, report } from '../measure/report.js';
import { alternate, type Contender } from '../measure/rounds.js';
import { requireSameAnswers } from '../measure/same-answers.js';
import { conditions, progress, readSettings } from '../measure/settings.js';
import { query, who } from './query.js';

/** Each subgraph has a pool of so many; the hand-written server has as many as both together. */
const poolSize = 10;

await benchmark('graph', async (bench) => {
  const settings = readSettings({ connections: 50, rounds: 7, seconds: 3, warmUpSeconds: 5 });
  progress('starting PostgreSQL, and the graph with its demo');
  const postgresFolder = join(bench.folder, 'postgres');
  const postgres = await startEmbeddedPostgres({ folder: postgresFolder });
  bench.later(() => postgres.stop());
  const databaseProcess = Number.parseInt(await readFile(join(postgresFolder, 'cluster', 'postmaster.pid'), 'utf8'), 10);
  const counter = new pg.Client({ connectionString: postgres.url });
  await counter.connect();
  bench.later(() => counter.end());
  // Every read is a transaction of its own, so these are the statements of an answer, and how often each asked the database.
  const fetches = async (): Promise<number> => {
    const { rows } = await counter.query<{ count: string }>(
      'select xact_commit as count from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0]?.count);
  };
  const cpuSecondsBehind = (): Promise<number> => cpuSeconds(databaseProcess);

  const graph = await startGraph(bench, postgres.url, settings.profileFolder);
  const plainPort = await freePort();
  const plainUrl = `http://127.0.0.1:${plainPort}/graphql`;
  const file = fileURLToPath(new URL('plain-server.js', import.meta.url));
  const plain = await MeasuredProcess.start({ arguments: [file, String(plainPort), postgres.url, String(poolSize * 2)] }, async () =>
    Boolean(await askOnce(plainUrl, '{}')),
  );
  bench.later(() => plain.stop());

  const contenders: Contender[] = [
    { name: 'CareGraph', url: graph.url, headers: graph.headers, cpuSeconds: () => graph.process.cpuSeconds(), cpuSecondsBehind, fetches },
    { name: 'SQL', url: plainUrl, cpuSeconds: () => plain.cpuSeconds(), cpuSecondsBehind, fetches },
  ];
  const body = JSON.stringify({ query });
  const bytes = await requireSameAnswers(contenders, body);
  const results = await alternate(contenders, { body, connections: settings.connections }, { ...settings, progress });
  progress('');
  const columns = [
    { head: 'PostgreSQL ms', cell: middle(({ cpuBehind }) => cpuBehind) },
    { head: 'statements', cell: middle(({ fetches: statements }) => statements) },
  ];
  console.log(
    `${conditions(settings)}\n\nthe same ${bytes.toLocaleString('en-US')} bytes of data from both\n\n${report(results, 'SQL', columns)}\n`,
  );
});

/** The graph as `npm start` runs it, in production; the demo is put in by a first start that is not. */
async function startGraph(
  bench: Bench,
  databaseUrl: string,
  profileFolder: string | null,
): Promise<{ process: MeasuredProcess; url: string; headers: Record<string, string> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = (mode: string): Parameters<typeof MeasuredProcess.start>[0] => ({
    arguments: [fileURLToPath(new URL('../../app/start.js', import.meta.url))],
    environment: {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_FOLDER: bench.folder,
      DATABASE_URL: databaseUrl,
      POOL_SIZE: String(poolSize),
      NODE_ENV: mode,
      LOG_LEVEL: 'warn',
    },
  });
  const ready = async (): Promise<boolean> => (await fetch(`${url}/health/ready`)).ok;
  const seeding = await MeasuredProcess.start(program('development'), ready);
  await seeding.stop();
  const started = await MeasuredProcess.start({ ...program('production'), profileFolder }, ready);
  bench.later(() => started.stop());
  return { process: started, url: `${url}/graphql`, headers: { authorization: `Bearer ${await signIn(`${url}/graphql`)}` } };
}

async function signIn(url: string): Promise<string> {
  const body = {
    query: 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }',
    variables: { input: { email: who.email, password: demoPassword } },
  };
  const { data } = (await askOnce(url, JSON.stringify(body), { 'x-tenant-id': who.tenant })) as {
    data?: { login: { accessToken: string | null } };
  };
  if (!data?.login.accessToken) throw new Error(`${who.email} could not sign in`);
  return data.login.accessToken;
}
