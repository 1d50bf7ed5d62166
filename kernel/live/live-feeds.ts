import type pg from 'pg';
import { toTypeId, toUuid } from '../graph/type-id.js';
import type { Logger } from '../log/logger.js';
import type { Context } from '../subgraph/context.js';
import { ConflatedTopic } from './conflated-topic.js';
import { topicName, type Carried, type EphemeralFeed, type Feed, type LiveMessage } from './feed.js';
import { Follower, type Heard } from './follower.js';
import type { LiveBus } from './live-bus.js';

/** How often every topic with followers is compared with the database, whatever the bus brings. */
const comparedEveryMs = 5_000;

/** A subgraph's live side in one process: followers of topics, fed by the bus and, where it fails, by the database. */
export class LiveFeeds {
  private readonly followers = new Map<string, Set<Follower>>();
  private readonly conflated = new Map<string, ConflatedTopic>();
  private listening: { close(): Promise<void> } | null = null;
  private comparing: NodeJS.Timeout | null = null;

  constructor(
    private readonly bus: LiveBus,
    private readonly operators: () => pg.Pool,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    this.listening = await this.bus.listen({ hear: (message) => this.hear(message), missed: () => this.missed() });
    this.comparing = setInterval(() => void this.compare(), comparedEveryMs);
    this.comparing.unref();
  }

  async stop(): Promise<void> {
    if (this.comparing) clearInterval(this.comparing);
    await this.listening?.close();
    for (const some of this.followers.values()) for (const follower of some) follower.end();
    for (const topic of this.conflated.values()) topic.end();
  }

  publish(messages: readonly LiveMessage[]): Promise<void> {
    return this.bus.publish(messages);
  }

  /** Tells at once, and without a record, that something changed: only what is committed. */
  announce(tenant: string, feed: EphemeralFeed, topics: readonly string[], subjects: readonly string[]): void {
    this.bus
      .publish(topics.map((topic) => ({ tenant, topic: topicName(feed, topic), subjects })))
      .catch((error: unknown) => this.log.warn({ error }, 'an announcement was not carried; followers will read the state'));
  }

  /**
   * Follows a topic on behalf of a caller: first a message that stands for the state now, then every event, in order and
   * without gaps. When too much was missed to be told one by one, the state is told again.
   */
  follow(context: Context, feed: Feed | EphemeralFeed, topic: string): AsyncIterableIterator<Heard> {
    const tenant = context.request.tenant?.id ?? '';
    const name = topicName(feed, topic);
    const key = `${tenant} ${name}`;
    if ('conflateMs' in feed) return this.conflatedTopic(key, feed).follow();
    const follower = new Follower(context.db, name, this.log, () => {
      const some = this.followers.get(key);
      some?.delete(follower);
      if (some?.size === 0) this.followers.delete(key);
    });
    const some = this.followers.get(key) ?? new Set();
    this.followers.set(key, some.add(follower));
    follower.begin();
    return follower;
  }

  private conflatedTopic(key: string, { conflateMs }: EphemeralFeed): ConflatedTopic {
    const topic = this.conflated.get(key) ?? new ConflatedTopic(conflateMs, () => this.conflated.delete(key));
    this.conflated.set(key, topic);
    return topic;
  }

  private missed(): void {
    for (const topic of this.conflated.values()) topic.restate();
    void this.compare();
  }

  private hear(message: Carried): void {
    if ('subjects' in message) {
      this.conflated.get(`${message.tenant} ${message.topic}`)?.hear(message.subjects);
      return;
    }
    for (const follower of this.followers.get(`${message.tenant} ${message.topic}`) ?? []) follower.hear(message);
  }

  /** One statement for all topics: who lags behind the database repairs itself. */
  private async compare(): Promise<void> {
    const keys = [...this.followers.keys()].map((key) => key.split(' ') as [string, string]);
    if (keys.length === 0) return;
    try {
      const { rows } = await this.operators().query<{ tenant_id: string; topic: string; sequence: string }>(
        'select tenant_id, topic, sequence from live_heads where (tenant_id, topic) in (select * from unnest($1::uuid[], $2::text[]))',
        [keys.map(([tenant]) => toUuid('tenant', tenant)), keys.map(([, topic]) => topic)],
      );
      for (const { tenant_id, topic, sequence } of rows) {
        for (const follower of this.followers.get(`${toTypeId('tenant', tenant_id)} ${topic}`) ?? []) follower.catchUp(Number(sequence));
      }
    } catch (error) {
      this.log.warn({ error }, 'live feeds could not be compared with the database; trying again');
    }
  }
}
