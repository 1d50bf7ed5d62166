import { Database } from '#kernel/database/database.js';
import type { LiveBus } from '#kernel/live/live-bus.js';
import { LiveFeeds } from '#kernel/live/live-feeds.js';
import type { Logger } from '#kernel/log/logger.js';
import { createNotifications } from '#kernel/notifications/create-notifications.js';
import type { NotificationPort } from '#kernel/notifications/notification-port.js';
import { createObjects } from '#kernel/objects/create-objects.js';
import type { ObjectStorage } from '#kernel/objects/object-storage.js';
import type { SubgraphResources } from '#kernel/subgraph/context.js';
import type { SubgraphDefinition } from '#kernel/subgraph/definition.js';
import type { EntityDirectory } from '#kernel/subgraph/entity-directory.js';
import type { PublicGraph } from '#kernel/subgraph/public-graph.js';
import { SubgraphRuntime } from '#kernel/subgraph/runtime.js';
import { WebhookSender } from '#kernel/webhooks/webhook-sender.js';
import { vehicleRouting, type LogisticsServices } from '../../subgraphs/logistics/index.js';
import { orders, type WebhookServices } from '../../subgraphs/orders/index.js';
import { patients } from '../../subgraphs/patients/index.js';
import { CloudSender, LocalSender, type MessagingServices, type WhatsAppSender } from '../../subgraphs/messaging/index.js';
import { AccessTokens, PermissionCatalogue, platform, Sealer, type PlatformServices } from '../../subgraphs/platform/index.js';
import { scheduling } from '../../subgraphs/scheduling/index.js';
import type { Configuration } from '../configuration.js';
import type { SubgraphUrls } from '../databases.js';
import { StartupError } from '../engines/startup-error.js';
import { callers, events, interlocutor, messengers, permissions, publicScopes, scopeKeepers, storekeeper, wayfinder } from '../graph.js';

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
  publicGraph: PublicGraph,
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
  const writes = messengers.includes(definition.name);
  const notifications = writes ? createNotifications(configuration.notifications, ownLog) : null;
  const ways = definition.name === wayfinder && configuration.routing ? vehicleRouting(configuration.routing) : null;
  const webhooks = callers.includes(definition.name) ? new WebhookSender({ loopbackAllowed: configuration.webhooksToLoopback }) : null;
  const objects = definition.name === storekeeper ? await createObjects(configuration.objects) : null;
  const whatsapp = definition.name === interlocutor ? whatsappSender(configuration, ownLog) : null;
  const scopes = scopeKeepers.includes(definition.name) ? await publicScopes() : new Set<string>();
  const services: unknown = {
    [platform.name]: () => platformServices(database, configuration, sealing, { notifications, objects, webhooks, publicGraph, scopes }),
    [scheduling.name]: () => ({ notifications }),
    [patients.name]: () => ({ notifications, publicScopes: scopes }),
    [orders.name]: () => ({ webhooks }) as WebhookServices,
    [interlocutor]: () => messagingServices(sealing, whatsapp, publicGraph),
    [wayfinder]: () => ({ routing: ways?.routing ?? null, publicDomain: configuration.publicDomain }) satisfies LogisticsServices,
  }[definition.name]?.();
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
      await ways?.close();
      await webhooks?.close();
      await objects?.close();
      await whatsapp?.close();
      await database.close();
    },
  };
}

/** A consent travels by the outbox and a reaction: normally in much less than a second. */
const consentTravelsMs = 1_500;

function whatsappSender({ whatsapp }: Configuration, log: Logger): WhatsAppSender {
  return whatsapp ? new CloudSender(whatsapp) : new LocalSender(log);
}

function messagingServices(sealing: string | null, whatsapp: WhatsAppSender | null, publicGraph: PublicGraph): MessagingServices {
  if (sealing === null) throw new StartupError('Set CAREGRAPH_SECRET: messaging seals the secrets of its channels by it.');
  if (!whatsapp) throw new Error('Messaging talks with people: name it the interlocutor');
  return { sealer: new Sealer(sealing), publicGraph, whatsapp, consentTravelsMs };
}

interface PlatformMeans {
  readonly notifications: NotificationPort | null;
  readonly objects: ObjectStorage | null;
  readonly webhooks: WebhookSender | null;
  readonly publicGraph: PublicGraph;
  readonly scopes: ReadonlySet<string>;
}

function platformServices(
  database: Database,
  { publicDomain, publicUrl, service, port }: Configuration,
  sealing: string | null,
  { notifications, objects, webhooks, publicGraph, scopes }: PlatformMeans,
): PlatformServices {
  if (sealing === null) throw new StartupError('Set CAREGRAPH_SECRET: the platform seals its signing keys by it.');
  if (!objects) throw new Error('Platform keeps files: name it the storekeeper');
  if (!webhooks) throw new Error('Platform calls servers of others: name it among the callers');
  const sealer = new Sealer(sealing);
  return {
    catalogue: new PermissionCatalogue(permissions),
    tokens: new AccessTokens(() => database.acrossTenants().pool, sealer),
    publicScopes: scopes,
    publicDomain,
    notifications,
    publicUrl: publicUrl ?? service.gatewayUrl ?? `http://localhost:${port}`,
    objects,
    publicGraph,
    events,
    sealer,
    webhooks,
  };
}
