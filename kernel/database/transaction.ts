import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { RequestContext } from '../context/request-context.js';
import type { EventDraft, EventType } from '../events/event.js';
import { jobsSchema } from '../jobs/install-jobs.js';
import type { Errand, Job } from '../jobs/job.js';
import { toUuid } from '../graph/type-id.js';
import type { EntityClass, RowMappers } from './row-mapper.js';
import { raw, sql, type Sql } from './sql.js';
import { tracedStatement } from './traced-statement.js';

type Row = Record<string, unknown>;

/** One transaction of one call: everything a command reads, decides and writes goes through it, and sees its tenant only. */
export class Transaction {
  private readonly jobs: Sql;
  private published = false;
  private isBeyondConsents = false;
  private readonly loaded: ObjectLiteral[] = [];
  private readonly missed = new Map<EntityClass<{ id: string }>, string[]>();

  constructor(
    readonly context: RequestContext,
    private readonly manager: EntityManager,
    private readonly mappers: RowMappers,
    subgraph: string,
  ) {
    this.jobs = raw(`"${jobsSchema(subgraph)}"`);
  }

  async rows<R extends object = Row>(statement: Sql): Promise<R[]> {
    const runner = this.manager.queryRunner;
    if (!runner) throw new Error('A transaction needs a connection of its own');
    const { records } = await tracedStatement(this.context, statement, () => runner.query(statement.text, statement.values, true));
    return (records ?? []) as R[];
  }

  /** Entities by the clauses that follow `from <its table>`: `` sql`where phone = ${phone} order by created_at` ``. */
  async all<T extends ObjectLiteral>(entity: EntityClass<T>, clauses: Sql): Promise<T[]> {
    const mapper = this.mappers.of(entity);
    const rows = await this.rows<Row>(sql`select ${mapper.columns} from ${mapper.table} ${clauses}`);
    const entities = rows.map((row) => mapper.hydrate(row));
    if (this.context.actor.kind === 'client') this.loaded.push(...entities);
    return entities;
  }

  async first<T extends ObjectLiteral>(entity: EntityClass<T>, clauses: Sql): Promise<T | null> {
    return (await this.all(entity, sql`${clauses} limit 1`))[0] ?? null;
  }

  /**
   * DANGER: while `body` runs, rows that consent hides from the client who asks are there. For what would be wrong without them: taken
   * times, numbers, who is next. Nothing of what it reads of another patient may be answered. Nobody but a client notices.
   */
  async beyondConsents<R>(body: () => Promise<R>): Promise<R> {
    const { actor } = this.context;
    if (actor.kind !== 'client' || this.isBeyondConsents) return body();
    await this.setClient('');
    this.isBeyondConsents = true;
    try {
      return await body();
    } finally {
      this.isBeyondConsents = false;
      // In a transaction that has failed nothing can be set any more, and nothing can be read; ending it takes the setting back.
      await this.setClient(toUuid('client', actor.id ?? '')).catch(() => undefined);
    }
  }

  /** The entity, locked until the transaction ends; null when the caller has no such entity. */
  async lock<T extends ObjectLiteral & { id: string }>(entity: EntityClass<T>, id: string): Promise<T | null> {
    const mapper = this.mappers.of(entity);
    const uuid = mapper.columnValue('id', id);
    const [found] = await this.all(entity, sql`where ${mapper.column('id')} = ${uuid} for update`);
    if (!found && !this.isBeyondConsents) this.missed.set(entity, [...(this.missed.get(entity) ?? []), id]);
    return found ?? null;
  }

  /** Writes a new entity, and takes over what the database filled in. */
  async insert<T extends ObjectLiteral>(entity: T): Promise<T> {
    await this.manager.insert(entity.constructor, entity);
    return entity;
  }

  /** Writes the changes of an entity that was loaded. */
  async save<T extends ObjectLiteral>(entity: T): Promise<T> {
    return this.manager.save(entity);
  }

  /**
   * Schedules a job that runs after this transaction is committed, and never if it is not. A job with the same key is
   * replaced. `runAt` is now when left out.
   */
  async schedule<Payload extends object>(job: Job<Payload> | Errand<Payload>, payload: Payload, options: { key?: string; runAt?: Date } = {}): Promise<void> {
    const envelope = JSON.stringify({ tenant: this.context.tenant, payload });
    const key = options.key === undefined ? null : this.jobKey(options.key);
    await this.rows(sql`select ${this.jobs}.schedule(${job.name}, ${envelope}::json, ${options.runAt ?? null}::timestamptz, ${key})`);
  }

  /** Takes a scheduled job back, by its key; nothing happens when it has run already. */
  async unschedule(key: string): Promise<void> {
    await this.rows(sql`select ${this.jobs}.unschedule(${this.jobKey(key)})`);
  }

  /** Tells the world, once this transaction is committed, that something happened. */
  async publish<Data extends object>(event: EventType<Data>, draft: EventDraft<Data>): Promise<void> {
    const branch = draft.branch ? toUuid('branch', draft.branch) : null;
    this.published = true;
    await this.rows(sql`insert into outbox (type, version, subject, branch_id, data)
      values (${event.type}, ${event.version}, ${draft.subject}, ${branch}, ${JSON.stringify(draft.data)})`);
  }

  /** Several of one kind, in one statement and in this order. */
  async publishAll<Data extends object>(event: EventType<Data>, drafts: readonly EventDraft<Data>[]): Promise<void> {
    const rows = drafts.map(({ subject, branch, data }) => ({ subject, branch_id: branch ? toUuid('branch', branch) : null, data }));
    this.published = true;
    await this.rows(sql`insert into outbox (type, version, subject, branch_id, data)
      select ${event.type}, ${event.version}, subject, branch_id, data
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (subject text, branch_id uuid, data jsonb)) with ordinality
      order by ordinality`);
  }

  /** What was to be locked, and is not there for the caller. */
  get missing(): ReadonlyMap<EntityClass<{ id: string }>, readonly string[]> {
    return this.missed;
  }

  /** What was read for a client: why it is refused may tell of that. */
  get loadedForClient(): readonly ObjectLiteral[] {
    return this.loaded;
  }

  /** Whether there may be something to hand on once this is committed. */
  get hasPublished(): boolean {
    return this.published;
  }

  private setClient(uuid: string): Promise<unknown> {
    return this.rows(sql`select set_config('app.client_id', ${uuid}, true)`);
  }

  /** Keys are the tenant's own: two tenants that use the same one do not meet. */
  private jobKey(key: string): string {
    return `${this.context.tenant?.id}:${key}`;
  }
}
