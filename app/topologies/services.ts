import { spawn, type ChildProcess } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from '#kernel/log/logger.js';
import { HttpChannel, limits } from '../../gateway/index.js';
import type { Configuration } from '../configuration.js';
import { migrateAll, openOwnerDatabase, sealingSecret, secretOf, subgraphUrls } from '../databases.js';
import { freePort, keepPort } from '../engines/free-port.js';
import { startLocalRedis } from '../engines/redis-server.js';
import { StartupError } from '../engines/startup-error.js';
import { callers, directory, interlocutor, messengers, sealers, storekeeper, subgraphs, wayfinder } from '../graph.js';
import { seedDemo } from '../seed/seed-demo.js';
import { Closing } from './closing.js';
import { newPrivateKey, publicKeyOf, subgraphKeySet } from './service-keys.js';

export interface Services {
  readonly url: string;
  /** Process ids by service, for tests that end one. */
  readonly processes: ReadonlyMap<string, ChildProcess>;
  close(): Promise<void>;
}

/**
 * Every subgraph and the gateway as processes of their own on this machine, on the PostgreSQL and Redis that are named, or on
 * ones of our own. Each process gets only the secrets that it needs.
 */
export async function startServices(configuration: Configuration, log: Logger, { demo, entry }: { demo: boolean; entry?: string }): Promise<Services> {
  const closing = new Closing();
  try {
    // The gateway listens last.
    keepPort(configuration.port);
    const owner = await openOwnerDatabase(configuration);
    closing.add(() => owner.stop());
    const secret = await secretOf(configuration);
    const urlsOf = (name: string) => subgraphUrls(configuration, owner.url, secret, name);
    await migrateAll(owner.url, subgraphs, urlsOf);
    let { redisUrl } = configuration;
    if (redisUrl === null) {
      const redis = await startLocalRedis();
      closing.add(() => redis.stop());
      redisUrl = redis.url;
    }
    const privateKey = newPrivateKey();
    const subgraphKeys = new Map(subgraphs.map(({ name }) => [name, newPrivateKey()]));
    const gatewayPort = configuration.port === 0 ? await freePort() : configuration.port;
    const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
    const processes = new Map<string, ChildProcess>();
    const file = entry ?? fileURLToPath(new URL('../service.js', import.meta.url));
    const common = { ...configuration.telemetry, NODE_ENV: configuration.development ? 'development' : 'production', LOG_LEVEL: configuration.logLevel, PUBLIC_DOMAIN: configuration.publicDomain };

    const ports = new Map<string, number>();
    for (const { name } of subgraphs) ports.set(name, await freePort());
    const start = async (name: string, environment: Record<string, string>): Promise<void> => {
      const child = spawn(process.execPath, ['--max-semi-space-size=32', file, name], {
        env: { ...common, ...environment },
        stdio: ['ignore', 'ignore', 'inherit'],
        detached: true,
      });
      processes.set(name, child);
      closing.add(() => stop(child));
      await untilReady(name, child, `http://127.0.0.1:${environment['PORT']}`);
    };
    await Promise.all(
      [...subgraphKeys].map(([name, subgraphKey]) => {
        const { app, operator } = urlsOf(name);
        return start(name, {
          PORT: String(ports.get(name)),
          HOST: '127.0.0.1',
          REDIS_URL: redisUrl,
          GATEWAY_URL: gatewayUrl,
          CONTEXT_PUBLIC_KEY: publicKeyOf(privateKey),
          SUBGRAPH_PRIVATE_KEY: subgraphKey,
          ...(sealers.includes(name) ? { CAREGRAPH_SECRET: sealingSecret(secret, name) } : {}),
          ...(name === directory && configuration.publicUrl ? { PUBLIC_URL: configuration.publicUrl } : {}),
          ...(messengers.includes(name) ? configuration.notificationVariables : {}),
          ...(name === storekeeper ? { ...configuration.objectVariables, DATA_FOLDER: configuration.dataFolder } : {}),
          ...(name === wayfinder ? configuration.routingVariables : {}),
          ...(name === interlocutor ? configuration.whatsappVariables : {}),
          ...(callers.includes(name) && configuration.webhooksToLoopback ? { WEBHOOKS_TO_LOOPBACK: 'true' } : {}),
          [`${name.toUpperCase()}_DATABASE_URL`]: app,
          [`${name.toUpperCase()}_OPERATOR_DATABASE_URL`]: operator,
        });
      }),
    );
    const subgraphAddresses = [...ports].map(([name, port]) => `${name}=http://127.0.0.1:${port}`).join(',');
    await start('gateway', {
      PORT: String(gatewayPort),
      HOST: configuration.host,
      CONTEXT_PRIVATE_KEY: privateKey,
      SUBGRAPH_PUBLIC_KEYS: subgraphKeySet(subgraphKeys),
      SUBGRAPH_URLS: subgraphAddresses,
      REDIS_URL: redisUrl,
      SCHEMA_FOLDER: configuration.schemaFolder,
      ...(configuration.publicUrl ? { PUBLIC_URL: configuration.publicUrl } : {}),
      SANDBOX: String(configuration.sandbox !== null),
      ...(configuration.sandbox ? { SANDBOX_RESET_HOURS: String(configuration.sandbox.resetHours) } : {}),
    });
    if (demo) await seedOver(ports, privateKey);
    return { url: gatewayUrl, processes, close: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function seedOver(ports: ReadonlyMap<string, number>, privateKey: string): Promise<void> {
  const key = createPrivateKey(privateKey);
  const channels = [...ports].map(
    ([name, port]) => new HttpChannel({ name, url: `http://127.0.0.1:${port}`, key, timeoutMs: limits.fetchMs, answerBytes: limits.answerBytes }),
  );
  try {
    await seedDemo(new Map(channels.map((channel) => [channel.name, channel])));
  } finally {
    await Promise.all(channels.map((channel) => channel.close()));
  }
}

async function untilReady(name: string, child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new StartupError(`The service ${name} did not start; what it said stands above.`);
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await delay(50);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
