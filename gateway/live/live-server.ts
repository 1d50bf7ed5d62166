import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError, OperationTypeNode, type ExecutionResult, type FormattedExecutionResult, type GraphQLFormattedError } from 'graphql';
import { handleProtocols, makeServer, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import websocket from '@fastify/websocket';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { Logger } from '#kernel/log/logger.js';
import type { ContextServices, RequestFacts } from '../context/resolve-context.js';
import type { Executor } from '../execution/executor.js';
import { bearerOf, bearerToken } from '../http/credentials.js';
import { requestFacts } from '../http/request-facts.js';
import type { Limits } from '../limits.js';
import { closeCodes, closeReason } from './close-codes.js';
import { LiveConnection, RefusedError } from './live-connection.js';
import { LiveHub } from './live-hub.js';
import { LiveOperations, type Asked } from './live-operations.js';

export interface LiveServerOptions {
  readonly executor: Executor;
  readonly services: ContextServices;
  readonly limits: Limits;
  readonly introspection: boolean;
  readonly publicDomain: string;
  /** An error as clients see it. */
  readonly present: (error: GraphQLError) => GraphQLFormattedError;
  /** Runs a query or mutation that came over a socket like any other. */
  readonly run: (asked: Asked, caller: RequestContext) => Promise<FormattedExecutionResult>;
  readonly observe: (figures: { sockets: number; groups: number }) => void;
  readonly log: Logger;
}

interface Extra {
  readonly connection: LiveConnection;
  readonly socket: WebSocket;
  readonly request: FastifyRequest;
}

/** Subscriptions by the protocol graphql-transport-ws, beside the operations over HTTP at the same address. */
export class LiveServer {
  private readonly hub: LiveHub;
  private readonly operations: LiveOperations;
  private readonly server: Server<Extra>;
  private readonly connections = new Map<LiveConnection, string | null>();

  constructor(private readonly options: LiveServerOptions) {
    const format = ({ errors, ...rest }: ExecutionResult): FormattedExecutionResult => ({ ...rest, ...(errors ? { errors: errors.map(options.present) } : {}) });
    this.hub = new LiveHub(format, options.log);
    this.operations = new LiveOperations(options.executor, options.limits, options.introspection);
    this.server = this.protocol();
    options.executor.onUpdate(() => this.closeAll(closeCodes.restart, 'The schema has changed: connect again.'));
  }

  /** Must be registered before the route that `accept` serves. */
  static async register(server: FastifyInstance, { bodyBytes }: Limits): Promise<void> {
    await server.register(websocket, { options: { maxPayload: bodyBytes, handleProtocols: (protocols) => handleProtocols(protocols), perMessageDeflate: false, clientTracking: false } });
  }

  /** Only pages of ours may open sockets from a browser; programs send no Origin. */
  requireOwnOrigin({ headers }: FastifyRequest): void {
    const { origin, host } = headers;
    if (origin === undefined) return;
    const from = URL.canParse(origin) ? new URL(origin) : null;
    const { publicDomain } = this.options;
    if (from && (from.host === host || from.hostname === publicDomain || from.hostname.endsWith(`.${publicDomain}`))) return;
    throw new GraphError('FORBIDDEN', 'Pages of another origin cannot connect here.', { httpStatus: 403 });
  }

  accept(socket: WebSocket, request: FastifyRequest): void {
    const { services, limits, log } = this.options;
    const connection = new LiveConnection({ socket, services, hub: this.hub, limits });
    this.connections.set(connection, null);
    this.report();
    const stopPinging = keepAlive(socket, limits.pingMs);
    const closed = this.server.opened(
      {
        protocol: socket.protocol,
        send: (text) =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) return resolve();
            socket.send(text, (error) => (error ? reject(error) : resolve()));
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) => {
          socket.on('message', (data: Buffer) => {
            receive(data.toString('utf8')).catch((error: unknown) => {
              if (socket.readyState !== socket.OPEN) return;
              log.error({ error }, 'a socket message failed');
              socket.close(1011, 'Something went wrong on our side.');
            });
          });
        },
      },
      { connection, socket, request },
    );
    socket.on('error', () => socket.terminate());
    socket.once('close', (code, reason) => {
      stopPinging();
      connection.end();
      this.connections.delete(connection);
      this.report();
      closed(code, reason.toString()).catch((error: unknown) => log.warn({ error }, 'a socket did not end cleanly'));
    });
  }

  /** Tells every client to come back elsewhere, and ends what they follow. */
  close(): void {
    this.closeAll(closeCodes.goingAway, 'This gateway is stopping: connect again.');
    this.hub.end();
  }

  private protocol(): Server<Extra> {
    const { limits, present, run } = this.options;
    return makeServer<Record<string, unknown>, Extra>({
      onConnect: async ({ connectionParams, extra: { connection, request } }) => {
        try {
          const { tenant } = await connection.open(factsOf(request, connectionParams ?? {}));
          if (tenant && this.countOf(tenant.id) >= limits.socketsPerTenant) {
            connection.close(closeCodes.tryAgainLater, `This tenant has ${limits.socketsPerTenant} connections open, the most there can be.`);
            return false;
          }
          this.connections.set(connection, tenant?.id ?? null);
          return true;
        } catch (error) {
          if (!(error instanceof GraphQLError)) throw error;
          const code = error.extensions['code'] === 'UNAUTHENTICATED' ? closeCodes.unauthorized : closeCodes.forbidden;
          connection.close(error.extensions['code'] === 'UNAVAILABLE' ? closeCodes.tryAgainLater : code, error.message);
          return false;
        }
      },
      onSubscribe: ({ extra: { connection }, subscriptions }, id, payload) => {
        try {
          if (Object.keys(subscriptions).length > limits.operationsPerSocket) {
            throw new GraphError('RATE_LIMITED', `A socket carries at most ${limits.operationsPerSocket} operations at a time: complete one first.`);
          }
          const asked = payload as Asked;
          const operation = this.operations.operationOf(asked);
          const result =
            operation.operation === OperationTypeNode.SUBSCRIPTION
              ? connection.subscribe(id, this.operations.prepare(asked))
              : run(asked, connection.caller);
          const { api } = this.options.executor.current;
          return { schema: api, document: { kind: 'Document', definitions: [operation] } as never, contextValue: result };
        } catch (error) {
          return [error instanceof GraphQLError ? error : this.unexpected(error)];
        }
      },
      subscribe: ({ contextValue }) => contextValue as never,
      execute: ({ contextValue }) => contextValue as never,
      onNext: (_context, _id, _payload, _args, result) => result as unknown as FormattedExecutionResult,
      onError: (_context, _id, _payload, errors) =>
        errors.flatMap((error) => {
          const { originalError } = error;
          return (originalError instanceof RefusedError ? originalError.errors : [error]).map(present);
        }),
    });
  }

  private unexpected(error: unknown): GraphError {
    this.options.log.error({ error }, 'a subscription failed');
    return new GraphError('INTERNAL', 'Something went wrong on our side.');
  }

  private countOf(tenant: string): number {
    let count = 0;
    for (const id of this.connections.values()) if (id === tenant) count += 1;
    return count;
  }

  private closeAll(code: number, reason: string): void {
    for (const connection of this.connections.keys()) connection.close(code, closeReason(reason));
  }

  private report(): void {
    this.options.observe({ sockets: this.connections.size, groups: this.hub.size });
  }
}

/** What a socket says of itself: browsers cannot send headers with it, so they come in `connection_init` by the same names. */
function factsOf(request: FastifyRequest, parameters: Readonly<Record<string, unknown>>): RequestFacts {
  const facts = requestFacts(request);
  const given = new Map(Object.entries(parameters).flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name.toLowerCase(), value] as const] : [])));
  return {
    ...facts,
    tenant: given.get('x-tenant-id') ?? facts.tenant,
    branch: given.get('x-branch-id') ?? facts.branch,
    acceptLanguage: given.get('accept-language') ?? facts.acceptLanguage,
    accessToken: bearerOf(given.get('authorization')) ?? bearerToken(request) ?? (isSameOrigin(request) ? facts.accessToken : null),
    idempotencyKey: null,
  };
}

/** Cookies come along from neighbouring subdomains too; they count only from this very address. */
function isSameOrigin({ headers: { origin, host } }: FastifyRequest): boolean {
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

/** Finds out about clients that went without a word. */
function keepAlive(socket: WebSocket, everyMs: number): () => void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(timer);
}
