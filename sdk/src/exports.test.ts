import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { TinyPublicGraph, tinyKey } from '../../tests/portal/tiny-public-graph.js';
import { CareGraph } from './care-graph.js';
import { ExportError, NetworkError, RequestError } from './errors.js';

let tiny: TinyPublicGraph;
let graph: CareGraph;

beforeEach(async () => {
  tiny = new TinyPublicGraph();
  await tiny.listen();
  graph = new CareGraph({ url: tiny.url, apiKey: tinyKey });
});
afterEach(() => tiny.server.close());

const everything = { query: '{ orders { nodes { id number } } }' };

it('is started, waited for and read line by line', async () => {
  const { id, status } = await graph.exports.start(everything);
  expect(status).toBe('QUEUED');
  const seen: string[] = [];
  await graph.exports.wait(id, { onProgress: (state) => seen.push(state.status), longestPauseMs: 10 });
  expect(seen).toEqual(['RUNNING', 'COMPLETED']);
  const rows: { id: string; number: string }[] = [];
  for await (const row of graph.exports.lines<{ id: string; number: string }>(id)) rows.push(row);
  expect(rows).toEqual([0, 1, 2].map((index) => ({ id: `order_${index}`, number: `LAB-${index} ✓` })));
});

it('reads lines that come in pieces, cut within a character too', async () => {
  const bytes = new TextEncoder().encode('{"name":"Оюун"}\n\n{"name":"จันทร์"}');
  const inPieces: typeof fetch = () =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start(controller) {
            for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
            controller.close();
          },
        }),
      ),
    );
  const slow = new CareGraph({ url: tiny.url, apiKey: tinyKey, fetch: inPieces });
  const names: unknown[] = [];
  for await (const row of slow.exports.lines('export_1')) names.push(row['name']);
  expect(names).toEqual(['Оюун', 'จันทร์']);
});

it('takes no more of a file than is read', async () => {
  let given = 0;
  const endless: typeof fetch = () =>
    Promise.resolve(
      new Response(
        new ReadableStream(
          {
            pull(controller) {
              given += 1;
              controller.enqueue(new TextEncoder().encode(`{"line":${given}}\n`));
            },
          },
          { highWaterMark: 1 },
        ),
      ),
    );
  const graphWithoutEnd = new CareGraph({ url: tiny.url, apiKey: tinyKey, fetch: endless });
  for await (const row of graphWithoutEnd.exports.lines<{ line: number }>('export_1')) if (row.line === 100) break;
  expect(given).toBeLessThan(120);
});

describe('a file that comes slowly', () => {
  /** A server of one file, which the test writes itself. */
  async function serving(write: (response: ServerResponse) => Promise<void>): Promise<{ url: string; close(): void }> {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/jsonl' });
      void write(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close().closeAllConnections() };
  }
  const pieceMs = 500;
  const timeoutMs = 3 * pieceMs;

  it('is read to its end, however long that takes', async () => {
    const pieces = 2 * (timeoutMs / pieceMs);
    const server = await serving(async (response) => {
      for (let line = 1; line <= pieces; line += 1) {
        await delay(pieceMs);
        response.write(`{"line":${line}}\n`);
      }
      response.end();
    });
    const patient = new CareGraph({ url: server.url, apiKey: tinyKey, timeoutMs });
    const lines: number[] = [];
    for await (const { line } of patient.exports.lines<{ line: number }>('export_1')) lines.push(line);
    expect(lines).toEqual(Array.from({ length: pieces }, (_, index) => index + 1));
    server.close();
  });

  it('is not waited for when it stands still, and its connection is let go', async () => {
    const left = Promise.withResolvers<void>();
    const server = await serving(async (response) => {
      response.write('{"line":1}\n');
      response.on('close', () => left.resolve());
      await left.promise;
    });
    const waiting = new CareGraph({ url: server.url, apiKey: tinyKey, timeoutMs });
    const lines = waiting.exports.lines<{ line: number }>('export_1');
    expect((await lines.next()).value).toEqual({ line: 1 });
    const error = await lines.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ cause: { name: 'TimeoutError' } });
    await left.promise;
    server.close();
  });

  it('waits for whoever reads it', async () => {
    // More than lies in the buffers on the way.
    const many = 100_000;
    const server = await serving((response) => {
      response.end(Array.from({ length: many }, (_, index) => `{"line":${index},"note":"${'x'.repeat(100)}"}\n`).join(''));
      return Promise.resolve();
    });
    const busy = new CareGraph({ url: server.url, apiKey: tinyKey, timeoutMs });
    let count = 0;
    for await (const { line } of busy.exports.lines<{ line: number }>('export_1')) {
      if (line === 10) await delay(2 * timeoutMs);
      count += 1;
    }
    expect(count).toBe(many);
    server.close();
  });
});

it('says when there will be no file', async () => {
  const { id } = await graph.exports.start(everything);
  await graph.exports.cancel(id);
  const error = await graph.exports.wait(id).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ExportError);
  expect(error).toMatchObject({ status: 'CANCELLED', message: 'The export is cancelled: start another.' });
  await expect(graph.exports.get('export_9')).rejects.toThrow('There is no export export_9.');
  await expect(graph.exports.lines('export_9').next()).rejects.toThrow(RequestError);
});
