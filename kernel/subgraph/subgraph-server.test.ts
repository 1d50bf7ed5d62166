import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { FastifyInstance } from 'fastify';
import { signContext } from '../context/context-token.js';
import { emptyContext, systemContext } from '../context/request-context.js';
import { signSystemContext } from '../context/system-token.js';
import { silent } from '../log/logger.js';
import { testTenant } from '../testing/test-subgraph.js';
import { contextHeader, createSubgraphServer } from './subgraph-server.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;
const context = emptyContext('a-request');
let server: FastifyInstance;
let url: string;
let calls = 0;

beforeAll(async () => {
  const channel = {
    name: 'patients',
    execute: () => {
      calls += 1;
      return Promise.resolve({ data: { ok: true } });
    },
    download: () => {
      calls += 1;
      return Promise.resolve({ name: 'ok.txt', type: 'text/plain; charset=utf-8', length: 2, body: Readable.from(['ok']) });
    },
  };
  server = await createSubgraphServer({ channel, key: publicKey, ready: () => Promise.resolve(true), log: silent });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

async function call(token: string | null): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { [contextHeader]: token }) };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: '{ ok }' }) });
  return { status: response.status, body: await response.json() };
}

async function fetchFile(token: string | null): Promise<{ status: number; body: string }> {
  const response = await fetch(`${url}/downloads/record?id=1`, { headers: token === null ? {} : { [contextHeader]: token } });
  return { status: response.status, body: await response.text() };
}

const claims = (more: object = {}) =>
  new SignJWT({ ctx: context, ...more }).setProtectedHeader({ alg: 'EdDSA', typ: 'caregraph-context+jwt' }).setIssuer('caregraph-gateway').setAudience('patients').setIssuedAt();

describe('a subgraph', () => {
  it('answers the gateway', async () => {
    expect(await call(await signContext(context, 'patients', privateKey))).toEqual({ status: 200, body: { data: { ok: true } } });
    expect(await fetchFile(await signContext(context, 'patients', privateKey))).toEqual({ status: 200, body: 'ok' });
  });

  const refused: readonly [string, () => Promise<string | null> | string | null][] = [
    ['without a context', () => null],
    ['for another subgraph', () => signContext(context, 'platform', privateKey)],
    ['by a key of somebody else', () => signContext(context, 'patients', stranger)],
    ['that has expired', () => claims().setIssuedAt(Date.now() / 1000 - 120).setExpirationTime(Math.floor(Date.now() / 1000) - 60).sign(privateKey)],
    ['that never expires', () => claims().sign(privateKey)],
    ['that would live for an hour, a minute ago', () => claims().setIssuedAt(Math.floor(Date.now() / 1000) - 100).setExpirationTime('1h').sign(privateKey)],
    ['for several audiences', () => claims().setAudience(['patients', 'platform']).setExpirationTime('1m').sign(privateKey)],
    ['of another kind of token', () => new SignJWT({ ctx: context }).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' }).setIssuer('caregraph-gateway').setAudience('patients').setIssuedAt().setExpirationTime('1m').sign(privateKey)],
    ["of a subgraph's own jobs", () => signSystemContext(systemContext(testTenant('steppe'), 'remind', 'a-request'), 'patients', privateKey)],
    ['without a signature', () => new UnsecuredJWT({ ctx: context }).setIssuer('caregraph-gateway').setAudience('patients').setIssuedAt().setExpirationTime('1m').encode()],
    ['without a context in it', () => claims({ ctx: null }).setExpirationTime('1m').sign(privateKey)],
    [
      'whose tenant was swapped',
      async () => {
        const [head, body = '', signature] = (await signContext(context, 'patients', privateKey)).split('.');
        const swapped = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), ctx: { ...context, tenant: { id: 'tenant_x', subdomain: 'x' } } };
        return [head, Buffer.from(JSON.stringify(swapped)).toString('base64url'), signature].join('.');
      },
    ],
  ];

  it.each(refused)('refuses a call %s', async (_, make) => {
    const before = calls;
    const { status, body } = await call(await make());
    expect([status, (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(await fetchFile(await make())).toEqual({ status: 401, body: JSON.stringify(body) });
    expect(calls).toBe(before);
  });
});
