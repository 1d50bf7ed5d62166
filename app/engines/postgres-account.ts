import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from './startup-error.js';

const run = promisify(execFile);

/** The system account that PostgreSQL runs as; null when this process's own account will do, as it does for all but root. */
export type PostgresAccount = { readonly uid: number; readonly gid: number } | null;

/** PostgreSQL refuses to run as root, so root lends it the account `postgres`, made when missing. */
export async function postgresAccount(): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return null;
  const known = await lookUp();
  if (known) return known;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  } catch (error) {
    throw new StartupError(
      'PostgreSQL does not run as root and the account "postgres" could not be made: run CareGraph as an ordinary user, or set DATABASE_URL.',
      { cause: error },
    );
  }
  const made = await lookUp();
  if (!made) throw new StartupError('The account "postgres" was made but cannot be found: run CareGraph as an ordinary user, or set DATABASE_URL.');
  return made;
}

async function lookUp(): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

const sharedRoom = '/var/lib/caregraph';

/** The folder itself, or, where the account may not enter it (a checkout below /root, say), one of the same life under /var/lib. */
export async function reachableFolder(folder: string, account: PostgresAccount): Promise<string> {
  if (await mayEnter(dirname(resolve(folder)), account)) return resolve(folder);
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  return join(sharedRoom, name);
}

/** The program, or a copy of its whole installation where the account may not reach it. */
export async function reachableProgram(program: string, account: PostgresAccount): Promise<string> {
  if (await mayEnter(dirname(program), account)) return program;
  const installation = dirname(dirname(program));
  const { mtimeMs } = await stat(program);
  const copy = join(sharedRoom, `postgres-${createHash('sha256').update(`${installation}:${mtimeMs}`).digest('hex').slice(0, 16)}`);
  const found = join(copy, 'bin', program.slice(dirname(program).length + 1));
  if (!(await exists(found))) {
    const building = `${copy}.${process.pid}`;
    await mkdir(sharedRoom, { recursive: true });
    await cp(installation, building, { recursive: true, verbatimSymlinks: true });
    await rename(building, copy).catch(() => rm(building, { recursive: true }));
  }
  return found;
}

async function mayEnter(folder: string, account: PostgresAccount): Promise<boolean> {
  if (account === null) return true;
  for (let place = folder; ; place = dirname(place)) {
    const entry = await stat(place).catch(() => null);
    if (entry !== null && (entry.mode & 0o001) === 0 && entry.uid !== account.uid) return false;
    if (place === dirname(place)) return true;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
