import { createPublicKey, randomUUID } from 'node:crypto';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { newCredential } from '#kernel/context/client-credential.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { openPublicDoor, type Answer, type PublicDoor } from './open-public-door.js';

let door: PublicDoor;
let owner: RequestContext;
let staffToken: string;
let clientId: string;
let secret: string;
let key: CryptoKey;
beforeAll(async () => {
  door = await openPublicDoor();
  const steppe = await door.platform.newTenant('steppe');
  owner = steppe.owner;
  staffToken = steppe.tokens.accessToken ?? '';
  clientId = await door.newClient(owner);
  ({ secret } = await door.newSecret(owner, clientId));
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  key = pair.privateKey;
  await door.setKeys(owner, clientId, [{ ...(await exportJWK(pair.publicKey)), kid: 'own' }]);
});
afterAll(() => door.close());

const grant = { grant_type: 'client_credentials' };
const token = (form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Answer> =>
  door.post('/oauth/token', { ...grant, ...form }, headers);
const bySecret = () => ({ client_id: clientId, client_secret: secret });
const now = () => Math.floor(Date.now() / 1000);

describe('an access token is refused', () => {
  /** A token as ours, save for what a test changes of it, signed by our own newest key. */
  async function forged(claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const whole = {
      iss: door.url,
      aud: 'caregraph-public',
      sub: clientId,
      client_id: clientId,
      scope: 'orders:read',
      tenant: owner.tenant?.id,
      kind: 'LIVE',
      purpose: 'TREAT',
    };
    const all = { ...whole, jti: newId('token'), iat: now(), exp: now() + 600, ...claims };
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    const { kid, own } = await ourKey();
    return new SignJWT(given).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header }).sign(own);
  }

  async function ourKey(): Promise<{ kid: string; own: CryptoKey }> {
    const { rows } = await door.platform.subgraph.database
      .acrossTenants()
      .pool.query<{ id: string; private_sealed: Buffer }>('select id, private_sealed from signing_keys order by created_at desc limit 1');
    const [newest] = rows;
    const { Sealer } = await import('../../subgraphs/platform/index.js');
    const opened = new Sealer('a test secret').open(newest?.private_sealed ?? Buffer.alloc(0));
    return { kid: newest?.id ?? '', own: (await importJWK(JSON.parse(opened) as JWK, 'EdDSA')) as CryptoKey };
  }

  it('when anything of it is not as we make them', async () => {
    expect((await door.who(await forged({}))).status).toBe(200);
    const wrong: readonly [JWTPayload, Partial<JWTHeaderParameters>?][] = [
      [{ aud: 'caregraph' }],
      [{ aud: ['caregraph-public', 'caregraph'] }],
      [{ iss: 'https://elsewhere.example' }],
      [{ iss: 'caregraph-platform' }],
      [{}, { typ: 'JWT' }],
      [{}, { typ: undefined as never }],
      [{}, { kid: 'another' }],
      [{ exp: now() - 10 }],
      [{ exp: undefined as never }],
      [{ iat: now() + 60 }],
      [{ iat: undefined as never }],
      [{ jti: undefined as never }],
      [{ scope: undefined }],
      [{ scope: ['orders:read'] }],
      [{ scope: 'x'.repeat(9_000) }],
      [{ client_id: newId('client') }],
      [{ sub: owner.actor.id ?? '' }],
      [{ tenant: newId('tenant') }],
      [{ tenant: ['a', 'b'] }],
    ];
    for (const [claims, header] of wrong) {
      expect([claims, header, await door.who(await forged(claims, header))]).toEqual([
        claims,
        header,
        expect.objectContaining({ status: 401, code: 'UNAUTHENTICATED', context: null }),
      ]);
    }
  });

  it('when it is not signed by us', async () => {
    const { keys } = (await (await fetch(`${door.url}/.well-known/jwks.json`)).json()) as { keys: (JWK & { kid: string })[] };
    const [publicJwk] = keys;
    if (!publicJwk) throw new Error('no key is published');
    const { kid } = publicJwk;
    const claims = {
      iss: door.url,
      aud: 'caregraph-public',
      sub: clientId,
      client_id: clientId,
      scope: 'orders:read',
      tenant: owner.tenant?.id,
      kind: 'LIVE',
      jti: newId('token'),
      iat: now(),
      exp: now() + 600,
    };
    const head = (alg: string) => Buffer.from(JSON.stringify({ alg, typ: 'at+jwt', kid })).toString('base64url');
    const none = `${head('none')}.${new UnsecuredJWT(claims).encode().split('.')[1]}.`;
    const spki = await exportSPKI((await importJWK(publicJwk, 'EdDSA', { extractable: true })) as CryptoKey);
    const confused = async (text: string) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid }).sign(new TextEncoder().encode(text));
    const stranger = (await generateKeyPair('EdDSA')).privateKey;
    const foreign = await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid }).sign(stranger);
    const bringsItsKey = await new SignJWT(claims)
      .setProtectedHeader({
        alg: 'EdDSA',
        typ: 'at+jwt',
        jwk: await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).publicKey),
      })
      .sign(stranger);
    for (const bad of [none, await confused(spki), await confused(publicJwk.x ?? ''), foreign, bringsItsKey, 'x', 'a.b.c', '..']) {
      expect(await door.who(bad)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', context: null });
    }
    expect((await door.who(null)).message).toMatch(/\/oauth\/token/);
  });

  it("when it is a person's, and a client's where people ask", async () => {
    expect(await door.who(staffToken)).toMatchObject({ status: 401, message: expect.stringContaining('/graphql') as string });
    const { key: apiKey } = await door.newKey(owner, clientId);
    for (const credential of [await door.tokenOf(clientId, secret), apiKey, secret]) {
      const { status, body } = await door.graphql(credential);
      const [error] = body['errors'] as { message: string; extensions: { code: string } }[];
      expect([status, error?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(error?.message).toContain('/public/graphql');
    }
    expect((await door.graphql(staffToken)).status).toBe(200);
  });

  it('when it comes by cookie', async () => {
    const accessToken = await door.tokenOf(clientId, secret);
    expect((await door.who(null, { cookie: `caregraph_access=${accessToken}` })).status).toBe(401);
  });
});

