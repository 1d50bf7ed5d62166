import { InProcessTransport } from '#kernel/events/transport.js';
import { startBackground } from '#kernel/jobs/background.js';
import { InProcessLiveBus } from '#kernel/live/live-bus.js';
import { measurePools } from '#kernel/telemetry/pool-metrics.js';
import type { Logger } from '#kernel/log/logger.js';
import type { EntityDirectory } from '#kernel/subgraph/entity-directory.js';
import type { PublicGraph } from '#kernel/subgraph/public-graph.js';
import { createGateway, type Gateway } from '../../gateway/index.js';
import type { Configuration } from '../configuration.js';
import { migrateAll, openOwnerDatabase, sealingSecret, secretOf, subgraphUrls } from '../databases.js';
import { keepPort } from '../engines/free-port.js';
import { listen } from '../engines/listen.js';
import { pagesFor } from '../portal-config.js';
import { composeGraph, directory, downloads, inbound, owners, subgraphs } from '../graph.js';
import { keepSandbox } from '../sandbox/keep-sandbox.js';
import { seedDemo } from '../seed/seed-demo.js';
import { startTracing } from '../tracing.js';
import { Closing } from './closing.js';
import { openSubgraph, type RunningSubgraph } from './subgraph-process.js';

export interface OneProcess {
  readonly url: string;
  readonly gateway: Gateway;
  readonly subgraphs: readonly RunningSubgraph[];
  readonly seeded: boolean;
  close(): Promise<void>;
}

export interface OneProcessOptions {
  /** Fill an empty database with the demo tenants. */
  readonly demo: boolean;
}

/** The whole graph in this process: the gateway calls the subgraphs' schemas directly, on one PostgreSQL. */
export async function startOneProcess(configuration: Configuration, log: Logger, { demo }: OneProcessOptions): Promise<OneProcess> {
  keepPort(configuration.port);
  const closing = new Closing();
  const opening = Promise.withResolvers<Gateway>();
  // Nobody may ever ask; then nobody hears that it failed.
  opening.promise.catch(() => undefined);
  try {
    closing.add(await startTracing(configuration, 'caregraph', log));
    const owner = await openOwnerDatabase(configuration);
    closing.add(() => owner.stop());
    const secret = await secretOf(configuration);
    const urlsOf = (name: string) => subgraphUrls(configuration, owner.url, secret, name);
    const [graph] = await Promise.all([composeGraph(), migrateAll(owner.url, subgraphs, urlsOf)]);

    // Jobs begin before the gateway is open, which needs the subgraphs: what they ask until then waits for it.
    const entities: EntityDirectory = {
      existing: async (...question) => (await opening.promise).entities.existing(...question),
      read: async (...question) => (await opening.promise).entities.read(...question),
    };
    const publicGraph: PublicGraph = { execute: async (...question) => (await opening.promise).publicGraph.execute(...question) };
    const running: RunningSubgraph[] = [];
    for (const definition of subgraphs) {
      const subgraph = await openSubgraph(definition, configuration, urlsOf(definition.name), sealingSecret(secret, definition.name), entities, publicGraph, new InProcessLiveBus(), log);
      closing.add(() => subgraph.close());
      running.push(subgraph);
    }
    const allSubscribed = Promise.withResolvers<undefined>();
    const transport = new InProcessTransport(allSubscribed.promise);
    try {
      for (const { definition, resources } of running) {
        const background = await startBackground(definition, resources, transport);
        closing.add(() => background.stop());
      }
      allSubscribed.resolve(undefined);
    } catch (error) {
      // Nothing is carried by a start that failed: the relays keep their events.
      allSubscribed.promise.catch(() => undefined);
      allSubscribed.reject(error);
      throw error;
    }
    const gateway = await createGateway({
      supergraphSdl: graph.supergraphSdl,
      channels: running.map(({ runtime }) => runtime),
      directory,
      owners,
      downloads,
      inbound,
      publicDomain: configuration.publicDomain,
      publicUrl: configuration.publicUrl,
      development: configuration.development,
      secureCookies: configuration.secureCookies,
      trustProxy: configuration.trustProxy,
      log,
      ready: async () => (await Promise.all(running.map((subgraph) => subgraph.isReady()))).every(Boolean),
      extend: pagesFor(configuration),
    });
    opening.resolve(gateway);
    measurePools(gateway.registry, new Map(running.map(({ definition, database }) => [definition.name, database.pool])));
    closing.add(() => gateway.close());
    const seeded = demo && (await seedDemo(new Map(running.map(({ runtime }) => [runtime.name, runtime]))));
    const url = await listen(() => gateway.listen(configuration.port, configuration.host), configuration.port);
    const sandbox = keepSandbox(new Map(running.map(({ runtime }) => [runtime.name, runtime])), configuration, log);
    closing.add(() => sandbox.close());
    return { url, gateway, subgraphs: running, seeded, close: () => closing.run() };
  } catch (error) {
    opening.reject(error);
    await closing.run();
    throw error;
  }
}

