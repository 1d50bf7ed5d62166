import { randomUUID } from 'node:crypto';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import type { SigningKey } from '../context/context-token.js';
import { systemContext } from '../context/request-context.js';
import { signSystemContext } from '../context/system-token.js';
import { GraphError } from '../graph/graph-error.js';
import { subgraphHeaderName } from './http-entity-directory.js';
import type { PublicCaller, PublicGraph, PublicOperation } from './public-graph.js';
import { contextHeader } from './subgraph-server.js';

export const publicGraphPath = '/internal/public-graph';

/** What a subgraph sends; the tenant is the one that its token is for. */
export interface PublicGraphQuestion {
  readonly clientId: string;
  readonly scope?: readonly string[] | undefined;
  readonly branch?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly operation: PublicOperation;
}

/** What the gateway answers. */
export interface PublicGraphAnswer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly PublicGraphError[] | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}

interface PublicGraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}

export interface HttpPublicGraphOptions {
  readonly gatewayUrl: string;
  /** Who asks. */
  readonly subgraph: string;
  /** Its private key, by which the gateway knows it. */
  readonly key: SigningKey;
  /** Milliseconds that an operation may take. */
  readonly timeoutMs?: number;
}

/** Asks the gateway in a client's name, as the system of the client's tenant. */
export class HttpPublicGraph implements PublicGraph {
  private readonly pool: Pool;

  constructor(private readonly options: HttpPublicGraphOptions) {
    const { gatewayUrl, timeoutMs = 30_000 } = options;
    this.pool = new Pool(gatewayUrl, { connections: 16, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connectTimeout: 2_000 });
  }

  async execute<Data>({ tenant, clientId, scope, branch, idempotencyKey }: PublicCaller, operation: PublicOperation): Promise<ExecutionResult<Data>> {
    const { subgraph, key } = this.options;
    const token = await signSystemContext(systemContext(tenant, 'public-graph', randomUUID()), subgraph, key);
    const question: PublicGraphQuestion = { clientId, scope, branch, idempotencyKey, operation };
    const { data, errors, extensions } = await this.ask(token, question);
    return {
      ...(data === undefined ? {} : { data: data as Data | null }),
      ...(errors ? { errors: errors.map(({ message, path, extensions: own = {} }) => new GraphQLError(message, { path: path ?? null, extensions: own })) } : {}),
      ...(extensions ? { extensions } : {}),
    };
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async ask(token: string, question: PublicGraphQuestion): Promise<PublicGraphAnswer> {
    const headers = { 'content-type': 'application/json', [contextHeader]: token, [subgraphHeaderName]: this.options.subgraph };
    try {
      const response = await this.pool.request({ method: 'POST', path: publicGraphPath, headers, body: JSON.stringify(question) });
      if (response.statusCode === 200) return (await response.body.json()) as PublicGraphAnswer;
      await response.body.dump();
    } catch (cause) {
      throw unavailable(cause);
    }
    throw unavailable();
  }
}

function unavailable(cause?: unknown): GraphError {
  const options = cause instanceof Error ? { originalError: cause } : {};
  return new GraphError('UNAVAILABLE', 'The gateway cannot be asked just now: try again in a moment.', options);
}
