import { createSourceEventStream, getOperationAST, GraphQLError, parse, type DocumentNode, type ExecutionResult } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../context/request-context.js';
import { accessNeeds, checkAccess, type AccessNeed } from '../graph/access.js';
import { GraphError } from '../graph/graph-error.js';
import type { Heard } from '../live/follower.js';
import { buildSubgraph, type SubgraphSchema } from './build-schema.js';
import type { DownloadRequest, DownloadStream, SubgraphChannel, SubgraphOperation } from './channel.js';
import { Context, type SubgraphResources } from './context.js';
import { downloadPath, downloadsByName, type DownloadDefinition } from './download.js';
import { beginDownload } from './download-stream.js';
import { inboundByName, type InboundAnswer, type InboundDefinition, type InboundRequest } from './inbound.js';
import { traced } from '../telemetry/tracing.js';
import { ResultStream } from './result-stream.js';
import { liftBigInts } from './bigint-literals.js';
import { inputDefaults } from './input-defaults.js';
import type { SubgraphDefinition } from './definition.js';

/** PostgreSQL's character_not_in_repertoire. */
const unstorableText = '22021';

interface PreparedOperation {
  readonly document: DocumentNode;
  readonly needs: readonly AccessNeed[];
  readonly run: CompiledQuery['query'];
  readonly complete: ReturnType<typeof inputDefaults>;
  readonly literals: ReturnType<typeof liftBigInts>['values'];
}

/**
 * A subgraph that runs in this process. Operations are compiled once per text (graphql-jit) and checked against what they
 * need on every call; the gateway wrote them, so they are valid by construction.
 */
export class SubgraphRuntime implements SubgraphChannel {
  readonly name: string;
  private readonly prepared = new LRUCache<string, PreparedOperation>({ max: 2000 });
  private readonly downloads: ReadonlyMap<string, DownloadDefinition>;
  private readonly inbound: ReadonlyMap<string, InboundDefinition>;

  private constructor(
    definition: SubgraphDefinition,
    readonly built: SubgraphSchema,
    private readonly resources: SubgraphResources,
  ) {
    this.name = definition.name;
    this.downloads = downloadsByName(definition.downloads ?? []);
    this.inbound = inboundByName(definition.inbound ?? []);
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

  async download({ name, parameters }: DownloadRequest, request: RequestContext, signal?: AbortSignal): Promise<DownloadStream> {
    try {
      const path = downloadPath(this.name, name);
      const definition = this.downloads.get(name);
      if (!definition) throw new GraphError('NOT_FOUND', `There is no download at ${path}.`);
      checkAccess(request, [{ needs: definition.permission, coordinate: path }]);
      const file = await this.openFile(definition, parameters, request);
      if (!file) throw new GraphError('NOT_FOUND', `${path} has nothing for these parameters.`);
      const begun = await beginDownload(file, (error) => this.resources.log.error({ error, requestId: request.requestId, download: path }, 'a download broke off'));
      if (!signal?.aborted) return begun;
      begun.body.destroy();
      throw new GraphError('UNAVAILABLE', 'Nobody waits for the file any more.');
    } catch (error) {
      throw this.presentable(error, request, 'a download failed');
    }
  }

  async receive(name: string, received: InboundRequest, request: RequestContext): Promise<InboundAnswer> {
    try {
      const definition = this.inbound.get(name);
      if (!definition || !request.tenant) throw new GraphError('NOT_FOUND', `There is no inbound door "${name}" here.`);
      return await traced(
        `inbound ${this.name}/${name}`,
        request.traceparent,
        () => ({ 'caregraph.subgraph': this.name }),
        (traceparent) => definition.receive(new Context(request, this.resources, traceparent), received),
      );
    } catch (error) {
      throw this.presentable(error, request, 'what came from outside could not be taken');
    }
  }

  private openFile(definition: DownloadDefinition, parameters: Readonly<Record<string, string>>, request: RequestContext): ReturnType<DownloadDefinition['open']> {
    return traced(
      `download ${this.name}/${definition.name}`,
      request.traceparent,
      () => ({ 'caregraph.subgraph': this.name }),
      (traceparent) => definition.open(new Context(request, this.resources, traceparent), parameters),
    );
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
      const { needs, run, complete, literals } = this.prepare(operation);
      checkAccess(request, needs);
      const variables = operation.variables ?? {};
      const completed = complete ? complete(variables) : variables;
      const result = await run(root, new Context(request, this.resources, traceparent), literals ? { ...completed, ...literals } : completed);
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
      const lifted = liftBigInts(this.built.schema, document);
      const compiled = compileQuery(this.built.schema, lifted.document, operationName, { disablingCapturingStackErrors: true });
      if (!isCompiledQuery(compiled)) throw compiled.errors?.[0] ?? new Error('The operation could not be compiled');
      const definition = getOperationAST(document, operationName);
      prepared = {
        document,
        needs: accessNeeds(this.built.rules, this.built.schema, document),
        run: compiled.query,
        complete: definition ? inputDefaults(this.built.schema, definition) : null,
        literals: lifted.values,
      };
      this.prepared.set(key, prepared);
    }
    return prepared;
  }

  private presented(result: ExecutionResult, request: RequestContext): ExecutionResult {
    return result.errors ? { ...result, errors: result.errors.map((error) => this.presentable(error, request)) } : result;
  }

  /** An error with a code of ours speaks for itself; anything else is logged here and hidden from the caller. */
  private presentable(error: unknown, request: RequestContext, failure = 'a resolver failed'): GraphQLError {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    const options = error instanceof GraphQLError ? { path: error.path } : {};
    const known = cause instanceof GraphQLError ? (cause.extensions as typeof cause.extensions | undefined) : undefined;
    if (known && typeof known['code'] === 'string') return new GraphQLError((cause as Error).message, { ...options, extensions: known });
    if ((cause as { code?: string } | null)?.code === unstorableText) {
      return new GraphError('BAD_USER_INPUT', 'A text holds a NUL character, which cannot be stored. Remove it and send again.', options);
    }
    this.resources.log.error({ error: cause, requestId: request.requestId, path: options.path }, failure);
    return new GraphError('INTERNAL', `Something went wrong on our side; quote request ${request.requestId} to support.`, options);
  }
}
