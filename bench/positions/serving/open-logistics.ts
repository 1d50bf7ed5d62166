import { Database } from '#kernel/database/database.js';
import { createLogger } from '#kernel/log/logger.js';
import { InProcessLiveBus } from '#kernel/live/live-bus.js';
import { LiveFeeds } from '#kernel/live/live-feeds.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { SubgraphRuntime } from '#kernel/subgraph/runtime.js';
import { logistics } from '../../../subgraphs/logistics/index.js';
import type { Fleet } from '../fleet.js';
import { EveryMove } from './every-move.js';

export interface Served {
  readonly runtime: SubgraphRuntime;
  /** The same for the gateway, counting how often a subscription is executed: here, and then the rest of the plan. */
  readonly channel: SubgraphChannel;
  readonly executions: () => number;
}

/** The subgraph itself on PostgreSQL; `every` follows each position by an event and an execution of its own. */
export async function openLogistics({ url, operatorUrl }: Fleet, every: boolean): Promise<Served> {
  const { name, entities } = logistics;
  const log = createLogger({ level: 'warn', name: 'bench' });
  const database = new Database({ name, url, operatorUrl, entities, log });
  await database.open();
  const feeds = new LiveFeeds(new InProcessLiveBus(), () => database.acrossTenants().pool, log);
  await feeds.start();
  const runtime = await SubgraphRuntime.create(logistics, {
    database,
    entities: { existing: (_, ids) => Promise.resolve(new Set(ids)), read: () => Promise.resolve(new Map()) },
    live: every ? (new EveryMove() as unknown as LiveFeeds) : feeds,
    log,
    services: {},
  });
  let executions = 0;
  const channel: SubgraphChannel = {
    name,
    execute: (operation, request) => runtime.execute(operation, request),
    subscribe: (...question) => {
      const stream = runtime.subscribe(...question);
      return {
        next: async () => {
          const next = await stream.next();
          if (next.done !== true) executions += 1;
          return next;
        },
        return: () => stream.return?.() ?? Promise.resolve({ done: true, value: undefined }),
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
  return { runtime, channel, executions: () => executions };
}
