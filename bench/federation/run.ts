import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { freePort } from '../../app/engines/free-port.js';
import { askOnce } from '../measure/load.js';
import { MeasuredProcess } from '../measure/measured-process.js';
import { alternate, median, ratio, type Contender, type Round } from '../measure/rounds.js';
import { conditions, progress, readSettings } from '../measure/settings.js';
import { figure, table, times } from '../measure/table.js';
import { contenderPlans, type AssignmentFiles, type ContenderPlan } from './contenders.js';
import { operations } from './operations.js';
import { installHive } from './install-hive.js';
import { shop } from './subgraphs/shop.js';
import { composeShop } from './supergraph.js';

interface Subgraphs {
  readonly process: MeasuredProcess;
  readonly urls: Readonly<Record<string, string>>;
  asked(): Promise<number>;
}

interface RunningContender extends Contender {
  readonly plan: ContenderPlan;
}

const settings = readSettings({ connections: 50, rounds: 5, seconds: 3, warmUpSeconds: 4 });
const plans = contenderPlans.filter(({ key }) => settings.only.length === 0 || settings.only.includes(key));
const running: MeasuredProcess[] = [];
const folder = await mkdtemp(join(tmpdir(), 'bench-federation-'));
const interrupted = (): void => void cleanUp().finally(() => process.exit(130));
process.once('SIGINT', interrupted).once('SIGTERM', interrupted);

try {
  if (plans.length === 0) throw new Error(`--only names no contender: choose from ${contenderPlans.map(({ key }) => key).join(', ')}.`);
  if (plans.some(({ key }) => key.startsWith('hive') || key.startsWith('router'))) await installHive();
  const subgraphs = await startSubgraphs();
  const files = await writeAssignment(subgraphs.urls);
  const contenders: RunningContender[] = [];
  for (const plan of plans) contenders.push(await startContender(plan, files, subgraphs));
  console.log(`\n${conditions(settings)}\n`);
  for (const [name, query] of Object.entries(operations)) {
    const body = JSON.stringify({ query });
    const bytes = await requireSameAnswers(contenders, body);
    const results = await alternate(
      contenders,
      { body, connections: settings.connections },
      { ...settings, progress: (text) => progress(`${name}, ${text}`) },
    );
    progress('');
    console.log(`${name}: the same ${bytes.toLocaleString('en-US')} bytes of data from all\n\n${report(contenders, results)}\n`);
  }
} finally {
  await cleanUp();
}

async function cleanUp(): Promise<void> {
  await Promise.all(running.map((process) => process.stop()));
  await rm(folder, { recursive: true, force: true });
}

async function startSubgraphs(): Promise<Subgraphs> {
  const ports = await Promise.all(shop.map(() => freePort()));
  const urls = Object.fromEntries(shop.map(({ name }, index) => [name, `http://127.0.0.1:${ports[index]}/graphql`]));
  const asked = async (): Promise<number> => {
    const response = await fetch(`http://127.0.0.1:${ports.at(-1)}/asked`);
    return ((await response.json()) as { asked: number }).asked;
  };
  const file = fileURLToPath(new URL('subgraphs/serve.js', import.meta.url));
  const started = await MeasuredProcess.start({ arguments: [file, ...ports.map(String)] }, async () => (await asked()) === 0);
  running.push(started);
  return { process: started, urls, asked };
}

async function writeAssignment(urls: Readonly<Record<string, string>>): Promise<AssignmentFiles> {
  const supergraphSdl = composeShop((name) => urls[name] ?? '');
  const files = { assignment: join(folder, 'assignment.json'), supergraph: join(folder, 'supergraph.graphql') };
  await writeFile(files.assignment, JSON.stringify({ supergraphSdl, urls }));
  await writeFile(files.supergraph, supergraphSdl);
  return files;
}

async function startContender(plan: ContenderPlan, files: AssignmentFiles, subgraphs: Subgraphs): Promise<RunningContender> {
  progress(`starting ${plan.name}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/graphql`;
  const started = await MeasuredProcess.start(plan.program(port, files), async () =>
    Boolean(await askOnce(url, JSON.stringify({ query: '{ __typename }' }))),
  );
  running.push(started);
  return {
    plan,
    name: plan.name,
    url,
    cpuSeconds: () => started.cpuSeconds(),
    cpuSecondsBehind: () => subgraphs.process.cpuSeconds(),
    fetches: () => subgraphs.asked(),
  };
}

/** Speed is compared only where the answers are the same: all of them against the last contender's, which has no gateway. */
async function requireSameAnswers(contenders: readonly Contender[], body: string): Promise<number> {
  const answers = await Promise.all(
    contenders.map(async ({ name, url }) => ({ name, answer: (await askOnce(url, body)) as { data?: unknown; errors?: unknown } })),
  );
  const right = answers.at(-1);
  for (const { name, answer } of answers) {
    if (answer.errors) throw new Error(`${name} answers with errors: ${JSON.stringify(answer.errors)}`);
    if (!isDeepStrictEqual(answer.data, right?.answer.data)) throw new Error(`${name} does not answer what ${right?.name} answers`);
  }
  return JSON.stringify(right?.answer.data).length;
}

function report(contenders: readonly RunningContender[], results: ReadonlyMap<string, Round[]>): string {
  const baseline = results.get(contenders[0]?.name ?? '') ?? [];
  const rows = contenders.map(({ name, plan }) => {
    const rounds = results.get(name) ?? [];
    const middle = (of: (round: Round) => number): string => figure(median(rounds.map(of)));
    return [
      name,
      times(ratio(rounds, baseline, ({ perSecond }) => perSecond)),
      middle(({ perSecond }) => perSecond),
      middle(({ p50 }) => p50),
      middle(({ p95 }) => p95),
      middle(({ cpu }) => cpu),
      times(1 / ratio(rounds, baseline, ({ cpu }) => cpu)),
      middle(({ cpu, cpuBehind }) => cpu + cpuBehind),
      middle(({ fetches }) => fetches),
      plan.shares ? 'yes' : 'no',
    ];
  });
  return table(['', 'rps × stock', 'rps', 'p50 ms', 'p95 ms', 'CPU ms', 'less CPU × stock', 'with subgraphs', 'fetches', 'shares'], rows);
}
