import { readElementString } from '#kernel/gs1/element-string.js';
import { Gs1Error } from '#kernel/gs1/gs1-error.js';

/** Whether what was scanned is that code: the same text, or a GS1 code of which it is the GTIN or SSCC. */
export function isScanOf(code: string, scan: string): boolean {
  const [wanted, read] = [code.trim(), scan.trim()];
  if (wanted === read) return true;
  if (!/^\d{8,18}$/.test(wanted)) return false;
  try {
    const { gtin, sscc } = readElementString(read);
    return sscc === wanted || gtin === wanted.padStart(14, '0');
  } catch (error) {
    // A label of the house, and another one.
    if (error instanceof Gs1Error) return false;
    throw error;
  }
}
