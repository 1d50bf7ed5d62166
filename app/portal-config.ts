import type { FastifyInstance } from 'fastify';
import { registerPortal } from '../gateway/index.js';
import type { Configuration } from './configuration.js';
import { explorerFor } from './explorer-config.js';
import { sandboxCredentials } from './sandbox/sandbox-credentials.js';

/** Adds the pages for people to the gateway: the portal for third parties, and in development the explorer of the whole graph. */
export function pagesFor(configuration: Configuration): (server: FastifyInstance) => Promise<void> {
  const explorer = explorerFor(configuration);
  return async (server) => {
    await explorer(server);
    const publicUrl = (): string => {
      const address = server.server.address();
      const port = typeof address === 'object' && address ? address.port : configuration.port;
      return configuration.publicUrl ?? `http://localhost:${port}`;
    };
    await registerPortal(server, { publicUrl, sandbox: () => (configuration.sandbox ? sandboxCredentials : null) });
  };
}
