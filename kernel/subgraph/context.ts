import { systemContext, type RequestContext, type TenantReference } from '../context/request-context.js';
import type { Database } from '../database/database.js';
import type { TenantDatabase } from '../database/tenant-database.js';
import type { EphemeralFeed, Feed } from '../live/feed.js';
import type { Heard } from '../live/follower.js';
import type { LiveFeeds } from '../live/live-feeds.js';
import type { Logger } from '../log/logger.js';
import type { EntityDirectory } from './entity-directory.js';
import { CallLoaders, type Loader } from './loader.js';

/** What a subgraph's process has once, for all calls. `services` are the subgraph's own, such as a token issuer. */
export interface SubgraphResources<Services = unknown> {
  readonly database: Database;
  readonly entities: EntityDirectory;
  readonly live: LiveFeeds;
  readonly log: Logger;
  readonly services: Services;
}

/** What a resolver gets, for one call: who asks, and everything reachable on its behalf. */
export class Context<Services = unknown> {
  readonly db: TenantDatabase;
  readonly log: Logger;
  readonly services: Services;
  private readonly resources: SubgraphResources<Services>;
  private readonly loaders = new CallLoaders(this);

  constructor(
    readonly request: RequestContext,
    resources: SubgraphResources<Services>,
    /** The step of the request's trace that this call is. */
    readonly traceparent: string | null = request.traceparent,
  ) {
    this.resources = resources;
    this.db = resources.database.forContext(traceparent === request.traceparent ? request : { ...request, traceparent });
    this.log = resources.log.child({ requestId: request.requestId, tenant: request.tenant?.id });
    this.services = resources.services;
  }

  /** One value of a batch: all keys asked for in the same tick become one statement. */
  load<Key, Value>(loader: Loader<Key, Value>, key: Key): Promise<Value | null> {
    return this.loaders.load(loader, key);
  }

  /** Whether another subgraph's entity exists for this caller, asked of its owner through the graph. */
  async exists(type: string, id: string): Promise<boolean> {
    return (await this.resources.entities.existing(type, [id], this.request)).has(id);
  }

  /**
   * Fields of another subgraph's entities, by id, as the graph gives them to this caller: one question to their owner for all
   * ids. Those that do not exist for the caller are absent. Says what `EntityDirectory.read` says of `selection` and errors.
   */
  read<T>(type: string, ids: readonly string[], selection: string): Promise<ReadonlyMap<string, T>> {
    return this.resources.entities.read<T>(type, ids, selection, this.request);
  }

  /** What a feed's topic hears, beginning with the state as it is. Check first that the caller may hear it. */
  follow(feed: Feed | EphemeralFeed, topic: string): AsyncIterableIterator<Heard> {
    return this.resources.live.follow(this, feed, topic);
  }

  /** Tells who follows these topics that something of them changed, by its id. Call it after the command: only what is committed may be told. */
  announce(feed: EphemeralFeed, topics: readonly string[], subjects: readonly string[]): void {
    if (this.request.tenant) this.resources.live.announce(this.request.tenant.id, feed, topics, subjects);
  }

  /** The caller's own rights, and consents, as if they were granted at every branch: for what is one thing wherever its parts are. */
  get atEveryBranch(): TenantDatabase {
    const grants = this.request.grants.map((grant) => ({ ...grant, branches: 'all' as const }));
    return this.resources.database.forContext({ ...this.request, branch: null, grants });
  }

  /** This subgraph's database as the system of a tenant, whom nothing is hidden from: for what is decided before anybody is signed in. */
  asSystemOf(tenant: TenantReference, purpose: string): TenantDatabase {
    return this.resources.database.forContext(systemContext(tenant, purpose, this.request.requestId));
  }

  /**
   * DANGER: another tenant's database in the name of the caller, for the platform's administration. The caller's grants stay
   * behind, so branch-owned rows are out of reach there.
   */
  onBehalfAt(tenant: TenantReference): TenantDatabase {
    return this.resources.database.forContext({ ...this.request, tenant, branch: null, grants: [] });
  }

  /** DANGER: the database beyond this call's tenant. For the platform's own administration only. */
  get acrossTenants(): ReturnType<Database['acrossTenants']> {
    return this.resources.database.acrossTenants();
  }
}
