import currencyCodes from 'currency-codes';
import { textScalar } from './text-scalar.js';

/** Digits of the minor unit by ISO 4217 (0, 2, 3 or 4), or null for a code that is no currency. */
export function minorDigits(currency: string): number | null {
  return (currencyCodes.code(currency) as { digits: number } | undefined)?.digits ?? null;
}

export const CurrencyScalar = textScalar<string>({
  name: 'Currency',
  description: 'A currency by its ISO 4217 code: `MNT`, `ZMW`, `THB`, `PKR`.',
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
  read: (text) => (/^[A-Z]{3}$/.test(text) && minorDigits(text) !== null ? text : null),
  write: (code) => code,
  hint: 'send a three-letter code of ISO 4217, such as "MNT".',
});
