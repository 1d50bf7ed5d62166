import { Pool } from 'undici';
import type { RequestContext } from '../context/request-context.js';
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

/** Asks the gateway, which knows the owners. `tokenFor` gives the context token of the call that is under way. */
export class HttpEntityDirectory implements EntityDirectory {
  private readonly pool: Pool;

  constructor(
    gatewayUrl: string,
    private readonly subgraph: string,
    private readonly tokenFor: (context: RequestContext) => Promise<string>,
  ) {
    this.pool = new Pool(gatewayUrl, { connections: 16, headersTimeout: 10_000, bodyTimeout: 10_000, connectTimeout: 2_000 });
  }

  async existing(type: string, ids: readonly string[], context: RequestContext): Promise<ReadonlySet<string>> {
    return new Set((await this.read(type, ids, '', context)).keys());
  }

  async read<T>(type: string, ids: readonly string[], selection: string, context: RequestContext): Promise<ReadonlyMap<string, T>> {
    if (ids.length === 0) return new Map();
    const { status, answer } = await this.ask(await this.tokenFor(context), JSON.stringify({ type, ids, selection }));
    const [error] = answer.errors ?? [];
    if (status >= 400 && status < 500) throw new EntityQuestionError(error?.message ?? `The gateway does not take the question (${status}).`);
    if (status === 200 && error) throw new GraphError(error.extensions['code'] as GraphErrorCode, error.message, { extensions: error.extensions });
    if (status !== 200 || !answer.entities) throw unavailable();
    return new Map(answer.entities.map((entity) => [entity.id, entity as T]));
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async ask(token: string, body: string): Promise<{ status: number; answer: EntityAnswer }> {
    const headers = { 'content-type': 'application/json', [contextHeader]: token, [subgraphHeaderName]: this.subgraph };
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
