import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { installJobs } from '../jobs/install-jobs.js';

export interface MigrationTarget {
  /** The subgraph's name: its schema, and the stem of its roles. */
  readonly name: string;
  /** The folder of its `NNN_name.sql` files. */
  readonly migrations: URL;
  /** Passwords of the two login roles. */
  readonly password: string;
  readonly operatorPassword: string;
}

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** The database and the code do not fit: the message is one sentence for the operator. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** Brings a subgraph's schema to this code's state, as the owner's role. Safe to run by several processes at once. */
export async function migrate(ownerUrl: string, target: MigrationTarget): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: `caregraph-migrate-${target.name}` });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', ['caregraph:migrate']);
    await prepareSchema(client, target);
    const applied = await applyPending(client, target);
    await installJobs(client, operatorUrl(ownerUrl, target), target.name);
    return { applied };
  } finally {
    await client.end();
  }
}

function operatorUrl(ownerUrl: string, { name, operatorPassword }: MigrationTarget): string {
  const url = new URL(ownerUrl);
  url.username = `caregraph_${name}_operator`;
  url.password = operatorPassword;
  return url.href;
}

async function prepareSchema(client: pg.Client, { name, password, operatorPassword }: MigrationTarget): Promise<void> {
  const app = `caregraph_${name}`;
  const operator = `${app}_operator`;
  const schema = client.escapeIdentifier(name);
  const database = client.escapeIdentifier((await client.query<{ name: string }>('select current_database() as name')).rows[0]?.name ?? '');
  for (const extension of ['unaccent', 'btree_gist']) await client.query(`create extension if not exists ${extension} schema public`);
  for (const [role, secret] of [
    [app, password],
    [operator, operatorPassword],
  ] as const) {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    // New roles are neither superuser nor exempt from row-level security; saying so on an old one takes a superuser.
    const verb = known.rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${client.escapeIdentifier(role)} login password ${client.escapeLiteral(secret)}`);
    await client.query(`alter role ${client.escapeIdentifier(role)} in database ${database} set search_path = ${schema}, public`);
  }
  await client.query(`create schema if not exists ${schema}`);
  await client.query(`grant usage on schema ${schema} to ${client.escapeIdentifier(app)}, ${client.escapeIdentifier(operator)}`);
  await client.query(`set search_path = ${schema}, public`);
  await client.query(`create table if not exists migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
}

async function applyPending(client: pg.Client, target: MigrationTarget): Promise<string[]> {
  const migrations = [
    ...(await readMigrations(new URL('./foundation/', import.meta.url), 'foundation/')),
    ...(await readMigrations(target.migrations, '')),
  ];
  const done = new Map((await client.query<Migration>('select name, checksum from migrations')).rows.map((row) => [row.name, row.checksum]));
  const known = new Set(migrations.map(({ name }) => name));
  const newer = [...done.keys()].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new MigrationError(
      `The database schema "${target.name}" is newer than this version of CareGraph (it has ${newer.join(', ')}): start the newer version, or restore the database from before it.`,
    );
  }
  const applied: string[] = [];
  for (const { name, text, checksum } of migrations) {
    const earlier = done.get(name);
    if (earlier === checksum) continue;
    if (earlier !== undefined) {
      throw new MigrationError(`The migration ${target.name}/${name} was changed after it had been applied: put it back, and add a new migration instead.`);
    }
    await applyOne(client, { name, text, checksum });
    applied.push(name);
  }
  return applied;
}

async function applyOne(client: pg.Client, { name, text, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}

async function readMigrations(folder: URL, prefix: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(new URL(file, folder), 'utf8');
      return { name: prefix + file.replace(/\.sql$/, ''), text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}
