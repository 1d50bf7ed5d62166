import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { TinyPublicGraph, tinyIssuer } from '../../tests/portal/tiny-public-graph.js';
import { CareGraph } from './care-graph.js';
import { ClientCredentials } from './credentials.js';
import { TokenError } from './errors.js';
import { HealthcareServicesDocument } from './generated/graphql.js';

let tiny: TinyPublicGraph;

beforeEach(async () => {
  tiny = new TinyPublicGraph();
  await tiny.listen();
});
afterEach(() => tiny.server.close());

const tokensAsked = () => tiny.seen.filter(({ path }) => path === '/oauth/token');

describe('an access token by secret', () => {
  const client = (scopes?: readonly string[]) =>
    new CareGraph({ url: tiny.url, clientId: 'client_1', clientSecret: 'cg_test_a:b', ...(scopes ? { scopes } : {}) });

  it('is asked for once, by all who wait for it', async () => {
    const graph = client();
    await Promise.all(Array.from({ length: 8 }, () => graph.query(HealthcareServicesDocument)));
    expect(tokensAsked()).toHaveLength(1);
    const [request] = tokensAsked();
    expect(request?.body).toEqual({ grant_type: 'client_credentials' });
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('client_1:cg_test_a%3Ab').toString('base64')}`);
  });

  it('is renewed before it ends', async () => {
    tiny.tokenLife = 1;
    const graph = client(['orders:read', 'orders:place']);
    await graph.query(HealthcareServicesDocument);
    await delay(850);
    await graph.query(HealthcareServicesDocument);
    expect(tokensAsked()).toHaveLength(2);
    expect(tokensAsked()[0]?.body).toMatchObject({ scope: 'orders:read orders:place' });
  });

  it('is replaced when the graph does not take it any more, and only once', async () => {
    const graph = client();
    await graph.query(HealthcareServicesDocument);
    const unknown = { status: 401, body: { errors: [{ message: 'The token was revoked.', extensions: { code: 'UNAUTHENTICATED' } }] } };
    tiny.troubles.push(unknown);
    await graph.query(HealthcareServicesDocument);
    expect(tokensAsked()).toHaveLength(2);
    tiny.troubles.push(unknown, unknown);
    await expect(graph.query(HealthcareServicesDocument)).rejects.toThrow('The token was revoked.');
    expect(tokensAsked()).toHaveLength(3);
  });

  it('that cannot be had is said to those who wait for it, and to nobody else', async () => {
    const client = { clientId: 'client_1', clientSecret: 'cg_test_a:b', fetch, timeoutMs: 30_000, retries: 0, longestWaitMs: 0 };
    const credentials = new ClientCredentials({ url: tiny.url, ...client });
    const refused = await credentials.authorization();
    credentials.renew(refused);
    await nextTurn();
    tiny.admits = () => false;
    const renewal = credentials.authorization();
    // The graph refuses the old token to another request, which was sent with it before.
    credentials.renew(refused);
    await expect(renewal).rejects.toThrow(TokenError);
    // Node ends the process, and Jest the test, for a rejection that nobody has heard of until now.
    await nextTurn();
  });

  it('is not had with a wrong secret, and had when it has been put right', async () => {
    tiny.admits = () => false;
    const graph = client();
    const error = await graph.query(HealthcareServicesDocument).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TokenError);
    expect(error).toMatchObject({ code: 'invalid_client', message: 'The client is unknown, or its secret is wrong.' });
    tiny.admits = () => true;
    await graph.query(HealthcareServicesDocument);
  });
});

describe('an access token by private key', () => {
  it.each(['EdDSA', 'ES256', 'RS256'] as const)('is had by an assertion that another library finds right: %s', async (algorithm) => {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: algorithm }] });
    const seen: string[] = [];
    tiny.tokenLife = 0;
    tiny.admits = async (form) => {
      const { payload, protectedHeader } = await jwtVerify(String(form['client_assertion']), keys, {
        issuer: 'client_1',
        subject: 'client_1',
        audience: tinyIssuer,
        maxTokenAge: '5 min',
        requiredClaims: ['exp', 'jti'],
      });
      seen.push(String(payload.jti));
      const lifetime = (payload.exp ?? Infinity) - (payload.iat ?? 0);
      return (
        protectedHeader.alg === algorithm &&
        lifetime <= 300 &&
        form['client_assertion_type'] === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
      );
    };
    const jwk = { ...(await exportJWK(privateKey)), kid: 'key-1', alg: algorithm, use: 'sig' } as JsonWebKey;
    await new CareGraph({ url: tiny.url, clientId: 'client_1', privateKey: jwk }).query(HealthcareServicesDocument);
    const graph = new CareGraph({ url: tiny.url, clientId: 'client_1', privateKey, keyId: 'key-1' });
    await graph.query(HealthcareServicesDocument);
    await graph.query(HealthcareServicesDocument);
    expect(new Set(seen).size).toBe(3);
  });
});
