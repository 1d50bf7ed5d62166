import { Database } from '#kernel/database/database.js';
import type { LiveBus } from '#kernel/live/live-bus.js';
import { LiveFeeds } from '#kernel/live/live-feeds.js';
import type { Logger } from '#kernel/log/logger.js';
import { createNotifications } from '#kernel/notifications/create-notifications.js';
import type { SubgraphResources } from '#kernel/subgraph/context.js';
import type { SubgraphDefinition } from '#kernel/subgraph/definition.js';
import type { EntityDirectory } from '#kernel/subgraph/entity-directory.js';
import { SubgraphRuntime } from '#kernel/subgraph/runtime.js';
import { AccessTokens, PermissionCatalogue, platform, Sealer, type PlatformServices } from '../../subgraphs/platform/index.js';
import { scheduling, type ReminderServices } from '../../subgraphs/scheduling/index.js';
import type { Configuration } from '../configuration.js';
import type { SubgraphUrls } from '../databases.js';
import { StartupError } from '../engines/startup-error.js';
import { permissions } from '../graph.js';

export interface RunningSubgraph {
  readonly definition: SubgraphDefinition;
  readonly database: Database;
  readonly runtime: SubgraphRuntime;
  readonly resources: SubgraphResources;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens a subgraph's database and makes its schema executable, in this process. */
export async function openSubgraph(
  definition: SubgraphDefinition,
  configuration: Configuration,
  urls: SubgraphUrls,
  sealing: string | null,
  entities: EntityDirectory,
  bus: LiveBus,
  log: Logger,
): Promise<RunningSubgraph> {
  const database = new Database({
    name: definition.name,
    url: urls.app,
    operatorUrl: urls.operator,
    entities: definition.entities,
    poolSize: configuration.poolSize,
    log,
  });
  await database.open();
  const ownLog = log.child({ subgraph: definition.name });
  const notifications = definition === scheduling ? createNotifications(configuration.notifications, ownLog) : null;
  const services = definition === platform ? platformServices(database, configuration, sealing) : notifications && ({ notifications } satisfies ReminderServices);
  const live = new LiveFeeds(bus, () => database.acrossTenants().pool, ownLog);
  const resources: SubgraphResources = { database, entities, live, log: ownLog, services };
  const runtime = await SubgraphRuntime.create(definition, resources);
  return {
    definition,
    database,
    runtime,
    resources,
    isReady: () =>
      database.pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: async () => {
      await notifications?.close();
      await database.close();
    },
  };
}

function platformServices(database: Database, { publicDomain }: Configuration, sealing: string | null): PlatformServices {
  if (sealing === null) throw new StartupError('Set CAREGRAPH_SECRET: the platform seals its signing keys by it.');
  return {
    catalogue: new PermissionCatalogue(permissions),
    tokens: new AccessTokens(() => database.acrossTenants().pool, new Sealer(sealing)),
    publicDomain,
  };
}
