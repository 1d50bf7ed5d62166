/** The characters of most fields, in the order of their values for check pairs (GS1 General Specifications, 7.11). */
export const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** Those of component and part identifiers. */
export const set39 = '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Those of base64 for file names and URIs (RFC 4648, 5). */
export const set64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const digitSet = '0123456789';

/** The place of the first character that is not in the set, or -1. */
export function firstOutside(set: string, text: string): number {
  for (let at = 0; at < text.length; at += 1) if (!set.includes(text[at] ?? '')) return at;
  return -1;
}
