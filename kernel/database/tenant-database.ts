import type { ObjectLiteral } from 'typeorm';
import { auditDenials, type Asking } from '../consents/access-denials.js';
import { consentedPatients } from '../consents/known-consents.js';
import { readPermissionOf } from '../graph/access-decorator.js';
import { toUuid } from '../graph/type-id.js';
import type { MutationPayload, Refusal } from '../graph/user-error.js';
import type { RequestContext } from '../context/request-context.js';
import { runCommand, type CommandOptions, type CommandOutcome } from './command.js';
import type { Database } from './database.js';
import type { EntityClass, RowMapper } from './row-mapper.js';
import type { RowReader } from './row-reader.js';
import { streamScoped } from './row-stream.js';
import { scopeOf, withoutConsents, type Scope } from './scope.js';
import { queryScoped } from './scoped-query.js';
import { sql, type Sql } from './sql.js';
import { tracedRows, tracedStatement } from './traced-statement.js';
import type { Transaction } from './transaction.js';

type Row = Record<string, unknown>;

/** With more consents than this a client's rows are so many that reading in the list's order soon finds a page of them. */
const narrowestMost = 500;

/**
 * One call's view of its subgraph's database: its tenant's rows, in the branches where it may use the permission at hand.
 * There is no other way in; a call without a tenant cannot read or write at all.
 */
export class TenantDatabase implements RowReader {
  constructor(
    private readonly database: Database,
    readonly context: RequestContext,
    private readonly isBeyondConsents = false,
  ) {}

  /**
   * DANGER: the same rows, and those that consent hides from the client who asks. For what would be wrong without them, such as how
   * many wait; nothing of what it reads of a patient may be answered. Nobody but a client notices.
   */
  get beyondConsents(): RowReader {
    return new TenantDatabase(this.database, this.context, true);
  }

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

  /** Writes down, behind the answer, which of these exist and are absent only because their patients have not consented. */
  auditDenials<T extends ObjectLiteral & { id: string }>(entity: EntityClass<T>, named: readonly string[], asking: Asking<T> = {}): void {
    auditDenials(this.database, this.context, entity, named, asking);
  }

  /**
   * What a list adds to its conditions so that a client with few consents does not have all rows looked through for its own. It changes
   * nothing of what there is: row-level security decides that.
   */
  async narrowing<T extends ObjectLiteral>(entity: EntityClass<T>): Promise<Sql> {
    const { actor } = this.context;
    const patient = this.mapper(entity).patientColumn;
    if (actor.kind !== 'client' || patient === null) return sql`true`;
    const patients = await consentedPatients(this, actor, readPermissionOf(entity) ?? '', { most: narrowestMost + 1 });
    if (patients.length > narrowestMost) return sql`true`;
    const theirs = sql`${patient.column} = any (${patients.map((id) => toUuid('patient', id))}::uuid[])`;
    return patient.isNullable ? sql`(${theirs} or ${patient.column} is null)` : theirs;
  }

  /** Any read, in one round trip. `permission` decides which branches' rows exist; null leaves branch-owned rows out. */
  rows<R extends object = Row>(statement: Sql, permission: string | null): Promise<R[]> {
    this.database.countStatement(this.context);
    return tracedStatement(this.context, statement, () => queryScoped<R & Row>(this.database.pool, this.scope(permission), statement));
  }

  /**
   * A read whose rows are too many to be held, one after the other as they are asked for: `for await (const row of …)`. It has a
   * connection for as long as it is read, of which there are few: read one at a time in a call.
   */
  stream<R extends object = Row>(statement: Sql, permission: string | null): AsyncGenerator<R, void, undefined> {
    this.database.countStatement(this.context);
    const rows = streamScoped(this.database.streamPool, this.scope(permission), statement);
    return tracedRows(this.context, statement, rows) as AsyncGenerator<R, void, undefined>;
  }

  /** Several reads that must agree, in one repeatable-read, read-only transaction. */
  snapshot<R>(permission: string | null, read: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.database.transaction(this.context, this.scope(permission), 'snapshot', read);
  }

  /**
   * A write: locks, decides, saves and publishes in one transaction. A `Refusal` undoes everything and becomes the
   * payload's `userErrors`. Repeats a call with the same `Idempotency-Key` by its stored answer, and starts anew when the
   * database asks for it (deadlock, serialization), so the body must have no effect outside the transaction.
   */
  command<P extends MutationPayload>(
    payload: new () => P,
    options: CommandOptions<P>,
    body: (transaction: Transaction) => Promise<CommandOutcome<P> | Refusal>,
  ): Promise<P> {
    return runCommand(this.database, this.context, payload, options, body);
  }

  private scope(permission: string | null): Scope {
    const scope = scopeOf(this.context, permission);
    return this.isBeyondConsents ? withoutConsents(scope) : scope;
  }
}
