import type { ObjectLiteral } from 'typeorm';
import { readPermissionOf } from '../graph/access-decorator.js';
import type { MutationPayload, Refusal } from '../graph/user-error.js';
import type { RequestContext } from '../context/request-context.js';
import { runCommand, type CommandOptions, type CommandOutcome } from './command.js';
import type { Database } from './database.js';
import type { EntityClass, RowMapper } from './row-mapper.js';
import type { RowReader } from './row-reader.js';
import { scopeOf } from './scope.js';
import { queryScoped } from './scoped-query.js';
import { sql, type Sql } from './sql.js';
import { tracedStatement } from './traced-statement.js';
import type { Transaction } from './transaction.js';

type Row = Record<string, unknown>;

/**
 * One call's view of its subgraph's database: its tenant's rows, in the branches where it may use the permission at hand.
 * There is no other way in; a call without a tenant cannot read or write at all.
 */
export class TenantDatabase implements RowReader {
  constructor(
    private readonly database: Database,
    readonly context: RequestContext,
  ) {}

  mapper<T extends ObjectLiteral>(entity: EntityClass<T>): RowMapper<T> {
    return this.database.mappers.of(entity);
  }

  /** Entities by the clauses that follow `from <its table>`, within the branches of the entity's own read permission. */
  async all<T extends ObjectLiteral>(entity: EntityClass<T>, clauses: Sql): Promise<T[]> {
    const mapper = this.mapper(entity);
    const rows = await this.rows<Row>(sql`select ${mapper.columns} from ${mapper.table} ${clauses}`, readPermissionOf(entity));
    return rows.map((row) => mapper.hydrate(row));
  }

  async first<T extends ObjectLiteral>(entity: EntityClass<T>, clauses: Sql): Promise<T | null> {
    return (await this.all(entity, sql`${clauses} limit 1`))[0] ?? null;
  }

  /** Any read, in one round trip. `permission` decides which branches' rows exist; null leaves branch-owned rows out. */
  rows<R extends object = Row>(statement: Sql, permission: string | null): Promise<R[]> {
    this.database.countStatement();
    return tracedStatement(this.context, statement, () => queryScoped<R & Row>(this.database.pool, scopeOf(this.context, permission), statement));
  }

  /** Several reads that must agree, in one repeatable-read, read-only transaction. */
  snapshot<R>(permission: string | null, read: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.database.transaction(this.context, scopeOf(this.context, permission), 'snapshot', read);
  }

  /**
   * A write: locks, decides, saves and publishes in one transaction. A `Refusal` undoes everything and becomes the
   * payload's `userErrors`. Repeats a call with the same `Idempotency-Key` by its stored answer, and starts anew when the
   * database asks for it (deadlock, serialization), so the body must have no effect outside the transaction.
   */
  command<P extends MutationPayload>(
    payload: new () => P,
    options: CommandOptions,
    body: (transaction: Transaction) => Promise<CommandOutcome<P> | Refusal>,
  ): Promise<P> {
    return runCommand(this.database, this.context, payload, options, body);
  }
}
