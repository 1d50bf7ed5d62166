import { set82 } from '../character-set.js';
import { checkDigitOf } from '../check-digit.js';
import { checkPairOf } from '../check-pair.js';
import { isCountry } from './country.js';
import { firstOf, nonDigit, outside, type Finding, type Linter } from './finding.js';

const shortestCompanyPrefix = 4;
const shortestIban = 11;

export const csum: Linter = (text) =>
  firstOf(
    () => (text === '' ? { code: 'TOO_SHORT_FOR_CHECK_DIGIT', at: 0, because: 'is empty, so that its check digit is missing' } : null),
    () => nonDigit(text),
    () => {
      const right = checkDigitOf(text.slice(0, -1));
      return text.endsWith(right)
        ? null
        : { code: 'INCORRECT_CHECK_DIGIT', at: text.length - 1, because: `ends in ${text.at(-1)} where its digits ask for ${right}` };
    },
  );

export const csumalpha: Linter = (text) => {
  if (text.length < 2) return { code: 'TOO_SHORT_FOR_CHECK_PAIR', at: 0, because: 'is too short to end in its two check characters' };
  const data = text.slice(0, -2);
  const stranger = outside(data, set82, 'INVALID_CSET82_CHARACTER', ', which GS1 codes cannot carry');
  if (stranger) return stranger;
  const right = checkPairOf(data);
  if (right === null) return { code: 'TOO_LONG_FOR_CHECK_PAIR_IMPLEMENTATION', at: 0, because: 'is too long for two check characters' };
  return text.endsWith(right)
    ? null
    : { code: 'INCORRECT_CHECK_PAIR', at: data.length, because: `ends in "${text.slice(-2)}" where what is before asks for "${right}"` };
};

/** A key that begins with a company prefix. Which prefixes are given out is GS1's to know: here they are only digits enough. */
export const gcppos1: Linter = (text) => companyPrefix(text, 0);

/** As `gcppos1`, behind one digit that is not the company's. */
export const gcppos2: Linter = (text) => companyPrefix(text, 1);

export const iban: Linter = (text) =>
  firstOf(
    () => (text.length < shortestIban ? { code: 'IBAN_TOO_SHORT', at: 0, because: 'is too short to be an IBAN' } : null),
    () => outside(text, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'INVALID_IBAN_CHARACTER', ' where only digits and capitals may be'),
    () =>
      isCountry(text.slice(0, 2))
        ? null
        : { code: 'ILLEGAL_IBAN_COUNTRY_CODE', at: 0, because: `begins with "${text.slice(0, 2)}", which is no country's code` },
    () => {
      // ISO 13616: the country and check digits go last, letters count from A = 10, and the whole leaves 1 when divided by 97.
      const digits = `${text.slice(4)}${text.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
      return BigInt(digits) % 97n === 1n
        ? null
        : { code: 'INCORRECT_IBAN_CHECKSUM', at: 2, because: `has check digits "${text.slice(2, 4)}" that do not belong to it` };
    },
  );

function companyPrefix(text: string, from: number): Finding | null {
  const prefix = text.slice(from, from + shortestCompanyPrefix);
  const letter = prefix.search(/\D/);
  if (letter >= 0) {
    return { code: 'INVALID_GCP_PREFIX', at: from + letter, because: 'does not begin with a GS1 company prefix, which is digits' };
  }
  return prefix.length < shortestCompanyPrefix
    ? { code: 'TOO_SHORT_FOR_GCP', at: 0, because: 'is too short to begin with a GS1 company prefix' }
    : null;
}
