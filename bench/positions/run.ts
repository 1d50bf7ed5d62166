import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../../app/engines/embedded-postgres.js';
import { freePort } from '../../app/engines/free-port.js';
import { benchmark } from '../measure/benchmark.js';
import { MeasuredProcess } from '../measure/measured-process.js';
import { cpuSeconds } from '../measure/process-tree.js';
import { median } from '../measure/rounds.js';
import { machine, progress, readSettings } from '../measure/settings.js';
import { figure, table, times } from '../measure/table.js';
import type { Heard } from './clients.js';
import { addFleet, couriers, type Fleet } from './fleet.js';
import type { Reported } from './serving/reporting.js';

interface Serving {
  readonly name: string;
  readonly url: string;
  readonly process: MeasuredProcess;
}

interface Turn {
  readonly reportsASecond: number;
  /** For a report: how often the subscription was executed, and how many messages each client had. */
  readonly executions: number;
  readonly messages: number;
  /** Milliseconds of processor time for a report with all that follows from it. */
  readonly cpu: number;
  readonly postgres: number;
  readonly p95: number;
}

const plans = [
  { name: 'one event, one execution', how: 'every' },
  { name: 'CareGraph', how: 'conflated' },
] as const;
const audiences = [0, 1, 50];
/** As long as the last positions may take to the clients. */
const settlingMs = 60_000;

await benchmark('positions', async (bench) => {
  const settings = readSettings({ connections: couriers, rounds: 3, seconds: 10, warmUpSeconds: 5 });
  progress('starting PostgreSQL');
  const folder = join(bench.folder, 'postgres');
  const postgres = await startEmbeddedPostgres({ folder });
  bench.later(() => postgres.stop());
  const postgresProcess = Number.parseInt(await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8'), 10);
  const everybody = await addFleet(postgres.url);
  // Those who report; the others stand.
  const fleet = { ...everybody, staffIds: everybody.staffIds.slice(0, settings.connections) };
  const serving: Serving[] = [];
  for (const { name, how } of plans) {
    const url = `http://127.0.0.1:${await freePort()}`;
    const script = fileURLToPath(new URL('serving/serve.js', import.meta.url));
    const started = await MeasuredProcess.start(
      {
        arguments: [script, new URL(url).port, JSON.stringify(fleet), how],
        profileFolder: settings.profileFolder && `${settings.profileFolder}/${how}`,
      },
      async () => (await fetch(`${url}/greeting`)).ok,
    );
    bench.later(() => started.stop());
    serving.push({ name, url, process: started });
  }
  for (const server of serving) {
    progress(`warming up ${server.name}`);
    await turn(server, fleet, 1, settings.warmUpSeconds, postgresProcess);
  }
  const results = new Map<string, Turn[]>();
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const clients of audiences) {
      for (let place = 0; place < serving.length; place += 1) {
        const server = serving[(round + place) % serving.length] as Serving;
        progress(`round ${round + 1} of ${settings.rounds}, ${clients} clients: ${server.name}`);
        const key = keyOf(server.name, clients);
        results.set(key, [...(results.get(key) ?? []), await turn(server, fleet, clients, settings.seconds, postgresProcess)]);
      }
    }
  }
  progress('');
  console.log(
    `${machine()}, medians of ${settings.rounds} alternating rounds of ${settings.seconds} s, ${fleet.staffIds.length} couriers\n\n${report(results)}\n`,
  );
});

function keyOf(name: string, clients: number): string {
  return `${name}, ${clients} following`;
}

async function turn(
  { url, process }: Serving,
  { branchId }: Fleet,
  clients: number,
  seconds: number,
  postgresProcess: number,
): Promise<Turn> {
  const audience = clients > 0 ? await connected(url, clients, branchId) : null;
  try {
    const before = await used(url, process, postgresProcess);
    const began = performance.now();
    const response = await fetch(`${url}/report?seconds=${seconds}`, { method: 'POST' });
    if (!response.ok) throw new Error(`Reporting failed: ${await response.text()}`);
    const { reports, last } = (await response.json()) as Reported;
    const took = (performance.now() - began) / 1_000;
    const heard = audience && (await heardBy(audience, last));
    const after = await used(url, process, postgresProcess);
    return {
      reportsASecond: reports / took,
      executions: (after.executions - before.executions) / reports,
      messages: (heard?.messages ?? 0) / reports,
      cpu: ((after.cpu - before.cpu) * 1_000) / reports,
      postgres: ((after.postgres - before.postgres) * 1_000) / reports,
      p95: heard?.p95 ?? Number.NaN,
    };
  } finally {
    await ended(audience);
  }
}

async function used(
  url: string,
  process: MeasuredProcess,
  postgresProcess: number,
): Promise<{ executions: number; cpu: number; postgres: number }> {
  const { executions } = (await (await fetch(`${url}/executions`)).json()) as { executions: number };
  return { executions, cpu: await process.cpuSeconds(), postgres: await cpuSeconds(postgresProcess) };
}

async function connected(url: string, clients: number, branchId: string): Promise<ChildProcess> {
  const greeting = await (await fetch(`${url}/greeting`)).text();
  const script = fileURLToPath(new URL('clients.js', import.meta.url));
  const audience = fork(script, [`${url.replace('http', 'ws')}/graphql`, String(clients), greeting, branchId]);
  await once(audience, 'message');
  return audience;
}

/** Asked until nobody's last position is missing. */
async function heardBy(audience: ChildProcess, last: readonly string[]): Promise<Heard> {
  for (const deadline = performance.now() + settlingMs; ;) {
    await delay(500);
    const answer = once(audience, 'message');
    audience.send('tell');
    const [heard] = (await answer) as [Heard];
    const known = new Set(heard.last);
    const missing = last.filter((at) => !known.has(at));
    if (missing.length === 0) return heard;
    if (performance.now() > deadline) throw new Error(`The clients have not heard of the last positions of ${missing.length} couriers`);
  }
}

async function ended(audience: ChildProcess | null): Promise<void> {
  if (!audience || audience.exitCode !== null) return;
  const exit = once(audience, 'exit');
  if (audience.connected) audience.disconnect();
  await exit;
}

/** Ratios are to one event and one execution before as many who follow. */
function report(results: ReadonlyMap<string, readonly Turn[]>): string {
  const middle = (turns: readonly Turn[], of: (turn: Turn) => number): string => figure(median(turns.map(of)));
  const rows = plans.flatMap(({ name }) =>
    audiences.map((clients) => {
      const turns = results.get(keyOf(name, clients)) ?? [];
      const first = results.get(keyOf(plans[0].name, clients)) ?? [];
      const against = (of: (turn: Turn) => number): string => {
        const ratio = median(turns.map((turn, index) => of(turn) / (first[index] ? of(first[index]) : Number.NaN)));
        return Number.isNaN(ratio) ? '–' : times(ratio);
      };
      return [
        keyOf(name, clients),
        middle(turns, ({ reportsASecond }) => reportsASecond),
        middle(turns, ({ executions }) => executions * 1_000),
        against(({ executions }) => executions),
        middle(turns, ({ messages }) => messages * 1_000),
        middle(turns, ({ cpu }) => cpu),
        middle(turns, ({ postgres }) => postgres),
        against(({ cpu, postgres }) => cpu + postgres),
        middle(turns, ({ p95 }) => p95),
      ];
    }),
  );
  const heads = [
    'reports/s',
    'executions for 1,000',
    '× executions',
    'messages to each',
    'CPU ms a report',
    'PostgreSQL ms',
    '× CPU of both',
    'p95 ms',
  ];
  return table(['', ...heads], rows);
}
