import type { ByteRange } from '#kernel/objects/object-storage.js';

/** A range that no byte of the file is in. */
export const unsatisfiable = 'unsatisfiable';

/**
 * The one range that a `Range` header asks of a file of so many bytes (RFC 9110, 14.2); null gives all of it, as for several
 * ranges at once and for headers that say nothing we know.
 */
export function byteRange(header: string | undefined, bytes: number): ByteRange | typeof unsatisfiable | null {
  const [, first, last] = /^bytes=[\t ]*(\d*)-(\d*)[\t ]*$/i.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') return Number(last) === 0 || bytes === 0 ? unsatisfiable : { from: Math.max(0, bytes - Number(last)), to: bytes - 1 };
  const from = Number(first);
  const to = last === '' ? Infinity : Number(last);
  if (to < from) return null;
  return from < bytes ? { from, to: Math.min(to, bytes - 1) } : unsatisfiable;
}
