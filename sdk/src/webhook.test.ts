import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { WebhookVerificationError } from './errors.js';
import { Webhook } from './webhook.js';

const secret = `whsec_${randomBytes(24).toString('base64')}`;
const body = JSON.stringify({ type: 'order.placed', timestamp: '2026-11-21T10:00:00.000Z', data: { id: 'order_1', note: 'сайн ✓' } });

const headersOf = (signature: string, at = new Date(), id = 'msg_1') => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': signature,
});

/** Signed by the specification's own library. */
const byHmac = (text: string, at = new Date(), key = secret) => headersOf(new StandardWebhook(key).sign('msg_1', at, text), at);

const pair = generateKeyPairSync('ed25519');
const publicKey = `whpk_${pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')}`;
const byEd25519 = (text: string, at = new Date()) => {
  const content = `msg_1.${Math.floor(at.getTime() / 1_000)}.${text}`;
  return headersOf(`v1a,${sign(null, Buffer.from(content), pair.privateKey).toString('base64')}`, at);
};

describe.each([
  ['HMAC-SHA256', secret, byHmac],
  ['Ed25519', publicKey, byEd25519],
] as const)('a message signed by %s', (_, key, signed) => {
  const webhook = new Webhook(key);

  it('is read when its signature is right, as text or as bytes', async () => {
    const event = await webhook.verify<{ id: string }>(body, signed(body));
    expect(event).toEqual({ id: 'msg_1', ...(JSON.parse(body) as object) });
    expect((await webhook.verify(Buffer.from(body), new Headers(signed(body)))).type).toBe('order.placed');
  });

  it('is refused with another body, id or time, or when it is old or from the future', async () => {
    const headers = signed(body);
    const wrong = [
      () => webhook.verify(body.replace('order_1', 'order_2'), headers),
      () => webhook.verify(body, { ...headers, 'webhook-id': 'msg_2' }),
      () => webhook.verify(body, { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 1) }),
      () => webhook.verify(body, { ...headers, 'webhook-timestamp': 'now' }),
      () => webhook.verify(body, { ...headers, 'webhook-signature': 'v1,' }),
      () => webhook.verify(body, { ...headers, 'webhook-signature': 'v1,%%% v1a,%%%' }),
      () => webhook.verify(body, { 'webhook-id': 'msg_1', 'webhook-timestamp': headers['webhook-timestamp'] }),
      () => webhook.verify(body, signed(body, new Date(Date.now() - 301_000))),
      () => webhook.verify(body, signed(body, new Date(Date.now() + 301_000))),
    ];
    for (const attempt of wrong) await expect(attempt()).rejects.toThrow(WebhookVerificationError);
  });
});

it('goes on while keys are rotated: by both keys, and with both signatures', async () => {
  const older = `whsec_${randomBytes(24).toString('base64')}`;
  const both = {
    ...byHmac(body),
    'webhook-signature': `${byHmac(body, new Date(), older)['webhook-signature']} ${byHmac(body)['webhook-signature']}`,
  };
  await new Webhook(secret).verify(body, both);
  await new Webhook([older, secret]).verify(body, byHmac(body));
  await expect(new Webhook(older).verify(body, byHmac(body))).rejects.toThrow('No signature is right');
});

it('does not let a public key be taken for a secret', async () => {
  // Whoever knows the public key could sign by HMAC with it.
  const forged = byHmac(body, new Date(), publicKey.replace('whpk_', 'whsec_'));
  await expect(new Webhook(publicKey).verify(body, forged)).rejects.toThrow(WebhookVerificationError);
});

it('takes headers as Node gives them, and says when a key is none', async () => {
  const { 'webhook-signature': signature, ...rest } = byHmac(body);
  await new Webhook(secret).verify(body, { ...rest, 'Webhook-Signature': [signature] });
  await expect(new Webhook('whsec_!').verify(body, byHmac(body))).rejects.toThrow('is not base64');
});
