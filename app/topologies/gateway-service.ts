import { createPrivateKey, createPublicKey } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '#kernel/log/logger.js';
import { createGateway, HttpChannel, limits, type Gateway } from '../../gateway/index.js';
import type { Configuration } from '../configuration.js';
import { listen } from '../engines/listen.js';
import { StartupError } from '../engines/startup-error.js';
import { pagesFor } from '../portal-config.js';
import { directory, downloads, inbound, owners, subgraphs } from '../graph.js';
import { keepSandbox } from '../sandbox/keep-sandbox.js';
import { startTracing } from '../tracing.js';
import { Closing } from './closing.js';

/** The gateway as a process of its own: it reads the composed supergraph and reaches the subgraphs by HTTP. */
export async function startGatewayService(configuration: Configuration, log: Logger): Promise<{ url: string; close(): Promise<void> }> {
  const { contextPrivateKey, subgraphPublicKeys, subgraphUrls } = configuration.service;
  if (!contextPrivateKey) throw new StartupError('Set CONTEXT_PRIVATE_KEY to an Ed25519 key (PKCS#8 PEM) by which the gateway signs its calls.');
  for (const { name } of subgraphs) {
    if (!subgraphPublicKeys.has(name)) throw new StartupError(`SUBGRAPH_PUBLIC_KEYS has no key of "${name}": add its Ed25519 key to the set, with "kid": "${name}".`);
  }
  const file = join(configuration.schemaFolder, 'supergraph.graphql');
  const supergraphSdl = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartupError(`The composed schema ${file} cannot be read: make it by npm run schema, or correct SCHEMA_FOLDER.`, { cause: error });
  });
  const privateKey = createPrivateKey(contextPrivateKey);
  const closing = new Closing();
  try {
    closing.add(await startTracing(configuration, 'gateway', log));
    const channels = subgraphs.map(({ name }) => {
      const url = subgraphUrls.get(name);
      if (!url) throw new StartupError(`SUBGRAPH_URLS does not say where "${name}" is: add ${name}=http://….`);
      const channel = new HttpChannel({ name, url, key: privateKey, timeoutMs: limits.fetchMs, answerBytes: limits.answerBytes });
      closing.add(() => channel.close());
      return channel;
    });
    const gateway = await createGateway({
      supergraphSdl,
      channels,
      directory,
      owners,
      downloads,
      inbound,
      publicDomain: configuration.publicDomain,
      publicUrl: configuration.publicUrl,
      development: configuration.development,
      secureCookies: configuration.secureCookies,
      trustProxy: configuration.trustProxy,
      redisUrl: configuration.redisUrl,
      log,
      ready: async () => (await Promise.all(channels.map((channel) => channel.isReady()))).every(Boolean),
      entityKeys: { contextKey: createPublicKey(privateKey), systemKeys: subgraphPublicKeys },
      extend: pagesFor(configuration),
    });
    closing.add(() => gateway.close());
    closing.add(takeUpChanges(file, gateway, log));
    const url = await listen(() => gateway.listen(configuration.port, configuration.host), configuration.port);
    const sandbox = keepSandbox(new Map(channels.map((channel) => [channel.name, channel])), configuration, log);
    closing.add(() => sandbox.close());
    return { url, close: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

/** A new supergraph in the file is taken up without a restart; one that does not fit is said in the log, and the old one stays. */
function takeUpChanges(file: string, gateway: Gateway, log: Logger): () => Promise<void> {
  const take = async (): Promise<void> => {
    try {
      gateway.update(await readFile(file, 'utf8'));
      log.info({ file }, 'a new supergraph was taken up');
    } catch (error) {
      log.error({ error, file }, 'the new supergraph does not fit; the one before stays');
    }
  };
  watchFile(file, { interval: 1_000, persistent: false }, () => void take());
  return () => {
    unwatchFile(file);
    return Promise.resolve();
  };
}
