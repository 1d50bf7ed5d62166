import type { JWK } from 'jose';
import type { ClientAdmission } from '#kernel/context/client-directory.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { silent } from '#kernel/log/logger.js';
import type { PublicGraph } from '#kernel/subgraph/public-graph.js';
import { DirectoryClient } from '../../gateway/context/directory-client.js';
import { compose, createGateway, nodeSdl } from '../../gateway/index.js';
import { publicFacts } from '../../gateway/public/context/public-facts.js';
import { publicContextServices, resolvePublicContext } from '../../gateway/public/context/resolve-public-context.js';
import type { PlatformServices } from '../../subgraphs/platform/index.js';
import { openPlatform, type TestPlatform } from '../../subgraphs/platform/testing/open-platform.js';

/** A real gateway over the platform alone, on a database of its own; `/who` says as whom the public door took a request. */
export interface PublicDoor {
  readonly url: string;
  readonly platform: TestPlatform;
  /** What is behind it, for jobs. */
  readonly publicGraph: PublicGraph;
  newClient(owner: RequestContext, input?: object): Promise<string>;
  newSecret(owner: RequestContext, clientId: string): Promise<{ id: string; secret: string }>;
  newKey(owner: RequestContext, clientId: string): Promise<{ id: string; key: string }>;
  setKeys(owner: RequestContext, clientId: string, keys: readonly JWK[]): Promise<void>;
  /** Another mutation on a client by its staff. */
  change(owner: RequestContext, mutation: string, type: string, input: object): Promise<void>;
  newBranch(owner: RequestContext, code: string): Promise<string>;
  /** A form sent as clients send it. */
  post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** An access token by a secret. */
  tokenOf(clientId: string, secret: string, scope?: string): Promise<string>;
  who(credential: string | null, headers?: Readonly<Record<string, string>>): Promise<Who>;
  graphql(credential: string): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Who extends Answer {
  /** Null when nobody was let in. */
  readonly context: RequestContext | null;
  readonly admission: ClientAdmission | null;
  readonly code: string | null;
  readonly message: string;
}

export async function openPublicDoor(more: Partial<PlatformServices> = {}): Promise<PublicDoor> {
  const publicGraph: PublicGraph = { execute: (...question) => gateway.publicGraph.execute(...question) };
  const platform = await openPlatform(null, { publicGraph, ...more });
  const { runtime } = platform.subgraph;
  const owners = [{ type: 'Branch', prefix: 'branch', subgraph: 'platform' }];
  const sdls = [
    { name: 'platform', sdl: runtime.built.sdl },
    { name: 'graph', sdl: nodeSdl(owners) },
  ];
  let url = '';
  const services = publicContextServices({ directory: new DirectoryClient(runtime), publicUrl: () => url, publicDomain: 'localhost' });
  const gateway = await createGateway({
    supergraphSdl: compose(sdls).supergraphSdl,
    channels: [runtime],
    directory: 'platform',
    owners,
    publicDomain: 'localhost',
    development: false,
    secureCookies: false,
    log: silent,
    ready: () => Promise.resolve(true),
    extend: (server) => {
      server.get('/who', (request) => resolvePublicContext(services, publicFacts(request)));
      return Promise.resolve();
    },
  });
  url = (await gateway.listen(0, '127.0.0.1')).replace('127.0.0.1', 'localhost');

  const run = async <Data>(owner: RequestContext, mutation: string, type: string, fields: string, input: object): Promise<Data> => {
    const query = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { code message } } }`;
    const { data, errors } = await platform.subgraph.execute<{ result: Data & { userErrors: object[] } }>(query, owner, { input });
    if (!data || errors || data.result.userErrors.length > 0) throw new Error(JSON.stringify(errors ?? data));
    return data.result;
  };
  const answerOf = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Answer['body'] };
  };
  const post: PublicDoor['post'] = async (path, form, headers = {}) =>
    answerOf(await fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(form), headers }));
  return {
    url,
    platform,
    publicGraph,
    post,
    newClient: async (owner, input = {}) => {
      const given = { name: `Client ${Math.random()}`, purpose: 'TREAT', scopes: ['orders:read', 'orders:place'], ...input };
      return (await run<{ client: { id: string } }>(owner, 'createApiClient', 'CreateApiClientInput', 'client { id }', given)).client.id;
    },
    newSecret: async (owner, clientId) => {
      const fields = 'clientSecret { id } secret';
      const { clientSecret, secret } = await run<{ clientSecret: { id: string }; secret: string }>(
        owner,
        'issueClientSecret',
        'IssueClientSecretInput',
        fields,
        { clientId },
      );
      return { id: clientSecret.id, secret };
    },
    newKey: async (owner, clientId) => {
      const { apiKey, key } = await run<{ apiKey: { id: string }; key: string }>(
        owner,
        'createApiKey',
        'CreateApiKeyInput',
        'apiKey { id } key',
        { clientId, name: 'key' },
      );
      return { id: apiKey.id, key };
    },
    setKeys: async (owner, clientId, keys) => {
      await run(owner, 'setClientKeys', 'SetClientKeysInput', 'client { id }', { clientId, keySet: { keys } });
    },
    change: async (owner, mutation, type, input) => {
      await run(owner, mutation, type, '__typename', input);
    },
    newBranch: async (owner, code) => {
      const input = { code, name: code, type: 'LAB', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };
      return (await run<{ branch: { id: string } }>(owner, 'createBranch', 'CreateBranchInput', 'branch { id }', input)).branch.id;
    },
    tokenOf: async (client_id, client_secret, scope) => {
      const { body } = await post('/oauth/token', {
        grant_type: 'client_credentials',
        client_id,
        client_secret,
        ...(scope ? { scope } : {}),
      });
      if (typeof body['access_token'] !== 'string') throw new Error(`no token: ${JSON.stringify(body)}`);
      return body['access_token'];
    },
    who: async (credential, headers = {}) => {
      const authorization = credential === null ? undefined : { authorization: `Bearer ${credential}` };
      const answer = await answerOf(await fetch(`${url}/who`, { headers: { ...authorization, ...headers } }));
      const {
        context = null,
        admission = null,
        errors = [],
      } = answer.body as Partial<Who> & { errors?: { message: string; extensions: { code: string } }[] };
      return { ...answer, context, admission, code: errors[0]?.extensions.code ?? null, message: errors[0]?.message ?? '' };
    },
    graphql: async (credential) =>
      answerOf(
        await fetch(`${url}/graphql`, {
          method: 'POST',
          body: JSON.stringify({ query: '{ me { id } }' }),
          headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
        }),
      ),
    close: async () => {
      await gateway.close();
      await platform.subgraph.close();
    },
  };
}
