import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../app/engines/free-port.js';

export type Topology = 'one process' | 'services';

const entries: Readonly<Record<Topology, string>> = { 'one process': 'dist/app/start.js', services: 'dist/app/services.js' };

export interface RunningGraph {
  readonly url: string;
  /** The owner's address, for looking behind the graph. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Starts a topology as its user would, as processes, on a fresh database of the test cluster, with the demo in it. */
export async function startTopology(topology: Topology, environment: Record<string, string> = {}): Promise<RunningGraph> {
  const databaseUrl = await freshDatabase();
  const port = await freePort();
  const run = await runProcess(entries[topology], {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATA_FOLDER: await mkdtemp(join(tmpdir(), 'caregraph-')),
    CAREGRAPH_SECRET: 'a secret of thirty-two characters or more',
    ...environment,
  });
  await run.untilSaid('CareGraph is ready');
  return { url: `http://127.0.0.1:${port}`, databaseUrl, stop: () => run.stop() };
}

export async function freshDatabase(): Promise<string> {
  const cluster = process.env['CAREGRAPH_TEST_DATABASE_URL'] ?? '';
  const name = `end_to_end_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: cluster });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  readonly said: () => string;
  untilSaid(text: string): Promise<void>;
  /** The exit code, when it has ended. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

export function runProcess(entry: string, environment: Record<string, string>): Promise<RunningProcess> {
  const child = spawn(process.execPath, [entry], { env: { PATH: process.env['PATH'], APOLLO_TELEMETRY_DISABLED: '1', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const untilSaid = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!output.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      void ended.then((code) => reject(new Error(`It ended with ${code} before it said "${text}":\n${output}`)));
    });
  return Promise.resolve({
    child,
    said: () => output,
    untilSaid,
    ended,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  });
}
