import type { GatewayInterface, GatewayGraphQLRequestContext, GatewaySchemaLoadOrUpdateCallback, GatewayUnsubscriber } from '@apollo/server-gateway-interface';
import { ApolloGateway } from '@apollo/gateway';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { mayGenerateCode } from './code.js';
import { SchemaVersion, type ExecutionObserver } from './schema-version.js';

/** What the gateway's operations carry through the server to the subgraphs. */
export interface OperationContext {
  request: RequestContext;
  /** Ends when the client has gone. */
  readonly signal?: AbortSignal;
}

export interface ExecutorOptions {
  readonly supergraphSdl: string;
  readonly channels: ReadonlyMap<string, SubgraphChannel>;
  /** Whether code may be made for plans and answers; by default, wherever the runtime lets it. */
  readonly generateCode?: boolean;
  /** How long one fetch from a subgraph may take. */
  readonly timeoutMs?: number;
  readonly observer?: ExecutionObserver;
}

export interface Executor extends GatewayInterface {
  /** The version that operations validated against this API schema belong to. */
  versionOf(api: GraphQLSchema): SchemaVersion;
  /** What clients see now, and the version it belongs to. */
  readonly current: { readonly api: GraphQLSchema; readonly version: SchemaVersion };
  /** Calls back at every new supergraph after the first. */
  onUpdate(listener: () => void): void;
  /** Takes up a new supergraph: from the next operation on, while those under way end with the old one. Throws when it is unfit, and nothing changes. */
  update(supergraphSdl: string): void;
}

const defaultTimeoutMs = 30_000;

/** Plans and runs operations over the supergraph. ApolloGateway loads, checks and updates it; plans are compiled and run here. */
export function createExecutor(options: ExecutorOptions): Executor {
  return new CompiledExecutor(options);
}

class CompiledExecutor implements Executor {
  private readonly gateway: ApolloGateway;
  private readonly versions = new WeakMap<GraphQLSchema, SchemaVersion>();
  private next: SchemaVersion;
  private api: GraphQLSchema | null = null;
  private readonly listeners: (() => void)[] = [];
  private updateGateway: ((supergraphSdl: string) => void) | null = null;

  constructor(private readonly options: ExecutorOptions) {
    this.next = this.version(options.supergraphSdl);
    this.gateway = new ApolloGateway({
      supergraphSdl: ({ update }) => {
        this.updateGateway = update;
        return Promise.resolve({ supergraphSdl: options.supergraphSdl });
      },
      __exposeQueryPlanExperimental: false,
      buildService: ({ name }) => ({ process: () => Promise.reject(new Error(`${name} is asked through its channel`)) }),
    });
    // Registered before the server's own listener, so that a version is there before any operation can be validated against it.
    this.gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
      this.versions.set(apiSchema, this.next);
      const first = this.api === null;
      this.api = apiSchema;
      if (!first) for (const listener of this.listeners) listener();
    });
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    return this.gateway.onSchemaLoadOrUpdate(callback);
  }

  async load(options: Parameters<GatewayInterface['load']>[0]): ReturnType<GatewayInterface['load']> {
    await this.gateway.load(options);
    return { executor: (request) => this.execute(request) as never };
  }

  stop(): Promise<void> {
    return this.gateway.stop();
  }

  versionOf(api: GraphQLSchema): SchemaVersion {
    const version = this.versions.get(api);
    if (!version) throw new Error('This schema is not of this gateway');
    return version;
  }

  get current(): { readonly api: GraphQLSchema; readonly version: SchemaVersion } {
    if (!this.api) throw new Error('The gateway has not been loaded yet');
    return { api: this.api, version: this.versionOf(this.api) };
  }

  onUpdate(listener: () => void): void {
    this.listeners.push(listener);
  }

  update(supergraphSdl: string): void {
    if (!this.updateGateway) throw new Error('The gateway has not been loaded yet');
    const before = this.next;
    this.next = this.version(supergraphSdl);
    try {
      this.updateGateway(supergraphSdl);
    } catch (error) {
      this.next = before;
      throw error;
    }
  }

  private execute({ schema, document, queryHash, request, context }: GatewayGraphQLRequestContext): Promise<ExecutionResult> {
    const operationName = request.operationName ?? undefined;
    const { request: caller, signal } = context as unknown as OperationContext;
    try {
      const operation = this.versionOf(schema).prepare(`${queryHash}${operationName ?? ''}`, schema, document, operationName, caller.traceparent);
      return operation.execute(request.variables ?? {}, { caller, signal });
    } catch (error) {
      if (error instanceof GraphQLError) return Promise.resolve({ errors: [error] });
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private version(supergraphSdl: string): SchemaVersion {
    const { channels, generateCode = mayGenerateCode(), timeoutMs = defaultTimeoutMs, observer } = this.options;
    return new SchemaVersion({ supergraphSdl, channels, generate: generateCode, timeoutMs, observer });
  }
}
