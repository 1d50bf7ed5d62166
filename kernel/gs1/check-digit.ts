import { Gs1Error, shown } from './gs1-error.js';

/** The digits that a GTIN can have. An EAN-13 and a French CIP13 are GTIN-13, a UPC-A is a GTIN-12. */
export type GtinLength = 8 | 12 | 13 | 14;

const gtinLengths: readonly number[] = [14, 13, 12, 8];

/**
 * The check digit that belongs behind the digits of a GTIN, SSCC, GLN or another numeric key (GS1 General Specifications, 7.9). It
 * betrays every single wrong digit, and two neighbours that changed places unless they differ by 5.
 * @throws RangeError for anything but digits.
 */
export function checkDigitOf(digits: string): string {
  if (!/^\d*$/.test(digits)) throw new RangeError(`A check digit is of digits, not of ${shown(digits)}.`);
  let sum = 0;
  // Weights run from the right, so that a key padded with zeros keeps its check digit.
  for (let fromRight = 1; fromRight <= digits.length; fromRight += 1) {
    sum += Number(digits[digits.length - fromRight]) * (fromRight % 2 === 1 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the text is digits of which the last is the check digit of those before it. */
export function hasCheckDigit(text: string): boolean {
  return /^\d+$/.test(text) && checkDigitOf(text.slice(0, -1)) === text.at(-1);
}

/** Whether the text is a GTIN of 8, 12, 13 or 14 digits with its check digit. */
export function isGtin(text: string): boolean {
  return gtinLengths.includes(text.length) && hasCheckDigit(text);
}

/** Whether the text is a serial shipping container code: 18 digits with their check digit. */
export function isSscc(text: string): boolean {
  return text.length === 18 && hasCheckDigit(text);
}

/** Whether the text is a global location number: 13 digits with their check digit. */
export function isGln(text: string): boolean {
  return text.length === 13 && hasCheckDigit(text);
}

/**
 * The GTIN as 14 digits, which is how GTINs of different lengths compare.
 * @param start where the text begins in a scan, for the position of an error.
 * @throws Gs1Error WRONG_LENGTH, WRONG_CHARACTER or WRONG_CHECK_DIGIT.
 */
export function toGtin14(text: string, start = 0): string {
  const letter = text.search(/\D/);
  if (letter >= 0) {
    throw new Gs1Error('WRONG_CHARACTER', `A GTIN is digits only, not ${shown(text)}: scan it again.`, {
      ai: '01',
      position: start + letter,
    });
  }
  if (!gtinLengths.includes(text.length)) {
    throw new Gs1Error(
      'WRONG_LENGTH',
      `A GTIN has 8, 12, 13 or 14 digits, not ${text.length} (${shown(text)}): scan it again or type all of it.`,
      {
        ai: '01',
        position: start,
      },
    );
  }
  if (!hasCheckDigit(text)) {
    const right = checkDigitOf(text.slice(0, -1));
    throw new Gs1Error(
      'WRONG_CHECK_DIGIT',
      `The GTIN (01) ${shown(text)} ends in ${text.at(-1)} where its digits ask for ${right}: scan it again, or compare what was typed with the label.`,
      { ai: '01', position: start + text.length - 1 },
    );
  }
  return text.padStart(14, '0');
}

/**
 * The GTIN as it is printed under a bar code: in the length asked for, or in the shortest that holds it.
 * @throws Gs1Error WRONG_LENGTH for a GTIN that needs more digits, and what `toGtin14` refuses.
 */
export function fromGtin14(gtin: string, length?: GtinLength): string {
  const full = toGtin14(gtin);
  const zeros = /^0*/.exec(full)?.[0].length ?? 0;
  const fitting = gtinLengths.filter((each) => zeros >= 14 - each);
  const chosen = length ?? Math.min(...fitting);
  if (!fitting.includes(chosen)) {
    throw new Gs1Error(
      'WRONG_LENGTH',
      `The GTIN ${shown(full)} does not fit in ${chosen} digits: its shortest form is ${fromGtin14(full)}.`,
      { ai: '01' },
    );
  }
  return full.slice(-chosen);
}
