import { readCredential } from '#kernel/context/client-credential.js';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { exportJWK, generateKeyPair } from 'jose';
import { openPlatform, password, sessionOf, type TestPlatform } from '../testing/open-platform.js';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openPlatform();
});
afterAll(() => platform.subgraph.close());

interface Payload {
  readonly userErrors: { code: string; message: string; field: string[] | null }[];
  readonly client?: {
    id: string;
    version: number;
    status: string;
    kind: string;
    scopes: string[];
    everyBranch: boolean;
    branches: { id: string }[];
    publicKeys: { keyId: string; algorithm: string }[];
  } | null;
  readonly clientSecret?: { id: string; prefix: string; active: boolean } | null;
  readonly secret?: string | null;
  readonly apiKey?: { id: string; prefix: string; active: boolean } | null;
  readonly key?: string | null;
  readonly [field: string]: unknown;
}

const clientFields = 'client { id version status kind scopes everyBranch branches { id } publicKeys { keyId algorithm } }';
const fieldsOf: Readonly<Record<string, string>> = {
  issueClientSecret: 'clientSecret { id prefix active } secret',
  revokeClientSecret: 'clientSecret { id prefix active }',
  createApiKey: 'apiKey { id prefix active } key',
  revokeApiKey: 'apiKey { id prefix active }',
  createBranch: 'branch { id }',
  createStaff: 'staff { id }',
  createRole: 'role { code }',
};

async function run(context: RequestContext, mutation: string, input: object): Promise<Payload> {
  const named = ['deactivateApiClient', 'activateApiClient'].includes(mutation)
    ? 'ApiClientStatus'
    : mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const query = `mutation ($input: ${named}Input!) { result: ${mutation}(input: $input) { ${fieldsOf[mutation] ?? clientFields} userErrors { code message field } } }`;
  const { data, errors } = await platform.subgraph.execute<{ result: Payload }>(query, context, { input });
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data.result;
}

const lab = { name: 'Ulaanbaatar LIS', purpose: 'TREAT', scopes: ['orders:read', 'specimens:read'] };

async function newClient(owner: RequestContext, input: object = {}): Promise<NonNullable<Payload['client']>> {
  const { client, userErrors } = await run(owner, 'createApiClient', { ...lab, ...input });
  if (!client) throw new Error(JSON.stringify(userErrors));
  return client;
}

