import { importJWK, type JWK } from 'jose';
import { refuse } from '#kernel/graph/user-error.js';
import type { PlatformContext } from '../services.js';
import { SetClientKeysPayload, type SetClientKeysInput } from './api-client.inputs.js';
import { ApiClient } from './api-client.js';
import { noClient } from './client-changes.js';
import { notTheirs } from './client-reach.js';

const mostKeys = 5;
const longestKeyId = 200;
const rsaBits = { least: 2048, most: 4096 } as const;

/** Members of a JWK that only whoever signs may have (RFC 7518, 6). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

/** Replaces the keys by which a client signs its own assertions. */
export async function setClientKeys(context: PlatformContext, { clientId, keySet }: SetClientKeysInput): Promise<SetClientKeysPayload> {
  const nothing = { client: null };
  const read = await readKeySet(keySet);
  return context.db.command(SetClientKeysPayload, { name: 'setClientKeys', permission: null }, async (transaction) => {
    if (typeof read === 'string') return refuse('INVALID', read, ['input', 'keySet'], nothing);
    const client = await transaction.lock(ApiClient, clientId);
    if (!client) return noClient(['input', 'clientId']);
    const wrong = notTheirs(context, client, ['input', 'clientId'], nothing);
    if (wrong) return wrong;
    client.publicKeys = read;
    await transaction.save(client);
    return { client };
  });
}

/** The keys of a set, each with no member but those that are needed; or what is wrong with it. */
export async function readKeySet(value: unknown): Promise<JWK[] | string> {
  const keys: unknown = (value as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) return 'Send a JSON Web Key Set: { "keys": [ … ] }.';
  if (keys.length > mostKeys) return `A client has at most ${mostKeys} keys.`;
  const read: JWK[] = [];
  for (const [index, key] of keys.entries()) {
    const found = await readKey(key);
    if (typeof found === 'string') return `Key ${index + 1}: ${found}`;
    if (read.some(({ kid }) => kid === found.kid)) return `Key ${index + 1}: another has the same "kid".`;
    read.push(found);
  }
  return read;
}

async function readKey(value: unknown): Promise<JWK | string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no JSON Web Key.';
  const key = value as JWK;
  if (privateMembers.some((member) => Object.hasOwn(key, member)))
    return 'it holds what is secret. Send the public half only, and make a new key: this one was seen.';
  if (typeof key.kid !== 'string' || !key.kid || key.kid.length > longestKeyId)
    return `it needs a "kid" of at most ${longestKeyId} characters, by which assertions name it.`;
  if (key.use !== undefined && key.use !== 'sig') return 'its "use" is not "sig".';
  const known = knownKind(key);
  if (!known) return `it is none of Ed25519, P-256, and RSA of ${rsaBits.least} to ${rsaBits.most} bits with the exponent 65537.`;
  if (key.alg !== undefined && key.alg !== known.alg && !(known.alg === 'EdDSA' && key.alg === 'Ed25519'))
    return `its "alg" is not ${known.alg}.`;
  try {
    await importJWK(known, known.alg);
  } catch {
    return 'its numbers are no such key.';
  }
  return { ...known, kid: key.kid, use: 'sig' };
}

function knownKind({ kty, crv, x, y, n, e }: JWK): (JWK & { readonly alg: string }) | null {
  const texts = (...members: unknown[]): boolean => members.every((member) => typeof member === 'string' && member.length < 1_000);
  if (kty === 'OKP' && crv === 'Ed25519' && texts(x)) return { kty, crv, x, alg: 'EdDSA' } as JWK & { alg: string };
  if (kty === 'EC' && crv === 'P-256' && texts(x, y)) return { kty, crv, x, y, alg: 'ES256' } as JWK & { alg: string };
  if (kty === 'RSA' && texts(n, e) && e === 'AQAB') {
    const bits = Buffer.from(String(n), 'base64url').length * 8;
    if (bits >= rsaBits.least && bits <= rsaBits.most) return { kty, n, e, alg: 'RS256' } as JWK & { alg: string };
  }
  return null;
}
