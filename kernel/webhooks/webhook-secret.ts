import { createHmac, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** As Standard Webhooks writes them: a secret that both sides have, and the two halves of a pair of keys. */
const [secretPrefix, privatePrefix, publicPrefix] = ['whsec_', 'whsk_', 'whpk_'] as const;
const secretBytes = 32;
const seedBytes = 32;
/** What PKCS#8 puts before the 32 bytes of an Ed25519 key (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A secret for HMAC-SHA256: `whsec_` and base64. */
export function newWebhookSecret(): string {
  return secretPrefix + randomBytes(secretBytes).toString('base64');
}

/** A pair for Ed25519, `whsk_` and `whpk_`; the private half is the seed and the public key, as most libraries write it. */
export function newWebhookKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  const pair = generateKeyPairSync('ed25519');
  const seed = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Head.length);
  const point = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-seedBytes);
  return {
    privateKey: privatePrefix + Buffer.concat([seed, point]).toString('base64'),
    publicKey: publicPrefix + point.toString('base64'),
  };
}

/** What is signed: all three, so that none can be changed or sent again under another's name. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers of Standard Webhooks, with one signature by each secret or private key that is valid. */
export function signatureHeaders({ id, timestamp, body }: SignedMessage, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => signatureOf(`${id}.${timestamp}.${body}`, secret));
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}

function signatureOf(text: string, secret: string): string {
  if (!secret.startsWith(privatePrefix)) {
    const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
  }
  const seed = Buffer.from(secret.slice(privatePrefix.length), 'base64').subarray(0, seedBytes);
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  return `v1a,${sign(null, Buffer.from(text), key).toString('base64')}`;
}
