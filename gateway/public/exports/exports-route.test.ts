import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import compress from '@fastify/compress';
import { fastify, type FastifyInstance } from 'fastify';
import pg from 'pg';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { silent } from '#kernel/log/logger.js';
import { LocalObjects } from '#kernel/objects/local-objects.js';
import type { StoredObject } from '#kernel/objects/object-storage.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { createSubgraphServer } from '#kernel/subgraph/subgraph-server.js';
import { eventually } from '#kernel/testing/eventually.js';
import { testTenant } from '#kernel/testing/test-subgraph.js';
import { platform } from '../../../subgraphs/platform/index.js';
import { Exporter } from '../../../subgraphs/platform/testing/exporter.js';
import { NumberedGraph } from '../../../subgraphs/platform/testing/numbered-graph.js';
import { openPlatform, type TestPlatform } from '../../../subgraphs/platform/testing/open-platform.js';
import { HttpChannel } from '../../channels/http-channel.js';
import { limits } from '../../limits.js';
import { registerExportsRoute } from './exports-route.js';

/** A store that fails in the middle of a file when it is told to, and counts what it has given of each. */
class BreakingObjects extends LocalObjects {
  breaksAfter = Infinity;
  readings: { bytes: number }[] = [];

  override async read(...question: Parameters<LocalObjects['read']>): Promise<StoredObject | null> {
    const found = await super.read(...question);
    return found && { ...found, body: this.broken(found.body) };
  }

  private async *broken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let left = this.breaksAfter;
    const reading = { bytes: 0 };
    this.readings.push(reading);
    for await (const piece of body) {
      left -= 1;
      if (left < 0) throw new Error('The disk is gone.');
      reading.bytes += piece.byteLength;
      yield piece;
    }
  }
}

const graph = new NumberedGraph(0);
let store: BreakingObjects;
let folder: string;
let house: TestPlatform;
let background: Background;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports-'));
  store = new BreakingObjects(folder);
  house = await openPlatform(null, { objects: store, publicGraph: graph });
  background = await startBackground(platform, house.subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await house.subgraph.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  store.breaksAfter = Infinity;
  store.readings = [];
  graph.count = 500;
  graph.padding = 'reading '.repeat(5);
  graph.before = () => undefined;
});

interface Way {
  readonly channel: SubgraphChannel;
  close(): Promise<void>;
}

function inOneProcess(): Promise<Way> {
  return Promise.resolve({ channel: house.subgraph.runtime, close: () => Promise.resolve() });
}

