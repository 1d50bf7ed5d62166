import { readElementString, type ScannedElements } from '#kernel/gs1/element-string.js';
import { Gs1Error } from '#kernel/gs1/gs1-error.js';

/** What the code on a pack says. */
export interface PackScan {
  /** 14 digits (01); null where the code names the product by its national number only. */
  readonly gtin: string | null;
  /** National healthcare reimbursement number (710 to 716), such as (711) France, where the code has one. */
  readonly nationalCode: string | null;
  /** (10) */
  readonly lotNumber: string | null;
  /** (21) */
  readonly serialNumber: string | null;
  /** (17): the last day on which it may be used, YYYY-MM-DD. */
  readonly expiresOn: string | null;
  /** False for `YYMM00`, which names the month only. */
  readonly expiryDayKnown: boolean;
  /** (11), YYYY-MM-DD, or YYYY-MM where the day is open. */
  readonly producedOn: string | null;
}

const nationalNumbers = ['710', '711', '712', '713', '714', '715', '716'];

/** Reads a GS1 element string, the text of a DataMatrix, a Digital Link, or the bare digits of a GTIN; what is wrong with it as a sentence. */
export function readPackScan(scan: string): PackScan | { readonly problem: string } {
  let scanned: ScannedElements;
  try {
    scanned = readElementString(scan);
  } catch (error) {
    if (error instanceof Gs1Error) return { problem: error.message };
    throw error;
  }
  const nationalCode = scanned.elements.find(({ ai }) => nationalNumbers.includes(ai))?.value ?? null;
  if (scanned.gtin === null && nationalCode === null) {
    return {
      problem:
        'The code names no product: it has neither a GTIN (01) nor a national number (710 to 716). Scan the code of the pack itself.',
    };
  }
  return {
    gtin: scanned.gtin,
    nationalCode,
    lotNumber: scanned.batch,
    serialNumber: scanned.serial,
    expiresOn: scanned.expiry?.lastDay() ?? null,
    expiryDayKnown: scanned.expiry?.day != null || scanned.expiry === null,
    producedOn: scanned.productionDate?.toString() ?? null,
  };
}
