import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { signContext } from '#kernel/context/context-token.js';
import { emptyContext, systemContext, type RequestContext } from '#kernel/context/request-context.js';
import { signSystemContext, systemTokenType } from '#kernel/context/system-token.js';
import { newId } from '#kernel/graph/type-id.js';
import { EntityQuestionError } from '#kernel/subgraph/entity-directory.js';
import { entityPath, HttpEntityDirectory, subgraphHeaderName } from '#kernel/subgraph/http-entity-directory.js';
import { contextHeader } from '#kernel/subgraph/subgraph-server.js';
import { contextOf, testTenant } from '#kernel/testing/test-subgraph.js';
import { openCountersGateway, type CountersGateway } from '../testing/counters-gateway.js';

const gatewayKeys = generateKeyPairSync('ed25519');
const countersKeys = generateKeyPairSync('ed25519');
const paintsKeys = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const steppe = testTenant('steppe');
const copperbelt = testTenant('copperbelt');
const reader = contextOf({ tenant: steppe, permissions: ['counters:read'] });
const system = systemContext(steppe, 'remind', 'a-request');

let counters: CountersGateway;
let yaks: string;
let paints: HttpEntityDirectory;
beforeAll(async () => {
  const systemKeys = new Map([['counters', countersKeys.publicKey], ['paints', paintsKeys.publicKey], ['strangers', stranger.publicKey]]);
  counters = await openCountersGateway({ entityKeys: { contextKey: gatewayKeys.publicKey, systemKeys } });
  yaks = await counters.newCounter(steppe, 'yaks', ['one']);
  paints = new HttpEntityDirectory({ gatewayUrl: counters.url, subgraph: 'paints', key: paintsKeys.privateKey });
});
afterAll(async () => {
  await paints.close();
  await counters.close();
});
beforeEach(() => void counters.calls.splice(0));

/** As if the gateway had called the paints with this context. */
async function called(context: RequestContext): Promise<RequestContext> {
  paints.remember(context, await signContext(context, 'paints', gatewayKeys.privateKey));
  return context;
}

