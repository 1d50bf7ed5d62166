import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { newWebhookKeyPair, newWebhookSecret, signatureHeaders } from './webhook-secret.js';
import { WebhookSender, type WebhookSenderOptions } from './webhook-sender.js';
import { mostAttempts, pauseAfter } from './retry-schedule.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(listener: RequestListener): Promise<{ url: string; port: number; server: Server }> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks?lab=1`, port, server };
}

function sender(options: WebhookSenderOptions = { loopbackAllowed: true }): WebhookSender {
  const made = new WebhookSender(options);
  closing.push(() => made.close());
  return made;
}

const message = { id: 'orderwebhookdelivery_1', body: '{"type":"order.placed","data":{"id":"order_1","number":"УБ-1"}}' };

describe('a message', () => {
  it('is signed so that another library knows it, by every secret that is valid', async () => {
    const got: { headers: Record<string, string>; body: string; path: string }[] = [];
    const { url } = await receiver((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        got.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString(), path: request.url ?? '' });
        response.writeHead(200).end('thanks');
      });
    });
    const [secret, previous, foreign] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    const answer = await sender().send({ ...message, url, secrets: [secret, previous] });
    expect(answer).toEqual({ status: 200, text: 'thanks', problem: null, milliseconds: expect.any(Number) as number });
    const [{ headers, body, path } = { headers: {}, body: '', path: '' }] = got;
    expect([path, body, headers['webhook-id']]).toEqual(['/hooks?lab=1', message.body, message.id]);
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(message.body));
    expect(new Webhook(previous).verify(body, headers)).toEqual(JSON.parse(message.body));
    expect(() => new Webhook(foreign).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(secret).verify(body.replace('order_1', 'order_2'), headers)).toThrow('No matching signature');
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'another' })).toThrow('No matching signature');
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
  });

  it('does not follow where it is redirected', async () => {
    let reached = 0;
    const inside = await receiver((_, response) => {
      reached += 1;
      response.end();
    });
    const { url } = await receiver((_, response) => response.writeHead(307, { location: inside.url }).end('elsewhere'));
    expect(await sender().send({ ...message, url, secrets: [newWebhookSecret()] })).toMatchObject({
      status: 307,
      text: 'elsewhere',
      problem: null,
    });
    expect(reached).toBe(0);
  });

  const inside = 'The name of the server leads into a network, and not to a server on the Internet.';
  it.each([
    [['127.0.0.1']],
    [['10.1.2.3']],
    [['169.254.169.254']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['fd00::1']],
    [['8.8.8.8', '127.0.0.1']],
    [[]],
  ])('goes nowhere when its name leads to %j', async (addresses) => {
    let reached = 0;
    const { port } = await receiver((_, response) => {
      reached += 1;
      response.end();
    });
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const strict = sender({ resolve: () => Promise.resolve(found) });
    expect(await strict.send({ ...message, url: `https://rebound.example:${port}/`, secrets: [newWebhookSecret()] })).toMatchObject({
      status: null,
      text: null,
      problem: inside,
    });
    expect(reached).toBe(0);
  });

  it('goes to what was looked up and checked, and the name is looked up once', async () => {
    const { port } = await receiver((_, response) => void response.end('here'));
    const asked: string[] = [];
    const turning = sender({
      loopbackAllowed: true,
      resolve: (name) => {
        asked.push(name);
        return Promise.resolve([{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
      },
    });
    const url = `http://localhost:${port}/`;
    expect(await turning.send({ ...message, url, secrets: [newWebhookSecret()] })).toMatchObject({ status: 200, text: 'here' });
    expect(asked).toEqual(['localhost']);
  });

  it('goes to no address that stands in the URL itself', async () => {
    const { port } = await receiver((_, response) => void response.end());
    const strict = sender({});
    for (const host of ['127.0.0.1', '0x7f000001', '[::1]', '[::ffff:127.0.0.1]', 'localhost']) {
      expect(await strict.send({ ...message, url: `https://${host}:${port}/`, secrets: [newWebhookSecret()] })).toMatchObject({
        status: null,
        problem: expect.stringContaining('on the Internet') as string,
      });
    }
  });

  it('waits no longer than it may, for an answer, for its end, and for a connection', async () => {
    const brief = sender({ loopbackAllowed: true, timeoutMs: 300 });
    const silent = await receiver(() => undefined);
    expect(await brief.send({ ...message, url: silent.url, secrets: [newWebhookSecret()] })).toMatchObject({
      status: null,
      problem: 'No answer came within 0.3 seconds.',
    });
    const dripping = await receiver((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(drip));
    });
    // Its status has to come in time, on a busy machine too.
    const patient = sender({ loopbackAllowed: true, timeoutMs: 3_000 });
    const dripped = await patient.send({ ...message, url: dripping.url, secrets: [newWebhookSecret()] });
    expect([dripped.status, dripped.milliseconds < 10_000]).toEqual([200, true]);
    dripping.server.closeAllConnections();
    dripping.server.close();
    expect(await patient.send({ ...message, url: dripping.url, secrets: [newWebhookSecret()] })).toMatchObject({
      status: null,
      problem: 'The server could not be reached (ECONNREFUSED).',
    });
    const unknown = sender({ resolve: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })) });
    expect((await unknown.send({ ...message, url: 'https://nowhere.example/', secrets: [] })).problem).toBe(
      'The name of the server is not known.',
    );
  });

  it('reads no more of an answer than it keeps', async () => {
    let written = 0;
    const { url } = await receiver((_, response) => {
      response.writeHead(500);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'é\0'))) written += 64 * 1024;
      };
      response.on('drain', more);
      more();
    });
    const { status, text } = await sender().send({ ...message, url, secrets: [newWebhookSecret()] });
    expect([status, text?.length, text?.includes('\0')]).toEqual([500, 500, false]);
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });
});

it('is signed by a private key so that its public half checks it, beside a secret', () => {
  const [{ privateKey, publicKey }, stranger, secret] = [newWebhookKeyPair(), newWebhookKeyPair(), newWebhookSecret()];
  expect([privateKey.startsWith('whsk_'), publicKey.startsWith('whpk_')]).toEqual([true, true]);
  const headers = signatureHeaders({ ...message, timestamp: 1_700_000_000 }, [privateKey, secret]);
  const [first, second] = headers['webhook-signature']?.split(' ') ?? [];
  expect([first?.split(',')[0], second?.split(',')[0]]).toEqual(['v1a', 'v1']);
  const signed = Buffer.from(`${message.id}.1700000000.${message.body}`);
  const checks = (key: string): boolean => {
    const x = Buffer.from(key.slice('whpk_'.length), 'base64').toString('base64url');
    const half = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, signed, half, Buffer.from(first?.slice('v1a,'.length) ?? '', 'base64'));
  };
  expect([checks(publicKey), checks(stranger.publicKey)]).toEqual([true, false]);
  // As other libraries keep a private key: its seed, and after it the public key.
  const kept = Buffer.from(privateKey.slice('whsk_'.length), 'base64');
  expect([kept.length, kept.subarray(32).toString('base64')]).toEqual([64, publicKey.slice('whpk_'.length)]);
});

describe('the pauses between attempts', () => {
  it('grow over three days, and end', () => {
    const pauses = Array.from({ length: mostAttempts - 1 }, (_, index) => pauseAfter(index + 1, 0) ?? 0);
    expect([pauses[0], pauses.at(-1), mostAttempts]).toEqual([5_000, 86_400_000, 10]);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauseAfter(mostAttempts)).toBeNull();
    expect([pauseAfter(1, 0.5), pauseAfter(1, 1)]).toEqual([5_500, 6_000]);
  });
});
