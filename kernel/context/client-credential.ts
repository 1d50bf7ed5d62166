import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The secret texts by which clients show who they are: `cg_live_…` is an API key, `cg_live_secret_…` the secret of a client, and
 * with `test` in place of `live` they are a sandbox's. The prefix lets people and scanners of repositories see what they have found;
 * the checksum at the end lets a text that was cut or mistyped be refused before anything is looked up.
 */
export type CredentialUse = 'KEY' | 'SECRET';
export type CredentialKind = 'LIVE' | 'TEST';

export interface Credential {
  readonly use: CredentialUse;
  readonly kind: CredentialKind;
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 178 bits. */
const randomLength = 30;
const checksumLength = 6;
const shape = /^cg_(live|test)_(secret_)?[0-9A-Za-z]{36}$/;

export function newCredential({ use, kind }: Credential): string {
  const random = Array.from({ length: randomLength }, () => digits.charAt(randomInt(digits.length))).join('');
  const text = `cg_${kind === 'LIVE' ? 'live' : 'test'}_${use === 'SECRET' ? 'secret_' : ''}${random}`;
  return text + checksumOf(text);
}

/** What a text says it is, when its checksum fits; null for everything that we cannot have made. */
export function readCredential(text: string): Credential | null {
  const match = shape.exec(text);
  if (!match || checksumOf(text.slice(0, -checksumLength)) !== text.slice(-checksumLength)) return null;
  return { use: match[2] ? 'SECRET' : 'KEY', kind: match[1] === 'live' ? 'LIVE' : 'TEST' };
}

/** Whether somebody means it to be one, however it ends. */
export function looksLikeCredential(text: string): boolean {
  return text.startsWith('cg_');
}

/** What is kept of it. It is random and long, so that a fast hash is as good as a slow one. */
export function credentialHash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** So much of it as people may see again, to tell it from others. */
export function credentialPrefix(text: string): string {
  return text.slice(0, text.lastIndexOf('_') + 5);
}

/** CRC-32 of all that stands before it, the prefix as well: a test key does not become a live one by another name. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let sum = '';
  while (sum.length < checksumLength) {
    sum = digits.charAt(rest % digits.length) + sum;
    rest = Math.floor(rest / digits.length);
  }
  return sum;
}
