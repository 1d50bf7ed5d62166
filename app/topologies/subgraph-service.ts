import { createPrivateKey, createPublicKey } from 'node:crypto';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { RedisTransport } from '#kernel/events/redis-transport.js';
import { startBackground } from '#kernel/jobs/background.js';
import { RedisLiveBus } from '#kernel/live/redis-live-bus.js';
import { measurePools } from '#kernel/telemetry/pool-metrics.js';
import type { Logger } from '#kernel/log/logger.js';
import type { SubgraphDefinition } from '#kernel/subgraph/definition.js';
import { HttpEntityDirectory } from '#kernel/subgraph/http-entity-directory.js';
import { HttpPublicGraph } from '#kernel/subgraph/http-public-graph.js';
import { createSubgraphServer } from '#kernel/subgraph/subgraph-server.js';
import type { Configuration } from '../configuration.js';
import { subgraphUrls } from '../databases.js';
import { listen } from '../engines/listen.js';
import { StartupError } from '../engines/startup-error.js';
import { startTracing } from '../tracing.js';
import { Closing } from './closing.js';
import { openSubgraph } from './subgraph-process.js';

/** One subgraph as a process of its own: its database, its background work over Redis, and HTTP for the gateway alone. */
export async function startSubgraphService(definition: SubgraphDefinition, configuration: Configuration, log: Logger): Promise<{ url: string; close(): Promise<void> }> {
  const { gatewayUrl, contextPublicKey, subgraphPrivateKey } = configuration.service;
  if (!contextPublicKey) throw new StartupError('Set CONTEXT_PUBLIC_KEY to the public key of the gateway, so that its calls can be told from others.');
  if (!subgraphPrivateKey) throw new StartupError('Set SUBGRAPH_PRIVATE_KEY to an Ed25519 key (PKCS#8 PEM) by which this subgraph signs what its jobs ask others.');
  if (!gatewayUrl) throw new StartupError('Set GATEWAY_URL to the address of the gateway, so that other subgraphs can be asked through it.');
  if (!configuration.redisUrl) throw new StartupError('Set REDIS_URL: services hand events to each other by Redis.');
  const closing = new Closing();
  try {
    closing.add(await startTracing(configuration, definition.name, log));
    const { secret } = configuration;
    const urls = subgraphUrls(configuration, configuration.databaseUrl, secret, definition.name);
    const neighbours = { gatewayUrl, subgraph: definition.name, key: createPrivateKey(subgraphPrivateKey) };
    const entities = new HttpEntityDirectory(neighbours);
    closing.add(() => entities.close());
    const publicGraph = new HttpPublicGraph(neighbours);
    closing.add(() => publicGraph.close());
    const bus = new RedisLiveBus(configuration.redisUrl, definition.name, log);
    closing.add(() => bus.close());
    const subgraph = await openSubgraph(definition, configuration, urls, secret, entities, publicGraph, bus, log);
    closing.add(() => subgraph.close());
    const transport = new RedisTransport(configuration.redisUrl, log);
    closing.add(() => transport.close());
    const background = await startBackground(definition, subgraph.resources, transport);
    closing.add(() => background.stop());
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    measurePools(registry, new Map([[definition.name, subgraph.database.pool]]));
    const server = await createSubgraphServer({
      channel: subgraph.runtime,
      key: createPublicKey(contextPublicKey),
      ready: () => subgraph.isReady(),
      registry,
      onCall: (context, token) => entities.remember(context, token),
      log,
    });
    closing.add(() => server.close());
    const url = await listen(() => server.listen({ port: configuration.port, host: configuration.host }), configuration.port);
    return { url, close: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}
