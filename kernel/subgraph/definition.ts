import type { EventType } from '../events/event.js';
import type { Feed } from '../live/feed.js';
import type { Cron, Job, Reaction } from '../jobs/job.js';
import type { Context } from './context.js';
import type { Loader } from './loader.js';

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
  /** What its subscriptions follow. */
  readonly feeds?: readonly Feed[];
  /** What it does when something happened, here or elsewhere. */
  readonly reactions?: readonly Reaction[];
  /** What its commands can schedule for later. */
  readonly jobs?: readonly Job<never>[];
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
