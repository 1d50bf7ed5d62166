import { readElementString } from '../gs1/element-string.js';
import { formatBracketed, formatElementString } from '../gs1/format-element-string.js';
import type { PrintedCode } from './printed-document.js';

/**
 * The code's text as it is printed for people.
 * @throws Gs1Error for one that GS1's rules refuse.
 */
export function textOfCode({ kind, text }: PrintedCode): string {
  return kind === 'GS1_DATA_MATRIX' ? formatBracketed(readElementString(text).elements) : text;
}

/**
 * GS1's fields as they are encoded, whichever notation they came in.
 * @throws Gs1Error for what GS1's rules refuse.
 */
export function elementStringOf({ text }: PrintedCode): string {
  return formatElementString(readElementString(text).elements);
}
