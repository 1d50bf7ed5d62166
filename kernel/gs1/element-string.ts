import { readBracketedElements } from './bracketed-elements.js';
import { toGtin14 } from './check-digit.js';
import { isWebAddress, readDigitalLink } from './digital-link.js';
import { checkElement, knownIdentifier, type RawElement, type ScannedElement } from './element.js';
import { Gs1Error, shown } from './gs1-error.js';
import type { Gs1Date } from './gs1-date.js';
import { checkPairings, withoutRepeats } from './pairing.js';
import { readRawElements, separator } from './raw-elements.js';
import { carrierOf } from './symbology.js';

/** What the codes of one item say. */
export interface ScannedElements {
  /** All fields in the order of the scan, each once. */
  readonly elements: readonly ScannedElement[];
  /** 14 digits (01). */
  readonly gtin: string | null;
  /** 18 digits (00). */
  readonly sscc: string | null;
  /** (10) */
  readonly batch: string | null;
  /** (21) */
  readonly serial: string | null;
  /** (17), or the date of (7003). */
  readonly expiry: Gs1Date | null;
  /** (11) */
  readonly productionDate: Gs1Date | null;
}

/**
 * Reads one code as a scanner or a person gives it: a GS1 element string with or without its symbology identifier and leading FNC1,
 * the bracketed text under it, the bare digits of a GTIN, or a GS1 Digital Link.
 * @param today gives years of two digits their century.
 * @throws Gs1Error for a code that breaks GS1's rules; its message says what is wrong.
 */
export function readElementString(scan: string, today: Date = new Date()): ScannedElements {
  return readElementStrings([scan], today);
}

/**
 * Reads all codes of one item together: which fields need each other is a rule for the item, not for each of its codes.
 * @throws Gs1Error as `readElementString`; its position is one in the code that has the fault.
 */
export function readElementStrings(scans: readonly string[], today: Date = new Date()): ScannedElements {
  const elements = withoutRepeats(scans.flatMap(rawElements).map((element) => checkElement(element, today)));
  if (elements.length === 0) throw new Gs1Error('NOT_GS1', 'The scan is empty: scan the code again.');
  checkPairings(elements);
  const find = (ai: string): ScannedElement | undefined => elements.find((element) => element.ai === ai);
  return {
    elements,
    gtin: find('01')?.value ?? null,
    sscc: find('00')?.value ?? null,
    batch: find('10')?.value ?? null,
    serial: find('21')?.value ?? null,
    expiry: (find('17') ?? find('7003'))?.date ?? null,
    productionDate: find('11')?.date ?? null,
  };
}

function rawElements(scan: string): RawElement[] {
  // Scanners and keyboards put a line end behind a code, and no GS1 field holds white space.
  const end = scan.trimEnd().length;
  const blank = scan.length - scan.trimStart().length;
  const carrier = carrierOf(scan.slice(blank, end));
  const from = carrier ? blank + 3 : blank;
  const text = scan.slice(from, end);
  const isLink = isWebAddress(text);
  if (carrier?.content === 'OTHER' || (carrier?.content === 'LINK' && !isLink)) {
    throw new Gs1Error('NOT_GS1', `The ${carrier.name} with ${shown(text)} is not marked as a GS1 code: scan the GS1 code of the pack.`, {
      position: from,
    });
  }
  if (isLink) return readDigitalLink(scan, from, end);
  if (carrier?.content === 'GTIN') return [gtin(text, from)];
  if (text.startsWith('(')) return readBracketedElements(scan, from, end);
  const isMarked = carrier !== null || text.startsWith(separator);
  if (!isMarked && /^\d+$/.test(text) && [8, 12, 13, 14].includes(text.length)) return [gtin(text, from)];
  return readRawElements(scan, text.startsWith(separator) ? from + 1 : from, end);
}

function gtin(digits: string, position: number): RawElement {
  const value = toGtin14(digits, position);
  return { identifier: knownIdentifier('01'), value, position, isVerbatim: value === digits };
}
