import type { FastifyInstance } from 'fastify';
import type { Configuration } from './configuration.js';

/** Adds the explorer to the gateway, in development only. */
export function explorerFor({ development }: Configuration): (server: FastifyInstance) => Promise<void> {
  return (server) => {
    if (development) server.get('/', () => 'explorer');
    return Promise.resolve();
  };
}
