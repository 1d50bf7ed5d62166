import { randomUUID } from 'node:crypto';
import { Database } from '#kernel/database/database.js';
import { migrate } from '#kernel/database/migrate.js';
import { InProcessLiveBus } from '#kernel/live/live-bus.js';
import { LiveFeeds } from '#kernel/live/live-feeds.js';
import { createLogger } from '#kernel/log/logger.js';
import { SubgraphRuntime } from '#kernel/subgraph/runtime.js';
import { scheduling } from '../../subgraphs/scheduling/index.js';

export interface Scheduling {
  readonly database: Database;
  readonly runtime: SubgraphRuntime;
}

/** The subgraph alone, on its own role: what a search costs below the gateway. */
export async function openScheduling(ownerUrl: string): Promise<Scheduling> {
  const password = randomUUID();
  const { name, migrations, entities } = scheduling;
  await migrate(ownerUrl, { name, migrations, password, operatorPassword: password });
  const as = (role: string): string => Object.assign(new URL(ownerUrl), { username: role, password }).href;
  const log = createLogger({ level: 'warn', name: 'bench' });
  const database = new Database({ name, url: as(`caregraph_${name}`), operatorUrl: as(`caregraph_${name}_operator`), entities, log });
  await database.open();
  const unknown = (): Promise<never> => Promise.reject(new Error('Nothing is asked of other subgraphs here'));
  const runtime = await SubgraphRuntime.create(scheduling, {
    database,
    entities: { existing: unknown, read: unknown },
    live: new LiveFeeds(new InProcessLiveBus(), () => database.acrossTenants().pool, log),
    log,
    services: {},
  });
  return { database, runtime };
}
