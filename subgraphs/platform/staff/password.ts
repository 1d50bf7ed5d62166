import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's default) by OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordLength = { least: 12, most: 128 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let nobody: Promise<string> | undefined;

/** Whether the password is right. For an account that does not exist it takes as long, and says no. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const text = password.slice(0, passwordLength.most).normalize('NFKC');
  if (stored === null) {
    await verify(await (nobody ??= hashPassword(randomBytes(24).toString('base64'))), text);
    return false;
  }
  return verify(stored, text);
}

/** What is wrong with a new password, or null. Length is what counts (NIST SP 800-63B); the account's own name is no secret. */
export function passwordProblem(password: string, email: string): string | null {
  const { least, most } = passwordLength;
  if (password.length < least) return `The password is too short: use at least ${least} characters.`;
  if (password.length > most) return `The password is too long: use at most ${most} characters.`;
  const lower = password.toLowerCase();
  if (lower.includes(email.toLowerCase()) || new Set(lower).size < 5) return 'The password is too easy to guess: use several words or other characters.';
  return null;
}

/** For somebody to sign in once and then change: 20 letters and digits that cannot be mistaken for one another. */
export function temporaryPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return [...randomBytes(20)].map((byte) => letters[byte % letters.length]).join('');
}
