import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { signContext } from '../context/context-token.js';
import { emptyContext, type RequestContext } from '../context/request-context.js';
import { silent } from '../log/logger.js';
import type { DownloadRequest, SubgraphChannel } from './channel.js';
import { contextHeader, createSubgraphServer } from './subgraph-server.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const caller = emptyContext('a-request');

let asked: DownloadRequest[];
let told: (readonly [RequestContext, string])[];
let body: Readable;
beforeEach(() => {
  asked = [];
  told = [];
});

async function serve(
  channel: Partial<SubgraphChannel>,
): Promise<{ close: () => Promise<void>; fetchFile: (path: string) => Promise<IncomingMessage>; token: string }> {
  const server = await createSubgraphServer({
    channel: { name: 'patients', execute: () => Promise.resolve({}), ...channel },
    key: publicKey,
    ready: () => Promise.resolve(true),
    onCall: (context, token) => told.push([context, token]),
    drainMs: 100,
    log: silent,
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const token = await signContext(caller, 'patients', privateKey);
  return {
    token,
    close: () => server.close(),
    fetchFile: (path) =>
      new Promise((resolve, reject) => get(`${url}${path}`, { headers: { [contextHeader]: token } }, resolve).once('error', reject)),
  };
}

const download: SubgraphChannel['download'] = (request) => {
  asked.push(request);
  return Promise.resolve({ name: 'history.txt', type: 'text/plain; charset=utf-8', length: null, body });
};

describe('a subgraph that serves files', () => {
  it('hands on what is asked, and who asks for as long as others may be asked back', async () => {
    body = Readable.from(['all of it']);
    const { fetchFile, close, token } = await serve({ download });
    const answer = await fetchFile('/downloads/history?id=a%20b&from=2026');
    expect(String(await once(answer, 'data'))).toBe('all of it');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="history.txt"; filename*=UTF-8''history.txt`,
    });
    expect(asked).toEqual([{ name: 'history', parameters: { id: 'a b', from: '2026' } }]);
    expect(told).toEqual([[caller, token]]);
    await close();
  });

  it('has none where there are none', async () => {
    const { fetchFile, close } = await serve({});
    const answer = await fetchFile('/downloads/history');
    expect([answer.statusCode, JSON.parse(String(await once(answer, 'data')))]).toEqual([
      404,
      { errors: [{ message: 'There is no download "history" here.', extensions: { code: 'NOT_FOUND' } }] },
    ]);
    await close();
  });

  it('breaks off a file that fails before anything of it was sent', async () => {
    body = new Readable({ read: () => void body.destroy(new Error('nothing')) });
    const { fetchFile, close } = await serve({ download });
    const outcome = await fetchFile('/downloads/history').then(
      (answer) =>
        new Promise((resolve) =>
          answer
            .resume()
            .once('error', ({ message }) => resolve(message))
            .once('end', () => resolve('a whole file')),
        ),
      ({ message }: Error) => message,
    );
    expect(outcome).toMatch(/aborted|ECONNRESET|hang up/);
    await close();
  });

  it('breaks off those under way when it has stopped for a while', async () => {
    body = new Readable({ read: () => undefined });
    body.push('a part');
    const { fetchFile, close } = await serve({ download });
    const answer = await fetchFile('/downloads/history');
    const ended = new Promise((resolve) =>
      answer
        .resume()
        .once('error', resolve)
        .once('end', () => resolve('a whole file')),
    );
    await close();
    expect(await ended).toMatchObject({ message: expect.stringMatching(/aborted|ECONNRESET/) as string });
  });
});
