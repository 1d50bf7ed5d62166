import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { silent } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { defineInbound, type InboundRequest } from '#kernel/subgraph/inbound.js';
import { createSubgraphServer } from '#kernel/subgraph/subgraph-server.js';
import { counterSubgraph } from '#kernel/testing/counter-subgraph.js';
import { openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { HttpChannel } from '../channels/http-channel.js';
import { openTinyGateway, type TinyGateway } from '../testing/tiny-gateway.js';

interface Received {
  readonly request: RequestContext;
  readonly sent: InboundRequest;
}

const calls: Received[] = [];
const hook = defineInbound({
  name: 'hook',
  description: 'Keeps what comes.',
  receive: ({ request }, sent) => {
    calls.push({ request, sent });
    if (sent.parameters['refuse'] !== undefined) throw new GraphError('BAD_USER_INPUT', 'That is no count.');
    if (sent.parameters['fail'] !== undefined) throw new Error('select * from secrets');
    return Promise.resolve(sent.method === 'GET' ? { status: 200, text: sent.parameters['challenge'] ?? '' } : { status: 202 });
  },
});

describe.each(['one process', 'services'] as const)('what servers outside send, in %s', (way) => {
  let subgraph: TestSubgraph;
  let tiny: TinyGateway;
  let closeWay: () => Promise<void>;
  let address: string;
  beforeAll(async () => {
    subgraph = await openTestSubgraph({ ...counterSubgraph('counters'), inbound: [hook] }, { log: silent });
    const { channel, close } = await (way === 'services'
      ? remote(subgraph)
      : { channel: subgraph.runtime, close: () => Promise.resolve() });
    closeWay = close;
    tiny = await openTinyGateway({}, { channels: [channel], downloads: [], inbound: [{ subgraph: 'counters', name: 'hook' }] });
    address = `${tiny.url}/inbound/${tiny.tenant.subdomain}/counters/hook`;
  });
  afterAll(async () => {
    await tiny.close();
    await closeWay();
    await subgraph.close();
  });
  beforeEach(() => {
    calls.splice(0);
    tiny.admission.suspended = false;
  });

  it('comes byte by byte, whatever it says of itself', async () => {
    const body = randomBytes(200_000);
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'nothing/known']) {
      const answer = await fetch(address, { method: 'POST', headers: { 'content-type': type, 'x-signature': 'abc' }, body });
      expect([answer.status, await answer.text()]).toEqual([202, '']);
    }
    expect(calls.map(({ sent }) => hash(sent.body))).toEqual(Array.from({ length: 4 }, () => hash(body)));
    expect(calls[0]?.sent.headers['x-signature']).toBe('abc');
  });

  it('is for the tenant of the address, and from nobody', async () => {
    const token = await tiny.token();
    const headers = {
      authorization: `Bearer ${token}`,
      cookie: `caregraph_access=${token}`,
      'x-caregraph-context': 'x',
      'x-tenant-id': 'other',
    };
    const answer = await fetch(`${address}?challenge=4711`, { headers });
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([200, '4711', 'text/plain; charset=utf-8']);
    const [{ request, sent } = {} as Received] = calls;
    expect([request.tenant, request.actor.kind, request.grants]).toEqual([tiny.tenant, 'anonymous', []]);
    expect(Object.keys(headers).filter((name) => sent.headers[name] !== undefined)).toEqual([]);
  });

  it.each([
    ['/inbound/tiny/counters/other', 404],
    ['/inbound/tiny/clock/hook', 404],
    ['/inbound/tiny/counters/hook?challenge=1&challenge=2', 400],
  ])('reaches nobody at %s', async (path, status) => {
    const answer = await fetch(tiny.url + path, { method: 'POST', body: '{}' });
    expect([answer.status, calls.length]).toEqual([status, 0]);
  });

  it('reaches no tenant that is suspended, and is no larger than it may be', async () => {
    expect((await fetch(address, { method: 'POST', body: Buffer.alloc(3 * 1024 * 1024 + 1) })).status).toBe(413);
    tiny.admission.suspended = true;
    // By its id, under which nobody has looked it up before.
    const suspended = address.replace(tiny.tenant.subdomain, tiny.tenant.id);
    expect([(await fetch(suspended, { method: 'POST', body: '{}' })).status, calls.length]).toEqual([403, 0]);
  });

  it('is told why it is refused, and not what went wrong inside', async () => {
    const refused = await fetch(`${address}?refuse`, { method: 'POST', body: '{}' });
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ message: 'That is no count.' }] }]);
    const failed = await fetch(`${address}?fail`, { method: 'POST', body: '{}' });
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('secrets');
  });

  it('leaves operations as they are', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${tiny.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: '{ now }' }) });
    expect(await answer.json()).toEqual({ data: { now: 0 } });
  });
});

function hash(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

async function remote(subgraph: TestSubgraph): Promise<{ channel: SubgraphChannel; close: () => Promise<void> }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const server = await createSubgraphServer({ channel: subgraph.runtime, key: publicKey, ready: () => Promise.resolve(true), log: silent });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const channel = new HttpChannel({ name: 'counters', url, key: privateKey, timeoutMs: 5_000, answerBytes: 1_000_000 });
  return {
    channel,
    close: async () => {
      await channel.close();
      await server.close();
    },
  };
}
