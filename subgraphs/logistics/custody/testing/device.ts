import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A key that never leaves the device. `publicKey` is what registerSigningKey takes. */
export function makeKey(): { readonly privateKey: KeyObject; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' };
}

/** An item of `handover { items { itemId text previousHash hash } }`. */
export interface ItemToSign {
  readonly itemId: string;
  readonly text: string;
  readonly previousHash: string;
  readonly hash: string;
}

export interface ItemSignature {
  readonly itemId: string;
  readonly keyId: string;
  readonly value: string;
}

/** What signHandover and acceptHandover take for it. The person has read the text: the device makes sure that the hash is of that. */
export function signItem({ itemId, text, previousHash, hash }: ItemToSign, keyId: string, privateKey: KeyObject): ItemSignature {
  const read = createHash('sha256').update(previousHash, 'hex').update(text, 'utf8').digest();
  if (read.toString('hex') !== hash) throw new Error(`The hash of ${itemId} is not of its text: do not sign it.`);
  return { itemId, keyId, value: sign(null, read, privateKey).toString('base64url') };
}
