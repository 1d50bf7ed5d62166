import { Pool } from 'undici';
import type { SigningKey } from '../context/context-token.js';
import type { RequestContext } from '../context/request-context.js';
import { signSystemContext } from '../context/system-token.js';
import { GraphError, type GraphErrorCode } from '../graph/graph-error.js';
import { EntityQuestionError, type EntityDirectory } from './entity-directory.js';
import { contextHeader } from './subgraph-server.js';

export const entityPath = '/internal/entities';
export const subgraphHeaderName = 'x-caregraph-subgraph';

/** What the gateway answers: entities with their ids, or in their place what the owner had to say. */
export interface EntityAnswer {
  readonly entities?: readonly { readonly id: string }[];
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

export interface HttpEntityDirectoryOptions {
  readonly gatewayUrl: string;
  /** Who asks. */
  readonly subgraph: string;
  /** Its private key: by it, it asks for its jobs. */
  readonly key: SigningKey;
}

/**
 * Asks the gateway, which knows the owners: during a call with the token that the call came with, and as the system of a
 * tenant, when no call is under way, with a token of the subgraph's own.
 */
export class HttpEntityDirectory implements EntityDirectory {
  private readonly pool: Pool;
  private readonly calls = new WeakMap<RequestContext, string>();

  constructor(private readonly options: HttpEntityDirectoryOptions) {
    this.pool = new Pool(options.gatewayUrl, { connections: 16, headersTimeout: 10_000, bodyTimeout: 10_000, connectTimeout: 2_000 });
  }

  /** A call has come with this token, for this context: whatever is asked with the context is asked with the token. */
  remember(context: RequestContext, token: string): void {
    this.calls.set(context, token);
  }

  async existing(type: string, ids: readonly string[], context: RequestContext): Promise<ReadonlySet<string>> {
    return new Set((await this.read(type, ids, '', context)).keys());
  }

  async read<T>(type: string, ids: readonly string[], selection: string, context: RequestContext): Promise<ReadonlyMap<string, T>> {
    if (ids.length === 0) return new Map();
    const { status, answer } = await this.ask(await this.token(context), JSON.stringify({ type, ids, selection }));
    const [error] = answer.errors ?? [];
    if (status >= 400 && status < 500) throw new EntityQuestionError(error?.message ?? `The gateway does not take the question (${status}).`);
    if (status === 200 && error) throw new GraphError(error.extensions['code'] as GraphErrorCode, error.message, { extensions: error.extensions });
    if (status !== 200 || !answer.entities) throw unavailable();
    return new Map(answer.entities.map((entity) => [entity.id, entity as T]));
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async token(context: RequestContext): Promise<string> {
    const { subgraph, key } = this.options;
    return this.calls.get(context) ?? signSystemContext(context, subgraph, key);
  }

  private async ask(token: string, body: string): Promise<{ status: number; answer: EntityAnswer }> {
    const headers = { 'content-type': 'application/json', [contextHeader]: token, [subgraphHeaderName]: this.options.subgraph };
    try {
      const response = await this.pool.request({ method: 'POST', path: entityPath, headers, body });
      return { status: response.statusCode, answer: (await response.body.json()) as EntityAnswer };
    } catch (cause) {
      throw unavailable(cause);
    }
  }
}

function unavailable(cause?: unknown): GraphError {
  const options = cause instanceof Error ? { originalError: cause } : {};
  return new GraphError('UNAVAILABLE', 'The gateway cannot be asked just now: try again in a moment.', options);
}
