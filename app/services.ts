import 'reflect-metadata';
import { createLogger } from '#kernel/log/logger.js';
import { readConfiguration } from './configuration.js';
import { greeting } from './greeting.js';
import { runUntilStopped } from './run-until-stopped.js';
import { startServices } from './topologies/services.js';

/** `npm run services`: every subgraph and the gateway as processes of their own, on this machine. */
await runUntilStopped(async () => {
  const configuration = readConfiguration();
  const log = createLogger({ level: configuration.logLevel, name: 'services' });
  const services = await startServices(configuration, log, { demo: configuration.development });
  const processes = [...services.processes].map(([name, { pid }]) => `${name} (${pid})`).join(', ');
  console.log(greeting(services.url, configuration.development, `Processes  ${processes}`));
  return services;
});
