import { parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { shop } from '../subgraphs/shop.js';
import { assignment } from './apollo-over-fastify.js';
import { serveOurs } from './ours.js';

/** As kernel/subgraph/runtime.ts runs a subgraph in this process: compiled once per text. */
class CompiledChannel implements SubgraphChannel {
  private readonly compiled = new LRUCache<string, CompiledQuery['query']>({ max: 2_000 });

  constructor(
    readonly name: string,
    private readonly schema: GraphQLSchema,
  ) {}

  async execute({ query, operationName, variables }: SubgraphOperation, context: RequestContext): Promise<ExecutionResult> {
    const key = `${operationName ?? ''}\n${query}`;
    let run = this.compiled.get(key);
    if (!run) {
      const compiled = compileQuery(this.schema, parse(query), operationName, { disablingCapturingStackErrors: true });
      if (!isCompiledQuery(compiled)) throw compiled.errors?.[0] ?? new Error('The operation could not be compiled');
      this.compiled.set(key, (run = compiled.query));
    }
    return run(undefined, context, variables ?? {});
  }
}

await serveOurs(
  assignment(),
  shop.map(({ name, schema }) => new CompiledChannel(name, schema)),
);
