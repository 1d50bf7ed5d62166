import { createPrivateKey } from 'node:crypto';
import { exportJWK, exportPKCS8, generateKeyPair, jwtVerify, createRemoteJWKSet, type JWK } from 'jose';
import * as oauth from 'openid-client';
import { eventually } from '#kernel/testing/eventually.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { openPublicDoor, type PublicDoor } from './open-public-door.js';

let door: PublicDoor;
let owner: RequestContext;
beforeAll(async () => {
  door = await openPublicDoor();
  ({ owner } = await door.platform.newTenant('steppe'));
});
afterAll(() => door.close());

/** What a program learns by our address alone. */
function discover(clientId: string, metadata: object, authentication: oauth.ClientAuth): Promise<oauth.Configuration> {
  return oauth.discovery(new URL(door.url), clientId, metadata, authentication, {
    algorithm: 'oauth2',
    execute: [oauth.allowInsecureRequests],
  });
}

async function keyPair(algorithm: string): Promise<{ readonly key: CryptoKey; readonly jwk: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  // By the runtime's own import, so that the two libraries share nothing but the key.
  const name = {
    EdDSA: { name: 'Ed25519' },
    ES256: { name: 'ECDSA', namedCurve: 'P-256' },
    RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  }[algorithm];
  const der = createPrivateKey(await exportPKCS8(privateKey)).export({ format: 'der', type: 'pkcs8' });
  return {
    key: await crypto.subtle.importKey('pkcs8', new Uint8Array(der), name ?? '', true, ['sign']),
    jwk: { ...(await exportJWK(publicKey)), kid: `${algorithm} key` },
  };
}

describe('an independent client', () => {
  it.each([
    ['client_secret_basic', oauth.ClientSecretBasic],
    ['client_secret_post', oauth.ClientSecretPost],
  ])('gets a token by %s, learns what it may do, and takes it back', async (_, method) => {
    const clientId = await door.newClient(owner);
    const { secret } = await door.newSecret(owner, clientId);
    const configuration = await discover(clientId, {}, method(secret));
    const tokens = await oauth.clientCredentialsGrant(configuration, { scope: 'orders:read' });
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'orders:read' });

    const introspected = await oauth.tokenIntrospection(configuration, tokens.access_token);
    expect(introspected).toMatchObject({
      active: true,
      client_id: clientId,
      sub: clientId,
      scope: 'orders:read',
      iss: door.url,
      aud: 'caregraph-public',
    });
    expect((introspected.exp ?? 0) - (introspected.iat ?? 0)).toBe(600);
    const { context } = await door.who(tokens.access_token);
    expect(context).toMatchObject({
      actor: { kind: 'client', id: clientId, sessionId: introspected['jti'], purpose: 'TREAT' },
      grants: [{ role: 'client', permissions: ['orders:read'], branches: 'all' }],
      tenant: owner.tenant,
    });

    await oauth.tokenRevocation(configuration, tokens.access_token);
    expect(await oauth.tokenIntrospection(configuration, tokens.access_token)).toEqual({ active: false });
  });

  it.each(['EdDSA', 'ES256', 'RS256'])('gets a token by a key of its own (%s)', async (algorithm) => {
    const clientId = await door.newClient(owner);
    const { key, jwk } = await keyPair(algorithm);
    await door.setKeys(owner, clientId, [jwk]);
    const configuration = await discover(clientId, {}, oauth.PrivateKeyJwt({ key, kid: jwk.kid ?? '' }));
    const tokens = await oauth.clientCredentialsGrant(configuration);
    expect(tokens.scope).toBe('orders:read orders:place');
    expect((await oauth.tokenIntrospection(configuration, tokens.access_token)).active).toBe(true);
    await oauth.tokenRevocation(configuration, tokens.access_token);
    expect((await oauth.tokenIntrospection(configuration, tokens.access_token)).active).toBe(false);
    expect((await door.who(tokens.access_token)).code).toBe('UNAUTHENTICATED');
  });

  it('is told why it gets none', async () => {
    const clientId = await door.newClient(owner);
    const { secret } = await door.newSecret(owner, clientId);
    const right = await discover(clientId, {}, oauth.ClientSecretBasic(secret));
    await expect(oauth.clientCredentialsGrant(right, { scope: 'patients:read' })).rejects.toMatchObject({ error: 'invalid_scope' });
    await expect(oauth.genericGrantRequest(right, 'password', { username: 'a', password: 'b' })).rejects.toMatchObject({
      error: 'unsupported_grant_type',
    });
    const wrong = await discover(clientId, {}, oauth.ClientSecretBasic(`${secret}x`));
    await expect(oauth.clientCredentialsGrant(wrong)).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'basic', parameters: { realm: 'caregraph' } }],
    });
  });
});

