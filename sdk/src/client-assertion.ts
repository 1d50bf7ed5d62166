import { toBase64Url } from './base64.js';

/** A private key by which a client proves who it is: Ed25519, P-256 or RSA. */
export type PrivateKey = CryptoKey | JsonWebKey;

/** How each kind of key is imported, and how it signs (RFC 7518, RFC 8037). */
const algorithms = {
  EdDSA: { key: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  ES256: { key: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  RS256: { key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, sign: { name: 'RSASSA-PKCS1-v1_5' } },
} as const;

type Algorithm = keyof typeof algorithms;

const lifetimeSeconds = 120;

/** Says who the client is (`private_key_jwt`, RFC 7523). Each is good for once. */
export async function clientAssertion(options: {
  clientId: string;
  audience: string;
  privateKey: PrivateKey;
  keyId?: string | undefined;
}): Promise<string> {
  const { clientId, audience, privateKey } = options;
  const imported = 'kty' in privateKey;
  const algorithm = imported ? algorithmOfJwk(privateKey) : algorithmOfKey(privateKey as CryptoKey);
  const keyId = options.keyId ?? (imported ? (privateKey as { kid?: string }).kid : undefined);
  const key = imported
    ? await crypto.subtle.importKey('jwk', publicUse(privateKey), algorithms[algorithm].key, false, ['sign'])
    : (privateKey as CryptoKey);
  const now = Math.floor(Date.now() / 1_000);
  const header = { alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: crypto.randomUUID(), iat: now, exp: now + lifetimeSeconds };
  const text = `${encode(header)}.${encode(claims)}`;
  const signature = await crypto.subtle.sign(algorithms[algorithm].sign, key, new TextEncoder().encode(text));
  return `${text}.${toBase64Url(new Uint8Array(signature))}`;
}

function encode(value: object): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
}

/** `alg`, `use` and `key_ops` of a key that somebody else made may not say what importing wants to hear. */
function publicUse(jwk: JsonWebKey): JsonWebKey {
  const { alg: _alg, use: _use, key_ops: _operations, ...key } = jwk;
  return key;
}

function algorithmOfJwk({ kty, crv }: JsonWebKey): Algorithm {
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  if (kty === 'RSA') return 'RS256';
  throw new TypeError('The private key is of a kind that is not taken: use Ed25519, P-256 or RSA.');
}

function algorithmOfKey({ algorithm }: CryptoKey): Algorithm {
  if (algorithm.name === 'Ed25519') return 'EdDSA';
  if (algorithm.name === 'ECDSA') return 'ES256';
  if (algorithm.name === 'RSASSA-PKCS1-v1_5') return 'RS256';
  throw new TypeError('The private key is of a kind that is not taken: use Ed25519, P-256 or RSA.');
}
