import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, print, type DocumentNode, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { readAccessRules, subgraphHeader, type AccessRules } from '../graph/access.js';
import { withCosts } from '../graph/cost.js';
import type { Context } from './context.js';
import type { SubgraphDefinition } from './definition.js';
import { markPublic } from './mark-public.js';

export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  readonly rules: AccessRules;
}

/** The executable schema of a subgraph and the SDL it brings to composition, from its classes. */
export async function buildSubgraph(definition: SubgraphDefinition): Promise<SubgraphSchema> {
  const built = await buildSchema({
    resolvers: definition.resolvers as unknown as NonEmptyArray<() => void>,
    validate: false,
    skipCheck: true,
    // type-graphql asks for one as soon as there is a subscription; ours follow feeds (kernel/live) and never use it.
    pubSub: { publish: () => undefined, subscribe: () => { throw new Error('Subscriptions follow feeds: give @Subscription a `subscribe`'); } },
  });
  const own = `${subgraphHeader}\n${print(withCosts(parse(printSchemaWithDirectives(built))))}\n`;
  const { sdl, typeDefs } = withPublicPart(definition, own);
  const rules = readAccessRules(typeDefs);
  requireRootRules(definition.name, built, rules);
  const resolvers = createResolversMap(built) as Record<string, Record<string, unknown>>;
  for (const { type, resolve } of definition.references) {
    resolvers[type] = {
      ...resolvers[type],
      __resolveReference: ({ id }: { id: string }, context: Context) => resolve(context, id),
    };
  }
  const schema = buildSubgraphSchema({ typeDefs: typeDefs, resolvers: resolvers as never });
  return { schema, sdl, rules };
}

function withPublicPart({ name, publicPart }: SubgraphDefinition, own: string): { readonly sdl: string; readonly typeDefs: DocumentNode } {
  const typeDefs = parse(own);
  if (!publicPart) return { sdl: own, typeDefs };
  const marked = markPublic(name, typeDefs, publicPart);
  return { sdl: `${print(marked)}\n`, typeDefs: marked };
}

/** A root field that forgot to say who may use it would be open to everybody. */
function requireRootRules(name: string, schema: GraphQLSchema, rules: AccessRules): void {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.keys(root?.getFields() ?? {})) {
      if (!rules.has(`${root?.name}.${field}`)) throw new Error(`${name}: ${root?.name}.${field} does not say what it takes; add @Access to it.`);
    }
  }
}
