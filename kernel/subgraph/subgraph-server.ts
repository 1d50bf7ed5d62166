import websocket from '@fastify/websocket';
import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Registry } from 'prom-client';
import { ContextTokenError, verifyContext, type SigningKey } from '../context/context-token.js';
import type { RequestContext } from '../context/request-context.js';
import { httpStatusOf } from '../graph/http-status.js';
import type { Logger } from '../log/logger.js';
import type { SubgraphChannel, SubgraphOperation } from './channel.js';
import { serveDownloads } from './serve-downloads.js';
import { serveInbound } from './serve-inbound.js';
import { subgraphSocket } from './subgraph-socket.js';

/** The header that carries the signed context of a call from the gateway to a subgraph. */
export const contextHeader = 'x-caregraph-context';

/** Of a message over a socket. */
const messageBytes = 4 * 1024 * 1024;

/** Of an operation: as much as the gateway lets through in variables, and what a plan and JSON's escapes add to it. */
const operationBytes = 16 * 1024 * 1024;

export interface SubgraphServerOptions {
  readonly channel: SubgraphChannel;
  /** The gateway's public key. */
  readonly key: SigningKey;
  readonly ready: () => Promise<boolean>;
  /** Told the token of each call, for questions back to the gateway while the call is under way. */
  readonly onCall?: (context: RequestContext, token: string) => void;
  /** Figures to show at `/metrics`. */
  readonly registry?: Registry;
  /** Milliseconds that files under way are given when the server stops. */
  readonly drainMs?: number;
  readonly log: Logger;
}

/** Serves a subgraph to the gateway alone: every call without a valid context for this very subgraph is refused. */
export async function createSubgraphServer({ channel, key, ready, onCall, registry, drainMs = 10_000, log }: SubgraphServerOptions): Promise<FastifyInstance> {
  const loggerInstance = log.child({ subgraph: channel.name }, { level: 'warn' }) as FastifyBaseLogger;
  const server: FastifyInstance = fastify({ loggerInstance, bodyLimit: operationBytes, requestTimeout: 30_000 });
  await server.register(websocket, { options: { maxPayload: messageBytes, perMessageDeflate: false } });

  const contextOf = async ({ headers }: FastifyRequest): Promise<RequestContext> => {
    const header = headers[contextHeader];
    const token = typeof header === 'string' ? header : '';
    const context = await verifyContext(token, channel.name, key);
    onCall?.(context, token);
    return context;
  };
  const contexts = new WeakMap<object, RequestContext>();
  server.post<{ Body: Partial<SubgraphOperation> | null }>('/graphql', {
    // Before the body is read: nobody else gets one through.
    onRequest: async (request) => void contexts.set(request, await contextOf(request)),
    handler: async (request, reply) => {
      const context = contexts.get(request);
      if (!context) throw new ContextTokenError('The call carries no context.');
      const { query, operationName, variables } = request.body ?? {};
      if (typeof query !== 'string') {
        return reply.code(400).send(refusal('BAD_USER_INPUT', 'Send an operation as JSON: { "query": "…" }.'));
      }
      const gone = new AbortController();
      request.raw.once('close', () => gone.abort());
      return channel.execute({ query, operationName, variables }, context, gone.signal);
    },
  });
  server.get('/graphql', { websocket: true }, subgraphSocket({ channel, key, onCall: onCall ?? (() => undefined) }));
  serveDownloads(server, { channel, contextOf, drainMs });
  serveInbound(server, channel, contextOf);
  if (registry) server.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_, reply) => ((await ready()) ? { status: 'ready' } : reply.code(503).send({ status: 'not ready' })));

  server.setErrorHandler((error, request, reply) => {
    if (error instanceof ContextTokenError) return reply.code(401).send(refusal('UNAUTHENTICATED', error.message));
    if (error instanceof GraphQLError) {
      const { message, extensions } = error;
      return reply.code(httpStatusOf(String(extensions['code']))).send({ errors: [{ message, extensions }] });
    }
    const { statusCode = 500, message } = error as { statusCode?: number; message: string };
    if (statusCode < 500) return reply.code(statusCode).send(refusal('BAD_USER_INPUT', message));
    request.log.error({ error }, 'a call failed');
    return reply.code(500).send(refusal('INTERNAL', 'Something went wrong on our side.'));
  });
  return server;
}

function refusal(code: string, message: string): { errors: object[] } {
  return { errors: [{ message, extensions: { code } }] };
}
