import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { emptyContext } from '#kernel/context/request-context.js';
import { createExecutor, type OperationContext } from '../../../gateway/execution/executor.js';
import { clientGone } from '../../../gateway/http/client-gone.js';
import { stringifyResult } from '../../../gateway/http/stringify-result.js';
import { serveApollo, type Assignment } from './apollo-over-fastify.js';

/** Our executor behind Apollo Server, as gateway/http/gateway.ts has it. Nothing is shared between requests under way. */
export async function serveOurs({ port, supergraphSdl }: Assignment, channels: readonly SubgraphChannel[]): Promise<void> {
  const gateway = createExecutor({ supergraphSdl, channels: new Map(channels.map((channel) => [channel.name, channel])) });
  await serveApollo<OperationContext>({ gateway, stringifyResult }, port, (request, reply) =>
    Promise.resolve({ request: emptyContext(request.id), signal: clientGone(reply) }),
  );
}
