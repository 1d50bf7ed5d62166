import 'reflect-metadata';
import { createLogger } from '#kernel/log/logger.js';
import { migrateAll, secretOf, subgraphUrls } from './databases.js';
import { readConfiguration, readKeysFolder } from './configuration.js';
import { checkDatabase } from './engines/connect.js';
import { StartupError } from './engines/startup-error.js';
import { sealers, subgraphs } from './graph.js';
import { runUntilStopped, sayWhy } from './run-until-stopped.js';
import { startGatewayService } from './topologies/gateway-service.js';
import { ensureServiceKeys } from './topologies/service-keys.js';
import { startSubgraphService } from './topologies/subgraph-service.js';

/** One service of many: `node dist/app/service.js gateway`, a subgraph's name, or `migrate`, which ends when it is done. */
const name = process.argv[2] ?? '';

if (name === 'migrate') {
  try {
    const keysFolder = readKeysFolder();
    if (keysFolder) await ensureServiceKeys(keysFolder, subgraphs.map((subgraph) => subgraph.name), sealers);
    const configuration = readConfiguration();
    const { databaseUrl } = configuration;
    if (databaseUrl === null) throw new StartupError('Set DATABASE_URL to the database of which CareGraph shall be the owner.');
    await checkDatabase(databaseUrl);
    const secret = await secretOf(configuration);
    const applied = await migrateAll(databaseUrl, subgraphs, (subgraph) => subgraphUrls(configuration, databaseUrl, secret, subgraph));
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
  } catch (error) {
    sayWhy(error);
    process.exitCode = 1;
  }
} else {
  await runUntilStopped(async () => {
    const configuration = readConfiguration();
    const log = createLogger({ level: configuration.logLevel, name: name });
    const definition = subgraphs.find((subgraph) => subgraph.name === name);
    if (!definition && name !== 'gateway') {
      throw new StartupError(`"${name}" is no service: start one of migrate, gateway, ${subgraphs.map((subgraph) => subgraph.name).join(', ')}.`);
    }
    const service = definition ? await startSubgraphService(definition, configuration, log) : await startGatewayService(configuration, log);
    console.log(`${name} is ready at ${service.url}`);
    return service;
  });
}
