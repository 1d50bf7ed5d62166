import { readFileSync } from 'node:fs';
import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler, type ApolloFastifyContextFunction } from '@as-integrations/fastify';
import { fastify } from 'fastify';

/** What the runner hands a contender. */
export interface Assignment {
  readonly port: number;
  readonly supergraphSdl: string;
  readonly urls: Readonly<Record<string, string>>;
}

export function assignment(): Assignment {
  const [port, file] = process.argv.slice(2);
  if (!port || !file) throw new Error('Start contenders by `npm run bench:federation`');
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Assignment, 'port'>), port: Number(port) };
}

/** Apollo Server behind Fastify, as the gateway has it: the same for everybody who is measured on Apollo Server. */
export async function serveApollo<Context extends BaseContext>(
  options: ApolloServerOptions<Context>,
  port: number,
  context: ApolloFastifyContextFunction<Context>,
): Promise<void> {
  const apollo = new ApolloServer<Context>({
    ...options,
    introspection: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
  });
  await apollo.start();
  const server = fastify({ keepAliveTimeout: 120_000 });
  server.route({ url: '/graphql', method: ['GET', 'POST', 'OPTIONS'], handler: fastifyApolloHandler(apollo, { context }) });
  await server.listen({ port, host: '127.0.0.1' });
  process.once('SIGTERM', () => process.exit(0));
}
