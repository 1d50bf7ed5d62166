import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { emptyContext } from '#kernel/context/request-context.js';
import type { Logger } from '#kernel/log/logger.js';
import type { PublicOperation } from '#kernel/subgraph/public-graph.js';
import type { Executor } from '../../execution/executor.js';
import { clientGone } from '../../http/client-gone.js';
import { operationPlugin, type OperationPluginOptions } from '../../http/operation-plugin.js';
import { presentError } from '../../http/present-errors.js';
import { stringifyResult } from '../../http/stringify-result.js';
import type { Limits } from '../../limits.js';
import { PublicExecutor } from '../public-schema/public-executor.js';
import { clientPlugin } from './client-plugin.js';
import type { Admit, PublicOperationContext } from './public-call.js';
import { publicErrors } from './public-errors.js';

export const publicPath = '/public/graphql';

export interface PublicEndpointOptions {
  readonly executor: Executor;
  readonly supergraphSdl: string;
  readonly admit: Admit;
  readonly limits: Limits;
  readonly metrics: OperationPluginOptions['metrics'];
  /** Whether those who build may look at the schema without being anybody. */
  readonly development: boolean;
  /** What else stands between an operation and its plan: its cost, rate and manifest. */
  readonly plugins?: readonly ApolloServerPlugin<PublicOperationContext>[];
  readonly log: Logger;
}

export interface PublicEndpoint {
  /** Throws when a supergraph is not fit to be taken up here. */
  prepare(supergraphSdl: string): void;
  /** Runs an operation as if it had come in over HTTP. */
  run(operation: PublicOperation, context: PublicOperationContext): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** The graph of third parties at its own address: its own schema, its own cache of operations, and errors that tell of nothing else. */
export async function registerPublicEndpoint(server: FastifyInstance, options: PublicEndpointOptions): Promise<PublicEndpoint> {
  const { admit, limits, development, metrics, log } = options;
  const executor = new PublicExecutor(options.executor, options.supergraphSdl);
  const apollo = new ApolloServer<PublicOperationContext>({
    gateway: executor,
    stringifyResult,
    // Whoever gets this far is a client, to whom the whole of this schema is open.
    introspection: true,
    hideSchemaDetailsFromClientErrors: false,
    parseOptions: { maxTokens: limits.tokens },
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: log,
    formatError: (formatted, error) => presentError(log, formatted, error),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      clientPlugin(),
      operationPlugin({
        executor,
        // What an operation may cost here is its client's to spend: a plugin knows.
        limits: { ...limits, cost: Number.POSITIVE_INFINITY },
        // Third parties choose the names of their operations, and ours would drown in them.
        metrics: { operation: (_, type, seconds, codes) => metrics.operation('public', type, seconds, codes) },
      }),
      publicErrors(executor),
      ...(options.plugins ?? []),
    ],
  });
  await apollo.start();

  const contextOf = async (request: FastifyRequest): Promise<PublicOperationContext> => {
    if (development && request.headers.authorization === undefined) return { request: emptyContext(request.id), admission: null };
    const { context, admission } = await admit(request);
    return { request: context, admission };
  };
  server.route({
    url: publicPath,
    method: ['GET', 'POST', 'OPTIONS'],
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => ({ ...(await contextOf(request)), signal: clientGone(reply) }),
    }),
  });

  return {
    prepare: (supergraphSdl) => executor.prepare(supergraphSdl),
    run: async ({ query, operationName, variables }, contextValue) => {
      const { body } = await apollo.executeOperation(
        { query, ...(operationName ? { operationName } : {}), ...(variables ? { variables: { ...variables } } : {}) },
        { contextValue },
      );
      return body.kind === 'single' ? (body.singleResult as ExecutionResult) : {};
    },
    close: () => apollo.stop(),
  };
}
