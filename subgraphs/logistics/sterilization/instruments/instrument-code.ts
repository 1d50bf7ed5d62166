import { readElementString } from '#kernel/gs1/element-string.js';
import { Gs1Error } from '#kernel/gs1/gs1-error.js';
import { separator } from '#kernel/gs1/raw-elements.js';

const longestCode = 90;

/**
 * The code of one instrument or set as it is kept, however it was scanned: a UDI by its GTIN (01) and serial number (21), any other text
 * as the tenant's own. What is wrong with it as a sentence.
 */
export function readInstrumentCode(scan: string): string | { readonly problem: string } {
  const text = scan.trim();
  if (!text) return { problem: 'The scan is empty: scan the code again.' };
  const looksLikeGs1 = /^([(\]]|https?:)/i.test(text) || text.includes(separator);
  try {
    const { gtin, serial } = readElementString(text);
    if (gtin !== null && serial !== null) return `(01)${gtin}(21)${serial}`;
    if (looksLikeGs1)
      return { problem: 'The code names a product and not one piece of it: scan a code with a GTIN (01) and a serial number (21).' };
  } catch (error) {
    if (!(error instanceof Gs1Error)) throw error;
    if (looksLikeGs1) return { problem: error.message };
  }
  // Our own labels have the day until which the package is sterile behind it.
  const own = text.replace(/\|\d{4}-\d\d-\d\d$/, '');
  // Of the house: engraved or printed by it, even where its digits would pass for a GTIN.
  if (own.length <= longestCode && /^[\x20-\x7b\x7d\x7e]+$/.test(own)) return own;
  return { problem: `A code of one's own is 1 to ${longestCode} letters, digits and signs of ASCII, without "|".` };
}
