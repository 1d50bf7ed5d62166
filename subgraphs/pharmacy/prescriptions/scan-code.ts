import { randomBytes } from 'node:crypto';

/** What the codes of our documents begin with, so that whoever scans one knows what it is. */
export const scanPrefixes = { prescription: 'CGRX:', opticalPrescription: 'CGVX:' } as const;

export type ScanPrefix = (typeof scanPrefixes)[keyof typeof scanPrefixes];

/** Crockford's base 32: no letter that is taken for a digit, and all of it is in the alphanumeric mode of a QR code. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const letters = 32;

/** A fresh code of 160 random bits: whoever has not seen it does not guess it. */
export function newScanCode(prefix: ScanPrefix): string {
  // 32 divides 256, so that no letter is likelier than another.
  return prefix + Array.from(randomBytes(letters), (byte) => alphabet.charAt(byte % 32)).join('');
}

/** The code as it is kept, from what a scanner or a person typed; null for what is none of this kind. */
export function readScanCode(prefix: ScanPrefix, text: string): string | null {
  const folded = text.replace(/[\s-]/g, '').toUpperCase();
  const body = folded.startsWith(prefix) ? folded.slice(prefix.length) : folded;
  const read = body.replaceAll('O', '0').replace(/[IL]/g, '1');
  return read.length === letters && [...read].every((letter) => alphabet.includes(letter)) ? prefix + read : null;
}
