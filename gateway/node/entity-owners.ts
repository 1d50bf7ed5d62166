import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { prefixOf } from '#kernel/graph/type-id.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import type { EntityDirectory } from '#kernel/subgraph/entity-directory.js';

/** Which subgraph owns a type, and how its ids begin. */
export interface EntityOwner {
  readonly type: string;
  readonly prefix: string;
  readonly subgraph: string;
}

/** Asks owners whether entities exist, with the caller's own context: what it may not see is not there. */
export class EntityOwners implements EntityDirectory {
  private readonly byType: ReadonlyMap<string, EntityOwner>;
  private readonly byPrefix: ReadonlyMap<string, EntityOwner>;
  private readonly channels: ReadonlyMap<string, SubgraphChannel>;

  constructor(owners: readonly EntityOwner[], channels: readonly SubgraphChannel[]) {
    this.byType = new Map(owners.map((owner) => [owner.type, owner]));
    this.byPrefix = new Map(owners.map((owner) => [owner.prefix, owner]));
    this.channels = new Map(channels.map((channel) => [channel.name, channel]));
  }

  /** The type that an id is of, or null for a text that is the id of nothing. */
  typeOf(id: string): string | null {
    return this.byPrefix.get(prefixOf(id) ?? '')?.type ?? null;
  }

  async existing(type: string, ids: readonly string[], context: RequestContext): Promise<ReadonlySet<string>> {
    const owner = this.byType.get(type);
    const channel = owner && this.channels.get(owner.subgraph);
    if (!owner || !channel) throw new Error(`No subgraph owns the type ${type}`);
    const wanted = [...new Set(ids)].filter((id) => prefixOf(id) === owner.prefix);
    if (wanted.length === 0) return new Set();
    const result = await channel.execute(
      {
        query: `query Existing($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${type} { id } } }`,
        variables: { representations: wanted.map((id) => ({ __typename: type, id })) },
      },
      context,
    );
    const [error] = result.errors ?? [];
    if (error) throw new GraphError((error.extensions['code'] as 'INTERNAL' | undefined) ?? 'INTERNAL', error.message, { extensions: error.extensions });
    const found = (result.data?.['_entities'] ?? []) as ({ id: string } | null)[];
    return new Set(found.flatMap((entity) => (entity ? [entity.id] : [])));
  }
}
