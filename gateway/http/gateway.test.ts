import { request, Agent } from 'node:http';
import { eventually } from '#kernel/testing/eventually.js';
import { openTinyGateway, type TinyGateway } from '../testing/tiny-gateway.js';

let tiny: TinyGateway;
beforeEach(async () => {
  tiny = await openTinyGateway({ drainMs: 5_000 });
});
afterEach(() => tiny.close());

const send = (query: string, more: RequestInit = {}) =>
  fetch(`${tiny.url}/graphql`, { method: 'POST', body: JSON.stringify({ query }), ...more, headers: { 'content-type': 'application/json', ...(more.headers as Record<string, string> | undefined) } });

describe('the gateway over HTTP', () => {
  it('compresses answers that are worth it, for clients that can read them', async () => {
    const large = '{ __schema { types { name description fields { name description } } } }';
    const plain = await send(large, { headers: { 'accept-encoding': 'identity' } });
    const zipped = await send(large, { headers: { 'accept-encoding': 'gzip' } });
    expect([plain.headers.get('content-encoding'), zipped.headers.get('content-encoding')]).toEqual([null, 'gzip']);
    expect(await zipped.json()).toEqual(await plain.json());
    expect((await send('{ now }', { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding')).toBeNull();
  });

  it('keeps connections for the next request', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = () =>
      new Promise<boolean>((resolve, reject) => {
        const asking = request(`${tiny.url}/graphql?query=${encodeURIComponent('{ now }')}`, { agent, headers: { 'content-type': 'application/json' } }, (answer) => {
          answer.resume();
          answer.once('end', () => resolve(asking.reusedSocket));
        });
        asking.once('error', reject);
        asking.end();
      });
    expect([await ask(), await ask()]).toEqual([false, true]);
    agent.destroy();
  });

  it('gives up what nobody waits for any more', async () => {
    const gone = new AbortController();
    const asking = send('{ slow }', { signal: gone.signal }).catch(() => null);
    await eventually(() => Promise.resolve(tiny.calls.clock), (calls) => calls === 1);
    gone.abort();
    await asking;
    await eventually(() => Promise.resolve(tiny.abandoned()), (count) => count === 1);
  });

  it('lets requests under way finish when it stops, and takes no more', async () => {
    const asking = send('{ slow }');
    await eventually(() => Promise.resolve(tiny.calls.clock), (calls) => calls === 1);
    const closing = tiny.close();
    const isRefused = () => send('{ now }').then(
      () => false,
      () => true,
    );
    await eventually(isRefused, Boolean);
    tiny.release();
    const answer = await asking;
    expect([answer.status, await answer.json()]).toEqual([200, { data: { slow: 1 } }]);
    await closing;
  });
});
