import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { progress } from '../measure/settings.js';
import { hiveFolder } from './contenders.js';

/** Installs Hive from its own lock file, unless what is installed is what the lock file says. */
export async function installHive(): Promise<void> {
  const [locked, installed] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => versions(join(hiveFolder, file))),
  );
  if (locked && installed && locked === installed) return;
  progress('installing Hive Gateway in bench/hive (half a gigabyte)');
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--silent', '--ignore-scripts'], {
    cwd: hiveFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0)
    throw new Error(
      `Hive Gateway could not be installed: run "npm ci" in ${hiveFolder}, or leave it out by --only stock,ours-http,ours,plain.`,
    );
}

/** What a lock file pins of the two packages that are measured; null when there is none. */
async function versions(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const { packages } = JSON.parse(text) as { packages: Record<string, { version?: string } | undefined> };
  return ['gateway', 'router-runtime'].map((name) => packages[`node_modules/@graphql-hive/${name}`]?.version ?? '').join(' ');
}
