import { createHash, randomBytes } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import pg from 'pg';
import { emptyContext, type Grant, type RequestContext, type TenantReference } from '../context/request-context.js';
import { Database } from '../database/database.js';
import { migrate } from '../database/migrate.js';
import { newId } from '../graph/type-id.js';
import { InProcessLiveBus, type LiveBus } from '../live/live-bus.js';
import { LiveFeeds } from '../live/live-feeds.js';
import { createLogger, type Logger } from '../log/logger.js';
import type { SubgraphDefinition } from '../subgraph/definition.js';
import type { SubgraphResources } from '../subgraph/context.js';
import type { EntityDirectory } from '../subgraph/entity-directory.js';
import { SubgraphRuntime } from '../subgraph/runtime.js';

const password = 'test';

/** A subgraph on a database of its own, cloned from a template that the first suite of a run migrates. */
export interface TestSubgraph {
  readonly runtime: SubgraphRuntime;
  readonly resources: SubgraphResources;
  readonly database: Database;
  /** The owner's address, for what only an operator may do or see. */
  readonly ownerUrl: string;
  readonly url: string;
  readonly operatorUrl: string;
  execute<Data>(query: string, context: RequestContext, variables?: Record<string, unknown>): Promise<ExecutionResult<Data>>;
  close(): Promise<void>;
}

export interface TestSubgraphOptions {
  readonly services?: unknown;
  /** What other subgraphs own; by default every id asked for exists, and fields can be read of none. */
  readonly entities?: OthersEntities;
  /** Carries live messages; by default within the test. */
  readonly bus?: LiveBus;
  readonly log?: Logger;
}

/** What a test says of other subgraphs' entities. `read` may give more than was asked for: only the ids asked for are handed on. */
export interface OthersEntities {
  readonly existing?: EntityDirectory['existing'];
  readonly read?: (...question: Parameters<EntityDirectory['read']>) => Promise<ReadonlyMap<string, object>>;
}

export async function openTestSubgraph(definition: SubgraphDefinition, options: TestSubgraphOptions = {}): Promise<TestSubgraph> {
  const clusterUrl = process.env['CAREGRAPH_TEST_DATABASE_URL'];
  if (!clusterUrl) throw new Error('CAREGRAPH_TEST_DATABASE_URL is not set: run the tests by `npm test` or `npm run jest`, whose global setup starts a PostgreSQL.');
  const ownerUrl = await cloneDatabase(clusterUrl, definition);
  const url = asRole(ownerUrl, `caregraph_${definition.name}`);
  const operatorUrl = asRole(ownerUrl, `caregraph_${definition.name}_operator`);
  const log = options.log ?? createLogger({ level: 'error', name: definition.name });
  const database = new Database({ name: definition.name, url, operatorUrl, entities: definition.entities, poolSize: 20, log });
  await database.open();
  const resources: SubgraphResources = {
    database,
    entities: directoryOf(options.entities ?? {}),
    live: new LiveFeeds(options.bus ?? new InProcessLiveBus(), () => database.acrossTenants().pool, log),
    log,
    services: options.services,
  };
  const runtime = await SubgraphRuntime.create(definition, resources);
  return {
    runtime,
    resources,
    database,
    ownerUrl,
    url,
    operatorUrl,
    execute: async <Data>(query: string, context: RequestContext, variables: Record<string, unknown> = {}) =>
      (await runtime.execute({ query, variables }, context)) as ExecutionResult<Data>,
    close: () => database.close(),
  };
}

function directoryOf({ existing, read }: OthersEntities): EntityDirectory {
  return {
    existing: existing ?? ((_type, ids) => Promise.resolve(new Set(ids))),
    read: async <T>(...question: Parameters<EntityDirectory['read']>) => {
      const [type, ids] = question;
      if (!read) throw new Error(`This test says nothing of what others own: give openTestSubgraph \`entities.read\` for ${type}.`);
      const given = await read(...question);
      return new Map(ids.flatMap((id) => (given.has(id) ? [[id, given.get(id) as T]] : [])));
    },
  };
}

/** A tenant that exists only as a reference: enough for a subgraph that does not own tenants. */
export function testTenant(subdomain: string): TenantReference {
  return { id: newId('tenant'), subdomain };
}

export interface Persona {
  readonly tenant: TenantReference;
  readonly permissions: readonly string[];
  readonly branches?: 'all' | readonly string[];
  readonly branch?: string | null;
  readonly idempotencyKey?: { readonly key: string; readonly bodyHash: string };
  readonly actorId?: string;
}

/** The context of somebody signed in, as the gateway would have made it. */
export function contextOf({ tenant, permissions, branches = 'all', branch = null, idempotencyKey, actorId }: Persona): RequestContext {
  const grant: Grant = { role: 'test', permissions, branches };
  return {
    ...emptyContext(newId('request')),
    tenant,
    branch,
    actor: { kind: 'staff', id: actorId ?? newId('staff'), sessionId: newId('session') },
    grants: [grant],
    idempotency: idempotencyKey ?? null,
  };
}

export interface Program {
  readonly tenant: TenantReference;
  /** Its scopes. */
  readonly permissions: readonly string[];
  readonly branches?: 'all' | readonly string[];
  readonly clientId?: string;
  /** A code of HL7 v3 PurposeOfUse. */
  readonly purpose?: string;
}

/** The context of a third party's program, as the gateway would have made it. */
export function clientOf({ tenant, permissions, branches = 'all', clientId = newId('client'), purpose = 'TREAT' }: Program): RequestContext {
  return { ...contextOf({ tenant, permissions, branches }), actor: { kind: 'client', id: clientId, sessionId: null, purpose } };
}

async function cloneDatabase(clusterUrl: string, definition: SubgraphDefinition): Promise<string> {
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    const stamp = createHash('sha256').update(definition.migrations.href).digest('hex').slice(0, 12);
    const template = `template_${definition.name}_${stamp}`;
    // Workers share the cluster: one of them migrates the template, the others wait for it here.
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', ['caregraph:templates']);
    if ((await client.query('select 1 from pg_database where datname = $1', [template])).rowCount === 0) {
      const building = `${template}_building`;
      await client.query(`drop database if exists "${building}"`);
      await client.query(`create database "${building}"`);
      await migrate(inDatabase(clusterUrl, building), {
        name: definition.name,
        migrations: definition.migrations,
        password,
        operatorPassword: password,
      });
      await client.query(`alter database "${building}" rename to "${template}"`);
    }
    const name = `test_${definition.name}_${randomBytes(6).toString('hex')}`;
    await client.query(`create database "${name}" template "${template}"`);
    for (const role of [`caregraph_${definition.name}`, `caregraph_${definition.name}_operator`]) {
      await client.query(`alter role "${role}" in database "${name}" set search_path = "${definition.name}", public`);
    }
    return inDatabase(clusterUrl, name);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function asRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = password;
  return changed.href;
}
