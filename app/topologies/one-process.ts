import { InProcessTransport } from '#kernel/events/transport.js';
import { startBackground } from '#kernel/jobs/background.js';
import { InProcessLiveBus } from '#kernel/live/live-bus.js';
import { measurePools } from '#kernel/telemetry/pool-metrics.js';
import type { Logger } from '#kernel/log/logger.js';
import type { EntityDirectory } from '#kernel/subgraph/entity-directory.js';
import { createGateway, type Gateway } from '../../gateway/index.js';
import type { Configuration } from '../configuration.js';
import { migrateAll, openOwnerDatabase, sealingSecret, secretOf, subgraphUrls } from '../databases.js';
import { listen } from '../engines/listen.js';
import { explorerFor } from '../explorer-config.js';
import { composeGraph, directory, owners, subgraphs } from '../graph.js';
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
  const closing = new Closing();
  try {
    closing.add(await startTracing(configuration, 'caregraph', log));
    const owner = await openOwnerDatabase(configuration);
    closing.add(() => owner.stop());
    const secret = await secretOf(configuration);
    const urlsOf = (name: string) => subgraphUrls(configuration, owner.url, secret, name);
    const [graph] = await Promise.all([composeGraph(), migrateAll(owner.url, subgraphs, urlsOf)]);

    let gateway: Gateway | null = null;
    const entities: EntityDirectory = {
      existing: (type, ids, context) => (gateway ? gateway.entities.existing(type, ids, context) : Promise.reject(new Error('The gateway is not open yet'))),
    };
    const running: RunningSubgraph[] = [];
    for (const definition of subgraphs) {
      const subgraph = await openSubgraph(definition, configuration, urlsOf(definition.name), sealingSecret(secret), entities, new InProcessLiveBus(), log);
      closing.add(() => subgraph.close());
      running.push(subgraph);
    }
    const transport = new InProcessTransport();
    for (const { definition, resources } of running) {
      const background = await startBackground(definition, resources, transport);
      closing.add(() => background.stop());
    }
    const opened = (gateway = await createGateway({
      supergraphSdl: graph.supergraphSdl,
      channels: running.map(({ runtime }) => runtime),
      directory,
      owners,
      publicDomain: configuration.publicDomain,
      development: configuration.development,
      secureCookies: configuration.secureCookies,
      trustProxy: configuration.trustProxy,
      log,
      ready: async () => (await Promise.all(running.map((subgraph) => subgraph.isReady()))).every(Boolean),
      extend: explorerFor(configuration),
    }));
    measurePools(opened.registry, new Map(running.map(({ definition, database }) => [definition.name, database.pool])));
    closing.add(() => opened.close());
    const seeded = demo && (await seedDemo(new Map(running.map(({ runtime }) => [runtime.name, runtime]))));
    const url = await listen(() => opened.listen(configuration.port, configuration.host), configuration.port);
    return { url, gateway: opened, subgraphs: running, seeded, close: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

