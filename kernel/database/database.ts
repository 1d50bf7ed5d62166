import pg from 'pg';
import { DataSource, DefaultNamingStrategy, type MixedList } from 'typeorm';
import type { RequestContext } from '../context/request-context.js';
import type { Logger } from '../log/logger.js';
import { CrossTenantDatabase } from './cross-tenant-database.js';
import { RowMappers } from './row-mapper.js';
import type { Scope } from './scope.js';
import { sql, type Sql } from './sql.js';
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
  readonly log: Logger;
}

/** One subgraph's database in one process: its pools and its mapping. Calls reach it through `forContext`. */
export class Database {
  readonly mappers: RowMappers;
  /** Wakes whoever waits for events, right after a commit that published some. */
  onCommit: () => void = () => undefined;
  private readonly dataSource: DataSource;
  private operatorPool: pg.Pool | null = null;
  private statements = 0;
  private closing = false;

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
    await this.operatorPool?.end();
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

  /** How many statements reads have sent: for tests that hold a query to one statement per level. */
  get statementCount(): number {
    return this.statements;
  }

  countStatement(): void {
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

  private operators(): pg.Pool {
    if (!this.operatorPool) {
      this.operatorPool = new pg.Pool({
        connectionString: this.options.operatorUrl,
        max: 4,
        application_name: `caregraph-${this.options.name}-operator`,
        types: plainTypes,
      });
      this.operatorPool.on('error', this.connectionFailed);
      this.operatorPool.on('connect', (client) => client.on('error', this.connectionFailed));
    }
    return this.operatorPool;
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
        const settings = applyScope(scope, purpose);
        await runner.query(settings.text, settings.values);
        const result = await body(new Transaction(context, runner.manager, this.mappers, this.options.name));
        await runner.commitTransaction();
        if (purpose === 'command') this.onCommit();
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

function applyScope({ tenantId, branchIds, actorKind, actorId, requestId }: Scope, purpose: 'snapshot' | 'command'): Sql {
  return sql`select set_config('app.tenant_id', ${tenantId}, true), set_config('app.branch_ids', ${branchIds}, true),
    set_config('app.actor_kind', ${actorKind}, true), set_config('app.actor_id', ${actorId}, true),
    set_config('app.request_id', ${requestId}, true),
    set_config('transaction_read_only', ${purpose === 'snapshot' ? 'on' : 'off'}, true)`;
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
