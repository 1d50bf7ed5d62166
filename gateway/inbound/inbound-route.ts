import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { parametersOf } from '#kernel/subgraph/download-headers.js';
import { inboundPath, type InboundRequest } from '#kernel/subgraph/inbound.js';
import { inboundBytes } from '#kernel/subgraph/serve-inbound.js';
import { resolveContext, type ContextServices } from '../context/resolve-context.js';

/** A door of some subgraph for servers outside. */
export interface OfferedInbound {
  readonly subgraph: string;
  readonly name: string;
}

export interface InboundRoute {
  readonly inbound: readonly OfferedInbound[];
  readonly channels: readonly SubgraphChannel[];
  readonly services: ContextServices;
}

interface InboundCall {
  readonly Params: { readonly tenant: string; readonly subgraph: string; readonly name: string };
  readonly Querystring: Readonly<Record<string, string | readonly string[]>>;
}

/** Who signs in here is somebody else than who sends: none of it goes on. */
const withheld = new Set(['authorization', 'cookie', 'x-tenant-id', 'x-branch-id']);

/** Hands on to subgraphs what servers outside send them, byte by byte: whether to believe it is theirs to tell. */
export function registerInboundRoute(server: FastifyInstance, { inbound, channels, services }: InboundRoute): void {
  void server.register((scope, _options, done) => {
    // In a scope of its own, for elsewhere bodies are read as what they say they are.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.route<InboundCall>({
      method: ['GET', 'POST'],
      url: '/inbound/:tenant/:subgraph/:name',
      exposeHeadRoute: false,
      bodyLimit: inboundBytes,
      handler: async (request, reply) => {
        const { tenant, subgraph, name } = request.params;
        const offered = inbound.some((door) => door.subgraph === subgraph && door.name === name);
        const channel = channels.find((candidate) => candidate.name === subgraph);
        const nothing = new GraphError('NOT_FOUND', `There is nothing at ${inboundPath(tenant, subgraph, name)}.`);
        if (!offered || !channel?.receive) throw nothing;
        const context = await contextOf(services, request, tenant);
        if (!context.tenant) throw nothing;
        const { status, text } = await channel.receive(name, received(request), context);
        return reply
          .code(status)
          .type('text/plain; charset=utf-8')
          .send(text ?? '');
      },
    });
    done();
  });
}

/** The address alone says which tenant it is for; nobody is signed in. */
function contextOf(services: ContextServices, request: FastifyRequest, tenant: string): Promise<RequestContext> {
  return resolveContext(services, {
    requestId: request.id,
    tenant,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
    host: null,
    branch: null,
    accessToken: null,
    idempotencyKey: null,
    body: {},
    acceptLanguage: null,
    traceparent: null,
  });
}

function received(request: FastifyRequest<InboundCall>): InboundRequest {
  const headers = Object.entries(request.headers).filter(
    (header): header is [string, string] =>
      typeof header[1] === 'string' && !withheld.has(header[0]) && !header[0].startsWith('x-caregraph-'),
  );
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    parameters: parametersOf(request.query),
    headers: Object.fromEntries(headers),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}
