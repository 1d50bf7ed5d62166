import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestContext } from '../context/request-context.js';
import { GraphError } from '../graph/graph-error.js';
import type { SubgraphChannel } from './channel.js';
import type { InboundRequest } from './inbound.js';

/** The largest body that servers outside may send: WhatsApp's are of at most 3 MB. */
export const inboundBytes = 3 * 1024 * 1024;

/** What of an inbound request travels between the processes as JSON. */
export interface CarriedInbound extends Omit<InboundRequest, 'body'> {
  /** In base64, so that no byte changes. */
  readonly body: string;
}

/** Where a subgraph takes from the gateway what was sent to it from outside. */
export function subgraphInboundPath(name: string): string {
  return `/inbound/${encodeURIComponent(name)}`;
}

/** Takes from the gateway what servers outside have sent to a subgraph. */
export function serveInbound(
  server: FastifyInstance,
  channel: SubgraphChannel,
  contextOf: (request: FastifyRequest) => Promise<RequestContext>,
): void {
  const contexts = new WeakMap<object, RequestContext>();
  server.post<{ Params: { name: string }; Body: CarriedInbound }>('/inbound/:name', {
    // As base64, and with what stands around it.
    bodyLimit: inboundBytes * 2,
    // Before the body is read: nobody but the gateway gets one through.
    onRequest: async (request) => void contexts.set(request, await contextOf(request)),
    handler: async (request) => {
      const { name } = request.params;
      const context = contexts.get(request);
      if (!context || !channel.receive) throw new GraphError('NOT_FOUND', `There is no inbound door "${name}" here.`);
      const { method, parameters, headers, body } = request.body;
      return channel.receive(name, { method, parameters, headers, body: Buffer.from(body, 'base64') }, context);
    },
  });
}
