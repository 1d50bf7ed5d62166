import type { EventType } from '../events/event.js';
import type { Feed } from '../live/feed.js';
import type { Cron, Errand, Job, Reaction } from '../jobs/job.js';
import type { Context } from './context.js';
import type { DownloadDefinition } from './download.js';
import type { InboundDefinition } from './inbound.js';
import type { Loader } from './loader.js';
import type { PublicPart } from './public-part.js';

type Class = abstract new (...parameters: never[]) => object;

/** How an entity that other subgraphs name by its key is found again. */
export interface EntityReference {
  readonly type: string;
  /** The TypeID prefix of its ids. */
  readonly prefix: string;
  readonly resolve: (context: Context, id: string) => Promise<object | null>;
}

/** All that a subgraph is, as one value. */
export interface SubgraphDefinition {
  /** Also its schema in the database and the stem of its roles. */
  readonly name: string;
  /** The classes that are tables. */
  readonly entities: readonly Class[];
  readonly resolvers: readonly Class[];
  /** The folder of its `NNN_name.sql` files. */
  readonly migrations: URL;
  /** Entities that `node(id)` and other subgraphs can ask for. */
  readonly references: readonly EntityReference[];
  /** Every permission that its graph asks for, with a sentence for the person who grants it. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly publishes: readonly EventType<object>[];
  /** What of it third parties can see. */
  readonly publicPart?: PublicPart;
  /** What its subscriptions follow. */
  readonly feeds?: readonly Feed[];
  /** The files that it gives out, which GraphQL cannot carry. */
  readonly downloads?: readonly DownloadDefinition[];
  /** Where servers outside send it what is no GraphQL. */
  readonly inbound?: readonly InboundDefinition[];
  /** What it does when something happened, here or elsewhere. */
  readonly reactions?: readonly Reaction[];
  /** What its commands can schedule for later. */
  readonly jobs?: readonly Job<never>[];
  /** The same, of what waits for somebody outside. */
  readonly errands?: readonly Errand<never>[];
  /** What it does by the clock. */
  readonly crons?: readonly Cron[];
}

export function defineSubgraph(definition: SubgraphDefinition): SubgraphDefinition {
  return definition;
}

/** An entity that resolves by `id` through a loader: many references, one statement. */
export function reference<T extends object>(type: string, prefix: string, loader: Loader<string, T>): EntityReference {
  return { type, prefix, resolve: (context, id) => context.load(loader, id) };
}
