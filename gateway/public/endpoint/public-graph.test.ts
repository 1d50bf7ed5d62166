import { generateKeyPairSync } from 'node:crypto';
import { fastify, type FastifyInstance } from 'fastify';
import { emptyContext, systemContext } from '#kernel/context/request-context.js';
import { signSystemContext } from '#kernel/context/system-token.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { newId } from '#kernel/graph/type-id.js';
import { HttpPublicGraph, publicGraphPath } from '#kernel/subgraph/http-public-graph.js';
import type { PublicCaller, PublicOperation } from '#kernel/subgraph/public-graph.js';
import { GatewayPublicGraph } from './public-graph.js';
import { registerPublicGraphRoute } from './public-graph-route.js';
import type { PublicOperationContext } from './public-call.js';

const tenant = { id: newId('tenant'), subdomain: 'steppe' };
const clientId = newId('client');
const caller: PublicCaller = { tenant, clientId, idempotencyKey: 'message-1' };
const operation: PublicOperation = {
  query: 'query Find($id: ID!) { node(id: $id) { id } }',
  operationName: 'Find',
  variables: { id: '1' },
};

describe('the public graph for a job', () => {
  const ran: { operation: PublicOperation; context: PublicOperationContext }[] = [];
  const graphOf = (known: { readonly clientId: string } | null) =>
    new GatewayPublicGraph(
      {
        run: (asked, context) => {
          ran.push({ operation: asked, context });
          return Promise.resolve({ data: { node: null } });
        },
      },
      ({ clientId: id }, base) => {
        if (id !== known?.clientId) return Promise.resolve(null);
        const client = {
          id,
          kind: 'LIVE',
          purpose: 'TREAT',
          permissions: [],
          everyBranch: true,
          branches: [],
          lockedToOperations: false,
        } as const;
        const admission = { tenant: { ...tenant, status: 'ACTIVE', locale: 'en' }, plan: 'STARTER', client, usedToday: 0 } as const;
        return Promise.resolve({
          context: { ...base, tenant, actor: { kind: 'client', id, sessionId: null, purpose: 'TREAT' } },
          admission,
        });
      },
    );
  beforeEach(() => void ran.splice(0));

  it('is what the client would be answered, but waits for no rate', async () => {
    expect(await graphOf(caller).execute(caller, operation)).toEqual({ data: { node: null } });
    expect(ran).toEqual([{ operation, context: expect.objectContaining({ unhurried: true }) as object }]);
    expect(ran[0]?.context.request).toMatchObject({ tenant, actor: { kind: 'client', id: clientId }, idempotency: { key: 'message-1' } });
  });

  it('is another request at another branch', async () => {
    for (const branch of [undefined, 'branch_a', 'branch_b', 'branch_a'])
      await graphOf(caller).execute({ ...caller, ...(branch ? { branch } : {}) }, operation);
    const [anywhere, first, second, again] = ran.map(({ context }) => context.request.idempotency?.bodyHash);
    expect(again).toBe(first);
    expect(new Set([anywhere, first, second]).size).toBe(3);
  });

  it('is closed to clients that are not let in any more, and to those of other tenants', async () => {
    const foreign = { ...caller, tenant: { id: newId('tenant'), subdomain: 'copperbelt' } };
    const answers = [await graphOf(null).execute(caller, operation), await graphOf(caller).execute(foreign, operation)];
    expect(answers.map(({ data, errors }) => [data, errors?.[0]?.extensions['code']])).toEqual([
      [undefined, 'UNAUTHENTICATED'],
      [undefined, 'UNAUTHENTICATED'],
    ]);
    expect(ran).toEqual([]);
  });
});

describe('the public graph between services', () => {
  const [own, foreign] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const asked: [PublicCaller, PublicOperation][] = [];
  let server: FastifyInstance;
  let url: string;
  let graph: HttpPublicGraph;
  beforeAll(async () => {
    server = fastify();
    server.setErrorHandler((error, _, reply) =>
      reply.code(error instanceof GraphError ? (error.extensions['http'] as { status: number }).status : 500).send({}),
    );
    const execute = (by: PublicCaller, what: PublicOperation) => {
      asked.push([by, what]);
      return Promise.resolve({
        data: { node: null } as never,
        errors: [new GraphError('NOT_FOUND', 'There is none.', { path: ['node'] })],
        extensions: { cost: 1 },
      });
    };
    registerPublicGraphRoute(server, { execute }, new Map([['messaging', own.publicKey]]));
    url = await server.listen({ port: 0, host: '127.0.0.1' });
    graph = new HttpPublicGraph({ gatewayUrl: url, subgraph: 'messaging', key: own.privateKey });
  });
  beforeEach(() => void asked.splice(0));
  afterAll(async () => {
    await graph.close();
    await server.close();
  });

  it('asks the gateway for the tenant that its token names, and gives back all of the answer', async () => {
    const { data, errors, extensions } = await graph.execute(caller, operation);
    expect([data, extensions]).toEqual([{ node: null }, { cost: 1 }]);
    expect(errors?.map(({ message, path, extensions: own }) => [message, path, own['code']])).toEqual([
      ['There is none.', ['node'], 'NOT_FOUND'],
    ]);
    expect(asked).toEqual([[{ tenant, clientId, idempotencyKey: 'message-1' }, operation]]);
  });

  it('refuses everybody else', async () => {
    const send = async (subgraph: string, token: string, body: object = { clientId, operation }) => {
      const headers = { 'content-type': 'application/json', 'x-caregraph-subgraph': subgraph, 'x-caregraph-context': token };
      return (await fetch(`${url}${publicGraphPath}`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    const token = (name: string, key = own.privateKey) => signSystemContext(systemContext(tenant, 'job', 'request'), name, key);
    expect(await send('messaging', '')).toBe(401);
    expect(await send('messaging', await token('messaging', foreign.privateKey))).toBe(401);
    expect(await send('pharmacy', await token('pharmacy'))).toBe(401);
    expect(await send('messaging', await token('pharmacy'))).toBe(401);
    expect(await send('messaging', await token('messaging'), { clientId })).toBe(400);
    expect(asked).toEqual([]);
    await expect(signSystemContext(emptyContext('request'), 'messaging', own.privateKey)).rejects.toThrow();
  });

  it('says that the gateway is away', async () => {
    const nowhere = new HttpPublicGraph({ gatewayUrl: 'http://127.0.0.1:9', subgraph: 'messaging', key: own.privateKey });
    await expect(nowhere.execute(caller, operation)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    await nowhere.close();
  });
});
