import { Pool } from 'undici';
import type { RequestContext } from '../context/request-context.js';
import { GraphError } from '../graph/graph-error.js';
import type { EntityDirectory } from './entity-directory.js';
import { contextHeader } from './subgraph-server.js';

export const entityPath = '/internal/entities';
export const subgraphHeaderName = 'x-caregraph-subgraph';

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
    const { statusCode, body } = await this.pool.request({
      method: 'POST',
      path: entityPath,
      headers: { 'content-type': 'application/json', [contextHeader]: await this.tokenFor(context), [subgraphHeaderName]: this.subgraph },
      body: JSON.stringify({ type, ids }),
    });
    const answer = (await body.json()) as { existing?: string[]; errors?: { message: string; extensions: { code: 'INTERNAL' } }[] };
    if (statusCode === 200 && answer.existing) return new Set(answer.existing);
    const [error] = answer.errors ?? [];
    throw new GraphError(error?.extensions.code ?? 'UNAVAILABLE', error?.message ?? 'The gateway cannot be asked just now: try again in a moment.');
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

