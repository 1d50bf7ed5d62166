import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { silent } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { createSubgraphServer } from '#kernel/subgraph/subgraph-server.js';
import { eventually } from '#kernel/testing/eventually.js';
import { HttpChannel } from '../channels/http-channel.js';
import type { Limits } from '../limits.js';
import { openTinyGateway, type TinyGateway } from '../testing/tiny-gateway.js';

const kib = 1024;
const mib = 1024 * kib;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(
  limits: Partial<Limits> = {},
  wayToClock: (clock: SubgraphChannel) => SubgraphChannel = (clock) => clock,
): Promise<{ tiny: TinyGateway; token: string }> {
  const tiny = await openTinyGateway(limits, { channels: [], downloads: [], wayToClock });
  closing.unshift(() => tiny.close());
  return { tiny, token: await tiny.token() };
}

/** The clock as another process would serve it. */
async function remoteClock(): Promise<(clock: SubgraphChannel) => SubgraphChannel> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  let clock: SubgraphChannel | undefined;
  const server = await createSubgraphServer({
    channel: { name: 'clock', execute: (...call) => clock?.execute(...call) ?? Promise.reject(new Error('There is no clock yet')) },
    key: publicKey,
    ready: () => Promise.resolve(true),
    log: silent,
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const channel = new HttpChannel({ name: 'clock', url, key: privateKey, timeoutMs: 10_000, answerBytes: mib });
  closing.push(
    () => channel.close(),
    () => server.close(),
  );
  return (given) => {
    clock = given;
    return channel;
  };
}

const engraving = (bytes: number): string =>
  JSON.stringify({ query: 'mutation ($text: String!) { engrave(text: $text) }', variables: { text: 'x'.repeat(bytes) } });

interface Answered {
  readonly status: number;
  readonly data?: { readonly engrave: number };
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function send(tiny: TinyGateway, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(`${tiny.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const refused = ({ status, errors }: Answered) => [status, errors?.[0]?.extensions.code, errors?.[0]?.message];

/** Sends without a length, in pieces. */
async function sendInPieces(tiny: TinyGateway, body: string, headers: Record<string, string>): Promise<Answered> {
  const asking = request(`${tiny.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
  asking.on('error', () => undefined);
  const answered = once(asking, 'response') as Promise<[IncomingMessage]>;
  for (let at = 0; at < body.length && !asking.destroyed; at += 32 * kib) {
    if (!asking.write(body.slice(at, at + 32 * kib))) await Promise.race([once(asking, 'drain'), answered, delay(1_000)]);
  }
  asking.end();
  const [answer] = await answered;
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  return { status: answer.statusCode ?? 0, ...(JSON.parse(Buffer.concat(chunks).toString()) as object) };
}

const tooLargeForVisitors =
  'A request has at most 256 KiB; with an access token in its Authorization header, its variables may have up to 8 MiB.';
const tooLargeAtAll = 'A request has at most 8 MiB: send less at once.';
const tooLargeText = 'All of an operation but its variables has at most 256 KiB: put what is large into variables.';

describe.each(['one process', 'services'])('large variables in %s', (topology) => {
  it('arrive when the caller is signed in, and not otherwise', async () => {
    const { tiny, token } = await open({}, topology === 'services' ? await remoteClock() : undefined);
    expect(await send(tiny, engraving(5 * mib), bearer(token))).toEqual({ status: 200, data: { engrave: 5 * mib } });
    expect(await send(tiny, engraving(8 * mib - kib), bearer(token))).toEqual({ status: 200, data: { engrave: 8 * mib - kib } });
    expect(tiny.calls.clock).toBe(2);
    expect(refused(await send(tiny, engraving(300 * kib)))).toEqual([413, 'BAD_USER_INPUT', tooLargeForVisitors]);
    expect(refused(await send(tiny, engraving(9 * mib), bearer(token)))).toEqual([413, 'BAD_USER_INPUT', tooLargeAtAll]);
    expect(tiny.calls.clock).toBe(2);
    expect((await send(tiny, engraving(200 * kib))).data).toEqual({ engrave: 200 * kib });
  });
});

describe('a large body', () => {
  it('is refused unread with a token that does not verify, or none but in a cookie', async () => {
    const { tiny, token } = await open();
    const [header, payload] = token.split('.');
    expect(refused(await send(tiny, engraving(300 * kib), bearer(`${header}.${payload}.${'A'.repeat(86)}`)))).toEqual([
      401,
      'UNAUTHENTICATED',
      'The access token is not valid: sign in again.',
    ]);
    expect(refused(await send(tiny, engraving(300 * kib), bearer(await tiny.token(-60))))[0]).toBe(401);
    expect(refused(await send(tiny, engraving(300 * kib), { cookie: `caregraph_access=${token}` }))).toEqual([
      413,
      'BAD_USER_INPUT',
      tooLargeForVisitors,
    ]);
    expect(tiny.calls.clock).toBe(0);
  });

  it('counts as it comes when it does not tell its length', async () => {
    const { tiny, token } = await open();
    expect((await sendInPieces(tiny, engraving(5 * mib), bearer(token))).data).toEqual({ engrave: 5 * mib });
    expect(refused(await sendInPieces(tiny, engraving(300 * kib), {}))).toEqual([413, 'BAD_USER_INPUT', tooLargeForVisitors]);
    expect(refused(await sendInPieces(tiny, engraving(9 * mib), bearer(token)))).toEqual([413, 'BAD_USER_INPUT', tooLargeAtAll]);
    expect((await sendInPieces(tiny, engraving(100 * kib), {})).data).toEqual({ engrave: 100 * kib });
  });

  it('counts as it is unpacked, however small it was packed', async () => {
    const { tiny, token } = await open();
    const zipped = { 'content-encoding': 'gzip' };
    expect(refused(await send(tiny, gzipSync(engraving(300 * kib)), zipped))).toEqual([413, 'BAD_USER_INPUT', tooLargeForVisitors]);
    expect((await send(tiny, gzipSync(engraving(5 * mib)), { ...zipped, ...bearer(token) })).data).toEqual({ engrave: 5 * mib });
    expect(refused(await send(tiny, gzipSync(engraving(9 * mib)), { ...zipped, ...bearer(token) }))).toEqual([
      413,
      'BAD_USER_INPUT',
      tooLargeAtAll,
    ]);
    expect((await send(tiny, gzipSync(engraving(kib)), zipped)).data).toEqual({ engrave: kib });
  });

  const longText = `mutation { wind } #${'x'.repeat(300 * kib)}`;
  it.each<[string, object]>([
    ['the text', { query: longText }],
    ['a batch', [{ query: longText }, { query: 'mutation { wind }' }]],
    ['many small operations at once', Array.from({ length: 20_000 }, () => ({ query: 'mutation { wind }' }))],
    ['the name', { query: 'mutation { wind }', operationName: 'x'.repeat(300 * kib) }],
    ['a persisted text', { extensions: { persistedQuery: { version: 1, sha256Hash: 'x'.repeat(300 * kib) } } }],
    ['what belongs to no operation', { query: 'mutation { wind }', more: 'x'.repeat(300 * kib) }],
  ])('may not have %s large, even of somebody signed in', async (_, body) => {
    const { tiny, token } = await open();
    expect(refused(await send(tiny, JSON.stringify(body), bearer(token)))).toEqual([413, 'BAD_USER_INPUT', tooLargeText]);
    expect(tiny.calls.clock).toBe(0);
  });

  it('may have no more tokens in its text than any other', async () => {
    const { tiny, token } = await open();
    const body = JSON.stringify({
      query: `mutation ($text: String!) { engrave(text: $text) ${'wind '.repeat(2_001)} }`,
      variables: { text: 'x'.repeat(mib) },
    });
    expect(refused(await send(tiny, body, bearer(token)))[2]).toMatch(/2000 tokens/);
  });

  it('whose variables are nested without end is answered, and nothing breaks', async () => {
    const { tiny, token } = await open();
    const nested = `${'['.repeat(mib)}${']'.repeat(mib)}`;
    const body = `{"query":"mutation ($text: String!) { engrave(text: $text) }","variables":{"text":${nested}}}`;
    expect((await send(tiny, body, bearer(token))).status).toBeLessThan(500);
    expect((await send(tiny, body, { ...bearer(token), 'idempotency-key': 'nested' })).status).toBeLessThan(500);
  });

  it('is cut off when only half of it comes, and leaves room for the next', async () => {
    const { tiny, token } = await open({ receiveMs: 2_000, largeBodies: 1, largeBodiesPerTenant: 1 });
    const socket = connect(Number(new URL(tiny.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${4 * mib}\r\n\r\n{"query":`,
    );
    const trickling = setInterval(() => socket.write('x'.repeat(kib)), 100);
    await closed;
    clearInterval(trickling);
    expect(text).toMatch(/^HTTP\/1\.1 408/);
    expect((await send(tiny, engraving(mib), bearer(token))).status).toBe(200);
  });

  it('waits for its turn unread: fifty at once do not fill the memory', async () => {
    const hold = Promise.withResolvers<void>();
    let [running, most] = [0, 0];
    const held = (clock: SubgraphChannel): SubgraphChannel => ({
      name: clock.name,
      execute: async (...call) => {
        most = Math.max(most, (running += 1));
        await hold.promise;
        running -= 1;
        return clock.execute(...call);
      },
    });
    const { tiny, token } = await open({ receiveMs: 50_000, largeBodies: 4, largeBodiesPerTenant: 3 }, held);
    const sockets: Socket[] = [];
    tiny.gateway.server.server.on('connection', (socket) => sockets.push(socket));
    const body = engraving(5 * mib);
    const answers = Promise.all(Array.from({ length: 50 }, () => send(tiny, body, bearer(token))));
    await eventually(
      () => Promise.resolve([running, sockets.length]),
      ([calls, connections]) => calls === 3 && connections === 50,
    );
    await delay(500);
    const read = sockets.map(({ bytesRead }) => bytesRead).sort((a, b) => b - a);
    expect(read.slice(0, 3).every((bytes) => bytes > 5 * mib)).toBe(true);
    expect(read[3]).toBeLessThan(256 * kib);
    hold.resolve();
    expect((await answers).map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect([most, tiny.calls.clock]).toEqual([3, 50]);
  });

  it('says when its turn does not come, and holds up nothing that is small', async () => {
    const { tiny, token } = await open({ receiveMs: 2_000, largeBodiesPerTenant: 2 });
    const body = JSON.stringify({ query: '{ slow }', variables: { text: 'x'.repeat(mib) } });
    const gone = new AbortController();
    const slow = [1, 2].map(() =>
      fetch(`${tiny.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body,
        signal: gone.signal,
      }).catch(() => null),
    );
    await eventually(
      () => Promise.resolve(tiny.calls.clock),
      (calls) => calls === 2,
    );
    expect(refused(await send(tiny, engraving(mib), bearer(token)))).toEqual([
      429,
      'RATE_LIMITED',
      'Too many large requests are being taken in just now: send it again in a moment.',
    ]);
    expect((await send(tiny, engraving(100 * kib), bearer(token))).status).toBe(200);
    gone.abort();
    await Promise.all(slow);
    await eventually(
      () => send(tiny, engraving(mib), bearer(token)),
      ({ status }) => status === 200,
    );
  });
});
