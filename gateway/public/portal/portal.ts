import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { explorerPolicy, readExplorerPage, registerExplorerAssets } from '../../explorer/explorer.js';
import type { ExampleOperation, ExplorerConfig } from '../../explorer/explorer-config.js';
import { packageFolder } from '../../package-folder.js';

export interface PortalOptions {
  /** Where third parties find us, without a slash at the end; known once the server listens. */
  readonly publicUrl: () => string;
  /** What anybody may try with; null where there is no sandbox. */
  readonly sandbox: () => PortalSandbox | null;
  /** Where `npm run build:portal` has put the pages; by default `dist-portal` beside the package.json. */
  readonly bundle?: string;
  /** Where `npm run build:explorer` has put the explorer; by default `dist-explorer`. */
  readonly explorerBundle?: string;
}

/** The public credentials of the sandbox, which hold no real data and are no secret. */
export interface PortalSandbox {
  readonly apiKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Nothing but this origin, and nothing inline: the pages are texts. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const notBuilt = 'The developer portal is not built yet: run `npm run build:portal`, then start again.\n';

/** What stands in a text where no sandbox is. */
const ownCredentials: PortalSandbox = { apiKey: 'cg_live_…', clientId: 'client_…', clientSecret: 'cg_live_…' };

/** Serves the developer portal below `/developers/`: its pages, its search and an explorer of the public graph. Without a bundle it says how to make one. */
export async function registerPortal(server: FastifyInstance, options: PortalOptions): Promise<void> {
  const { bundle = join(packageFolder(), 'dist-portal'), explorerBundle } = options;
  server.get('/developers', (_, reply) => reply.redirect('/developers/', 308));
  if (!existsSync(join(bundle, 'index.html'))) {
    server.get('/developers/*', (_, reply) => reply.code(503).type('text/plain; charset=utf-8').send(notBuilt));
    return;
  }
  const pages = await readPages(bundle);
  const search = await readFile(join(bundle, 'search.json'), 'utf8');
  const examples = JSON.parse(await readFile(join(bundle, 'examples.json'), 'utf8')) as readonly ExampleOperation[];
  await registerExplorerAssets(server, explorerBundle);
  const explorerPage = await readExplorerPage('/developers/explorer/config.json', explorerBundle);

  await server.register(async (scope) => {
    scope.addHook('onRequest', (_, reply, done) => {
      void reply.headers({
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      });
      done();
    });
    scope.get('/developers/explorer', (_, reply) => {
      if (explorerPage === null)
        return reply
          .code(503)
          .type('text/plain; charset=utf-8')
          .send('The explorer is not built yet: run `npm run build:explorer`, then start again.\n');
      return html(reply.header('content-security-policy', explorerPolicy), explorerPage);
    });
    scope.get('/developers/explorer/config.json', (_, reply) =>
      reply.header('cache-control', 'no-store').send(explorerConfig(options.sandbox(), examples)),
    );
    scope.get('/developers/search.json', (_, reply) => reply.type('application/json; charset=utf-8').send(search));
    scope.get<{ Params: { '*': string } }>('/developers/*', (request, reply) => {
      const page = pages.get(request.params['*']);
      if (page === undefined) return html(reply.code(404), filled(pages.get('not-found') ?? '', options));
      return html(reply, filled(page, options));
    });
    await scope.register(staticFiles, {
      root: join(bundle, 'assets'),
      prefix: '/developers/assets/',
      index: false,
      decorateReply: false,
      immutable: true,
      maxAge: '365d',
    });
  });
}

/** Pages by what stands behind `/developers/`: `quick-start`, `reference/` and so on. */
async function readPages(bundle: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(bundle, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath, entry.name));
  const pages = files.map(async (file) => {
    const path = relative(bundle, file).split(sep).join('/');
    return [path.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, ''), await readFile(file, 'utf8')] as const;
  });
  return new Map(await Promise.all(pages));
}

/** Addresses and keys of the examples are those of this very server, so that they can be copied as they stand. */
function filled(page: string, { publicUrl, sandbox }: PortalOptions): string {
  const { apiKey, clientId, clientSecret } = sandbox() ?? ownCredentials;
  return page
    .replaceAll('{PUBLIC_URL}', publicUrl())
    .replaceAll('{API_KEY}', apiKey)
    .replaceAll('{CLIENT_ID}', clientId)
    .replaceAll('{CLIENT_SECRET}', clientSecret);
}

function explorerConfig(sandbox: PortalSandbox | null, examples: readonly ExampleOperation[]): ExplorerConfig {
  const headers = { Authorization: `Bearer ${(sandbox ?? ownCredentials).apiKey}` };
  return {
    endpoint: '/public/graphql',
    examples: examples.map((example) => ({ ...example, headers })),
    headers,
    logins: [],
    development: false,
  };
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page);
}
