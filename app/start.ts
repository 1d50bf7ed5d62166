import 'reflect-metadata';
import { createLogger } from '#kernel/log/logger.js';
import { readConfiguration } from './configuration.js';
import { greeting } from './greeting.js';
import { runUntilStopped } from './run-until-stopped.js';
import { startOneProcess } from './topologies/one-process.js';

/** `npm start`: the whole graph in one process. */
await runUntilStopped(async () => {
  const configuration = readConfiguration();
  const log = createLogger({ level: configuration.logLevel, name: 'caregraph' });
  const graph = await startOneProcess(configuration, log, { demo: configuration.development });
  console.log(greeting(graph.url, configuration.development));
  return graph;
});
