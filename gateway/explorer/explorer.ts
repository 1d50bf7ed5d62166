import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { packageFolder } from '../package-folder.js';
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
export const explorerPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const assetsPrefix = '/explorer/assets/';

const notBuilt = 'The explorer is not built yet: run `npm run build:explorer`, then start again.\n';

/** Serves the explorer at `/`, its assets and its configuration below `/explorer/`. Without a bundle `/` says how to make one. */
export async function registerExplorer(
  server: FastifyInstance,
  { config, bundle = explorerBundle() }: ExplorerOptions,
): Promise<void> {
  await server.register(async (scope) => {
    carryPolicy(scope);
    scope.get('/explorer/config.json', (_, reply) => {
      const current = config();
      return reply.header('cache-control', 'no-store').send({ ...current, logins: current.development ? current.logins : [] });
    });
    const page = await readExplorerPage('/explorer/config.json', bundle);
    if (page === null) {
      scope.get('/', (_, reply) => reply.code(503).type('text/plain; charset=utf-8').send(notBuilt));
      return;
    }
    scope.get('/', (_, reply) => reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page));
  });
  await registerExplorerAssets(server, bundle);
}

/** The page, told where its configuration is; null when it is not built. */
export async function readExplorerPage(config: string, bundle = explorerBundle()): Promise<string | null> {
  const file = join(bundle, 'index.html');
  return existsSync(file) ? (await readFile(file, 'utf8')).replace('{config}', config) : null;
}

/** Scripts, styles and workers of the page, once for all explorers of a server. */
export async function registerExplorerAssets(server: FastifyInstance, bundle = explorerBundle()): Promise<void> {
  const root = join(bundle, 'assets');
  if (!existsSync(root) || server.hasRoute({ method: 'GET', url: `${assetsPrefix}*` })) return;
  await server.register(async (scope) => {
    carryPolicy(scope);
    await scope.register(staticFiles, {
      root,
      prefix: assetsPrefix,
      index: false,
      decorateReply: false,
      // Names carry a hash of the content.
      immutable: true,
      maxAge: '365d',
    });
  });
}

/** Workers obey the policy of their own file, not the page's: every answer carries it. */
function carryPolicy(scope: FastifyInstance): void {
  scope.addHook('onRequest', (_, reply, done) => {
    void reply.headers({
      'content-security-policy': explorerPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    done();
  });
}

function explorerBundle(): string {
  return join(packageFolder(), 'dist-explorer');
}
