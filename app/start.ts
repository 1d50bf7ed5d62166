import 'reflect-metadata';
import { createLogger } from '#kernel/log/logger.js';
import { readConfiguration } from './configuration.js';
import { runUntilStopped } from './run-until-stopped.js';
import { demoLogins } from './seed/seed-demo.js';
import { demoPassword } from './seed/demo-data.js';
import { startOneProcess } from './topologies/one-process.js';

/** `npm start`: the whole graph in one process. */
await runUntilStopped(async () => {
  const configuration = readConfiguration();
  const log = createLogger({ level: configuration.logLevel, name: 'caregraph' });
  const graph = await startOneProcess(configuration, log, { demo: configuration.development });
  const { port } = new URL(graph.url);
  const base = `http://localhost:${port}`;
  const logins = configuration.development ? demoLogins() : [];
  console.log(
    [
      '',
      '  CareGraph is ready.',
      '',
      `  Endpoint   ${base}/graphql`,
      ...(configuration.development ? [`  Explorer   ${base}/`] : []),
      `  Tenants    http://steppe.localhost:${port}/graphql, or the header X-Tenant-ID: steppe`,
      ...(logins.length > 0
        ? [
            '',
            `  Demo logins, all with the password "${demoPassword}":`,
            ...[...Map.groupBy(logins, ({ tenant }) => tenant)].map(([tenant, people]) => `    ${tenant.padEnd(11)}${people.map(({ email }) => email).join(', ')}`),
          ]
        : []),
      '',
      '  Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
  return graph;
});
