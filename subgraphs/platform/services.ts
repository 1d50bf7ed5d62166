import type { NotificationPort } from '#kernel/notifications/notification-port.js';
import type { ObjectStorage } from '#kernel/objects/object-storage.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { PublicGraph } from '#kernel/subgraph/public-graph.js';
import type { WebhookSender } from '#kernel/webhooks/webhook-sender.js';
import type { PermissionCatalogue } from './roles/permission-catalogue.js';
import type { AccessTokens } from './sessions/access-tokens.js';
import type { Sealer } from './sessions/sealing.js';
import type { EventCatalogue } from './webhooks/event-catalogue.js';

/** What platform needs beside its database, handed in by the app. */
export interface PlatformServices {
  readonly catalogue: PermissionCatalogue;
  readonly tokens: AccessTokens;
  /** The permissions that the public graph asks for, which are the scopes that clients can have. */
  readonly publicScopes: ReadonlySet<string>;
  /** The domain below which tenants have their subdomains: `localhost`, `caregraph.example`. */
  readonly publicDomain: string;
  /** How notices are sent beside; null where nothing is to be sent. */
  readonly notifications: NotificationPort | null;
  /** Where links to this installation begin: `https://caregraph.example`. */
  readonly publicUrl: string;
  /** Where exports are written. */
  readonly objects: ObjectStorage;
  /** Where they are read, in the name of a client. */
  readonly publicGraph: PublicGraph;
  /** What third parties can be told of. */
  readonly events: EventCatalogue;
  /** By which secrets of webhooks lie in the database. */
  readonly sealer: Sealer;
  readonly webhooks: Pick<WebhookSender, 'send' | 'targets'>;
}

export type PlatformContext = Context<PlatformServices>;
