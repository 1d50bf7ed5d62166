import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { ClientOperationVariables } from '#kernel/context/client-operations.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { openChargedServer, type ChargedAnswer, type ChargedServer } from '../../testing/charged-server.js';
import type { ChargedContext } from '../cost/cost-plugin.js';
import { LocalBuckets } from '../rates/local-buckets.js';
import type { PlanRates } from '../rates/plan-rates.js';
import { Rates } from '../rates/rates.js';
import { ClientDocuments } from './client-documents.js';
import { trustedOperations } from './trusted-operations.js';

const plan: PlanRates = { client: { capacity: 1_000, restoreRate: 100 }, tenant: { capacity: 1_000, restoreRate: 100 }, perDay: 100_000 };
const yaks = 'query Yaks($n: Int) { yaks(first: $n) { name } }';
const said = 'query Said($word: String) { said(word: $word) }';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const idOf = (text: string): string => `sha256:${sha256(text)}`;

/** The manifests, by client. */
let manifests: Map<string, Map<string, string>>;
let away: boolean;
let asked: ClientOperationVariables[];
let hashes: (string | undefined)[];
let server: ChargedServer;

const platform: SubgraphChannel = {
  name: 'platform',
  execute: ({ variables }) => {
    const { client, hash } = variables as unknown as ClientOperationVariables;
    asked.push({ ...(variables as unknown as ClientOperationVariables) });
    if (away) return Promise.resolve({ errors: [new GraphQLError('away')] });
    return Promise.resolve({ data: { clientOperation: manifests.get(client)?.get(hash) ?? null } });
  },
};

beforeEach(async () => {
  manifests = new Map([
    ['lab', new Map([yaks].map((text) => [sha256(text), text]))],
    ['erp', new Map([said].map((text) => [sha256(text), text]))],
  ]);
  [away, asked, hashes] = [false, [], []];
  const seen = {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ contextValue }: { contextValue: ChargedContext }) => {
          hashes.push(contextValue.request.idempotency?.bodyHash);
          return Promise.resolve();
        },
      }),
  };
  server = await openChargedServer({
    rates: new Rates(new LocalBuckets()),
    plans: { STARTER: plan, GROWTH: plan, ENTERPRISE: plan },
    plugins: [trustedOperations({ documents: new ClientDocuments(platform) }), seen],
    lockedToOperations: (client) => client === 'lab',
    idempotency: { key: 'k', bodyHash: 'same' },
  });
});
afterEach(() => server.close());

const outcome = ({ status, body }: ChargedAnswer) => [status, body.errors?.[0]?.extensions.code ?? body.data];

