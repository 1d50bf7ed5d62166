import { createClient } from 'redis';
import type { Logger } from '../log/logger.js';
import type { Carried } from './feed.js';
import type { LiveBus, LiveListener } from './live-bus.js';

type Client = ReturnType<typeof connection>;

/** Redis pub/sub: one channel for each subgraph, heard by all of its processes. */
export class RedisLiveBus implements LiveBus {
  private readonly publisher: Client;
  private connected: Promise<unknown> | null = null;

  constructor(
    private readonly url: string,
    private readonly subgraph: string,
    private readonly log: Logger,
  ) {
    this.publisher = connection(url, log);
  }

  async publish(messages: readonly Carried[]): Promise<void> {
    await (this.connected ??= this.publisher.connect());
    await Promise.all(messages.map((message) => this.publisher.publish(this.channel, JSON.stringify(message))));
  }

  async listen(listener: LiveListener): Promise<{ close(): Promise<void> }> {
    const client = connection(this.url, this.log);
    // After a reconnection the client subscribes again by itself; what was published in between is gone.
    client.on('ready', () => listener.missed());
    await client.connect();
    await client.subscribe(this.channel, (text) => listener.hear(JSON.parse(text) as Carried));
    return {
      close: () => {
        client.destroy();
        return Promise.resolve();
      },
    };
  }

  close(): Promise<void> {
    if (this.connected) this.publisher.destroy();
    return Promise.resolve();
  }

  private get channel(): string {
    return `caregraph:live:${this.subgraph}`;
  }
}

function connection(url: string, log: Logger) {
  const client = createClient({ url, socket: { reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000) }, disableOfflineQueue: true });
  client.on('error', (error: unknown) => log.warn({ error }, 'Redis cannot be reached; live feeds read the database'));
  return client;
}
