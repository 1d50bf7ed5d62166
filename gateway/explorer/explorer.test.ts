import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import compress from '@fastify/compress';
import { fastify, type FastifyInstance } from 'fastify';
import type { ExplorerConfig } from './explorer-config.js';
import { registerExplorer, type ExplorerOptions } from './explorer.js';

const config: ExplorerConfig = {
  endpoint: '/graphql',
  examples: [{ title: 'Greeting', description: 'Says good morning.', query: '{ greeting(name: "Tuya") }' }],
  logins: [{ label: 'Doctor', tenant: 'steppe', email: 'doctor@steppe.test', password: 'right' }],
  development: true,
};

const servers: FastifyInstance[] = [];
const folders: string[] = [];

async function explorer(options: Partial<ExplorerOptions> = {}): Promise<FastifyInstance> {
  const server = fastify();
  servers.push(server);
  // As the gateway does, for answers that hold data.
  server.addHook('onRequest', (_, reply, done) => {
    void reply.header('cache-control', 'no-store');
    done();
  });
  await server.register(compress, { global: true });
  await registerExplorer(server, { config: () => config, ...options });
  return server;
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'explorer-'));
  folders.push(folder);
  return folder;
}

beforeAll(() => promisify(execFile)(process.execPath, [join(import.meta.dirname, 'build.ts')]));

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

const localReferences = (html: string): string[] => [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, reference]) => reference ?? '');

test('the page is called CareGraph, and all that it loads is here, cached for good under names that change with the content', async () => {
  const server = await explorer();
  const page = await server.inject('/');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['cache-control']).toBe('no-cache');
  expect(page.body).toContain('<title>CareGraph</title>');
  expect(page.body).not.toMatch(/https?:|\{(icon|style|script)\}/);

  const references = localReferences(page.body);
  expect(references).toHaveLength(3);
  for (const reference of references) {
    expect(reference).toMatch(/^\/explorer\/assets\/[a-z]+-[A-Z0-9]{8}\.(js|css|svg)$/);
    const asset = await server.inject(reference);
    expect(asset.statusCode).toBe(200);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  }
});

test('the policy allows scripts of this origin only, on the page and on the workers, which obey their own', async () => {
  const server = await explorer();
  const bundle = await readdir(join(import.meta.dirname, '../../dist-explorer/assets'));
  const workers = bundle.filter((name) => /^(editor|json|graphql)-worker-.*\.js$/.test(name)).map((name) => `/explorer/assets/${name}`);
  expect(workers).toHaveLength(3);
  for (const path of ['/', ...workers]) {
    const { headers } = await server.inject(path);
    const policy = Object.fromEntries(
      String(headers['content-security-policy'])
        .split('; ')
        .map((directive) => [directive.slice(0, directive.indexOf(' ')), directive.slice(directive.indexOf(' ') + 1)]),
    );
    expect(policy['default-src']).toBe("'self'");
    // Scripts, workers and connections fall back to the default.
    expect(Object.keys(policy)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(script|worker|connect|child)-src/)]));
    expect(policy['frame-ancestors']).toBe("'none'");
    expect(JSON.stringify(policy)).not.toMatch(/https?:|\*|unsafe-eval/);
  }
  expect((await server.inject('/')).body).not.toMatch(/<script(?![^>]*src=)|<style| on[a-z]+=/);
});

test('style sheets load nothing from elsewhere', async () => {
  const assets = join(import.meta.dirname, '../../dist-explorer/assets');
  for (const name of (await readdir(assets)).filter((file) => file.endsWith('.css'))) {
    const css = await readFile(join(assets, name), 'utf8');
    const addresses = [...css.matchAll(/url\(\s*["']?([^"')]*)/g)].map(([, address]) => address ?? '');
    expect(addresses.filter((address) => !address.startsWith('data:') && !address.startsWith('/explorer/assets/'))).toEqual([]);
    expect(css).not.toContain('@import');
  }
});

test('the configuration is fresh on every load, and holds logins in development only', async () => {
  let current = config;
  const server = await explorer({ config: () => current });
  const first = await server.inject('/explorer/config.json');
  expect(first.headers['cache-control']).toBe('no-store');
  expect(first.json()).toEqual(config);

  current = { ...config, development: false };
  expect((await server.inject('/explorer/config.json')).json()).toEqual({ ...config, development: false, logins: [] });
});

test('an asset that does not exist, or lies outside, is not found', async () => {
  const server = await explorer();
  for (const path of [
    '/explorer/assets/none.js',
    '/explorer/assets/',
    '/explorer/assets/../index.html',
    '/explorer/assets/..%2f..%2fpackage.json',
  ]) {
    expect([403, 404]).toContain((await server.inject(path)).statusCode);
  }
});

test('without a bundle the page says how to make one, and the server runs', async () => {
  const server = await explorer({ bundle: await emptyFolder() });
  const page = await server.inject('/');
  expect(page.statusCode).toBe(503);
  expect(page.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(page.body).toContain('npm run build:explorer');
});

test('a second build of the same sources does nothing', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'build.ts')]);
  expect(stdout).toBe('explorer: unchanged\n');
});