describe('a subgraph in another process', () => {
  it('reads fields and existence during a call, as the caller and within its trace', async () => {
    const caller = await called({ ...reader, traceparent });
    const foreign = await counters.newCounter(copperbelt, 'mules');
    const asked = [yaks, foreign, newId('counter')];
    expect(await paints.read('Counter', asked, 'name steps { label }', caller)).toEqual(new Map([[yaks, { id: yaks, name: 'yaks', steps: [{ label: 'one' }] }]]));
    expect(await paints.existing('Counter', asked, caller)).toEqual(new Set([yaks]));
    expect(counters.calls.map(({ context }) => context)).toEqual([caller, caller]);
  });

  it('asks for thousands at once', async () => {
    const asked = [yaks, ...Array.from({ length: 10_000 }, () => newId('counter'))];
    expect([...(await paints.existing('Counter', asked, await called(reader)))]).toEqual([yaks]);
    expect(counters.calls).toHaveLength(1);
  });

  it('hears what the owner says, whole', async () => {
    await expect(paints.read('Counter', [yaks], 'total', await called(reader))).rejects.toMatchObject({
      message: 'Counter.total takes the permission "counters:audit", which your roles do not hold here.',
      extensions: { code: 'FORBIDDEN', permission: 'counters:audit' },
    });
  });

  it.each([
    ['Counter', 'nome', /Cannot query field "nome" on type "Counter"/],
    ['Patient', 'name', /No subgraph owns the type Patient/],
  ])('is told of a question about %s { %s } that it is wrong', async (type, selection, message) => {
    const error = await paints.read(type, [yaks], selection, await called(reader)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EntityQuestionError);
    expect((error as Error).message).toMatch(message);
  });

  it('hears that nobody answers, when there is no gateway', async () => {
    const lonely = new HttpEntityDirectory({ gatewayUrl: 'http://127.0.0.1:1', subgraph: 'paints', key: paintsKeys.privateKey });
    await expect(lonely.existing('Counter', [yaks], system)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    await lonely.close();
  });

  it('asks for its jobs as the system of their tenant, within their request and trace, and with nothing else', async () => {
    const foreign = await counters.newCounter(copperbelt, 'donkeys');
    const padded: RequestContext = { ...system, traceparent, grants: reader.grants, idempotency: { key: 'a', bodyHash: 'b' } };
    expect(await paints.read('Counter', [yaks, foreign], 'name total', padded)).toEqual(new Map([[yaks, { id: yaks, name: 'yaks', total: 0 }]]));
    expect(counters.calls.map(({ context }) => context)).toEqual([{ ...system, traceparent }]);
  });

  it.each<[string, RequestContext]>([
    ['a person whose call is not under way', { ...reader }],
    ['the system of no tenant', { ...system, tenant: null }],
    ['nobody', emptyContext('a-request')],
  ])('does not ask for %s', async (_, context) => {
    await expect(paints.existing('Counter', [yaks], context)).rejects.toThrow('Others can be asked only during a call of the gateway, or as the system of a tenant.');
    expect(counters.calls).toEqual([]);
  });
});

describe('the gateway', () => {
  const claims = (more: object = {}, header: object = {}) =>
    new SignJWT({ ctx: system, ...more })
      .setProtectedHeader({ alg: 'EdDSA', typ: systemTokenType, kid: 'paints', ...header })
      .setIssuer('paints')
      .setAudience('caregraph-gateway')
      .setIssuedAt()
      .setExpirationTime('1m');
  const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;
  const signed = (token: SignJWT) => token.sign(paintsKeys.privateKey);

  async function ask(token: string | null, subgraph: string | null = 'paints'): Promise<{ status: number; body: unknown }> {
    const headers = { 'content-type': 'application/json', ...(token === null ? {} : { [contextHeader]: token }), ...(subgraph === null ? {} : { [subgraphHeaderName]: subgraph }) };
    const response = await fetch(`${counters.url}${entityPath}`, { method: 'POST', headers, body: JSON.stringify({ type: 'Counter', ids: [yaks], selection: '' }) });
    return { status: response.status, body: await response.json() };
  }

  it('answers who is who he says, whether for a call or for a job', async () => {
    expect(await ask(await signContext(reader, 'paints', gatewayKeys.privateKey))).toEqual({ status: 200, body: { entities: [{ id: yaks }] } });
    expect(await ask(await signed(claims()))).toEqual({ status: 200, body: { entities: [{ id: yaks }] } });
  });

  type Token = () => Promise<string | null> | string | null;
  const refused: readonly [string, Token, (string | null)?][] = [
    ['without a token', () => null],
    ['with no token at all in its place', () => 'abc'],
    ['that does not say who asks', () => signed(claims()), null],
    ['of a person, signed by a subgraph', () => signed(claims({ ctx: reader }))],
    ['of nobody, signed by a subgraph', () => signed(claims({ ctx: { ...emptyContext('a-request'), tenant: steppe } }))],
    ['as the system of no tenant', () => signed(claims({ ctx: { ...system, tenant: null } }))],
    ['as the system of a tenant without an id', () => signed(claims({ ctx: { ...system, tenant: { id: '', subdomain: 'steppe' } } }))],
    ['without a context in it', () => signed(claims({ ctx: null }))],
    ["in another's name by its own key", () => signed(claims()), 'counters'],
    ["in another's name, token and all, by its own key", () => signed(claims({}, { kid: 'counters' }).setIssuer('counters')), 'counters'],
    ["in its own name by another's key", () => claims().sign(countersKeys.privateKey)],
    ['whose issuer is another', () => signed(claims().setIssuer('counters'))],
    ['whose key is named after another', () => signed(claims({}, { kid: 'counters' }))],
    ['by a key that the gateway does not know', () => claims().sign(stranger.privateKey)],
    ['of a subgraph whose key the gateway does not know', () => signSystemContext(system, 'keyless', stranger.privateKey), 'keyless'],
    ['of a subgraph that the gateway does not know', () => signSystemContext(system, 'strangers', stranger.privateKey), 'strangers'],
    ['that has expired', () => signed(claims().setIssuedAt(seconds(-120)).setExpirationTime(seconds(-60)))],
    ['that never expires', () => signed(new SignJWT({ ctx: system }).setProtectedHeader({ alg: 'EdDSA', typ: systemTokenType, kid: 'paints' }).setIssuer('paints').setAudience('caregraph-gateway').setIssuedAt())],
    ['that would live for an hour, a minute ago', () => signed(claims().setIssuedAt(seconds(-100)).setExpirationTime('1h'))],
    ['for another audience', () => signed(claims().setAudience('paints'))],
    ['for several audiences', () => signed(claims().setAudience(['caregraph-gateway', 'counters']))],
    ['without a signature (alg: none)', () => `${encoded({ alg: 'none', typ: systemTokenType, kid: 'paints' })}.${new UnsecuredJWT({ ctx: system }).setIssuer('paints').setAudience('caregraph-gateway').setIssuedAt().setExpirationTime('1m').encode().split('.')[1]}.`],
    [
      'signed by HS256 with the public key as the secret',
      () => claims({}, { alg: 'HS256' }).sign(Buffer.from(paintsKeys.publicKey.export({ type: 'spki', format: 'pem' }))),
    ],
    ['signed by ES256', () => claims({}, { alg: 'ES256' }).sign(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
    ['of another kind of token', () => signed(claims({}, { typ: 'at+jwt' }))],
    ["that a subgraph signed as if it were the gateway's", () => signContext(reader, 'paints', paintsKeys.privateKey)],
    ['with the token of a call to another subgraph', () => signContext(reader, 'counters', gatewayKeys.privateKey)],
    [
      'whose tenant was swapped',
      async () => {
        const [head, body = '', signature] = (await signed(claims())).split('.');
        const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
        return [head, encoded({ ...payload, ctx: { ...system, tenant: copperbelt } }), signature].join('.');
      },
    ],
  ];

  it.each(refused)('refuses a question %s', async (_, make, subgraph = 'paints') => {
    const { status, body } = await ask(await make(), subgraph);
    expect([status, (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(counters.calls).toEqual([]);
  });
});

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