describe('an API key is refused', () => {
  it('when it is none, before anybody is asked', async () => {
    const { key: right } = await door.newKey(owner, clientId);
    const swapped = right.slice(0, -1) + (right.endsWith('0') ? '1' : '0');
    expect(await door.who(swapped)).toMatchObject({ status: 401, message: expect.stringContaining('copied whole') as string });
    expect(await door.who(right.replace('cg_live_', 'cg_test_'))).toMatchObject({
      status: 401,
      message: expect.stringContaining('copied whole') as string,
    });
    expect(await door.who(secret)).toMatchObject({ status: 401, message: expect.stringContaining('/oauth/token') as string });
    expect(await door.who(newCredential({ use: 'KEY', kind: 'LIVE' }))).toMatchObject({
      status: 401,
      message: expect.stringContaining('revoked') as string,
    });
    expect((await door.who(right)).status).toBe(200);
  });

  it('at a tenant of the other kind, and says so', async () => {
    const { owner: sandbox } = await door.platform.newTenant('sandbox', 'GROWTH', 'TEST');
    const { key: test } = await door.newKey(sandbox, await door.newClient(sandbox));
    expect(test).toMatch(/^cg_test_/);
    expect((await door.who(test)).admission?.client.kind).toBe('TEST');
    expect(await door.who(test, { 'x-tenant-id': 'steppe' })).toMatchObject({
      status: 403,
      message: expect.stringContaining('sandbox') as string,
    });
  });

  it('when rows were moved about so that a key of one kind is at a client of the other', async () => {
    const { owner: sandbox } = await door.platform.newTenant('moved', 'GROWTH', 'TEST');
    const moved = await door.newClient(sandbox);
    const { secret: testSecret } = await door.newSecret(sandbox, moved);
    const { key: test } = await door.newKey(sandbox, moved);
    const pg = await import('pg');
    const database = new pg.default.Client({ connectionString: door.platform.subgraph.ownerUrl });
    await database.connect();
    await database.query('set search_path = platform, public');
    await database.query('alter table tenants disable trigger keep_mode');
    await database.query(`update tenants set mode = 'LIVE' where subdomain = 'moved'`);
    await database.end();
    expect((await door.who(test)).status).toBe(401);
    expect(await token({ client_id: moved, client_secret: testSecret })).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});

describe('an assertion is refused', () => {
  async function asserted(
    claims: JWTPayload = {},
    by: CryptoKey | Uint8Array = key,
    header: JWTHeaderParameters = { alg: 'EdDSA', kid: 'own' },
  ): Promise<Answer> {
    return present(await assertion(claims, by, header));
  }
  function assertion(
    claims: JWTPayload = {},
    by: CryptoKey | Uint8Array = key,
    header: JWTHeaderParameters = { alg: 'EdDSA', kid: 'own' },
  ): Promise<string> {
    const all = { iss: clientId, sub: clientId, aud: door.url, jti: randomUUID(), iat: now(), exp: now() + 60, ...claims };
    return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
      .setProtectedHeader(header)
      .sign(by);
  }
  const present = (client_assertion: string, more = {}): Promise<Answer> =>
    token({ client_assertion, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', ...more });
  const invalid = expect.objectContaining({ status: 401, body: expect.objectContaining({ error: 'invalid_client' }) as object }) as object;

  it('unless all of it is right', async () => {
    expect((await asserted()).status).toBe(200);
    expect((await asserted({ aud: `${door.url}/oauth/token` })).status).toBe(200);
    const wrong: JWTPayload[] = [
      { aud: 'https://elsewhere.example' },
      { aud: [door.url, 'https://elsewhere.example'] },
      { aud: undefined as never },
      { iss: newId('client') },
      { exp: now() - 30 },
      { exp: now() + 600 },
      { exp: undefined as never },
      { jti: undefined as never },
      { jti: '' },
      { nbf: now() + 60 },
    ];
    for (const claims of wrong) {
      await asserted();
      expect([claims, await asserted(claims)]).toEqual([claims, invalid]);
    }
  });

  it('when another signed it, or nobody', async () => {
    const stranger = (await generateKeyPair('EdDSA', { extractable: true })).privateKey;
    expect(await asserted({}, stranger)).toEqual(invalid);
    const publicText = createPublicKey({ key: await exportJWK(key), format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    expect(await asserted({}, new TextEncoder().encode(String(publicText)), { alg: 'HS256', kid: 'own' })).toEqual(invalid);
    const claims = { iss: clientId, sub: clientId, aud: door.url, jti: randomUUID(), exp: now() + 60 };
    expect(await present(new UnsecuredJWT(claims).encode())).toEqual(invalid);
    expect(await present('not a token')).toEqual(invalid);
    const keyless = await door.newClient(owner);
    expect(await asserted({ iss: keyless, sub: keyless }, stranger, { alg: 'EdDSA' })).toEqual(invalid);
    const nobody = newId('client');
    expect(await asserted({ iss: nobody, sub: nobody }, stranger, { alg: 'EdDSA' })).toEqual(invalid);
    expect(await present(await assertion(), { client_id: keyless })).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('the second time, also when both come at once', async () => {
    const once = await assertion();
    expect((await present(once)).status).toBe(200);
    expect(await present(once)).toEqual(invalid);
    for (let round = 0; round < 5; round += 1) {
      const copy = await assertion();
      const answers = await Promise.all(Array.from({ length: 8 }, () => present(copy)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      await token(bySecret());
    }
    const spent = await assertion();
    await present(spent);
    const question = {
      client_assertion: spent,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      token: 'x',
    };
    expect((await door.post('/oauth/introspect', question)).status).toBe(401);
    expect((await door.post('/oauth/revoke', question)).status).toBe(401);
  });
});

describe('the token endpoint', () => {
  it('tells nobody which clients there are', async () => {
    const other = await door.newClient(owner);
    await door.newSecret(owner, other);
    const deactivated = await door.newClient(owner);
    const { secret: of } = await door.newSecret(owner, deactivated);
    await door.change(owner, 'deactivateApiClient', 'ApiClientStatusInput', { id: deactivated });
    const { secret: revoked, id } = await door.newSecret(owner, other);
    await door.change(owner, 'revokeClientSecret', 'RevokeClientSecretInput', { id });
    const answers = await Promise.all([
      token({ client_id: other, client_secret: 'wrong' }),
      token({ client_id: other, client_secret: revoked }),
      token({ client_id: other, client_secret: secret }),
      token({ client_id: newId('client'), client_secret: secret }),
      token({ client_id: owner.actor.id ?? '', client_secret: secret }),
      token({ client_id: 'nobody', client_secret: 'wrong' }),
      token({ client_id: deactivated, client_secret: of }),
    ]);
    const [first] = answers;
    expect(first).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    for (const { status, body } of answers) expect([status, body]).toEqual([401, first?.body]);
  });

  it('does as much for a client that does not exist as for a wrong secret', async () => {
    const statements = async (client_id: string): Promise<number> => {
      const before = door.platform.subgraph.database.statementCount;
      await token({ client_id, client_secret: 'wrong' });
      return door.platform.subgraph.database.statementCount - before;
    };
    const present = await statements(await door.newClient(owner));
    expect([present, await statements(newId('client')), await statements('nobody')]).toEqual([present, present, present]);
    expect(present).toBeGreaterThan(0);
  });

  it.each([
    ['no grant', { grant_type: '' }, 'invalid_request', 400],
    ['another grant', { grant_type: 'authorization_code' }, 'unsupported_grant_type', 400],
    ['nobody', { client_id: '', client_secret: '' }, 'invalid_client', 401],
    ['no secret', { client_secret: '' }, 'invalid_client', 401],
    ['a scope that is not the client’s', { scope: 'orders:read tenants:administer' }, 'invalid_scope', 400],
    ['a scope of eight kilobytes', { scope: 'x'.repeat(8_000) }, 'invalid_scope', 400],
    ['a thousand scopes', { scope: Array.from({ length: 1_000 }, (_, index) => `a:${index}`).join(' ') }, 'invalid_scope', 400],
    ['a scope in no letters of ours', { scope: 'үйлчлүүлэгч:"\\\n' }, 'invalid_scope', 400],
    ['a body beyond all bounds', { scope: 'x'.repeat(20_000) }, 'invalid_request', 400],
    ['an assertion without its kind', { client_secret: '', client_assertion: 'a.b.c' }, 'invalid_request', 400],
    ['two ways at once', { client_assertion: 'a.b.c' }, 'invalid_request', 400],
  ])('refuses %s', async (_, form, error, status) => {
    const answer = await token({ ...bySecret(), ...form });
    expect(answer).toMatchObject({ status, body: { error } });
    expect(String(answer.body['error_description'])).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(String(answer.body['error_description']).length).toBeLessThan(400);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('refuses a parameter that is there twice, one in the address, and a body of another kind', async () => {
    const send = async (path: string, body: string, type = 'application/x-www-form-urlencoded'): Promise<unknown> => {
      const response = await fetch(`${door.url}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
      return [response.status, ((await response.json()) as { error: string }).error];
    };
    const form = new URLSearchParams({ ...grant, ...bySecret() }).toString();
    expect(await send('/oauth/token', `${form}&scope=orders%3Aread&scope=orders%3Aplace`)).toEqual([400, 'invalid_request']);
    expect(await send('/oauth/token', `${form}&client_id=${clientId}`)).toEqual([400, 'invalid_request']);
    expect(await send(`/oauth/token?client_secret=${secret}`, form)).toEqual([400, 'invalid_request']);
    expect(await send('/oauth/token', JSON.stringify({ ...grant, ...bySecret() }), 'application/json')).toEqual([400, 'invalid_request']);
    expect(await send('/oauth/token', form, 'text/plain')).toEqual([400, 'invalid_request']);
    expect(await send('/oauth/token', Array.from({ length: 50 }, (_, index) => `p${index}=1`).join('&'))).toEqual([400, 'invalid_request']);
    expect((await fetch(`${door.url}/oauth/token`, { method: 'POST' })).status).toBe(400);
    expect((await fetch(`${door.url}/oauth/token?${form}`)).status).toBe(404);
  });

  it('refuses what is not Basic, and a secret beside it', async () => {
    const basic = (id: string, of: string) =>
      `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(of)}`).toString('base64')}`;
    expect((await token({}, { authorization: basic(clientId, secret) })).status).toBe(200);
    expect(await token(bySecret(), { authorization: basic(clientId, secret) })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
    expect(await token({ client_id: newId('client') }, { authorization: basic(clientId, secret) })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
    for (const authorization of ['Basic', 'Basic !!!', `Bearer ${secret}`, `Basic ${Buffer.from('nocolon').toString('base64')}`]) {
      const answer = await token({}, { authorization });
      expect([answer.status, answer.body['error'], answer.headers.get('www-authenticate')]).toEqual([
        401,
        'invalid_client',
        'Basic realm="caregraph"',
      ]);
    }
  });

  it('slows down who guesses, and nobody who was right before', async () => {
    const guessed = await door.newClient(owner);
    const { secret: right } = await door.newSecret(owner, guessed);
    await door.tokenOf(guessed, right);
    const guesses = [];
    for (let index = 0; index < 8; index += 1) guesses.push(await token({ client_id: guessed, client_secret: `wrong ${index}` }));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const last = guesses.at(-1);
    expect([last?.body['error'], Number(last?.headers.get('retry-after'))]).toEqual(['slow_down', expect.any(Number)]);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await token({ client_id: guessed, client_secret: right })).status).toBe(200);
  });
});
