import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';
import { accessTokenAudience, accessTokenIssuer } from '#kernel/context/directory.js';
import { newId } from '#kernel/graph/type-id.js';
import { GraphClient } from './end-to-end/client.js';
import { AdministerTenantDocument, CreateTenantDocument, MeDocument } from './end-to-end/generated/graphql.js';
import { startTopology, type RunningGraph } from './end-to-end/topology.js';
import { eventually } from '#kernel/testing/eventually.js';

let graph: RunningGraph;
let steppe: GraphClient;
let claims: { sub: string; tenant: string; sid: string };
beforeAll(async () => {
  graph = await startTopology('one process');
  steppe = await GraphClient.signIn(graph.url, 'steppe');
  claims = JSON.parse(Buffer.from(steppe.token.split('.')[1] ?? '', 'base64url').toString()) as typeof claims;
}, 400_000);
afterAll(() => graph.stop());

const me = { query: '{ me { id } }' };
const asBearer = (token: string) => new GraphClient(graph.url, { authorization: `Bearer ${token}` });

async function keySet(): Promise<JWK[]> {
  return ((await (await fetch(`${graph.url}/.well-known/jwks.json`)).json()) as { keys: JWK[] }).keys;
}

describe('an access token', () => {
  const unsigned = (payload: object) => Buffer.from(JSON.stringify(payload)).toString('base64url');
  const whole = () => ({ iss: accessTokenIssuer, aud: accessTokenAudience, ...claims, iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 600 });

  const forgeries: readonly [string, () => Promise<string> | string][] = [
    ['without a signature (alg: none)', () => new UnsecuredJWT(whole()).encode()],
    ['signed by a key of the attacker', async () => new SignJWT(whole()).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: (await keySet())[0]?.kid ?? '' }).sign((await generateKeyPair('EdDSA')).privateKey)],
    [
      'signed by HS256 with the public key as the secret',
      async () => {
        const [key] = await keySet();
        const secret = await exportSPKI((await importJWK(key ?? {}, 'EdDSA', { extractable: true })) as CryptoKey);
        const text = `${unsigned({ alg: 'HS256', typ: 'at+jwt', kid: key?.kid })}.${unsigned(whole())}`;
        return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
      },
    ],
    ['with another payload under the old signature', () => steppe.token.replace(/\.[^.]+\./, `.${unsigned({ ...whole(), sub: newId('staff') })}.`)],
    ['that is cut off', () => steppe.token.slice(0, -10)],
    ['that is no token at all', () => 'abc'],
    ['of an array of claims', () => `${unsigned({ alg: 'EdDSA', typ: 'at+jwt' })}.${unsigned([1, 2])}.abc`],
  ];

  it.each(forgeries)('%s is refused', async (_, forge) => {
    const answer = await asBearer(await forge()).send(me);
    expect([answer.status, answer.errors?.[0]?.message, answer.errors?.[0]?.extensions]).toEqual([401, 'The access token is not valid: sign in again.', { code: 'UNAUTHENTICATED' }]);
    expect(answer.data ?? null).toBeNull();
  });

  it('of another tenant does not open this one, whatever X-Tenant-ID says', async () => {
    const forged = await steppe.with({ 'x-tenant-id': 'copperbelt' }).send(me);
    expect([forged.status, forged.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('cannot be helped by headers that only the gateway sends', async () => {
    const context = Buffer.from(JSON.stringify({ actor: { kind: 'system' } })).toString('base64url');
    const answer = await new GraphClient(graph.url, { 'x-caregraph-context': context, 'x-caregraph-actor': 'system', 'x-caregraph-subgraph': 'patients' }).send(me);
    expect(answer.status).toBe(401);
    const internal = await fetch(`${graph.url}/internal/entities`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', authorization: `Bearer ${steppe.token}` } });
    expect(internal.status).toBe(404);
  });
});

describe('a tenant that is suspended', () => {
  it('cannot do anything until it is lifted', async () => {
    const platform = await GraphClient.signIn(graph.url, 'platform', 'platform-super-admin');
    const input = { name: 'Late Payer', subdomain: 'late-payer', adminEmail: 'owner@late-payer.example', adminPassword: 'caregraph-demo', plan: 'STARTER' } as const;
    const { data } = await platform.run(CreateTenantDocument, { input });
    const tenantId = data?.createTenant.tenantId ?? '';
    const owner = await GraphClient.signIn(graph.url, 'late-payer');
    await platform.run(AdministerTenantDocument, { input: { tenantId, status: 'SUSPENDED' } });
    const refused = await eventually(() => owner.run(MeDocument, {}), ({ status }) => status === 403);
    expect(refused.errors?.[0]?.message).toContain('suspended');
    const visitor = new GraphClient(graph.url, { 'x-tenant-id': 'late-payer' });
    await eventually(() => visitor.send({ query: 'mutation { login(input: {email: "a", password: "b"}) { accessToken } }' }), ({ status }) => status === 403);
    await platform.run(AdministerTenantDocument, { input: { tenantId, status: 'ACTIVE' } });
    await eventually(() => owner.run(MeDocument, {}), ({ status }) => status === 200);
  });

  it('is created only by the platform', async () => {
    const input = { name: 'Mine', subdomain: 'mine', adminEmail: 'me@mine.example', plan: 'ENTERPRISE' } as const;
    const answer = await steppe.run(CreateTenantDocument, { input });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('a request', () => {
  const deep = `{ me { tenant ${'{ settings '.repeat(1)}{ branding { companyName } } ${'}'.repeat(1)} } }`;
  const nested = (depth: number) => `{ patients(first: 1) { nodes ${'{ encounters(first: 1) { nodes { patient '.repeat(depth)} { id } ${'} } }'.repeat(depth)} } }`;

  const refusals: readonly [string, unknown, number, string, RegExp][] = [
    ['that is too deep', { query: nested(6) }, 400, 'BAD_USER_INPUT', /depth of this operation is \d+; the most is 12/],
    ['with too many aliases', { query: `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: me { id }`).join(' ')} }` }, 400, 'BAD_USER_INPUT', /number of aliases .* is 31; the most is 30/],
    ['with aliases of __typename', { query: `{ ${Array.from({ length: 500 }, (_, i) => `a${i}: __typename`).join(' ')} }` }, 400, 'BAD_USER_INPUT', /number of aliases/],
    ['with too many tokens', { query: `{ ${'me { id } '.repeat(600)} }` }, 400, 'BAD_USER_INPUT', /2000 tokens/],
    ['with too many directives', { query: `{ me ${'@include(if: true) '.repeat(1)} { ${Array.from({ length: 51 }, () => 'id @include(if: true)').join(' ')} } }` }, 400, 'BAD_USER_INPUT', /number of directives/],
    ['that costs too much', { query: '{ patients(first: 100) { nodes { encounters(first: 100) { nodes { diagnoses { condition { id } } } } } } }' }, 400, 'COST_EXCEEDED', /may cost \d+; the most is 5000/],
    ['that costs too much by its variables', { query: 'query ($n: Int) { patients(first: $n) { nodes { encounters(first: $n) { nodes { branch { id } } } } } }', variables: { n: 100 } }, 400, 'COST_EXCEEDED', /may cost/],
    ['of nested fragments', { query: `{ ...A } ${['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((name, i, all) => `fragment ${name} on Query { ${all[i + 1] ? Array.from({ length: 20 }, () => `...${all[i + 1]}`).join(' ') : 'patients { nodes { id } }'} }`).join(' ')}` }, 400, 'BAD_USER_INPUT', /number of root fields/],
    ['in a batch', [{ query: '{ me { id } }' }], 400, 'BAD_USER_INPUT', /batch/i],
    ['of bad syntax', { query: '{' }, 400, 'BAD_USER_INPUT', /Syntax Error/],
    ['for an operation that it does not have', { query: 'query A { me { id } }', operationName: 'B' }, 400, 'BAD_USER_INPUT', /no operation named "B"/],
    ['that reaches into the subgraphs', { query: '{ _service { sdl } }' }, 400, 'BAD_USER_INPUT', /Cannot query field/],
    ['for entities by hand', { query: '{ _entities(representations: []) { __typename } }' }, 400, 'BAD_USER_INPUT', /Cannot query field/],
    ["for the gateway's own questions", { query: '{ admission(tenant: "steppe") { tenant { id } } }' }, 400, 'BAD_USER_INPUT', /Cannot query field/],
    ['with variables of the wrong type', { query: 'query ($id: ID!) { patient(id: $id) { id } }', variables: { id: { evil: true } } }, 400, 'BAD_USER_INPUT', /Variable "\$id"/],
  ];

  it.each(refusals)('%s is refused with a reason', async (_, body, status, code, reason) => {
    const answer = await steppe.send(body);
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([status, code]);
    expect(answer.errors?.[0]?.message).toMatch(reason);
    expect(answer.text).not.toMatch(/node_modules|stacktrace|\.ts:|\.js:/);
  });

  it('within the limits goes through', async () => {
    expect((await steppe.send({ query: deep })).status).toBe(200);
  });

  it.each([
    ['{ patient(id: "abc") { id } }', /"abc" is not the id of a patient/],
    ['{ patient(id: "__proto__") { id } }', /is not the id of a patient/],
    ['{ node(id: "patient_8zzzzzzzzzzzzzzzzzzzzzzzzz") { id } }', /is no id of this graph/],
    ['{ patients(first: 0) { nodes { id } } }', /it can be 1 to 100/],
    ['{ patients(first: 5, last: 5) { nodes { id } } }', /either `first` or `last`/],
    ['{ patients(after: "eyJhIjoxfQ") { nodes { id } } }', /not of this list and order/],
    ['{ patients(filter: { nameStartsWith: "\\u0000" }) { nodes { id } } }', null],
    ['{ patient(id: "patient_01jd0a8ksvf3ntbd0zqzyb6y2q\\u0000") { id } }', /is not the id of a patient/],
  ])('%s is answered with a sentence, never a failure', async (query, reason) => {
    const answer = await steppe.send({ query });
    expect(answer.status).toBeLessThan(500);
    expect(answer.errors?.[0]?.extensions.code ?? 'none').toBe(reason ? 'BAD_USER_INPUT' : 'none');
    if (reason) expect(answer.errors?.[0]?.message).toMatch(reason);
  });

  it('may not carry a cursor of another list', async () => {
    const { data } = await steppe.send<{ encounters: { pageInfo: { endCursor: string } } }>({ query: '{ encounters(first: 1) { pageInfo { endCursor } } }' });
    const answer = await steppe.send({ query: 'query ($c: String) { patients(after: $c) { nodes { id } } }', variables: { c: data?.encounters.pageInfo.endCursor } });
    expect(answer.errors?.[0]).toMatchObject({ message: expect.stringContaining('not of this list') as string, extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('that is too large is refused before it is read', async () => {
    const answer = await steppe.send({ query: `{ me { id } } #${'x'.repeat(300_000)}` });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([413, 'BAD_USER_INPUT']);
  });

  it('may be large in its variables alone, and of somebody signed in', async () => {
    const query = 'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { userErrors { code message } } }';
    const named = (letters: number) => ({ query, variables: { input: { code: 'night_shift', name: 'x'.repeat(letters), roles: ['NURSE'] } } });
    const large = await steppe.send<{ createTeam: { userErrors: object[] } }>(named(5 * 1024 * 1024));
    expect([large.status, large.data?.createTeam.userErrors[0]]).toEqual([200, { code: 'INVALID', message: 'name holds at most 200 characters.' }]);
    const visitor = new GraphClient(graph.url, { 'x-tenant-id': 'steppe' });
    for (const answer of [await visitor.send(named(300_000)), await steppe.send(named(9 * 1024 * 1024))]) {
      expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([413, 'BAD_USER_INPUT']);
      expect(answer.errors?.[0]?.message).toContain('8 MiB');
    }
  });

  it('by GET cannot change anything, and by a form cannot be sent at all', async () => {
    const mutation = encodeURIComponent('mutation { logout(input: {}) { userErrors { code } } }');
    const headers = { authorization: `Bearer ${steppe.token}`, 'apollo-require-preflight': 'yes' };
    expect((await fetch(`${graph.url}/graphql?query=${mutation}`, { headers })).status).toBe(405);
    const form = await fetch(`${graph.url}/graphql`, { method: 'POST', body: JSON.stringify(me), headers: { 'content-type': 'text/plain', authorization: headers.authorization } });
    expect(form.status).toBeGreaterThanOrEqual(400);
    expect((await steppe.send(me)).status).toBe(200);
  });

  it('that is sent half is cut off', async () => {
    const { port } = new URL(graph.url);
    const socket = connect(Number(port), '127.0.0.1');
    const closed = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', () => resolve(text));
    });
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"query":');
    expect(await closed).toMatch(/^HTTP\/1\.1 408/);
  });

  it('gets a request id, its own when that is harmless', async () => {
    const own = await steppe.send(me, { 'x-request-id': 'frontend-12345' });
    expect(own.headers.get('x-request-id')).toBe('frontend-12345');
    const evil = await steppe.send(me, { 'x-request-id': 'a b"<script>' });
    expect(evil.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a session in cookies', () => {
  const signIn = () =>
    fetch(`${graph.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant-id': 'steppe' },
      body: JSON.stringify({ email: 'nurse@steppe.example', password: 'caregraph-demo' }),
    });
  const cookiesOf = (response: Response) => response.headers.getSetCookie();
  const jar = (cookies: string[]) => cookies.map((cookie) => cookie.split(';')[0]).join('; ');

  it('is out of reach of scripts and of other sites', async () => {
    const response = await signIn();
    const [access, refresh, csrf] = cookiesOf(response);
    expect(access).toMatch(/HttpOnly; SameSite=Strict/);
    expect(refresh).toMatch(/Path=\/session;.*HttpOnly; SameSite=Strict/);
    expect(csrf).not.toMatch(/HttpOnly/);
    expect(await response.text()).not.toContain('eyJ');
  });

  it('takes the proof of its own page for every call', async () => {
    const response = await signIn();
    const { csrfToken } = (await response.json()) as { csrfToken: string };
    const cookie = jar(cookiesOf(response));
    const call = (headers: Record<string, string>) => fetch(`${graph.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', cookie, ...headers }, body: JSON.stringify(me) });
    expect((await call({ 'x-csrf-token': csrfToken })).status).toBe(200);
    expect((await call({})).status).toBe(403);
    expect((await call({ 'x-csrf-token': 'guess' })).status).toBe(403);
    expect((await call({ 'x-csrf-token': csrfToken, origin: 'https://evil.example' })).status).toBe(403);
  });

  it('is refreshed and ended', async () => {
    const response = await signIn();
    const { csrfToken } = (await response.json()) as { csrfToken: string };
    const headers = { cookie: jar(cookiesOf(response)), 'x-csrf-token': csrfToken, 'x-tenant-id': 'steppe' };
    const refreshed = await fetch(`${graph.url}/session/refresh`, { method: 'POST', headers });
    expect(refreshed.status).toBe(200);
    const next = (await refreshed.json()) as { csrfToken: string };
    const ended = await fetch(`${graph.url}/session`, { method: 'DELETE', headers: { cookie: jar(cookiesOf(refreshed)), 'x-csrf-token': next.csrfToken } });
    expect(ended.status).toBe(204);
  });
});

describe('outside development', () => {
  it('nothing helps to guess the schema', async () => {
    const production = await startTopology('one process', { NODE_ENV: 'production', HOST: '127.0.0.1' });
    try {
      const visitor = new GraphClient(production.url, {});
      const typo = await visitor.send({ query: '{ tenantConfiguratio { tenantId } }' });
      expect(typo.status).toBe(400);
      expect(typo.text).not.toMatch(/did you mean/i);
      const introspection = await visitor.send({ query: '{ __schema { types { name } } }' });
      expect(introspection.data ?? null).toBeNull();
      expect((await fetch(`${production.url}/`)).status).toBe(404);
    } finally {
      await production.stop();
    }
  }, 400_000);
});
