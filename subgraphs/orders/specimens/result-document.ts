import { createHash } from 'node:crypto';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { ResultDocumentInput } from './specimen.inputs.js';

export const mostDocumentBytes = 2 * 1024 * 1024;

/** How documents of each kind begin: one that is another than it says would not open at who reads it. */
const beginnings: Readonly<Record<string, Buffer>> = {
  'application/pdf': Buffer.from('%PDF-'),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'text/plain': Buffer.alloc(0),
};

export const fileEndings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/plain': 'txt',
};

export interface ResultDocument {
  readonly contentType: string;
  readonly content: Buffer;
  /** In hex. */
  readonly sha256: string;
}

export function readDocument({ contentType, base64, sha256 }: ResultDocumentInput): ResultDocument | UserError {
  const refused = (field: string, message: string): UserError => userError('INVALID', message, ['input', 'document', field]);
  const beginning = Object.hasOwn(beginnings, contentType) ? beginnings[contentType] : undefined;
  if (!beginning) return refused('contentType', `Documents are ${Object.keys(beginnings).join(', ')}: convert yours to one of these.`);
  if (base64.length > Math.ceil(mostDocumentBytes / 3) * 4) return refused('base64', 'The document is larger than 2 MiB: make it smaller.');
  // Node overlooks what is no base64; what is read and written again tells.
  const content = Buffer.from(base64, 'base64');
  if (content.toString('base64') !== base64)
    return refused('base64', 'This is not base64 of RFC 4648 with padding: encode the document anew.');
  if (content.length === 0) return refused('base64', 'The document is empty.');
  if (content.length > mostDocumentBytes) return refused('base64', 'The document is larger than 2 MiB: make it smaller.');
  if (!content.subarray(0, beginning.length).equals(beginning))
    return refused('contentType', `The document is no ${contentType}: say what it is.`);
  const found = createHash('sha256').update(content).digest('hex');
  if (sha256 != null && sha256.trim().toLowerCase() !== found)
    return refused('sha256', `What arrived is another document than was sent: its SHA-256 is ${found}. Send it again.`);
  return { contentType, content, sha256: found };
}
