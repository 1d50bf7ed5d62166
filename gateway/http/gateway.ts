import { ApolloServer } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import type { Registry } from 'prom-client';
import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { GraphQLError, NoSchemaIntrospectionCustomRule, type GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { httpStatusOf } from '#kernel/graph/http-status.js';
import type { Logger } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import type { PublicGraph } from '#kernel/subgraph/public-graph.js';
import { tracedChannel } from '../channels/traced-channel.js';
import { registerPublicDoor } from '../public/public-door.js';
import { AccessTokenVerifier } from '../context/access-token.js';
import { DirectoryClient } from '../context/directory-client.js';
import { requestIdFrom, resolveContext, type ContextServices } from '../context/resolve-context.js';
import { registerDownloadRoute, type OfferedDownload } from '../downloads/download-route.js';
import { registerInboundRoute, type OfferedInbound } from '../inbound/inbound-route.js';
import { createExecutor, type OperationContext } from '../execution/executor.js';
import { limits as defaultLimits, type Limits } from '../limits.js';
import { LiveServer } from '../live/live-server.js';
import { EntityOwners, type EntityOwner } from '../node/entity-owners.js';
import { nodeSdl, NodeSubgraph } from '../node/node-subgraph.js';
import { registerEntityRoute, type EntityRouteKeys } from './entity-route.js';
import { LargeBodies } from './large-bodies.js';
import { Metrics } from './metrics.js';
import { operationPlugin } from './operation-plugin.js';
import { presentError } from './present-errors.js';
import { requestFacts } from './request-facts.js';
import { clientGone } from './client-gone.js';
import { sizeOf } from './size.js';
import { stringifyResult } from './stringify-result.js';
import { registerSessionRoutes, requireCsrfProof } from './session-cookies.js';

export interface GatewayOptions {
  readonly supergraphSdl: string;
  readonly channels: readonly SubgraphChannel[];
  /** Which subgraph answers the questions of kernel/context/directory.ts. */
  readonly directory: string;
  readonly owners: readonly EntityOwner[];
  /** The files that can be fetched from subgraphs. */
  readonly downloads?: readonly OfferedDownload[];
  /** Where servers outside send subgraphs what is no GraphQL. */
  readonly inbound?: readonly OfferedInbound[];
  /** The domain below which tenants have their subdomains. */
  readonly publicDomain: string;
  /** Where third parties find us, without a slash at the end; null is this machine, at the port that is listened on. */
  readonly publicUrl?: string | null;
  /** Introspection, suggestions in error texts and the explorer: for those who build, not for those who attack. */
  readonly development: boolean;
  readonly secureCookies: boolean;
  /** Proxies whose `X-Forwarded-*` headers may be believed. */
  readonly trustProxy?: boolean | string;
  readonly limits?: Partial<Limits>;
  /** Where several gateways keep the rates of third parties in common; the only gateway keeps them itself. */
  readonly redisUrl?: string | null;
  readonly log: Logger;
  /** Whether everything behind the gateway can answer. */
  readonly ready: () => Promise<boolean>;
  /** With it, subgraphs in other processes may ask for each other's entities. */
  readonly entityKeys?: EntityRouteKeys;
  readonly extend?: (server: FastifyInstance) => Promise<void>;
}

export interface Gateway {
  readonly server: FastifyInstance;
  readonly entities: EntityOwners;
  /** The graph of third parties, for jobs that ask it in a client's name. */
  readonly publicGraph: PublicGraph;
  /** Its figures, to which others may add theirs. */
  readonly registry: Registry;
  /** Starts to listen; answers the address. */
  listen(port: number, host: string): Promise<string>;
  /** Takes up a new supergraph without a request lost; throws when it is unfit, and nothing changes. */
  update(supergraphSdl: string): void;
  /** Lets requests under way finish, then closes. */
  close(): Promise<void>;
}

/** The one door: context, limits and permissions in front, the supergraph's executor behind. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const limits = { ...defaultLimits, ...options.limits };
  const metrics = new Metrics();
  const channels = options.channels.map((channel) => tracedChannel(metrics.measured(channel)));
  const entities = new EntityOwners(options.owners, channels, (subgraph) => executor.current.version.questionsTo(subgraph));
  const directory = channels.find(({ name }) => name === options.directory);
  if (!directory) throw new Error(`There is no subgraph "${options.directory}" to ask for tenants and people`);
  const client = new DirectoryClient(directory);
  const services: ContextServices = {
    directory: client,
    tokens: new AccessTokenVerifier(() => client.signingKeys()),
    publicDomain: options.publicDomain,
  };
  const contextOf = (request: FastifyRequest): Promise<RequestContext> => resolveContext(services, requestFacts(request));
  const nodes = new NodeSubgraph(nodeSdl(options.owners), entities, () => executor.current.version.publicNodes);
  const everyChannel = new Map([...channels, nodes].map((channel) => [channel.name, channel]));

  const requestLog: FastifyBaseLogger = options.log.child({}, { level: 'warn' });
  const server: FastifyInstance = fastify({
    loggerInstance: requestLog,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.receiveMs,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    trustProxy: options.trustProxy ?? false,
    genReqId: ({ headers }) => requestIdFrom(headers['x-request-id'] as string | undefined),
    http: { headersTimeout: limits.receiveMs, connectionsCheckingInterval: Math.min(limits.receiveMs, 1_000) },
  });
  await server.register(cookie);
  await LiveServer.register(server, limits);
  await server.register(compress, { global: true, threshold: 2_048, encodings: ['gzip', 'deflate'] });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    done();
  });
  server.setErrorHandler((error, request, reply) => sendError(error, request, reply.code.bind(reply), (body) => reply.send(body)));

  const executor = createExecutor({ supergraphSdl: options.supergraphSdl, channels: everyChannel, timeoutMs: limits.fetchMs, observer: metrics });
  const apollo = new ApolloServer<OperationContext>({
    gateway: executor,
    stringifyResult,
    introspection: options.development,
    validationRules: options.development ? [] : [NoSchemaIntrospectionCustomRule],
    parseOptions: { maxTokens: limits.tokens },
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !options.development,
    stopOnTerminationSignals: false,
    logger: options.log,
    formatError: (formatted, error) => presentError(options.log, formatted, error),
    plugins: [
      fastifyApolloDrainPlugin(server),
      ApolloServerPluginLandingPageDisabled(),
      operationPlugin({ executor, limits, metrics }),
    ],
  });
  await apollo.start();

  const live = new LiveServer({
    executor,
    services,
    limits,
    introspection: options.development,
    publicDomain: options.publicDomain,
    present: (error) => presentError(options.log, error.toJSON(), error),
    run: async ({ query, operationName, variables }, request) => {
      const { body } = await apollo.executeOperation(
        { query, ...(operationName ? { operationName } : {}), ...(variables ? { variables } : {}) },
        { contextValue: { request } },
      );
      return body.kind === 'single' ? body.singleResult : {};
    },
    observe: (figures) => metrics.live(figures),
    log: options.log,
  });
  const handler = fastifyApolloHandler(apollo, { context: async (request, reply) => ({ request: await contextOf(request), signal: clientGone(reply) }) });
  server.route({
    url: '/graphql',
    method: 'GET',
    preHandler: (request, _, done) => {
      if (request.ws) live.requireOwnOrigin(request);
      done();
    },
    handler,
    wsHandler: (socket, request) => live.accept(socket, request),
  });
  const largeBodies = new LargeBodies(limits, services.tokens);
  server.route({
    url: '/graphql',
    method: ['POST', 'OPTIONS'],
    bodyLimit: limits.largeBodyBytes,
    preParsing: largeBodies.preParsing,
    preHandler: (request, _, done) => {
      requireCsrfProof(request);
      largeBodies.preHandler(request);
      done();
    },
    handler,
  });
  registerSessionRoutes(server, {
    contextOf,
    secure: options.secureCookies,
    run: async <Data>(query: string, variables: Record<string, unknown>, request: RequestContext): Promise<Data> => {
      const { body } = await apollo.executeOperation({ query, variables }, { contextValue: { request } });
      const { data, errors } = body.kind === 'single' ? body.singleResult : { data: null, errors: undefined };
      const [error] = errors ?? [];
      if (error) throw new GraphError((error.extensions?.['code'] as 'INTERNAL' | undefined) ?? 'INTERNAL', error.message);
      return data as Data;
    },
  });
  const downloads = options.downloads ?? [];
  registerDownloadRoute(server, { downloads, channels, contextOf, limits, observe: (download, outcome) => metrics.download(download, outcome) });
  registerInboundRoute(server, { inbound: options.inbound ?? [], channels, services });
  if (options.entityKeys) registerEntityRoute(server, entities, channels.map(({ name }) => name), options.entityKeys);
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_, reply) => ((await options.ready()) ? { status: 'ready' } : reply.code(503).send({ status: 'not ready' })));
  server.get('/metrics', async (_, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
  server.get('/.well-known/jwks.json', async (_, reply) => reply.header('cache-control', 'public, max-age=60').send(await client.signingKeys()));
  const door = await registerPublicDoor(server, {
    directory: client,
    accounts: directory,
    redisUrl: options.redisUrl ?? null,
    publicUrl: () => options.publicUrl ?? addressOf(server),
    publicDomain: options.publicDomain,
    executor,
    supergraphSdl: options.supergraphSdl,
    limits,
    metrics,
    development: options.development,
    log: options.log,
    systemKeys: options.entityKeys?.systemKeys,
    exports: directory,
  });
  await options.extend?.(server);

  return {
    server,
    entities,
    registry: metrics.registry,
    publicGraph: door.publicGraph,
    update: (supergraphSdl) => {
      door.prepare(supergraphSdl);
      executor.update(supergraphSdl);
    },
    listen: (port, host) => server.listen({ port, host }),
    close: async () => {
      live.close();
      const drained = apollo.stop();
      const limit = setTimeout(() => server.server.closeAllConnections(), limits.drainMs);
      await drained.finally(() => clearTimeout(limit));
      await door.close();
      await server.close();
    },
  };
}

/** Known once the server listens; requests come no earlier. */
function addressOf(server: FastifyInstance): string {
  const address = server.server.address();
  return `http://localhost:${typeof address === 'object' && address ? address.port : 80}`;
}

type StatusSetter = (status: number) => unknown;

/** Errors outside an operation, in the shape that operations answer with. */
function sendError(error: unknown, request: FastifyRequest, status: StatusSetter, send: (body: { errors: GraphQLFormattedError[] }) => unknown): unknown {
  if (error instanceof GraphQLError && typeof error.extensions['code'] === 'string') {
    const { code, http } = error.extensions as { code: string; http?: { status?: number } };
    status(http?.status ?? httpStatusOf(code));
    return send({ errors: [{ message: error.message, extensions: { code } }] });
  }
  const { statusCode = 500, message: said, code } = error as { statusCode?: number; message: string; code?: string };
  const message = code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? `A request here has at most ${sizeOf(request.routeOptions.bodyLimit)}.` : said;
  status(statusCode);
  if (statusCode < 500) return send({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
  request.log.error({ error }, 'a request failed');
  return send({ errors: [{ message: `Something went wrong on our side; quote request ${request.id} to support.`, extensions: { code: 'INTERNAL' } }] });
}
