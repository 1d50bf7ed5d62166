import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

export interface KeptCode {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Six digits, and what is kept of them: it takes longer to try all than the code is good for. */
export async function newCode(): Promise<KeptCode & { readonly code: string }> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const salt = randomBytes(16);
  return { code, salt, hash: await derive(code, salt, 32) };
}

/** Whether it is the code. Takes as long when there is none: nobody learns by the time whether one was sent. */
export async function isCode(said: string, kept: KeptCode | null): Promise<boolean> {
  const hash = await derive(said.trim().slice(0, 20), kept?.salt ?? randomBytes(16), 32);
  return kept !== null && timingSafeEqual(hash, kept.hash);
}
