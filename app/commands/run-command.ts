import { InProcessLiveBus } from '#kernel/live/live-bus.js';
import { createLogger } from '#kernel/log/logger.js';
import { readConfiguration } from '../configuration.js';
import { joinOwnerDatabase, migrateAll, sealingSecret, secretOf, subgraphUrls } from '../databases.js';
import { subgraphs } from '../graph.js';
import { sayWhy } from '../run-until-stopped.js';
import { Closing } from '../topologies/closing.js';
import { openSubgraph, type RunningSubgraph } from '../topologies/subgraph-process.js';

/** Opens the subgraphs' databases for a command of the shell, also beside a running graph, and closes them when it is done. */
export async function runCommand(body: (open: (name: string) => Promise<RunningSubgraph>) => Promise<void>): Promise<void> {
  const closing = new Closing();
  try {
    const configuration = readConfiguration();
    const log = createLogger({ level: configuration.logLevel, name: 'command' });
    const owner = await joinOwnerDatabase(configuration);
    closing.add(() => owner.stop());
    const secret = await secretOf(configuration);
    const urlsOf = (name: string) => subgraphUrls(configuration, owner.url, secret, name);
    await migrateAll(owner.url, subgraphs, urlsOf);
    await body(async (name) => {
      const definition = subgraphs.find((subgraph) => subgraph.name === name);
      if (!definition) throw new Error(`There is no subgraph ${name}`);
      const refuse = () => Promise.reject(new Error('A command does not ask other subgraphs'));
      const alone = { existing: refuse, read: refuse };
      const subgraph = await openSubgraph(
        definition,
        configuration,
        urlsOf(name),
        sealingSecret(secret, name),
        alone,
        { execute: refuse },
        new InProcessLiveBus(),
        log,
      );
      closing.add(() => subgraph.close());
      return subgraph;
    });
  } catch (error) {
    sayWhy(error);
    process.exitCode = 1;
  } finally {
    await closing.run();
  }
}
