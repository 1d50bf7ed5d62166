import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { toTypeId } from '../graph/type-id.js';
import type { Feed, LiveMessage } from '../live/feed.js';
import { recordLive } from '../live/record-live.js';
import type { Logger } from '../log/logger.js';
import type { EventRecord } from './event.js';
import type { EventTransport } from './transport.js';

const batchSize = 200;
const idleMs = 250;
const longestPauseMs = 10_000;

interface OutboxRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  readonly branch_id: string | null;
  readonly data: Record<string, unknown>;
  readonly actor_id: string | null;
  readonly request_id: string | null;
  readonly occurred_at: Date;
}

/**
 * Hands a subgraph's events on: at least once, in order for each subject. One relay works at a time, whoever holds the lock;
 * rows are claimed by their state and marked in the transaction that saw them published, so a crash in between repeats and
 * never loses.
 */
export class Relay {
  private readonly stopping = new AbortController();
  private working: Promise<void> | null = null;
  private wakeUp: () => void = () => undefined;
  private awake = false;

  constructor(
    private readonly operators: pg.Pool,
    private readonly transport: EventTransport,
    private readonly live: { readonly feeds: readonly Feed[]; publish(messages: readonly LiveMessage[]): Promise<void> },
    private readonly log: Logger,
  ) {}

  start(): void {
    this.working ??= this.work();
  }

  /** Something was committed: look now instead of at the next turn. */
  wake(): void {
    this.awake = true;
    this.wakeUp();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    await this.working;
  }

  private async work(): Promise<void> {
    for (let pause = idleMs; !this.stopping.signal.aborted; ) {
      try {
        this.awake = false;
        const relayed = await this.relayBatch();
        pause = idleMs;
        if (relayed < batchSize) await this.sleep(pause);
      } catch (error) {
        this.log.warn({ error, pauseMs: pause }, 'events could not be handed on; they stay in the outbox');
        pause = Math.min(pause * 2, longestPauseMs);
        await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async relayBatch(): Promise<number> {
    const client = await this.operators.connect();
    try {
      await client.query('begin');
      const { rows: lock } = await client.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtextextended('relay ' || current_schema(), 0)) as mine`);
      const { rows } = lock[0]?.mine
        ? await client.query<OutboxRow>('select * from outbox where relayed_at is null order by position limit $1 for update skip locked', [batchSize])
        : { rows: [] };
      let live: readonly LiveMessage[] = [];
      if (rows.length > 0) {
        const events = rows.map(toRecord);
        live = await recordLive(client, this.live.feeds, events);
        await this.transport.publish(events);
        await client.query('update outbox set relayed_at = now() from unnest($1::uuid[], $2::uuid[]) as done (tenant_id, id) where outbox.tenant_id = done.tenant_id and outbox.id = done.id', [
          rows.map((row) => row.tenant_id),
          rows.map((row) => row.id),
        ]);
      }
      await client.query('commit');
      client.release();
      this.tell(live);
      return rows.length;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  /** Only what is committed may be told. A bus that fails loses nothing: followers compare themselves with the database. */
  private tell(messages: readonly LiveMessage[]): void {
    if (messages.length === 0) return;
    this.live.publish(messages).catch((error: unknown) => this.log.warn({ error }, 'live messages were not carried; followers will read them'));
  }

  private async sleep(ms: number): Promise<void> {
    if (this.awake) return;
    const woken = new Promise<void>((resolve) => (this.wakeUp = resolve));
    const timer = new AbortController();
    await Promise.race([woken, delay(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }
}

function toRecord(row: OutboxRow): EventRecord {
  return {
    id: row.id,
    type: row.type,
    version: row.version,
    tenant: { id: toTypeId('tenant', row.tenant_id) },
    subject: row.subject,
    branch: row.branch_id === null ? null : toTypeId('branch', row.branch_id),
    data: row.data,
    actorId: row.actor_id,
    requestId: row.request_id,
    occurredAt: row.occurred_at.toISOString(),
  };
}
