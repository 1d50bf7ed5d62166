import { fromBase64 } from './base64.js';
import { WebhookVerificationError } from './errors.js';

/** A message that came by a webhook, checked. `data` holds ids: ask the graph for what they stand for. */
export interface WebhookEvent<Data = Record<string, unknown>> {
  /** The same for every attempt at the same message: what you have seen before, you can leave. */
  readonly id: string;
  readonly type: string;
  /** When it happened. */
  readonly timestamp: string;
  readonly data: Data;
}

export interface WebhookOptions {
  /** How far its time may be from now, either way; five minutes. */
  readonly toleranceSeconds?: number;
}

type HeaderSource = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

interface Verifier {
  /** How signatures that it can check begin. */
  readonly version: 'v1' | 'v1a';
  verify(signature: Uint8Array<ArrayBuffer>, content: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

/** Checks messages after Standard Webhooks: by the secret (`whsec_…`, HMAC-SHA256) or the public key (`whpk_…`, Ed25519) of an endpoint. */
export class Webhook {
  private readonly verifiers: Promise<readonly Verifier[]>;
  private readonly toleranceSeconds: number;

  /** Several keys while they are rotated: a message is right when one of them says so. */
  constructor(keys: string | readonly string[], { toleranceSeconds = 300 }: WebhookOptions = {}) {
    this.toleranceSeconds = toleranceSeconds;
    this.verifiers = Promise.all((typeof keys === 'string' ? [keys] : keys).map(verifierOf));
    // Thrown by the first `verify`, not past everybody.
    this.verifiers.catch(() => undefined);
  }

  /** The message, when signature and time are right. The body is the text or the bytes as they came, before anything parses them. */
  async verify<Data = Record<string, unknown>>(body: string | Uint8Array, headers: HeaderSource): Promise<WebhookEvent<Data>> {
    const verifiers = await this.verifiers;
    const [id, time, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headerOf(headers, name));
    if (!id || !time || !signatures)
      throw new WebhookVerificationError('The headers webhook-id, webhook-timestamp and webhook-signature are not all there.');
    if (!/^\d+$/.test(time)) throw new WebhookVerificationError('The header webhook-timestamp is no time in seconds.');
    if (Math.abs(Date.now() / 1_000 - Number(time)) > this.toleranceSeconds)
      throw new WebhookVerificationError('The message is too old or from the future: check the clock.');
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    const content = joined(new TextEncoder().encode(`${id}.${time}.`), typeof body === 'string' ? new TextEncoder().encode(body) : body);
    for (const entry of signatures.split(' ')) {
      const [version, signature = ''] = entry.split(',');
      for (const verifier of verifiers) {
        if (verifier.version === version && (await verifier.verify(decoded(signature), content)))
          return { ...(JSON.parse(text) as Omit<WebhookEvent<Data>, 'id'>), id };
      }
    }
    throw new WebhookVerificationError('No signature is right: check the secret of the endpoint, and that the body is what came.');
  }
}

async function verifierOf(key: string): Promise<Verifier> {
  const [, kind, encoded = ''] = /^(whsec_|whpk_)?(.*)$/s.exec(key.trim()) ?? [];
  const bytes = decoded(encoded);
  if (bytes.length === 0)
    throw new WebhookVerificationError('The key of the endpoint is not base64: take it as it was shown, with whsec_ or whpk_ before it.');
  if (kind === 'whpk_') {
    const imported = await crypto.subtle.importKey('raw', bytes, { name: 'Ed25519' }, false, ['verify']);
    return { version: 'v1a', verify: (signature, content) => crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, content) };
  }
  const imported = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  // Compares in a time that tells nothing.
  return { version: 'v1', verify: (signature, content) => crypto.subtle.verify('HMAC', imported, signature, content) };
}

function decoded(text: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array();
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function headerOf(headers: HeaderSource, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return typeof value === 'string' || value === undefined ? value : value[0];
}
