import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { post } from '../../../gateway/channels/post.js';
import { assignment } from './apollo-over-fastify.js';
import { serveOurs } from './ours.js';

/** As gateway/channels/http-channel.ts, without the signed context: the others sign nothing either. */
class UnsignedChannel implements SubgraphChannel {
  private readonly pool: Pool;
  private readonly path: string;

  constructor(
    readonly name: string,
    url: string,
  ) {
    const { origin, pathname } = new URL(url);
    this.pool = new Pool(origin, { connections: 64 });
    this.path = pathname;
  }

  async execute({ query, operationName, variables }: SubgraphOperation, _: RequestContext, signal?: AbortSignal): Promise<ExecutionResult> {
    const { status, text } = await post(this.pool, {
      path: this.path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName, variables }),
      mostBytes: 32 * 1024 * 1024,
      signal,
    });
    if (status !== 200) throw new Error(`${this.name} answered ${status}: ${text}`);
    return JSON.parse(text) as ExecutionResult;
  }
}

const assigned = assignment();
await serveOurs(
  assigned,
  Object.entries(assigned.urls).map(([name, url]) => new UnsignedChannel(name, url)),
);