async function overHttp(): Promise<Way> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const server = await createSubgraphServer({
    channel: house.subgraph.runtime,
    key: publicKey,
    ready: () => Promise.resolve(true),
    log: silent,
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const channel = new HttpChannel({ name: 'platform', url, key: privateKey, timeoutMs: 5_000, answerBytes: 1_000_000 });
  return {
    channel,
    close: async () => {
      await channel.close();
      await server.close();
    },
  };
}

describe.each([
  ['in one process', inOneProcess],
  ['between services', overHttp],
])('the file of an export, %s,', (_, open) => {
  let way: Way;
  let server: FastifyInstance;
  let url: string;
  let asking: RequestContext;
  beforeAll(async () => {
    way = await open();
    server = fastify();
    await server.register(compress, { global: true, threshold: 2_048, encodings: ['gzip', 'deflate'] });
    registerExportsRoute(server, {
      channel: way.channel,
      contextOf: () => Promise.resolve(asking),
      limits: { ...limits, downloadsPerTenant: 2 },
    });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    server.server.closeAllConnections();
    await server.close();
    await way.close();
  });

  const ask = (id: string, who: Exporter | RequestContext, headers: Record<string, string> = {}) => {
    asking = who instanceof Exporter ? who.context : who;
    return new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/public/exports/${id}`, { headers }, resolve).once('error', reject);
    });
  };
  const bodyOf = async (answer: IncomingMessage) => Buffer.concat((await answer.toArray()) as Buffer[]);
  const refusalOf = async (answer: IncomingMessage) => {
    const { error } = JSON.parse((await bodyOf(answer)).toString()) as { error: { code: string; message: string } };
    return [answer.statusCode, error.code, error.message];
  };
  const completed = async (lims = new Exporter(house.subgraph)) => {
    const id = await lims.start();
    const { progress } = await lims.until(id, 'COMPLETED');
    return { lims, id, bytes: Number(progress.bytes) };
  };

  it('comes whole, by its length', async () => {
    const { lims, id, bytes } = await completed();
    const answer = await ask(id, lims);
    expect([answer.statusCode, answer.headers]).toMatchObject([
      200,
      {
        'content-type': 'application/jsonl',
        'content-disposition': `attachment; filename="${id}.jsonl"; filename*=UTF-8''${id}.jsonl`,
        'content-length': String(bytes),
        'accept-ranges': 'bytes',
        etag: `"${id}"`,
      },
    ]);
    const lines = (await bodyOf(answer)).toString().split('\n');
    expect([lines.length, JSON.parse(lines[499] ?? '')]).toMatchObject([501, { number: 499 }]);
  });

  it('comes packed when that is taken', async () => {
    const { lims, id, bytes } = await completed();
    const answer = await ask(id, lims, { 'accept-encoding': 'gzip' });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding', etag: `W/"${id}"` });
    expect(answer.headers['content-length']).toBeUndefined();
    const body = await bodyOf(answer);
    expect(body.byteLength).toBeLessThan(bytes / 5);
    expect(gunzipSync(body).byteLength).toBe(bytes);
  });

  it('is gone on with from a byte on, and never packed then', async () => {
    const { lims, id, bytes } = await completed();
    const whole = await bodyOf(await ask(id, lims));
    const rest = await ask(id, lims, { range: 'bytes=20000-', 'accept-encoding': 'gzip', 'if-range': `"${id}"` });
    expect([rest.statusCode, rest.headers]).toMatchObject([
      206,
      { 'content-range': `bytes 20000-${bytes - 1}/${bytes}`, 'content-length': String(bytes - 20_000) },
    ]);
    expect(rest.headers['content-encoding']).toBeUndefined();
    expect(await bodyOf(rest)).toEqual(whole.subarray(20_000));
    expect(await bodyOf(await ask(id, lims, { range: 'bytes=-7' }))).toEqual(whole.subarray(-7));
    const other = await ask(id, lims, { range: 'bytes=20000-', 'if-range': '"another"' });
    expect([other.statusCode, await bodyOf(other)]).toEqual([200, whole]);
    const beyond = await ask(id, lims, { range: `bytes=${bytes}-` });
    expect(beyond.headers['content-range']).toBe(`bytes */${bytes}`);
    expect(await refusalOf(beyond)).toEqual([416, 'BAD_USER_INPUT', `The file has ${bytes} bytes: ask for a range within them.`]);
  });

  it('may be empty', async () => {
    graph.count = 0;
    const { lims, id } = await completed();
    const answer = await ask(id, lims, { 'accept-encoding': 'gzip' });
    expect([answer.statusCode, answer.headers['content-length'], await bodyOf(answer)]).toEqual([200, '0', Buffer.alloc(0)]);
  });

  it('is for its client alone', async () => {
    const { lims, id } = await completed();
    const nothing = [404, 'NOT_FOUND', 'There is no such export of this client.'];
    expect(await refusalOf(await ask(id, new Exporter(house.subgraph, lims.tenant)))).toEqual(nothing);
    expect(await refusalOf(await ask(id, new Exporter(house.subgraph, testTenant('copperbelt'), ['exports:run'], lims.clientId)))).toEqual(
      nothing,
    );
    expect(await refusalOf(await ask(newId('export'), lims))).toEqual(nothing);
    expect((await refusalOf(await ask('export_1', lims))).slice(0, 2)).toEqual([400, 'BAD_USER_INPUT']);
    expect((await refusalOf(await ask(id, new Exporter(house.subgraph, lims.tenant, ['orders:read'], lims.clientId)))).slice(0, 2)).toEqual(
      [403, 'FORBIDDEN'],
    );
    expect((await refusalOf(await ask(id, emptyContext('nobody')))).slice(0, 2)).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('is there only while there is one, and otherwise it is said why not', async () => {
    const { lims, id } = await completed();
    const client = new pg.Client({ connectionString: house.subgraph.ownerUrl });
    await client.connect();
    const become = (status: string, error: string | null, expires = new Date(Date.now() + 1_000)) =>
      client.query('update platform.exports set status = $2, error = $3, expires_at = $4 where id = $1', [
        toUuid('export', id),
        status,
        error,
        expires,
      ]);
    const said = async () => refusalOf(await ask(id, lims));
    await become('RUNNING', null);
    expect(await said()).toEqual([409, 'CONFLICT', 'The export is RUNNING: fetch its file when export(id: …) { status } is COMPLETED.']);
    await become('FAILED', 'Correct it.');
    expect(await said()).toEqual([409, 'CONFLICT', 'The export is FAILED, so there is no file. Correct it.']);
    await become('CANCELLED', null);
    expect(await said()).toEqual([409, 'CONFLICT', 'The export is CANCELLED, so there is no file: start another.']);
    const over = [410, 'NOT_FOUND', 'The file was deleted when its time was over: start the export again.'];
    await become('EXPIRED', null);
    expect(await said()).toEqual(over);
    await become('COMPLETED', null, new Date());
    expect(await said()).toEqual(over);
    await client.end();
  });

  it('reads no further for one that does not read, nor gives a tenant all the places', async () => {
    // Longer than what packing looks back on, for what is packed away fills no connection.
    graph.padding = randomBytes(30_000).toString('base64');
    graph.count = 1_500;
    const { lims, id, bytes } = await completed();
    const slow = [await ask(id, lims), await ask(id, lims, { 'accept-encoding': 'gzip' })];
    expect((await refusalOf(await ask(id, lims))).slice(0, 2)).toEqual([429, 'RATE_LIMITED']);
    const { lims: others, id: other } = await completed();
    expect((await ask(other, others)).destroy().statusCode).toBe(200);
    // What sockets and streams hold on the way, and then nothing more.
    const given = () => store.readings.slice(0, slow.length).map((reading) => reading.bytes);
    for (let last: number[] = []; String(last) !== String(given());) {
      last = given();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(Math.min(...given())).toBeGreaterThan(0);
    expect(Math.max(...given())).toBeLessThan(bytes);
    for (const answer of slow) answer.destroy();
    await eventually(
      async () => (await ask(id, lims)).destroy().statusCode,
      (status) => status === 200,
    );
  });

  it('takes no place of a tenant for who leaves before it comes', async () => {
    const { lims, id } = await completed();
    asking = lims.context;
    for (let wait = 0; wait < 20; wait += 1) {
      const leaving = get(`${url}/public/exports/${id}`).on('error', () => undefined);
      await new Promise((resolve) => setTimeout(resolve, wait));
      leaving.destroy();
    }
    await eventually(
      async () => (await ask(id, lims)).resume().statusCode,
      (status) => status === 200,
    );
  });

  it.each(['identity', 'gzip'])('that is lost on the way breaks off and looks like nothing whole (%s)', async (encoding) => {
    graph.padding = 'x'.repeat(20_000);
    graph.count = 2_000;
    const { lims, id } = await completed();
    store.breaksAfter = 100;
    const answer = await ask(id, lims, { 'accept-encoding': encoding });
    const ended = new Promise((resolve) => {
      answer
        .resume()
        .once('error', ({ message }) => resolve(message))
        .once('end', () => resolve('a whole file'));
    });
    expect([answer.statusCode, await ended]).toEqual([200, 'aborted']);
  });
});
