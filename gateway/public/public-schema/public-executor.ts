import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Executor, OperationContext } from '../../execution/executor.js';
import type { SchemaVersion } from '../../execution/schema-version.js';
import { HiddenNames } from './hidden-names.js';
import { publicSchemaOf } from './public-schema.js';

interface PublicVersion {
  readonly supergraphSdl: string;
  readonly schema: GraphQLSchema;
}

/**
 * The same graph for third parties: operations are validated, introspected and answered by the public schema, and planned by
 * the whole one. It follows the graph's executor, which must have been loaded before.
 */
export class PublicExecutor implements GatewayInterface {
  private readonly versions = new WeakMap<GraphQLSchema, SchemaVersion>();
  private readonly callbacks = new Set<GatewaySchemaLoadOrUpdateCallback>();
  private latest: PublicVersion;
  /** Of a supergraph that may be taken up next. */
  private prepared: PublicVersion | null = null;
  private names: HiddenNames | null = null;

  /** Throws when what is public of the supergraph cannot stand alone. */
  constructor(
    private readonly executor: Executor,
    supergraphSdl: string,
  ) {
    this.latest = versionOf(supergraphSdl);
    executor.onUpdate(() => {
      const { supergraphSdl: current } = executor.current.version;
      this.latest = this.prepared?.supergraphSdl === current ? this.prepared : versionOf(current);
      this.prepared = null;
      this.publish();
    });
  }

  /** Makes ready for a supergraph before it is taken up; throws when it is unfit, and nothing changes. */
  prepare(supergraphSdl: string): void {
    this.prepared = versionOf(supergraphSdl);
  }

  get schema(): GraphQLSchema {
    return this.latest.schema;
  }

  /** The version that operations validated against this public schema belong to. */
  versionOf(schema: GraphQLSchema): SchemaVersion {
    const version = this.versions.get(schema);
    if (!version) throw new Error('This schema is not of the public graph');
    return version;
  }

  /** What a third party must not be told the name of. */
  get hidden(): HiddenNames {
    if (!this.names) throw new Error('The public graph has not been loaded yet');
    return this.names;
  }

  /** The permissions that third parties can be told of. */
  get scopes(): ReadonlySet<string> {
    return this.executor.current.version.publicScopes;
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    this.callbacks.add(callback);
    return () => this.callbacks.delete(callback);
  }

  load(): Promise<{ executor: GatewayExecutor | null }> {
    this.publish();
    return Promise.resolve({ executor: (request) => this.execute(request) as never });
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  private publish(): void {
    const { api, version } = this.executor.current;
    const { schema } = this.latest;
    this.versions.set(schema, version);
    this.names = new HiddenNames(api, schema, version.subgraphNames);
    for (const callback of this.callbacks) callback({ apiSchema: schema, coreSupergraphSdl: version.supergraphSdl });
  }

  private execute({ schema, document, queryHash, request, context }: GatewayGraphQLRequestContext): Promise<ExecutionResult> {
    const operationName = request.operationName ?? undefined;
    const { request: caller, signal } = context as unknown as OperationContext;
    try {
      // The same text is another operation here: it is shaped and introspected by another schema.
      const operation = this.versionOf(schema).prepare(
        `public ${queryHash}${operationName ?? ''}`,
        schema,
        document,
        operationName,
        caller.traceparent,
      );
      return operation.execute(request.variables ?? {}, { caller, signal });
    } catch (error) {
      if (error instanceof GraphQLError) return Promise.resolve({ errors: [error] });
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function versionOf(supergraphSdl: string): PublicVersion {
  return { supergraphSdl, schema: publicSchemaOf(supergraphSdl).schema };
}
