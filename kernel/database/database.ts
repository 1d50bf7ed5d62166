import pg from 'pg';
import { DataSource, DefaultNamingStrategy, type MixedList } from 'typeorm';
import type { RequestContext } from '../context/request-context.js';
import type { Logger } from '../log/logger.js';
import { CrossTenantDatabase } from './cross-tenant-database.js';
import { RowMappers } from './row-mapper.js';
import { scopeSettings, type Scope } from './scope.js';
import { StreamPool } from './stream-pool.js';
import { TenantDatabase } from './tenant-database.js';
import { Transaction } from './transaction.js';

export interface DatabaseOptions {
  /** The subgraph's name, which is also its schema. */
  readonly name: string;
  /** Where the subgraph's own role logs in. */
  readonly url: string;
  /** Where the role that crosses tenants logs in: relay, jobs and platform administration. */
  readonly operatorUrl: string;
  readonly entities: readonly (abstract new (...parameters: never[]) => object)[];
  readonly poolSize?: number;
  /** How many reads may be streamed at a time, and how long others wait for one of them to end. */
  readonly streams?: number;
  readonly streamWaitMs?: number;
  readonly log: Logger;
}

/** One subgraph's database in one process: its pools and its mapping. Calls reach it through `forContext`. */
export class Database {
  readonly mappers: RowMappers;
  /** Wakes whoever waits for events, right after a commit that published some. */
  onCommit: () => void = () => undefined;
  private readonly dataSource: DataSource;
  private operatorPool: pg.Pool | null = null;
  private openedStreamPool: StreamPool | null = null;
  private statements = 0;
  private closing = false;
  private readonly asides = new Set<Promise<void>>();

  constructor(private readonly options: DatabaseOptions) {
    this.dataSource = new DataSource({
      type: 'postgres',
      url: options.url,
      entities: options.entities as unknown as MixedList<() => object>,
      namingStrategy: new SnakeNaming(),
      synchronize: false,
      installExtensions: false,
      poolSize: options.poolSize ?? 10,
      applicationName: `caregraph-${options.name}`,
      extra: { types: plainTypes },
      logging: false,
    });
    this.mappers = new RowMappers(this.dataSource);
  }

  async open(): Promise<void> {
    await this.dataSource.initialize();
    this.pool.on('error', this.connectionFailed);
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all(this.asides);
    await this.operatorPool?.end();
    await this.openedStreamPool?.pool.end();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** A connection that PostgreSQL ends while we are closing anyway is no failure. */
  private readonly connectionFailed = (error: Error): void => {
    if (!this.closing) this.options.log.warn({ error }, 'a database connection failed');
  };

  /** The pool of the subgraph's own role; row-level security holds on every connection of it. */
  get pool(): pg.Pool {
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master;
  }

  /**
   * Connections of the same role, for reads that last as long as their reader takes: however many they are, and however slow, no
   * other call waits for them.
   */
  get streamPool(): StreamPool {
    const { url, name, streams, streamWaitMs } = this.options;
    const options = { max: streams ?? 6, connectionTimeoutMillis: streamWaitMs ?? 10_000 };
    return (this.openedStreamPool ??= new StreamPool(this.openPool(url, `caregraph-${name}-streams`, options)));
  }

  /** How many statements reads have sent: for tests that hold a query to one statement per level. */
  get statementCount(): number {
    return this.statements;
  }

  /** By the call that sent it, so that a test can tell those of one request. */
  countStatement(_of: RequestContext): void {
    this.statements += 1;
  }

  forContext(context: RequestContext): TenantDatabase {
    return new TenantDatabase(this, context);
  }

  /**
   * DANGER: sees every tenant's rows in the tables that grant it. For the relay, the jobs and the platform's own
   * administration; a request on a tenant's behalf never comes this way.
   */
  acrossTenants(): CrossTenantDatabase {
    return new CrossTenantDatabase(this.operators(), this.mappers);
  }

  /** Work that no answer waits for and none fails by; what it fails by is logged. */
  aside(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => this.options.log.error({ error }, 'what was to be done behind an answer failed'))
      .finally(() => this.asides.delete(done));
    this.asides.add(done);
  }

  private operators(): pg.Pool {
    return (this.operatorPool ??= this.openPool(this.options.operatorUrl, `caregraph-${this.options.name}-operator`, { max: 20 }));
  }

  private openPool(url: string, applicationName: string, options: pg.PoolConfig): pg.Pool {
    const pool = new pg.Pool({ connectionString: url, application_name: applicationName, types: plainTypes, ...options });
    pool.on('error', this.connectionFailed);
    pool.on('connect', (client) => client.on('error', this.connectionFailed));
    return pool;
  }

  /** Runs `body` in one transaction under the scope: a snapshot reads what one moment saw, a command writes. */
  async transaction<R>(
    context: RequestContext,
    scope: Scope,
    purpose: 'snapshot' | 'command',
    body: (transaction: Transaction) => Promise<R>,
  ): Promise<R> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction(purpose === 'snapshot' ? 'REPEATABLE READ' : 'READ COMMITTED');
      try {
        const settings = scopeSettings(scope, purpose === 'snapshot' ? 'read' : 'write');
        await runner.query(settings.text, settings.values);
        const transaction = new Transaction(context, runner.manager, this.mappers, this.options.name);
        const result = await body(transaction);
        await runner.commitTransaction();
        if (transaction.hasPublished) this.onCommit();
        return result;
      } catch (error) {
        if (runner.isTransactionActive) await runner.rollbackTransaction();
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}

const dateOid = 1082;

/** Dates stay the text they are: a birth date has no time zone to be shifted by. */
const plainTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    oid === dateOid ? (value: string) => value : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

/** `familyName` in code is `family_name` in the table. */
class SnakeNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined, embeddedPrefixes: string[]): string {
    return snake([...embeddedPrefixes, customName ?? propertyName].join('_'));
  }
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
