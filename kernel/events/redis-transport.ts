import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Logger } from '../log/logger.js';
import type { EventRecord } from './event.js';
import type { EventTransport, Intake } from './transport.js';

const stream = 'caregraph:events';
/** About so many events stay for groups that were away; the outboxes keep theirs for a week. */
const keptEvents = 1_000_000;
const blockMs = 2_000;
/** An entry that its reader has not confirmed in this time is taken over: the reader is gone. */
const abandonedAfterMs = 30_000;

type Client = ReturnType<typeof connection>;
interface Entry {
  readonly id: string;
  readonly message: Record<string, string>;
}

/** Redis Streams with a consumer group per reacting subgraph. An entry is confirmed only when the reaction is in a database. */
export class RedisTransport implements EventTransport {
  private readonly publisher: Client;
  private connected: Promise<unknown> | null = null;

  constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {
    this.publisher = connection(url, log);
  }

  async publish(events: readonly EventRecord[]): Promise<void> {
    await (this.connected ??= this.publisher.connect());
    for (const event of events) {
      await this.publisher.xAdd(stream, '*', { event: JSON.stringify(event) }, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: keptEvents } });
    }
  }

  async subscribe(group: string, types: readonly string[], intake: Intake): Promise<{ close(): Promise<void> }> {
    const client = connection(this.url, this.log);
    await client.connect();
    const wanted = new Set(types);
    const stopping = new AbortController();
    const reading = this.read(client, group, stopping.signal, async ({ id, message }) => {
      const event = JSON.parse(message['event'] ?? '{}') as EventRecord;
      if (wanted.has(event.type)) await intake(event);
      await client.xAck(stream, group, id);
    });
    return {
      close: async () => {
        stopping.abort();
        client.destroy();
        await reading;
      },
    };
  }

  async close(): Promise<void> {
    if (this.connected) await this.publisher.close();
  }

  /** Reads until stopped. Whatever fails — Redis away, a database away — is tried again from the last confirmed entry. */
  private async read(client: Client, group: string, stopped: AbortSignal, take: (entry: Entry) => Promise<void>): Promise<void> {
    const consumer = `${group}-${randomUUID()}`;
    for (let pause = 100; !stopped.aborted; ) {
      try {
        await client.xGroupCreate(stream, group, '0', { MKSTREAM: true }).catch((error: Error) => {
          if (!error.message.includes('BUSYGROUP')) throw error;
        });
        const abandoned = await client.xAutoClaim(stream, group, consumer, abandonedAfterMs, '0-0', { COUNT: 100 });
        for (const entry of abandoned.messages) if (entry) await take(entry);
        for (const entry of await this.unconfirmed(client, group, consumer)) await take(entry);
        const answer = (await client.xReadGroup(group, consumer, { key: stream, id: '>' }, { COUNT: 100, BLOCK: blockMs })) as { messages: Entry[] }[] | null;
        for (const { messages } of answer ?? []) for (const entry of messages) await take(entry);
        pause = 100;
      } catch (error) {
        if (stopped.aborted) return;
        this.log.warn({ error, group }, 'events could not be taken in; trying again');
        await delay(pause);
        pause = Math.min(pause * 2, 5_000);
      }
    }
  }

  /** Entries given to this very reader before a failure. */
  private async unconfirmed(client: Client, group: string, consumer: string): Promise<Entry[]> {
    const answer = (await client.xReadGroup(group, consumer, { key: stream, id: '0' }, { COUNT: 100 })) as { messages: Entry[] }[] | null;
    return (answer ?? []).flatMap(({ messages }) => messages);
  }
}

function connection(url: string, log: Logger) {
  const client = createClient({ url, socket: { reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000) }, disableOfflineQueue: true });
  client.on('error', (error: unknown) => log.warn({ error }, 'Redis cannot be reached; events wait in their outboxes'));
  return client;
}