async function newBranch(owner: RequestContext, code: string): Promise<string> {
  const { branch } = await run(owner, 'createBranch', { code, name: code, type: 'LAB', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' });
  return (branch as { id: string }).id;
}

/** Somebody who may manage clients, and hold what is given, at one branch only. */
async function managerAt(owner: RequestContext, branchId: string, permissions: readonly string[]): Promise<RequestContext> {
  const { tenant } = owner;
  if (!tenant) throw new Error('no tenant');
  await run(owner, 'createRole', { code: 'LINKS', name: 'Links', permissions: ['clients:read', 'clients:manage', ...permissions] });
  await run(owner, 'createStaff', { email: 'links@steppe.example', displayName: 'Links', password, grants: [{ role: 'LINKS', branchId }] });
  const tokens = await platform.signIn(tenant, 'links@steppe.example', password);
  return platform.contextFor(tenant, tokens.staffId ?? '', sessionOf(tokens));
}

const codesOf = ({ userErrors }: Payload) => userErrors.map(({ code }) => code);

async function admitted(variables: { client?: string; token?: string; key?: string }): Promise<{
  client: { id: string; permissions: string[]; everyBranch: boolean; branches: string[]; kind: string; purpose: string };
  tenant: { id: string; status: string };
  plan: string;
} | null> {
  const query = `query ($client: ID, $token: String, $key: String) { clientAdmission(client: $client, token: $token, key: $key) {
    tenant { id status } plan client { id kind purpose permissions everyBranch branches lockedToOperations } usedToday } }`;
  const { data, errors } = await platform.subgraph.execute<{ clientAdmission: never }>(query, emptyContext('test'), variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data.clientAdmission;
}

describe('a client', () => {
  it('is made with its scopes, purpose and branches', async () => {
    const { owner } = await platform.newTenant('steppe-client');
    const branchId = await newBranch(owner, 'UB');
    expect(await newClient(owner)).toMatchObject({ kind: 'LIVE', status: 'ACTIVE', everyBranch: true, branches: [], scopes: lab.scopes });
    const bound = await newClient(owner, { name: 'Only here', branchIds: [branchId, branchId] });
    expect(bound).toMatchObject({ everyBranch: false, branches: [{ id: branchId }] });
    expect((await admitted({ client: bound.id }))?.client).toMatchObject({
      permissions: lab.scopes,
      everyBranch: false,
      branches: [branchId],
      purpose: 'TREAT',
    });
  });

  it.each([
    [{ scopes: [] }, 'REQUIRED', 'scopes'],
    [{ scopes: ['orders:read', 'clients:manage'] }, 'INVALID', 'scopes'],
    [{ scopes: ['orders:reed'] }, 'INVALID', 'scopes'],
    [{ name: ' ' }, 'REQUIRED', 'name'],
    [{ name: 'x'.repeat(201) }, 'INVALID', 'name'],
    [{ branchIds: [] }, 'REQUIRED', 'branchIds'],
  ])('is not made of %j', async (input, code, field) => {
    const { owner } = await platform.newTenant(`steppe-${Math.random().toString(36).slice(2, 12)}`);
    const refused = await run(owner, 'createApiClient', { ...lab, ...input });
    expect(refused.userErrors).toEqual([expect.objectContaining({ code, field: ['input', field] })]);
    expect(refused.client).toBeNull();
  });

  it("has a name that tells it from the tenant's others", async () => {
    const { owner } = await platform.newTenant('steppe-names');
    const { owner: stranger } = await platform.newTenant('copperbelt-names');
    await newClient(owner);
    expect(codesOf(await run(owner, 'createApiClient', { ...lab, name: 'ulaanbaatar  lis' }))).toEqual(['TAKEN']);
    expect((await newClient(stranger)).scopes).toEqual(lab.scopes);
  });

  it("cannot reach into another tenant's branches", async () => {
    const { owner } = await platform.newTenant('steppe-branches');
    const { owner: stranger } = await platform.newTenant('copperbelt-branches');
    const theirs = await newBranch(stranger, 'LUN');
    expect(codesOf(await run(owner, 'createApiClient', { ...lab, branchIds: [theirs] }))).toEqual(['NOT_FOUND']);
  });

  it('may do no more than the one who makes it, nor elsewhere', async () => {
    const { owner } = await platform.newTenant('steppe-maker');
    const [here, there] = [await newBranch(owner, 'HERE'), await newBranch(owner, 'THERE')];
    const manager = await managerAt(owner, here, ['orders:read']);
    const make = (input: object) =>
      run(manager, 'createApiClient', { ...lab, scopes: ['orders:read'], branchIds: [here], name: `n${Math.random()}`, ...input });
    expect(codesOf(await make({}))).toEqual([]);
    expect(codesOf(await make({ scopes: ['orders:read', 'orders:place'] }))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await make({ branchIds: [here, there] }))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await make({ branchIds: null }))).toEqual(['NOT_ALLOWED']);
  });

  it('is made by who holds its powers everywhere, at whichever branch they are at work', async () => {
    const { owner } = await platform.newTenant('steppe-at-work');
    const here = await newBranch(owner, 'HERE');
    const { id } = await newClient({ ...owner, branch: here });
    expect(codesOf(await run({ ...owner, branch: here }, 'issueClientSecret', { clientId: id }))).toEqual([]);
    const manager = await managerAt(owner, here, ['orders:read']);
    expect(codesOf(await run({ ...manager, branch: here }, 'createApiClient', { ...lab, scopes: ['orders:read'], name: 'Wide' }))).toEqual([
      'NOT_ALLOWED',
    ]);
  });

  it('that may do more than somebody is out of their hands, save to shut it out', async () => {
    const { owner } = await platform.newTenant('steppe-hands');
    const here = await newBranch(owner, 'HERE');
    const manager = await managerAt(owner, here, ['orders:read']);
    const strong = await newClient(owner, { scopes: ['orders:place'] });
    const { publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const attempts = [
      await run(manager, 'issueClientSecret', { clientId: strong.id }),
      await run(manager, 'createApiKey', { clientId: strong.id, name: 'mine' }),
      await run(manager, 'setClientKeys', { clientId: strong.id, keySet: { keys: [{ ...(await exportJWK(publicKey)), kid: 'mine' }] } }),
      await run(manager, 'updateApiClient', { id: strong.id, expectedVersion: 1, scopes: ['orders:read'], branchIds: [here] }),
    ];
    expect(attempts.map(codesOf)).toEqual([['NOT_ALLOWED'], ['NOT_ALLOWED'], ['NOT_ALLOWED'], ['NOT_ALLOWED']]);
    expect(attempts.map(({ secret, key }) => secret ?? key ?? null)).toEqual([null, null, null, null]);
    expect((await run(manager, 'deactivateApiClient', { id: strong.id })).client?.status).toBe('DEACTIVATED');
    expect(codesOf(await run(manager, 'activateApiClient', { id: strong.id }))).toEqual(['NOT_ALLOWED']);
    expect(await admitted({ client: strong.id })).toBeNull();
  });

  it('is changed only as it was seen', async () => {
    const { owner } = await platform.newTenant('steppe-version');
    const { id } = await newClient(owner);
    const changed = await run(owner, 'updateApiClient', { id, expectedVersion: 1, scopes: ['orders:read'], purpose: 'HPAYMT' });
    expect(changed.client).toMatchObject({ version: 2, scopes: ['orders:read'] });
    expect(codesOf(await run(owner, 'updateApiClient', { id, expectedVersion: 1, name: 'Late' }))).toEqual(['STALE_VERSION']);
    expect((await admitted({ client: id }))?.client).toMatchObject({ permissions: ['orders:read'], purpose: 'HPAYMT' });
  });

  it('of another tenant does not exist', async () => {
    const { owner } = await platform.newTenant('steppe-mine');
    const { owner: stranger } = await platform.newTenant('copperbelt-theirs');
    const { id } = await newClient(owner);
    const secret = await run(owner, 'issueClientSecret', { clientId: id });
    const key = await run(owner, 'createApiKey', { clientId: id, name: 'k' });
    const attempts = [
      await run(stranger, 'updateApiClient', { id, expectedVersion: 1, name: 'Taken over' }),
      await run(stranger, 'deactivateApiClient', { id }),
      await run(stranger, 'issueClientSecret', { clientId: id }),
      await run(stranger, 'createApiKey', { clientId: id, name: 'k' }),
      await run(stranger, 'setClientKeys', { clientId: id, keySet: { keys: [] } }),
      await run(stranger, 'revokeClientSecret', { id: secret.clientSecret?.id }),
      await run(stranger, 'revokeApiKey', { id: key.apiKey?.id }),
    ];
    expect(attempts.flatMap(codesOf)).toEqual(Array.from({ length: 7 }, () => 'NOT_FOUND'));
    expect((await admitted({ key: key.key ?? '' }))?.client.id).toBe(id);
    const { data } = await platform.subgraph.execute<{ apiClient: null; apiClients: { totalCount: number } }>(
      `{ apiClient(id: "${id}") { id } apiClients { totalCount } }`,
      stranger,
    );
    expect(data).toEqual({ apiClient: null, apiClients: { totalCount: 0 } });
  });

  it('of a sandbox is one of a sandbox, with all that it is given', async () => {
    const { owner } = await platform.newTenant('sandbox', 'GROWTH', 'TEST');
    const client = await newClient(owner);
    const { key } = await run(owner, 'createApiKey', { clientId: client.id, name: 'k' });
    const { secret } = await run(owner, 'issueClientSecret', { clientId: client.id });
    expect([client.kind, readCredential(key ?? ''), readCredential(secret ?? '')]).toEqual([
      'TEST',
      { use: 'KEY', kind: 'TEST' },
      { use: 'SECRET', kind: 'TEST' },
    ]);
    await expect(
      platform.subgraph.database.acrossTenants().pool.query(`update tenants set mode = 'LIVE' where subdomain = 'sandbox'`),
    ).rejects.toThrow(/for life/);
  });
});

describe('a secret', () => {
  it('is shown once, and nothing but its hash is kept, in no log either', async () => {
    const { owner, tenant } = await platform.newTenant('steppe-once');
    const { id } = await newClient(owner);
    const once = (key: string) => ({ ...owner, idempotency: { key, bodyHash: 'same' } });
    const { secret, clientSecret } = await run(once('secret'), 'issueClientSecret', { clientId: id });
    const { key } = await run(once('key'), 'createApiKey', { clientId: id, name: 'k' });
    const person = { email: 'once@steppe.example', displayName: 'Once', password, grants: [{ role: 'OWNER' }] };
    expect(codesOf(await run(once('person'), 'createStaff', person))).toEqual([]);
    expect(secret?.startsWith(clientSecret?.prefix ?? '-')).toBe(true);
    const { rows } = await platform.subgraph.database.acrossTenants().pool.query<{ text: string }>(
      `select coalesce(string_agg(audit_log::text, ' '), '') || (select coalesce(string_agg(idempotency_keys::text, ' '), '') from idempotency_keys) as text
        from audit_log where entity in ('api_keys', 'client_secrets')`,
    );
    const [written] = rows;
    expect(written?.text).toContain(clientSecret?.prefix);
    expect(written?.text).not.toMatch(/"(hash|passwordHash)"/);
    for (const hidden of [secret, key]) {
      expect(hidden).toBeTruthy();
      expect(written?.text).not.toContain(hidden);
      expect(written?.text).not.toContain((await sha256(hidden ?? '')).slice(0, 16));
    }
    expect(tenant.id).toBe(owner.tenant?.id);
  });

  it.each(['issueClientSecret', 'createApiKey'])('by %s can be had twice, also when ten are asked for at once', async (mutation) => {
    const { owner } = await platform.newTenant(`steppe-two-${mutation.toLowerCase()}`);
    const { id } = await newClient(owner);
    const input = { clientId: id, ...(mutation === 'createApiKey' ? { name: 'k' } : {}) };
    const answers = await Promise.all(Array.from({ length: 10 }, () => run(owner, mutation, input)));
    const made = answers.flatMap(({ clientSecret, apiKey }) => clientSecret ?? apiKey ?? []);
    expect(made).toHaveLength(2);
    expect(answers.flatMap(codesOf)).toEqual(Array.from({ length: 8 }, () => 'LIMIT_REACHED'));
    await run(owner, mutation === 'createApiKey' ? 'revokeApiKey' : 'revokeClientSecret', { id: made[0]?.id });
    expect(codesOf(await run(owner, mutation, input))).toEqual([]);
  });

  it.each(['issueClientSecret', 'createApiKey'])('by %s is made once for one Idempotency-Key, and shown once', async (mutation) => {
    const { owner } = await platform.newTenant(`steppe-again-${mutation.toLowerCase()}`);
    const { id } = await newClient(owner);
    const once = { ...owner, idempotency: { key: newId('key'), bodyHash: 'a'.repeat(64) } };
    const input = { clientId: id, ...(mutation === 'createApiKey' ? { name: 'k' } : {}) };
    const [first, again] = [await run(once, mutation, input), await run(once, mutation, input)];
    const made = first.clientSecret ?? first.apiKey;
    expect(first.secret ?? first.key).toBeTruthy();
    expect(codesOf(first)).toEqual([]);
    expect(again.clientSecret ?? again.apiKey).toEqual(made);
    expect(again.secret ?? again.key ?? null).toBeNull();
    expect(again.userErrors).toEqual([
      expect.objectContaining({ code: 'WRONG_STATE', message: expect.stringContaining(made?.id ?? '-') as string }),
    ]);
  });

  it('that has ended leaves room for another', async () => {
    const { owner } = await platform.newTenant('steppe-ended');
    const { id } = await newClient(owner);
    expect(codesOf(await run(owner, 'issueClientSecret', { clientId: id, expiresAt: '2020-01-01T00:00:00Z' }))).toEqual(['INVALID']);
    const { key } = await run(owner, 'createApiKey', {
      clientId: id,
      name: 'short',
      expiresAt: new Date(Date.now() + 5_000).toISOString(),
    });
    await run(owner, 'createApiKey', { clientId: id, name: 'long' });
    expect(await admitted({ key: key ?? '' })).not.toBeNull();
    await eventually(
      () => admitted({ key: key ?? '' }),
      (client) => client === null,
    );
    expect(codesOf(await run(owner, 'createApiKey', { clientId: id, name: 'next' }))).toEqual([]);
  });
});

describe('an API key', () => {
  it('admits its client until it is revoked, and says when it was last used', async () => {
    const { owner } = await platform.newTenant('steppe-key');
    const { id } = await newClient(owner);
    const { key, apiKey } = await run(owner, 'createApiKey', { clientId: id, name: 'k' });
    const lastUse = async () => {
      const { data } = await platform.subgraph.execute<{
        apiClient: { lastUsedAt: string | null; version: number; apiKeys: { lastUsedAt: string | null }[] };
      }>(`{ apiClient(id: "${id}") { version lastUsedAt apiKeys { lastUsedAt } } }`, owner);
      return data?.apiClient;
    };
    expect(await lastUse()).toEqual({ version: 1, lastUsedAt: null, apiKeys: [{ lastUsedAt: null }] });
    expect((await admitted({ key: key ?? '' }))?.client.id).toBe(id);
    const first = await lastUse();
    expect(Date.parse(first?.lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(first).toEqual({ version: 1, lastUsedAt: first?.lastUsedAt, apiKeys: [{ lastUsedAt: first?.lastUsedAt }] });
    await admitted({ key: key ?? '' });
    expect(await lastUse()).toEqual(first);
    await run(owner, 'revokeApiKey', { id: apiKey?.id });
    expect(await admitted({ key: key ?? '' })).toBeNull();
  });

  it('that is none is nobody', async () => {
    expect(await admitted({ key: 'cg_live_000000000000000000000000000000000000' })).toBeNull();
    expect(await admitted({ client: 'client_01jd0a8ksvf3ntbd0zqzyb6y2q' })).toBeNull();
    expect(await admitted({ client: 'staff_01jd0a8ksvf3ntbd0zqzyb6y2q' })).toBeNull();
    expect(await admitted({})).toBeNull();
  });

  it('of a suspended tenant is said to be so', async () => {
    const { owner, tenant } = await platform.newTenant('steppe-suspended');
    const { id } = await newClient(owner);
    await platform.subgraph.database
      .acrossTenants()
      .pool.query(`update tenants set status = 'SUSPENDED' where subdomain = 'steppe-suspended'`);
    expect((await admitted({ client: id }))?.tenant).toEqual({ id: tenant.id, status: 'SUSPENDED' });
  });
});

describe("a client's own keys", () => {
  const jwkOf = async (algorithm: string) => exportJWK((await generateKeyPair(algorithm, { extractable: true })).publicKey);

  it('are those of Ed25519, P-256 and RSA', async () => {
    const { owner } = await platform.newTenant('steppe-jwks');
    const { id } = await newClient(owner);
    const keys = [
      { ...(await jwkOf('EdDSA')), kid: 'one', alg: 'EdDSA' },
      { ...(await jwkOf('ES256')), kid: 'two', use: 'sig' },
      { ...(await jwkOf('RS256')), kid: 'three' },
    ];
    const { client } = await run(owner, 'setClientKeys', { clientId: id, keySet: { keys } });
    expect(client?.publicKeys).toEqual([
      { keyId: 'one', algorithm: 'EdDSA' },
      { keyId: 'two', algorithm: 'ES256' },
      { keyId: 'three', algorithm: 'RS256' },
    ]);
    expect((await run(owner, 'setClientKeys', { clientId: id, keySet: { keys: [] } })).client?.publicKeys).toEqual([]);
  });

  it('are refused when they could be no such keys, or are not the public half', async () => {
    const { owner } = await platform.newTenant('steppe-bad-jwks');
    const { id } = await newClient(owner);
    const good = { ...(await jwkOf('EdDSA')), kid: 'k' };
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const bad: readonly [unknown, RegExp][] = [
      [{ ...(await exportJWK(privateKey)), kid: 'k' }, /holds what is secret/],
      [{ kty: 'oct', k: 'c2VjcmV0', kid: 'k' }, /holds what is secret/],
      [{ ...good, kid: undefined }, /needs a "kid"/],
      [{ ...good, use: 'enc' }, /"use" is not "sig"/],
      [{ ...good, alg: 'RS256' }, /"alg" is not EdDSA/],
      [{ ...good, x: 'AA' }, /no such key/],
      [{ ...(await jwkOf('ES384')), kid: 'k' }, /none of Ed25519/],
      [{ kty: 'RSA', n: Buffer.alloc(128, 255).toString('base64url'), e: 'AQAB', kid: 'k' }, /none of Ed25519/],
      [{ kty: 'RSA', n: Buffer.alloc(256, 255).toString('base64url'), e: 'Aw', kid: 'k' }, /none of Ed25519/],
      ['key', /no JSON Web Key/],
    ];
    for (const [key, reason] of bad) {
      const refused = await run(owner, 'setClientKeys', { clientId: id, keySet: { keys: [key] } });
      expect(refused.userErrors).toEqual([expect.objectContaining({ code: 'INVALID', message: expect.stringMatching(reason) as string })]);
    }
    expect(codesOf(await run(owner, 'setClientKeys', { clientId: id, keySet: { keys: [good, good] } }))).toEqual(['INVALID']);
    expect(codesOf(await run(owner, 'setClientKeys', { clientId: id, keySet: 'none' }))).toEqual(['INVALID']);
  });
});

async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex');
}
