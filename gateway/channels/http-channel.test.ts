import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { eventually } from '#kernel/testing/eventually.js';
import { HttpChannel } from './http-channel.js';

const { privateKey } = generateKeyPairSync('ed25519');
let server: FastifyInstance;
let calls: string[];
let aborted: number;
let answer: (body: { query: string }) => Promise<unknown>;
let channel: HttpChannel;
let channelWith: (timeoutMs: number) => HttpChannel;
beforeEach(async () => {
  calls = [];
  aborted = 0;
  answer = () => delay(50, { data: { list: [{ n: 1 }] } });
  server = fastify({ forceCloseConnections: true });
  server.post<{ Body: { query: string } }>('/graphql', async ({ body, headers }, reply) => {
    calls.push(String(headers['x-request-id']));
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) aborted += 1;
    });
    return answer(body);
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  channelWith = (timeoutMs) => new HttpChannel({ name: 'things', url, key: privateKey, timeoutMs, answerBytes: 1_000 });
  channel = channelWith(30_000);
});
afterEach(async () => {
  await channel.close();
  await server.close();
});

const base = emptyContext('one');
const caller = (requestId: string, more: Partial<RequestContext> = {}): RequestContext => ({ ...base, requestId, tenant: { id: 'tenant_1', subdomain: 'steppe' }, ...more });
/** Until so many calls have reached the subgraph. */
const reached = (count: number) => eventually(() => Promise.resolve(calls.length), (length) => length === count);
const never = () => new Promise<never>(() => undefined);
const read = { query: '{ list { n } }', variables: { a: 1 }, repeatable: true };

describe('reads under way', () => {
  it('are shared by those who must get the same answer, each with objects of his own', async () => {
    const results = await Promise.all(['a', 'b', 'c'].map((id) => channel.execute(read, caller(id))));
    expect(calls).toHaveLength(1);
    expect(results[1]).toEqual({ data: { list: [{ n: 1 }] } });
    expect(results[0]?.data).not.toBe(results[1]?.data);
    await channel.execute(read, caller('later'));
    expect(calls).toHaveLength(2);
  });

  it.each<[string, Partial<RequestContext>]>([
    ['tenant', { tenant: { id: 'tenant_2', subdomain: 'copperbelt' } }],
    ['branch', { branch: 'branch_1' }],
    ['actor', { actor: { kind: 'staff', id: 'staff_1', sessionId: 'session_1' } }],
    ['session', { actor: { kind: 'anonymous', id: null, sessionId: 'session_2' } }],
    ['grants', { grants: [{ role: 'X', permissions: ['patients:read'], branches: 'all' }] }],
    ['language', { locale: 'mn' }],
  ])('are not shared across another %s', async (_, other) => {
    await Promise.all([channel.execute(read, caller('a')), channel.execute(read, caller('b', other))]);
    expect(calls).toHaveLength(2);
  });

  it('are not shared when variables differ, and mutations never are', async () => {
    await Promise.all([channel.execute(read, caller('a')), channel.execute({ ...read, variables: { a: 2 } }, caller('b'))]);
    expect(calls).toHaveLength(2);
    await Promise.all(['a', 'b'].map((id) => channel.execute({ query: 'mutation { wind }', repeatable: false }, caller(id))));
    expect(calls).toHaveLength(4);
  });

  it('that began before a write are not joined after it', async () => {
    const before = channel.execute(read, caller('a'));
    await reached(1);
    answer = () => Promise.resolve({ data: { wind: 1 } });
    await channel.execute({ query: 'mutation { wind }', repeatable: false }, caller('b'));
    answer = () => Promise.resolve({ data: { list: [{ n: 2 }] } });
    expect((await channel.execute(read, caller('c'))).data).toEqual({ list: [{ n: 2 }] });
    expect((await before).data).toEqual({ list: [{ n: 1 }] });
  });

  it('that fail are asked again by everybody for himself, so that errors name the right request', async () => {
    answer = () => delay(20, { data: null, errors: [{ message: `request ${calls.at(-1)}`, extensions: { code: 'INTERNAL' } }] });
    const results = await Promise.all(['a', 'b'].map((id) => channel.execute(read, caller(id))));
    expect(results.map(({ errors }) => errors?.[0]?.message)).toEqual(['request a', 'request b']);
  });

  it('are given up when the last who waits has gone, and not before', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const answering = Promise.withResolvers<unknown>();
    answer = () => answering.promise;
    const both = Promise.all([channel.execute(read, caller('a'), first.signal), channel.execute(read, caller('b'), second.signal)]);
    await reached(1);
    first.abort();
    answering.resolve({ data: { list: [{ n: 1 }] } });
    expect((await both)[1]).toEqual({ data: { list: [{ n: 1 }] } });
    expect(aborted).toBe(0);
    answer = never;
    const third = new AbortController();
    const gone = channel.execute(read, caller('c'), third.signal);
    await reached(2);
    third.abort();
    expect((await gone).errors?.[0]?.extensions['code']).toBe('UNAVAILABLE');
    await eventually(() => Promise.resolve(aborted), (count) => count === 1);
  });

  it('that are being given up are joined by nobody', async () => {
    const leaving = new AbortController();
    const answers = answer;
    answer = never;
    const gone = channel.execute(read, caller('a'), leaving.signal);
    await reached(1);
    leaving.abort();
    answer = answers;
    const stays = channel.execute(read, caller('b'));
    expect((await gone).errors?.[0]?.extensions['code']).toBe('UNAVAILABLE');
    expect(await stays).toEqual({ data: { list: [{ n: 1 }] } });
  });
});

describe('a subgraph', () => {
  it.each<[string, () => Promise<unknown>, number]>([
    ['does not answer in time', never, 300],
    ['answers too much', () => Promise.resolve({ data: { text: 'x'.repeat(2_000) } }), 30_000],
    ['answers no JSON', () => Promise.resolve('<html>'), 30_000],
    ['fails', () => Promise.reject(new Error('no')), 30_000],
  ])('that %s is an error that says so without details', async (_, act, timeoutMs) => {
    answer = act;
    const waiting = channelWith(timeoutMs);
    const { errors, data } = await waiting.execute(read, caller('a'));
    await waiting.close();
    expect([data, errors?.[0]?.message, errors?.[0]?.extensions]).toEqual([undefined, 'The part of the graph called "things" cannot be reached just now: try again in a moment.', { code: 'UNAVAILABLE' }]);
  });
});
