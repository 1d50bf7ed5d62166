import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, print, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '#kernel/context/request-context.js';
import { subgraphHeader } from '#kernel/graph/access.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { prefixOf } from '#kernel/graph/type-id.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { markPublic } from '#kernel/subgraph/mark-public.js';
import type { PublicPart } from '#kernel/subgraph/public-part.js';
import type { EntityOwner, EntityOwners } from './entity-owners.js';

const mostNodes = 100;

const publicPart: PublicPart = { Query: ['node(id)', 'nodes(ids)'], Node: ['id'] };

/** The SDL of `node` and `nodes`: every entity that has an owner, as a key for the planner to follow. */
export function nodeSdl(owners: readonly EntityOwner[]): string {
  const stubs = owners.map(({ type }) => `type ${type} implements Node @key(fields: "id", resolvable: false) { id: ID! }`);
  const sdl = `${subgraphHeader}
"Anything that \`node(id)\` can find again (Relay Object Identification)."
interface Node {
  "Opaque, typed id."
  id: ID!
}

type Query {
  "Finds anything again by its id; null when there is no such thing for you."
  node(
    "The id."
    id: ID!
  ): Node @access(needs: "signed-in")

  "Finds many things again by their ids, in the same order; null in place of each that is not there for you."
  nodes(
    "The ids, at most ${mostNodes}."
    ids: [ID!]!
  ): [Node]! @access(needs: "signed-in") @listSize(assumedSize: ${mostNodes})
}

${stubs.join('\n')}
`;
  return `${print(markPublic('graph', parse(sdl), publicPart))}\n`;
}

/** The gateway's own subgraph: it knows which type an id is of, asks its owner whether it exists, and hands its key on. */
export class NodeSubgraph implements SubgraphChannel {
  readonly name = 'graph';
  private readonly schema: GraphQLSchema;
  private readonly documents = new LRUCache<string, DocumentNode>({ max: 500 });

  constructor(
    sdl: string,
    private readonly owners: EntityOwners,
    /** What third parties can find: everything else is to them as if it had never been. */
    private readonly publicTypes: () => ReadonlySet<string>,
  ) {
    this.schema = buildSubgraphSchema({
      typeDefs: parse(sdl),
      resolvers: {
        Query: {
          node: async (_: unknown, { id }: { id: string }, context: unknown) => (await this.find([id], context as RequestContext))[0],
          nodes: (_: unknown, { ids }: { ids: string[] }, context: unknown) => this.find(ids, context as RequestContext),
        },
      },
    });
  }

  async execute({ query, operationName, variables }: SubgraphOperation, context: RequestContext): Promise<ExecutionResult> {
    let document = this.documents.get(query);
    if (!document) this.documents.set(query, (document = parse(query)));
    return execute({ schema: this.schema, document, operationName: operationName ?? null, variableValues: variables ?? {}, contextValue: context });
  }

  private async find(ids: readonly string[], context: RequestContext): Promise<({ __typename: string; id: string } | null)[]> {
    if (ids.length > mostNodes) throw new GraphError('BAD_USER_INPUT', `nodes takes at most ${mostNodes} ids at once; you sent ${ids.length}.`);
    // An unknown prefix is a slip to our own people; a third party would learn from it which ones there are.
    const unknown = ids.find((id) => (context.actor.kind === 'client' ? prefixOf(id) : this.owners.typeOf(id)) === null);
    if (unknown !== undefined) {
      throw new GraphError('BAD_USER_INPUT', `"${unknown.slice(0, 40)}" is no id of this graph: ids look like patient_01jd0a8ksvf3ntbd0zqzyb6y2q.`);
    }
    const types = ids.map((id) => this.typeFor(id, context));
    const wanted = [...new Set(types)].filter((type) => type !== null);
    const found = await Promise.all(wanted.map((type) => this.owners.existing(type, ids.filter((_, index) => types[index] === type), context)));
    const existing = new Set(found.flatMap((set) => [...set]));
    return ids.map((id, index) => (existing.has(id) ? { __typename: types[index] ?? '', id } : null));
  }

  private typeFor(id: string, { actor }: RequestContext): string | null {
    const type = this.owners.typeOf(id);
    return type !== null && (actor.kind !== 'client' || this.publicTypes().has(type)) ? type : null;
  }
}
