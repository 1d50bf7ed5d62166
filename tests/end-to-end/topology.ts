import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinEmbeddedPostgres } from '../../app/engines/embedded-postgres.js';
import { freePort } from '../../app/engines/free-port.js';

export type Topology = 'one process' | 'services';

const entries: Readonly<Record<Topology, string>> = { 'one process': 'dist/app/start.js', services: 'dist/app/services.js' };

export interface RunningGraph {
  readonly url: string;
  readonly dataFolder: string;
  /** The owner's address, for looking behind the graph. */
  readonly databaseUrl: string;
  /** What its processes have said until now. */
  readonly said: () => string;
  stop(): Promise<void>;
}

/**
 * Starts a topology as its user would, as processes, with the demo in it, on an embedded PostgreSQL of its own: the roles that
 * a graph logs in by belong to the whole cluster, and suites run side by side.
 */
export async function startTopology(topology: Topology, environment: Record<string, string> = {}): Promise<RunningGraph> {
  const dataFolder = await newDataFolder();
  const port = await freePort();
  const run = await runProcess(entries[topology], { PORT: String(port), DATA_FOLDER: dataFolder, ...environment });
  await run.untilSaid('CareGraph is ready');
  return { url: `http://127.0.0.1:${port}`, dataFolder, databaseUrl: await embeddedUrl(dataFolder), said: run.said, stop: () => run.stop() };
}

/** A folder that PostgreSQL may enter, also when the tests run as root and it under an account of its own. */
export async function newDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'caregraph-'));
  await chmod(folder, 0o755);
  return folder;
}

/** The owner's address of the PostgreSQL that a running graph has embedded. */
export async function embeddedUrl(dataFolder: string): Promise<string> {
  const joined = await joinEmbeddedPostgres({ folder: join(dataFolder, 'postgres') });
  if (!joined) throw new Error(`Nothing runs on ${dataFolder}`);
  return joined.url;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  readonly said: () => string;
  untilSaid(text: string): Promise<void>;
  /** The exit code, when it has ended. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/**
 * Node can lock up when it ends while Maglev compiles (nodejs/node#54918): rarely, but a suite starts processes by the dozen.
 * Jest itself runs without Maglev for the same reason.
 */
const withoutShutdownDeadlock = '--no-maglev';

export function runProcess(entry: string, environment: Record<string, string>, ...args: readonly string[]): Promise<RunningProcess> {
  const child = spawn(process.execPath, [withoutShutdownDeadlock, entry, ...args], { env: { PATH: process.env['PATH'], APOLLO_TELEMETRY_DISABLED: '1', SANDBOX: 'false', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const orphaned = (): boolean => child.kill('SIGKILL');
  process.once('exit', orphaned);
  child.once('exit', () => process.off('exit', orphaned));
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