describe('a token', () => {
  it('is a JWT after RFC 9068, by the keys that everybody can read', async () => {
    const clientId = await door.newClient(owner);
    const token = await door.tokenOf(clientId, (await door.newSecret(owner, clientId)).secret);
    const keys = createRemoteJWKSet(new URL(`${door.url}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      typ: 'at+jwt',
      issuer: door.url,
      audience: 'caregraph-public',
      subject: clientId,
    });
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' });
    expect(payload).toMatchObject({
      client_id: clientId,
      scope: 'orders:read orders:place',
      tenant: owner.tenant?.id,
      kind: 'LIVE',
      purpose: 'TREAT',
    });
    expect(payload.jti).toMatch(/^token_/);
  });

  it('goes on when the signing key is changed', async () => {
    const clientId = await door.newClient(owner);
    const { secret } = await door.newSecret(owner, clientId);
    const before = await door.tokenOf(clientId, secret);
    const keyOf = (token: string) => (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;
    await door.platform.services.tokens.rotate();
    const after = await door.tokenOf(clientId, secret);
    expect(keyOf(after)).not.toBe(keyOf(before));
    expect((await door.who(before)).context?.actor.id).toBe(clientId);
    // Keys are asked for anew when one appears, but not more often than every five seconds.
    await eventually(
      () => door.who(after),
      ({ context }) => context?.actor.id === clientId,
    );
    const { body } = await door.post('/oauth/introspect', { client_id: clientId, client_secret: secret, token: before });
    expect(body['active']).toBe(true);
  });

  it("is its client's alone to look into and to take back", async () => {
    const [mine, theirs] = [await door.newClient(owner), await door.newClient(owner)];
    const token = await door.tokenOf(mine, (await door.newSecret(owner, mine)).secret);
    const { secret } = await door.newSecret(owner, theirs);
    const other = { client_id: theirs, client_secret: secret, token };
    expect((await door.post('/oauth/introspect', other)).body).toEqual({ active: false });
    expect(await door.post('/oauth/revoke', other)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect((await door.who(token)).context?.actor.id).toBe(mine);
    expect(await door.post('/oauth/revoke', { ...other, token: 'nothing' })).toMatchObject({ status: 200 });
  });

  it('ends with its client', async () => {
    const clientId = await door.newClient(owner);
    const token = await door.tokenOf(clientId, (await door.newSecret(owner, clientId)).secret);
    expect((await door.who(token)).status).toBe(200);
    await door.change(owner, 'deactivateApiClient', 'ApiClientStatusInput', { id: clientId });
    const refused = await eventually(
      () => door.who(token),
      ({ status }) => status !== 200,
    );
    expect(refused).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('deactivated') as string,
    });
  });

  it('loses the scopes that its client loses, and gains none', async () => {
    const clientId = await door.newClient(owner);
    const { secret } = await door.newSecret(owner, clientId);
    const token = await door.tokenOf(clientId, secret, 'orders:place');
    await door.change(owner, 'updateApiClient', 'UpdateApiClientInput', {
      id: clientId,
      expectedVersion: 1,
      scopes: ['orders:read', 'patients:read'],
    });
    expect((await door.who(token)).context?.grants).toEqual([{ role: 'client', permissions: [], branches: 'all' }]);
    const configuration = await discover(clientId, {}, oauth.ClientSecretBasic(secret));
    expect(await oauth.tokenIntrospection(configuration, token)).toMatchObject({ active: true, scope: '' });
  });
});

describe('at the public door', () => {
  it('a key is taken as its client, at its branches', async () => {
    const here = await door.newBranch(owner, 'HERE');
    const there = await door.newBranch(owner, 'THERE');
    const clientId = await door.newClient(owner, { branchIds: [here] });
    const { key } = await door.newKey(owner, clientId);
    const { context, admission } = await door.who(key);
    expect(context).toMatchObject({
      branch: here,
      actor: { kind: 'client', id: clientId, sessionId: null },
      grants: [{ branches: [here] }],
    });
    expect(admission).toMatchObject({ plan: 'GROWTH', client: { kind: 'LIVE', lockedToOperations: false }, usedToday: 0 });
    expect((await door.who(key, { 'x-branch-id': here })).context?.branch).toBe(here);
    for (const branch of [there, 'branch_01jd0a8ksvf3ntbd0zqzyb6y2q', 'nonsense']) {
      expect(await door.who(key, { 'x-branch-id': branch })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
  });

  it('header and address name the same tenant, or none', async () => {
    const { owner: stranger } = await door.platform.newTenant('copperbelt');
    const { key } = await door.newKey(owner, await door.newClient(owner));
    expect((await door.who(key, { 'x-tenant-id': 'steppe' })).status).toBe(200);
    expect((await door.who(key, { 'x-tenant-id': owner.tenant?.id ?? '' })).status).toBe(200);
    for (const tenant of ['copperbelt', stranger.tenant?.id ?? '', 'nobody']) {
      expect(await door.who(key, { 'x-tenant-id': tenant })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
  });

  it('a suspended tenant is told so, and gets no token either', async () => {
    const { owner: late, tenant } = await door.platform.newTenant('late-payer');
    const clientId = await door.newClient(late);
    const { secret } = await door.newSecret(late, clientId);
    const { key } = await door.newKey(late, clientId);
    await door.platform.subgraph.database
      .acrossTenants()
      .pool.query(`update tenants set status = 'SUSPENDED' where subdomain = $1`, [tenant.subdomain]);
    expect(await door.who(key)).toMatchObject({ status: 403, message: expect.stringContaining('suspended') as string });
    const answer = await door.post('/oauth/token', { grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client', error_description: expect.stringContaining('suspended') as string },
    });
  });
});
