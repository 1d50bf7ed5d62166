import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { prefixOf } from '#kernel/graph/type-id.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { EntityQuestionError, type EntityDirectory } from '#kernel/subgraph/entity-directory.js';
import type { EntityQuestions } from './entity-questions.js';

/** Which subgraph owns a type, and how its ids begin. */
export interface EntityOwner {
  readonly type: string;
  readonly prefix: string;
  readonly subgraph: string;
}

/** Asks owners for their entities with the caller's own context: what it may not see is not there. */
export class EntityOwners implements EntityDirectory {
  private readonly byType: ReadonlyMap<string, EntityOwner>;
  private readonly byPrefix: ReadonlyMap<string, EntityOwner>;
  private readonly channels: ReadonlyMap<string, SubgraphChannel>;

  /** `questionsTo` gives what a subgraph can be asked, by the supergraph of the moment. */
  constructor(
    owners: readonly EntityOwner[],
    channels: readonly SubgraphChannel[],
    private readonly questionsTo: (subgraph: string) => EntityQuestions,
  ) {
    this.byType = new Map(owners.map((owner) => [owner.type, owner]));
    this.byPrefix = new Map(owners.map((owner) => [owner.prefix, owner]));
    this.channels = new Map(channels.map((channel) => [channel.name, channel]));
  }

  /** The type that an id is of, or null for a text that is the id of nothing. */
  typeOf(id: string): string | null {
    return this.byPrefix.get(prefixOf(id) ?? '')?.type ?? null;
  }

  async existing(type: string, ids: readonly string[], context: RequestContext): Promise<ReadonlySet<string>> {
    return new Set((await this.read(type, ids, '', context)).keys());
  }

  async read<T>(type: string, ids: readonly string[], selection: string, context: RequestContext): Promise<ReadonlyMap<string, T>> {
    const owner = this.byType.get(type);
    const channel = owner && this.channels.get(owner.subgraph);
    if (!owner || !channel) throw new EntityQuestionError(`No subgraph owns the type ${type}.`);
    const query = this.questionsTo(owner.subgraph).about(type, selection);
    const wanted = [...new Set(ids)].filter((id) => prefixOf(id) === owner.prefix);
    if (wanted.length === 0) return new Map();
    const result = await channel.execute({ query, variables: { representations: wanted.map((id) => ({ __typename: type, id })) } }, context);
    const [error] = result.errors ?? [];
    if (error) throw new GraphError((error.extensions['code'] as 'INTERNAL' | undefined) ?? 'INTERNAL', error.message, { extensions: error.extensions });
    const found = (result.data?.['_entities'] ?? []) as ({ readonly id: string } | null)[];
    return new Map(found.flatMap((entity) => (entity ? [[entity.id, entity as T]] : [])));
  }
}
