import { connect as tcp } from 'node:net';
import { eventually } from '#kernel/testing/eventually.js';
import { LiveClient } from './end-to-end/live-client.js';
import { GraphClient } from './end-to-end/client.js';
import { startTopology, type RunningGraph } from './end-to-end/topology.js';

let graph: RunningGraph;
let steppe: GraphClient;
beforeAll(async () => {
  graph = await startTopology('one process');
  steppe = await GraphClient.signIn(graph.url, 'steppe');
}, 400_000);
afterAll(() => graph.stop());

const subscription = 'subscription { patientRegistered { sequence } }';
const signedIn = () => LiveClient.connect(graph.url, { authorization: `Bearer ${steppe.token}` });

describe('a socket', () => {
  it.each([
    ['a token that is none', { authorization: 'Bearer abc' }, 4401],
    ['a tenant that does not exist', { 'x-tenant-id': 'nobody' }, 4403],
    ['a token and another tenant', { authorization: () => `Bearer ${steppe.token}`, 'x-tenant-id': 'copperbelt' }, 4403],
    ['a branch that is not its own', { authorization: () => `Bearer ${steppe.token}`, 'x-branch-id': 'branch_01jd0a8ksvf3ntbd0zqzyb6y2q' }, 4403],
  ])('with %s is refused with a code and a reason', async (_, parameters, code) => {
    const live = await LiveClient.dial(graph.url);
    const payload = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, typeof value === 'function' ? value() : value]));
    live.say({ type: 'connection_init', payload });
    const closed = await live.closed;
    expect([closed.code, closed.reason.length > 20]).toEqual([code, true]);
  });

  it.each([[{ authorization: 7 }], [{ authorization: ['Bearer', 'x'] }], [{ authorization: { a: 1 } }]])('takes parameters that are no texts for none at all: %j', async (payload) => {
    const live = await LiveClient.connect(graph.url, { ...payload, 'x-tenant-id': 'steppe' });
    live.subscribe('a', subscription);
    expect(await live.next()).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await live.close();
  });

  it('of a page of another origin is not opened', async () => {
    await expect(LiveClient.dial(graph.url, { headers: { origin: 'https://evil.example' } })).rejects.toThrow('403');
    await expect(LiveClient.dial(graph.url, { headers: { origin: 'null' } })).rejects.toThrow('403');
    const ours = await LiveClient.dial(graph.url, { headers: { origin: graph.url } });
    await ours.close();
  });

  it('does not take the cookie of a session from a neighbouring subdomain', async () => {
    const headers = (origin: string) => ({ headers: { origin, cookie: `caregraph_access=${steppe.token}`, host: 'steppe.localhost' } });
    const ask = async (origin: string): Promise<unknown> => {
      const live = await LiveClient.dial(graph.url, headers(origin));
      live.say({ type: 'connection_init' });
      await live.next();
      live.subscribe('a', subscription);
      const { type } = await live.next();
      await live.close();
      return type;
    };
    expect([await ask('http://evil.localhost'), await ask('http://steppe.localhost')]).toEqual(['error', 'next']);
  });

  it.each([
    ['subscribes before it says who it is', (live: LiveClient) => live.subscribe('a', subscription), 4401],
    ['sends no JSON', (live: LiveClient) => live.socket.send('{'), 4400],
    ['sends a message of no kind', (live: LiveClient) => live.say({ type: 'hello' }), 4400],
    ['says who it is twice', (live: LiveClient) => [1, 2].forEach(() => live.say({ type: 'connection_init', payload: { 'x-tenant-id': 'steppe' } })), 4429],
    ['sends more than a body may hold', (live: LiveClient) => live.say({ type: 'connection_init', payload: { a: 'x'.repeat(300_000) } }), 1009],
    ['says nothing', () => undefined, 4408],
  ])('that %s is closed', async (_, act, code) => {
    const live = await LiveClient.dial(graph.url);
    act(live);
    expect((await live.closed).code).toBe(code);
  });

  it('that speaks another protocol is closed', async () => {
    const live = await LiveClient.dial(graph.url, {}, 'graphql-ws').catch((error: unknown) => error);
    expect(live instanceof Error || (await (live as LiveClient).closed).code === 4406).toBe(true);
  });

  it('cannot use one id for two operations', async () => {
    const live = await signedIn();
    live.subscribe('a', subscription);
    live.subscribe('a', subscription);
    expect((await live.closed).code).toBe(4409);
  });

  it('carries only so many operations at a time', async () => {
    const live = await signedIn();
    for (let index = 0; index <= 50; index += 1) live.subscribe(`s${index}`, subscription);
    const messages = await Promise.all(Array.from({ length: 51 }, () => live.next()));
    const refused = messages.filter(({ type }) => type === 'error');
    expect(refused).toEqual([{ id: 's50', type: 'error', payload: [expect.objectContaining({ message: 'A socket carries at most 50 operations at a time: complete one first.' })] }]);
    live.say({ id: 's0', type: 'complete' });
    live.subscribe('more', subscription);
    expect(await live.next()).toMatchObject({ id: 'more', type: 'next' });
    await live.close();
  });

  it('that dies without a word leaves nothing running', async () => {
    const { port } = new URL(graph.url);
    const raw = tcp(Number(port), '127.0.0.1');
    raw.write(`GET /graphql HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`);
    await new Promise((resolve) => raw.once('data', resolve));
    raw.destroy();
    const metrics = async () => /^caregraph_sockets (\d+)$/m.exec(await (await fetch(`${graph.url}/metrics`)).text())?.[1];
    await eventually(metrics, (count) => count === '0');
  });
});

