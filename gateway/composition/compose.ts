import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, printSchema, type GraphQLSchema } from 'graphql';

export interface SubgraphSdl {
  readonly name: string;
  readonly sdl: string;
}

export interface Composition {
  readonly supergraphSdl: string;
  /** What clients see: without federation's machinery and everything inaccessible. */
  readonly apiSdl: string;
}

/** Subgraphs that do not fit together; the message lists every reason. */
export class CompositionError extends Error {
  override name = 'CompositionError';
}

/** Composes the supergraph. Hints are not errors, but conflicts that make the graph surprising are worth a look in review. */
export function compose(subgraphs: readonly SubgraphSdl[]): Composition {
  const result = composeServices(subgraphs.map(({ name, sdl }) => ({ name, url: `subgraph://${name}`, typeDefs: parse(sdl) })));
  if (result.errors) {
    throw new CompositionError(`The subgraphs do not compose:\n${result.errors.map((error) => `  ${error.message}`).join('\n')}`);
  }
  const { supergraphSdl } = result;
  return { supergraphSdl, apiSdl: printSchema(apiSchemaOf(supergraphSdl)) };
}

export function apiSchemaOf(supergraphSdl: string): GraphQLSchema {
  return Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
}
