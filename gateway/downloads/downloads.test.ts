import { generateKeyPairSync } from 'node:crypto';
import { get, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { signContext } from '#kernel/context/context-token.js';
import { systemContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { testTenant } from '#kernel/testing/test-subgraph.js';
import { openFilesGateway, tapPiece, type FilesGateway, type WayToFiles } from '../testing/files-gateway.js';

const copperbelt = testTenant('copperbelt');

describe.each<WayToFiles>(['one process', 'services'])('downloads in %s', (way) => {
  let files: FilesGateway;
  let token: string;
  let yaks: string;
  beforeAll(async () => {
    files = await openFilesGateway(way, { downloadsPerTenant: 3, downloadStallMs: 2_500 });
    token = await files.tiny.token();
    yaks = await files.newCounter(files.tiny.tenant, 'yaks');
  });
  afterAll(() => files.close());
  beforeEach(() => {
    files.calls.splice(0);
    (files.logged as unknown[]).splice(0);
    Object.assign(files.tap, { pieces: 0, closed: 0, waiting: [] });
  });

  const send = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${files.tiny.url}/downloads/${path}`, {
      headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'identity', ...headers },
    });
  const refusal = async (answer: Response) => {
    const { error } = (await answer.json()) as { error: { code: string; message: string; requestId: string } };
    expect(error.requestId).toBe(answer.headers.get('x-request-id'));
    expect(answer.headers.get('content-disposition')).toBeNull();
    return [answer.status, error.code, error.message];
  };
  /** How an answer ended that was read, or not, to its end. */
  const endOf = (answer: IncomingMessage) =>
    new Promise<string>((resolve) => {
      answer
        .resume()
        .once('error', ({ message }) => resolve(message))
        .once('end', () => resolve('a whole file'));
    });
  /** The answer before its body is read. */
  const begin = (path: string, more: RequestOptions = {}) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(
        `${files.tiny.url}/downloads/${path}`,
        { ...more, headers: { authorization: `Bearer ${token}`, ...(more.headers as Record<string, string> | undefined) } },
        resolve,
      ).once('error', reject);
    });
  const freeStreams = () =>
    eventually(
      () => Promise.resolve(files.subgraph.database.streamPool.pool),
      ({ totalCount, idleCount }) => totalCount === idleCount,
    );

  it('give a file with its name, its type and its length, to be kept and not to be shown', async () => {
    const answer = await send(`counters/counter?id=${yaks}`);
    expect([answer.status, await answer.text()]).toEqual([200, 'yaks\n']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="_______ _yaks_.txt"; filename*=UTF-8''%D1%82%D0%BE%D0%BE%D0%BB%D1%83%D1%83%D1%80%20%22yaks%22.txt`,
      'content-length': '5',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('let in whom GraphQL lets in, by token or cookie, and as nobody else', async () => {
    const forged = await signContext(systemContext(copperbelt, 'remind', 'forged'), 'counters', generateKeyPairSync('ed25519').privateKey);
    const internal = { 'x-caregraph-context': forged, 'x-caregraph-subgraph': 'counters', 'x-request-id': 'my-own-request' };
    const answer = await fetch(`${files.tiny.url}/downloads/counters/counter?id=${yaks}`, {
      headers: { cookie: `caregraph_access=${token}`, ...internal },
    });
    expect([answer.status, await answer.text()]).toEqual([200, 'yaks\n']);
    expect(files.calls.map(({ tenant, actor, requestId }) => [tenant, actor.kind, requestId])).toEqual([
      [files.tiny.tenant, 'staff', 'my-own-request'],
    ]);
  });

  it('refuse who is not signed in, has no right, or belongs to a suspended tenant', async () => {
    const path = `counters/counter?id=${yaks}`;
    const anonymous = await fetch(`${files.tiny.url}/downloads/${path}`);
    expect(await refusal(anonymous)).toEqual([
      401,
      'UNAUTHENTICATED',
      'Sign in to use /downloads/counters/counter: send an access token in the Authorization header.',
    ]);
    expect(await refusal(await send(path, { authorization: 'Bearer abc' }))).toEqual([
      401,
      'UNAUTHENTICATED',
      'The access token is not valid: sign in again.',
    ]);
    const { admission } = files.tiny;
    admission.permissions = ['clock:read'];
    const stranger = { authorization: `Bearer ${await files.tiny.token()}` };
    expect(await refusal(await send(path, stranger))).toEqual([
      403,
      'FORBIDDEN',
      '/downloads/counters/counter takes the permission "counters:read", which your roles do not hold here.',
    ]);
    Object.assign(admission, { suspended: true, permissions: ['clock:read', 'counters:read'] });
    const suspended = { authorization: `Bearer ${await files.tiny.token()}` };
    expect((await refusal(await send(path, suspended))).slice(0, 2)).toEqual([403, 'FORBIDDEN']);
    admission.suspended = false;
    expect(files.calls).toEqual([]);
  });

  it.each([
    ['the subgraph, whatever the gateway thinks', 'counters/guarded'],
    ['the gateway, whatever the subgraph thinks', 'counters/open'],
  ])('are refused by %s', async (_, path) => {
    const message = `/downloads/${path} takes the permission "counters:audit", which your roles do not hold here.`;
    expect(await refusal(await send(path))).toEqual([403, 'FORBIDDEN', message]);
  });

  it("know a foreign tenant's id as little as one that never was", async () => {
    const mules = await files.newCounter(copperbelt, 'mules');
    const nothing = [404, 'NOT_FOUND', '/downloads/counters/counter has nothing for these parameters.'];
    expect(await refusal(await send(`counters/counter?id=${mules}`))).toEqual(nothing);
    expect(await refusal(await send(`counters/counter?id=${newId('counter')}`))).toEqual(nothing);
  });

  it.each([
    ['counters/unknown', 404, 'NOT_FOUND', 'There is no download at /downloads/counters/unknown.'],
    ['strangers/counter', 404, 'NOT_FOUND', 'There is no download at /downloads/strangers/counter.'],
    ['clock/counter', 404, 'NOT_FOUND', 'There is no download at /downloads/clock/counter.'],
    ['counters/counter', 400, 'BAD_USER_INPUT', 'Say which: add the parameter "id" to the address.'],
    ['counters/counter?id=1&id=2', 400, 'BAD_USER_INPUT', 'The parameter "id" is there more than once: send it once.'],
    [
      'counters/counter?id=1',
      400,
      'BAD_USER_INPUT',
      '"1" is not the id of a counter: such ids look like counter_01jd0a8ksvf3ntbd0zqzyb6y2q.',
    ],
    ['counters/refused?how=RATE_LIMITED', 429, 'RATE_LIMITED', 'Once a minute.'],
  ])('answer %s by %d', async (path, ...expected) => {
    expect(await refusal(await send(path))).toEqual(expected);
  });

  it('tell nothing of what went wrong inside, but for the log', async () => {
    const requestId = 'a-request-that-fails';
    expect(await refusal(await send('counters/refused', { 'x-request-id': requestId }))).toEqual([
      500,
      'INTERNAL',
      `Something went wrong on our side; quote request ${requestId} to support.`,
    ]);
    expect(files.logged).toContainEqual(
      expect.objectContaining({
        msg: 'a download failed',
        requestId,
        error: expect.objectContaining({ message: 'select * from secrets' }) as unknown,
      }),
    );
  });

  it('that fail before their first piece are refused, not begun', async () => {
    expect((await refusal(await send('counters/numbers?count=1000&breaks=1'))).slice(0, 2)).toEqual([500, 'INTERNAL']);
    await freeStreams();
  });

  it.each(['identity', 'gzip'])('that fail while the first of it is still here are no answer either (%s)', async (encoding) => {
    const outcome = await begin('counters/stumble', { headers: { 'accept-encoding': encoding } }).then(
      (answer) => (answer.statusCode === 200 ? endOf(answer) : String(answer.statusCode)),
      ({ message }: Error) => message,
    );
    // Between services the gateway may hear of the end before it hears of the beginning.
    expect(outcome).toMatch(way === 'services' ? /aborted|ECONNRESET|hang up|503/ : /aborted|ECONNRESET|hang up/);
    const said = files.logged.map(({ msg }) => msg);
    expect(said).toContain('a download broke off');
    expect(said).not.toContain('a request failed');
  });

  it.each(['identity', 'gzip'])('that fail midway break the connection (%s), and say so in the log', async (encoding) => {
    const requestId = `a-file-that-breaks-${encoding}`;
    const answer = await begin('counters/numbers?count=100000&breaks=60000', {
      headers: { 'accept-encoding': encoding, 'x-request-id': requestId },
    });
    expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, encoding === 'gzip' ? 'gzip' : undefined]);
    expect(await endOf(answer)).toMatch(/aborted|ECONNRESET/);
    expect(answer.complete).toBe(false);
    expect(files.logged).toContainEqual(
      expect.objectContaining({ msg: 'a download broke off', requestId, download: '/downloads/counters/numbers' }),
    );
    await freeStreams();
  });

  it('that fail midway do not look whole to HTTP/1.0 either', async () => {
    const { port } = new URL(files.tiny.url);
    const ended = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`GET /downloads/counters/numbers?count=100000&breaks=60000 HTTP/1.0\r\nauthorization: Bearer ${token}\r\n\r\n`),
      );
      socket
        .resume()
        .once('end', () => resolve('a whole file'))
        .once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    });
    expect(ended).toBe('ECONNRESET');
    await freeStreams();
  });

  it('carry 300,000 rows, packed for who can unpack them', async () => {
    const answer = await begin('counters/numbers?count=300000');
    let bytes = 0;
    let tail = '';
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      tail = (tail + chunk.toString('latin1')).slice(-120);
    }
    expect(tail).toMatch(/\r\n300000,(numbers ){12}300000\r\n$/);
    expect(bytes).toBeGreaterThan(30_000_000);
    const packed = await send('counters/numbers?count=3000', { 'accept-encoding': 'gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect((await packed.text()).split('\r\n')).toHaveLength(3_002);
    const raw = await begin('counters/numbers?count=3000', { headers: { 'accept-encoding': 'gzip' } });
    const chunks: Buffer[] = [];
    for await (const chunk of raw as AsyncIterable<Buffer>) chunks.push(chunk);
    expect(gunzipSync(Buffer.concat(chunks)).subarray(0, 6).toString()).toBe('n,word');
    await freeStreams();
  });

  it('are made no faster than they are read, and closed when the client goes', async () => {
    const answer = await begin('counters/tap');
    answer.pause();
    const settled = async () => {
      for (let last = -1; last !== files.tap.pieces;) {
        last = files.tap.pieces;
        await delay(150);
      }
      return files.tap.pieces;
    };
    const ahead = await settled();
    // What sockets and streams hold on the way, and then nothing more. The system gives sockets more, the faster they are.
    expect(ahead * tapPiece.length).toBeLessThan(48 * 1024 * 1024);
    let read = 0;
    for await (const chunk of answer.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)
      if ((read += chunk.length) > 32 * 1024 * 1024) break;
    answer.pause();
    expect((await settled()) * tapPiece.length - read).toBeLessThan(48 * 1024 * 1024);
    expect(files.tap.closed).toBe(0);
    answer.destroy();
    await eventually(
      () => Promise.resolve(files.tap.closed),
      (closed) => closed === 1,
    );
    expect(files.logged).toEqual([]);
  });

  it('let go of the database when the client goes', async () => {
    const answer = await begin('counters/numbers?count=1000000');
    expect(files.subgraph.database.streamPool.pool.totalCount).toBeGreaterThan(files.subgraph.database.streamPool.pool.idleCount);
    answer.destroy();
    await freeStreams();
  });

  it('that are there only after the client has gone are closed at once', async () => {
    const gone = new AbortController();
    const asking = fetch(`${files.tiny.url}/downloads/counters/late`, {
      headers: { authorization: `Bearer ${token}` },
      signal: gone.signal,
    });
    const [begin] = await eventually(
      () => Promise.resolve(files.tap.waiting),
      ({ length }) => length === 1,
    );
    gone.abort();
    await expect(asking).rejects.toThrow('aborted');
    await delay(100);
    begin?.();
    await eventually(
      () => Promise.resolve(files.tap.closed),
      (closed) => closed === 1,
    );
    expect(files.tap.pieces).toBe(1);
  });

  it('that stand still are given up, and so are those that never begin', async () => {
    expect(await endOf(await begin('counters/drip'))).toMatch(/aborted|ECONNRESET/);
    expect((await refusal(await send('counters/never'))).slice(0, 2)).toEqual([503, 'UNAVAILABLE']);
    const reader = await begin('counters/tap');
    reader.pause();
    await eventually(
      () => Promise.resolve(files.tap.closed),
      (closed) => closed === 1,
    );
    reader.destroy();
  });

  it('of one tenant are so many at a time, and again as many when they have ended', async () => {
    const open = [await begin('counters/tap'), await begin('counters/tap'), await begin('counters/tap')];
    expect(await refusal(await send(`counters/counter?id=${yaks}`))).toEqual([
      429,
      'RATE_LIMITED',
      'At most 3 downloads of a tenant run at a time: wait until one has ended.',
    ]);
    for (const answer of open) answer.destroy();
    await eventually(
      async () => (await send(`counters/counter?id=${yaks}`)).status,
      (status) => status === 200,
    );
  });

  it('are no answer to HEAD, which would make them for nothing', async () => {
    const answer = await fetch(`${files.tiny.url}/downloads/counters/counter?id=${yaks}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${token}` },
    });
    expect([answer.status, files.calls]).toEqual([404, []]);
  });

  it('are counted by how they ended', async () => {
    const figures = await (await fetch(`${files.tiny.url}/metrics`)).text();
    for (const outcome of ['whole', 'refused', 'broken'])
      expect(figures).toMatch(new RegExp(`caregraph_downloads_total\\{subgraph="counters",download="\\w+",outcome="${outcome}"\\} [1-9]`));
  });
});