describe('an operation on a socket', () => {
  const deep = (levels: number): string => (levels === 0 ? 'id' : `encounters(first: 1) { nodes { patient { ${deep(levels - 1)} } } }`);
  it.each([
    ['that cannot be read', 'subscription {', /Syntax Error/],
    ['that is not in the schema', 'subscription { patientRegistered { secret } }', /Cannot query field "secret"/],
    ['of two fields', 'subscription { patientRegistered { kind } encounterUpdated { kind } }', /must select only one top level field/],
    ['with a root field that may be skipped', 'subscription ($b: Boolean!) { patientRegistered @include(if: $b) { kind } }', /cannot be skipped/],
    ['that is too deep', `subscription { patientRegistered { patients { ${deep(6)} } } }`, /depth of this operation/],
    ['of too many words', `subscription { patientRegistered { ${'kind '.repeat(3_000)} } }`, /more that 2000 tokens|more than 2000 tokens/],
    ['without the variable that it needs', 'subscription ($b: Boolean!) { patientRegistered { kind @include(if: $b) } }', /Variable "\$b" of required type/],
    ['with @defer', 'subscription { patientRegistered { ... @defer { kind } } }', /Unknown directive "@defer"/],
  ])('%s is answered by an error, and the socket stays', async (_, query, message) => {
    const live = await signedIn();
    live.subscribe('a', query);
    const answer = await live.next();
    expect(answer).toMatchObject({ id: 'a', type: 'error', payload: [{ message: expect.stringMatching(message) as string, extensions: { code: 'BAD_USER_INPUT' } }] });
    live.say({ type: 'ping' });
    expect(await live.next()).toEqual({ type: 'pong' });
    await live.close();
  });

  it('may be a query or a mutation, under the same rules as over HTTP', async () => {
    const live = await signedIn();
    live.subscribe('q', '{ me { displayName } }');
    expect(await live.next()).toEqual({ id: 'q', type: 'next', payload: { data: { me: { displayName: 'Steppe Health Owner' } } } });
    expect(await live.next()).toEqual({ id: 'q', type: 'complete' });
    live.subscribe('deep', `{ patients(first: 1) { nodes { ${deep(6)} } } }`);
    expect(await live.next()).toMatchObject({ id: 'deep', payload: { errors: [{ message: expect.stringContaining('depth') as string }] } });
    await live.close();
  });

  it('is not taken over HTTP when it is a subscription', async () => {
    const { status, errors } = await steppe.send({ query: subscription });
    expect([status, errors?.[0]?.message]).toEqual([400, 'Subscriptions are followed over a WebSocket at this address, by the protocol graphql-transport-ws.']);
  });
});
