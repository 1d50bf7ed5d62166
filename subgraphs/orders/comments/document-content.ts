import { createHash } from 'node:crypto';
import { userError, type UserError } from '#kernel/graph/user-error.js';

export const mostBytes = 2 * 1024 * 1024;

const pngBegins = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpegBegins = Buffer.from([0xff, 0xd8, 0xff]);

/** What papers can be, how their names end, and whether bytes are such. Nothing that a browser would run. */
const kinds: Readonly<Record<string, { readonly ending: string; readonly fits: (bytes: Buffer) => boolean }>> = {
  'application/pdf': { ending: 'pdf', fits: (bytes) => bytes.subarray(0, 1024).includes('%PDF-') },
  'image/png': { ending: 'png', fits: (bytes) => bytes.subarray(0, 8).equals(pngBegins) },
  'image/jpeg': { ending: 'jpg', fits: (bytes) => bytes.subarray(0, 3).equals(jpegBegins) },
  'text/plain': { ending: 'txt', fits: isText },
  'text/csv': { ending: 'csv', fits: isText },
};

export const contentTypes = Object.keys(kinds);

export function endingOf(contentType: string): string {
  return kinds[contentType]?.ending ?? 'bin';
}

export interface Content {
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** The bytes that were sent as base64, when they are what their content type says; else why not. */
export function readContent(contentType: string, base64: string): Content | UserError {
  const field = ['input', 'base64'];
  if (base64.length > Math.ceil(mostBytes / 3) * 4 + 4)
    return userError('LIMIT_REACHED', 'A document has at most 2 MB: keep it elsewhere, and send the link.', field);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0)
    return userError('INVALID', 'This is not base64 (RFC 4648, with padding).', field);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0) return userError('REQUIRED', 'The document is empty.', field);
  if (bytes.length > mostBytes)
    return userError('LIMIT_REACHED', 'A document has at most 2 MB: keep it elsewhere, and send the link.', field);
  if (kinds[contentType]?.fits(bytes) !== true)
    return userError('INVALID', `These bytes are not ${contentType}: send the content type that they are of.`, field);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export function typeError(contentType: string): UserError | null {
  if (Object.hasOwn(kinds, contentType)) return null;
  return userError('INVALID', `Documents are of ${contentTypes.join(', ')}.`, ['input', 'contentType']);
}

/** Why an address is no link to a document; null when it is. */
export function urlError(url: string): UserError | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol === 'https:' && !parsed.username && !parsed.password && url.length <= 2000) return null;
  return userError('INVALID', 'A link is an https address of at most 2000 letters, without a password in it.', ['input', 'url']);
}

function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