describe('a published operation', () => {
  it('runs by its id, with variables, and is charged and named as what it is', async () => {
    const answer = await server.ask('lab', { documentId: idOf(yaks), variables: { n: 1 } });
    expect(outcome(answer)).toEqual([200, { yaks: [{ name: 'Yak 0' }] }]);
    expect(answer.body.extensions.cost).toMatchObject({ requested: 3, actual: 3 });
    expect(server.uses).toEqual([expect.objectContaining({ operation: 'Yaks', failed: false, cost: 3 })]);
  });

  it('runs by the extension of older clients too, and by GET', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(said) } };
    expect(outcome(await server.ask('erp', { extensions, variables: { word: 'sain' } }))).toEqual([200, { said: 'sain' }]);
    const get = async (search: URLSearchParams): Promise<unknown> => {
      const answer = await fetch(`${server.url}/graphql?${search.toString()}`, {
        headers: { 'x-client': 'erp', 'apollo-require-preflight': '1' },
      });
      return ((await answer.json()) as { data?: unknown }).data;
    };
    expect(await get(new URLSearchParams({ documentId: idOf(said) }))).toEqual({ said: null });
    expect(await get(new URLSearchParams({ extensions: JSON.stringify(extensions) }))).toEqual({ said: null });
  });

  it("of another client does not exist, nor does one that is nobody's", async () => {
    const foreign = await server.ask('erp', { documentId: idOf(yaks) });
    const unknown = await server.ask('erp', { documentId: idOf('{ nothing }') });
    expect(outcome(foreign)).toEqual([404, 'NOT_FOUND']);
    expect([foreign.body.errors, foreign.status]).toEqual([unknown.body.errors, unknown.status]);
    expect(asked.map(({ tenant, client }) => [tenant, client])).toEqual([
      ['tenant_steppe', 'erp'],
      ['tenant_steppe', 'erp'],
    ]);
    expect(outcome(await server.ask('', { documentId: idOf(yaks) }))).toEqual([404, 'NOT_FOUND']);
  });

  it('can be sent with its text, and not with another', async () => {
    expect(outcome(await server.ask('erp', { query: said, documentId: idOf(said) }))).toEqual([200, { said: null }]);
    expect(outcome(await server.ask('erp', { query: yaks, documentId: idOf(said) }))).toEqual([400, 'BAD_USER_INPUT']);
  });

  it.each(['', 'sha256:', sha256(said), `sha256:${'g'.repeat(64)}`, `md5:${sha256(said)}`, 7, { sha256: sha256(said) }])(
    'has no id like %j',
    async (documentId) => {
      expect(outcome(await server.ask('erp', { documentId }))).toEqual([400, 'BAD_USER_INPUT']);
    },
  );

  it('makes another body of an Idempotency-Key than another does', async () => {
    manifests.get('erp')?.set(sha256(yaks), yaks);
    await server.ask('erp', { documentId: idOf(said) });
    await server.ask('erp', { documentId: idOf(yaks) });
    await server.ask('erp', { documentId: idOf(said) });
    await server.ask('erp', { query: said });
    expect([new Set(hashes).size, hashes[0] === hashes[2], hashes[3]]).toEqual([3, true, 'same']);
  });

  it('is known within two seconds of its publishing, and forgotten within two of its removal', async () => {
    expect(outcome(await server.ask('erp', { documentId: idOf(yaks) }))[0]).toBe(404);
    manifests.get('erp')?.set(sha256(yaks), yaks);
    manifests.get('erp')?.delete(sha256(said));
    await delay(2_050);
    expect(outcome(await server.ask('erp', { documentId: idOf(yaks), variables: { n: 0 } }))).toEqual([200, { yaks: [] }]);
    expect(outcome(await server.ask('erp', { documentId: idOf(said) }))[0]).toBe(404);
  });

  it('is asked for once by many at a time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => server.ask('erp', { documentId: idOf(said) })));
    expect(asked).toHaveLength(1);
  });

  it('cannot be run while manifests cannot be reached, and can afterwards', async () => {
    away = true;
    expect(outcome(await server.ask('erp', { documentId: idOf(said) }))).toEqual([503, 'UNAVAILABLE']);
    expect(outcome(await server.ask('erp', { query: said }))).toEqual([200, { said: null }]);
    away = false;
    expect(outcome(await server.ask('erp', { documentId: idOf(said) }))).toEqual([200, { said: null }]);
  });
});

describe('a locked client', () => {
  it.each([
    ['another operation', { query: said }],
    ['a change of a published one', { query: `${yaks} ` }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['what cannot be read', { query: '{' }],
    ['another operation with its own id', { query: said, documentId: idOf(said) }],
    ['another operation with its own hash', { query: said, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(said) } } }],
    ['another operation, named as a published one', { query: 'query Yaks { said }', operationName: 'Yaks' }],
  ])('is refused %s', async (_, body) => {
    const answer = await server.ask('lab', body);
    expect(outcome(answer)).toEqual([403, 'FORBIDDEN']);
    expect(answer.body.errors).toEqual([
      {
        message:
          'This client runs only the operations that are published for it, and this is none of them: send one as it was published, or its documentId.',
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
  });

  it('runs its own, by text as by id', async () => {
    expect(outcome(await server.ask('lab', { query: yaks, variables: { n: 0 } }))).toEqual([200, { yaks: [] }]);
    expect(outcome(await server.ask('lab', { documentId: idOf(yaks), variables: { n: 0 } }))).toEqual([200, { yaks: [] }]);
  });
});
