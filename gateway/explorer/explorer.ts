import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { ExplorerConfig } from './explorer-config.js';

export interface ExplorerOptions {
  /** Asked on every load of the page, so that examples and logins may change while the server runs. */
  readonly config: () => ExplorerConfig;
  /** Where `npm run build:explorer` has put the page; by default `dist-explorer` beside the package.json. */
  readonly bundle?: string;
}

/**
 * Nothing but this origin. The editor measures and colours text by styles written at run time, and carries its fonts and cursors as data;
 * its workers are files of their own. `'self'` covers the WebSocket of the same origin.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const notBuilt = 'The explorer is not built yet: run `npm run build:explorer`, then start again.\n';

/** Serves the explorer at `/`, its assets and its configuration below `/explorer/`. Without a bundle `/` says how to make one. */
export async function registerExplorer(
  server: FastifyInstance,
  { config, bundle = join(packageFolder(), 'dist-explorer') }: ExplorerOptions,
): Promise<void> {
  await server.register(async (scope) => {
    scope.addHook('onRequest', (_, reply, done) => {
      // Workers obey the policy of their own file, not the page's: every answer carries it.
      void reply.headers({
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      done();
    });
    scope.get('/explorer/config.json', (_, reply) => {
      const current = config();
      return reply.header('cache-control', 'no-store').send({ ...current, logins: current.development ? current.logins : [] });
    });
    if (!existsSync(join(bundle, 'index.html'))) {
      scope.get('/', (_, reply) => reply.code(503).type('text/plain; charset=utf-8').send(notBuilt));
      return;
    }
    const page = await readFile(join(bundle, 'index.html'), 'utf8');
    scope.get('/', (_, reply) => reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page));
    await scope.register(staticFiles, {
      root: join(bundle, 'assets'),
      prefix: '/explorer/assets/',
      index: false,
      decorateReply: false,
      // Names carry a hash of the content.
      immutable: true,
      maxAge: '365d',
    });
  });
}

/** The same from the source and from `dist`, which lies one folder deeper. */
function packageFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
