import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../app/engines/free-port.js';
import { benchmark, type Bench } from '../measure/benchmark.js';
import { askOnce } from '../measure/load.js';
import { MeasuredProcess } from '../measure/measured-process.js';
import { middle, report } from '../measure/report.js';
import { alternate, type Contender } from '../measure/rounds.js';
import { requireSameAnswers } from '../measure/same-answers.js';
import { conditions, progress, readSettings } from '../measure/settings.js';
import { contenderPlans, type AssignmentFiles, type ContenderPlan } from './contenders.js';
import { installHive } from './install-hive.js';
import { operations } from './operations.js';
import { shop } from './subgraphs/shop.js';
import { composeShop } from './supergraph.js';

interface Subgraphs {
  readonly urls: Readonly<Record<string, string>>;
  asked(): Promise<number>;
  cpuSeconds(): Promise<number>;
}

await benchmark('federation', async (bench) => {
  const settings = readSettings({ connections: 50, rounds: 5, seconds: 3, warmUpSeconds: 4 }, ['only', 'operations']);
  const plans = contenderPlans.filter(({ key }) => settings.only.length === 0 || settings.only.includes(key));
  const asked = Object.entries(operations).filter(([name]) => settings.operations.length === 0 || settings.operations.includes(name));
  if (asked.length === 0) throw new Error(`--operations names none: choose from ${Object.keys(operations).join(', ')}.`);
  const [baseline] = plans;
  if (!baseline) throw new Error(`--only names no contender: choose from ${contenderPlans.map(({ key }) => key).join(', ')}.`);
  if (plans.some(({ needsHive }) => needsHive)) await installHive();

  const subgraphs = await startSubgraphs(bench);
  const files = await writeAssignment(bench, subgraphs.urls);
  const contenders: Contender[] = [];
  for (const plan of plans) contenders.push(await startContender(bench, plan, files, subgraphs, settings.profileFolder));
  const sharing = new Set(plans.filter(({ shares }) => shares).map(({ name }) => name));

  console.log(`${conditions(settings)}\n`);
  for (const [name, query] of asked) {
    const body = JSON.stringify({ query });
    const bytes = await requireSameAnswers(contenders, body);
    const results = await alternate(
      contenders,
      { body, connections: settings.connections },
      { ...settings, progress: (text) => progress(`${name}, ${text}`) },
    );
    progress('');
    const table = report(results, baseline.name, [
      { head: 'with subgraphs', cell: middle(({ cpu, cpuBehind }) => cpu + cpuBehind) },
      { head: 'fetches', cell: middle(({ fetches }) => fetches) },
      { head: 'shares', cell: (contender) => (sharing.has(contender) ? 'yes' : 'no') },
    ]);
    console.log(`${name}: the same ${bytes.toLocaleString('en-US')} bytes of data from all\n\n${table}\n`);
  }
});

async function startSubgraphs(bench: Bench): Promise<Subgraphs> {
  const ports = await Promise.all(shop.map(() => freePort()));
  const urls = Object.fromEntries(shop.map(({ name }, index) => [name, `http://127.0.0.1:${ports[index]}/graphql`]));
  const asked = async (): Promise<number> => {
    const response = await fetch(`http://127.0.0.1:${ports.at(-1)}/asked`);
    return ((await response.json()) as { asked: number }).asked;
  };
  const file = fileURLToPath(new URL('subgraphs/serve.js', import.meta.url));
  const started = await MeasuredProcess.start({ arguments: [file, ...ports.map(String)] }, async () => (await asked()) === 0);
  bench.later(() => started.stop());
  return { urls, asked, cpuSeconds: () => started.cpuSeconds() };
}

async function writeAssignment({ folder }: Bench, urls: Readonly<Record<string, string>>): Promise<AssignmentFiles> {
  const supergraphSdl = composeShop((name) => urls[name] ?? '');
  const files = { assignment: join(folder, 'assignment.json'), supergraph: join(folder, 'supergraph.graphql') };
  await writeFile(files.assignment, JSON.stringify({ supergraphSdl, urls }));
  await writeFile(files.supergraph, supergraphSdl);
  return files;
}

async function startContender(
  bench: Bench,
  plan: ContenderPlan,
  files: AssignmentFiles,
  subgraphs: Subgraphs,
  profileFolder: string | null,
): Promise<Contender> {
  progress(`starting ${plan.name}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/graphql`;
  const answers = async (): Promise<boolean> => Boolean(await askOnce(url, JSON.stringify({ query: '{ __typename }' })));
  const started = await MeasuredProcess.start(
    { ...plan.program(port, files), profileFolder: profileFolder && join(profileFolder, plan.key) },
    answers,
  );
  bench.later(() => started.stop());
  return {
    name: plan.name,
    url,
    cpuSeconds: () => started.cpuSeconds(),
    cpuSecondsBehind: () => subgraphs.cpuSeconds(),
    fetches: () => subgraphs.asked(),
  };
}
