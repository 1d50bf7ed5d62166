import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate, MigrationError } from '#kernel/database/migrate.js';
import type { SubgraphDefinition } from '#kernel/subgraph/definition.js';
import type { Configuration } from './configuration.js';
import { joinEmbeddedPostgres, startEmbeddedPostgres } from './engines/embedded-postgres.js';
import { checkDatabase } from './engines/connect.js';
import { StartupError } from './engines/startup-error.js';

/** The owner's database, given or embedded, and how to stop it if it is ours. */
export interface OwnerDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

export async function openOwnerDatabase({ databaseUrl, dataFolder }: Configuration): Promise<OwnerDatabase> {
  if (databaseUrl === null) return startEmbeddedPostgres({ folder: join(dataFolder, 'postgres') });
  await checkDatabase(databaseUrl);
  return { url: databaseUrl, stop: () => Promise.resolve() };
}

/** As `openOwnerDatabase`, for commands: beside a graph that is running on the embedded database it uses that one. */
export async function joinOwnerDatabase(configuration: Configuration): Promise<OwnerDatabase> {
  const running = configuration.databaseUrl === null ? await joinEmbeddedPostgres({ folder: join(configuration.dataFolder, 'postgres') }) : null;
  return running ?? openOwnerDatabase(configuration);
}

/** The secret that was set, or the one that is made on first start and kept beside the data. */
export async function secretOf({ secret, dataFolder }: Configuration): Promise<string> {
  if (secret !== null) return secret;
  const file = join(dataFolder, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim()) return kept.trim();
  const made = randomBytes(32).toString('base64url');
  await mkdir(dataFolder, { recursive: true });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

/** What seals the secrets that a subgraph keeps: it follows from the secret, and neither the secret nor another subgraph's follows from it. */
export function sealingSecret(secret: string, subgraph: string): string {
  // The platform was the first to seal anything, and what it sealed must be opened.
  const purpose = subgraph === 'platform' ? 'sealing' : `sealing ${subgraph}`;
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}

/** Where a subgraph's roles log in: their own database when one is set, else the owner's, with passwords that follow from the secret. */
export interface SubgraphUrls {
  readonly app: string;
  readonly operator: string;
}

export function subgraphUrls(configuration: Configuration, ownerUrl: string | null, secret: string | null, name: string): SubgraphUrls {
  const urlOf = (role: 'app' | 'operator'): string => {
    const own = configuration.databaseUrlOf(name, role);
    if (own !== null) return own;
    if (ownerUrl === null || secret === null) throw new StartupError(`Set ${name.toUpperCase()}_DATABASE_URL and ${name.toUpperCase()}_OPERATOR_DATABASE_URL, or DATABASE_URL and CAREGRAPH_SECRET.`);
    const user = role === 'app' ? `caregraph_${name}` : `caregraph_${name}_operator`;
    const url = new URL(ownerUrl);
    url.username = user;
    url.password = createHmac('sha256', secret).update(`role ${user}`).digest('base64url');
    return url.href;
  };
  return { app: urlOf('app'), operator: urlOf('operator') };
}

/** Brings every subgraph's schema up to date. A subgraph with a database of its own is migrated there, by the same owner. */
export async function migrateAll(ownerUrl: string, definitions: readonly SubgraphDefinition[], urlsOf: (name: string) => SubgraphUrls): Promise<string[]> {
  const applied: string[] = [];
  for (const { name, migrations } of definitions) {
    const { app, operator } = urlsOf(name);
    const passwords = { password: decodeURIComponent(new URL(app).password), operatorPassword: decodeURIComponent(new URL(operator).password) };
    try {
      const result = await migrate(ownerIn(ownerUrl, app), { name, migrations, ...passwords });
      applied.push(...result.applied.map((migration) => `${name}/${migration}`));
    } catch (error) {
      throw error instanceof MigrationError ? new StartupError(error.message, { cause: error }) : error;
    }
  }
  return applied;
}

/** The owner's role, at the server and database that the subgraph uses. */
function ownerIn(ownerUrl: string, subgraphUrl: string): string {
  const url = new URL(subgraphUrl);
  const owner = new URL(ownerUrl);
  url.username = owner.username;
  url.password = owner.password;
  return url.href;
}
