import { createSourceEventStream, getOperationAST, GraphQLError, parse, type DocumentNode, type ExecutionResult } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../context/request-context.js';
import { accessNeeds, checkAccess, type AccessNeed } from '../graph/access.js';
import { GraphError } from '../graph/graph-error.js';
import type { Heard } from '../live/follower.js';
import { buildSubgraph, type SubgraphSchema } from './build-schema.js';
import type { SubgraphChannel, SubgraphOperation } from './channel.js';
import { Context, type SubgraphResources } from './context.js';
import { traced } from '../telemetry/tracing.js';
import { ResultStream } from './result-stream.js';
import { inputDefaults } from './input-defaults.js';
import type { SubgraphDefinition } from './definition.js';

/** PostgreSQL's character_not_in_repertoire. */
const unstorableText = '22021';

interface PreparedOperation {
  readonly document: DocumentNode;
  readonly needs: readonly AccessNeed[];
  readonly run: CompiledQuery['query'];
  readonly complete: ReturnType<typeof inputDefaults>;
}

/**
 * A subgraph that runs in this process. Operations are compiled once per text (graphql-jit) and checked against what they
 * need on every call; the gateway wrote them, so they are valid by construction.
 */
export class SubgraphRuntime implements SubgraphChannel {
  readonly name: string;
  private readonly prepared = new LRUCache<string, PreparedOperation>({ max: 2000 });

  private constructor(
    definition: SubgraphDefinition,
    readonly built: SubgraphSchema,
    private readonly resources: SubgraphResources,
  ) {
    this.name = definition.name;
  }

  static async create(definition: SubgraphDefinition, resources: SubgraphResources): Promise<SubgraphRuntime> {
    return new SubgraphRuntime(definition, await buildSubgraph(definition), resources);
  }

  execute(operation: SubgraphOperation, request: RequestContext): Promise<ExecutionResult> {
    return this.answer(operation, request, undefined);
  }

  /** Every event is answered by a call of its own, with loaders of its own: nothing is kept between events. */
  subscribe(operation: SubgraphOperation, request: RequestContext): AsyncIterableIterator<ExecutionResult> {
    const variables = operation.variables ?? {};
    const open = async (): Promise<AsyncIterable<Heard> | ExecutionResult> => {
      try {
        const { document, needs } = this.prepare(operation);
        checkAccess(request, needs);
        const { schema } = this.built;
        const opened = await createSourceEventStream({ schema, document, variableValues: variables, contextValue: new Context(request, this.resources) });
        return Symbol.asyncIterator in opened ? (opened as AsyncIterable<Heard>) : this.presented(opened, request);
      } catch (error) {
        return { errors: [this.presentable(error, request)] };
      }
    };
    return new ResultStream(open, (heard) => this.answer(operation, request, heard));
  }

  private answer(operation: SubgraphOperation, caller: RequestContext, root: unknown): Promise<ExecutionResult> {
    return traced(
      `subgraph ${this.name}`,
      caller.traceparent,
      () => ({ 'caregraph.subgraph': this.name }),
      (traceparent) => this.run(operation, caller, traceparent, root),
    );
  }

  private async run(operation: SubgraphOperation, request: RequestContext, traceparent: string | null, root: unknown): Promise<ExecutionResult> {
    try {
      const { needs, run, complete } = this.prepare(operation);
      checkAccess(request, needs);
      const variables = operation.variables ?? {};
      const result = await run(root, new Context(request, this.resources, traceparent), complete ? complete(variables) : variables);
      return this.presented(result, request);
    } catch (error) {
      return { errors: [this.presentable(error, request)] };
    }
  }

  private prepare({ query, operationName }: SubgraphOperation): PreparedOperation {
    const key = `${operationName ?? ''}\n${query}`;
    let prepared = this.prepared.get(key);
    if (!prepared) {
      const document = parse(query);
      const compiled = compileQuery(this.built.schema, document, operationName, { disablingCapturingStackErrors: true });
      if (!isCompiledQuery(compiled)) throw compiled.errors?.[0] ?? new Error('The operation could not be compiled');
      const definition = getOperationAST(document, operationName);
      prepared = {
        document,
        needs: accessNeeds(this.built.rules, this.built.schema, document),
        run: compiled.query,
        complete: definition ? inputDefaults(this.built.schema, definition) : null,
      };
      this.prepared.set(key, prepared);
    }
    return prepared;
  }

  private presented(result: ExecutionResult, request: RequestContext): ExecutionResult {
    return result.errors ? { ...result, errors: result.errors.map((error) => this.presentable(error, request)) } : result;
  }

  /** An error with a code of ours speaks for itself; anything else is logged here and hidden from the caller. */
  private presentable(error: unknown, request: RequestContext): GraphQLError {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    const options = error instanceof GraphQLError ? { path: error.path } : {};
    const known = cause instanceof GraphQLError ? (cause.extensions as typeof cause.extensions | undefined) : undefined;
    if (known && typeof known['code'] === 'string') return new GraphQLError((cause as Error).message, { ...options, extensions: known });
    if ((cause as { code?: string } | null)?.code === unstorableText) {
      return new GraphError('BAD_USER_INPUT', 'A text holds a NUL character, which cannot be stored. Remove it and send again.', options);
    }
    this.resources.log.error({ error: cause, requestId: request.requestId, path: options.path }, 'a resolver failed');
    return new GraphError('INTERNAL', `Something went wrong on our side; quote request ${request.requestId} to support.`, options);
  }
}
