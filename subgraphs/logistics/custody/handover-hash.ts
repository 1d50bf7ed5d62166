import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { Handover, HandoverSignature } from './handover.js';

/** What stands for the hash before the first entry of a chain. */
export const firstPreviousHash = '0'.repeat(64);

/**
 * SHA-256 over the 32 bytes of the hash before and the handover's canonical JSON in UTF-8: no entry can change, and none can be taken
 * out, without changing all hashes behind it.
 * @throws Error for a handover that JSON cannot say.
 */
export function handoverHash(previousHash: string, handover: Handover): string {
  return createHash('sha256').update(previousHash, 'hex').update(canonicalJson(handover), 'utf8').digest('hex');
}

/** Signs the hash of an entry, for one of its sides, with an Ed25519 key. */
export function signHash(hash: string, keyId: string, privateKey: KeyObject): HandoverSignature {
  return { keyId, value: sign(null, Buffer.from(hash, 'hex'), privateKey).toString('base64url') };
}

/** Whether the signature is of that hash, by that Ed25519 key. */
export function isSignatureOf(hash: string, { value }: HandoverSignature, publicKey: KeyObject): boolean {
  if (publicKey.asymmetricKeyType !== 'ed25519') return false;
  const bytes = Buffer.from(value, 'base64url');
  // Other texts decode to the same bytes: one signature has one text, so that a changed one is found.
  return bytes.toString('base64url') === value && verify(null, Buffer.from(hash, 'hex'), publicKey, bytes);
}
