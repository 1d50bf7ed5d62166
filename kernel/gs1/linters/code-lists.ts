import currencyCodes from 'currency-codes';
import { isCountry, isCountryNumber } from './country.js';
import type { Linter } from './finding.js';
import { isPackageType } from './package-type.js';

/** A linter for a closed list of codes. */
function oneOf(isListed: (text: string) => boolean, code: string, what: string): Linter {
  return (text) => (isListed(text) ? null : { code, at: 0, because: `has "${text}" where ${what} belongs` });
}

export const iso3166 = oneOf(isCountryNumber, 'NOT_ISO3166', "a country's three-digit code");

export const iso3166999 = oneOf(
  (text) => text === '999' || isCountryNumber(text),
  'NOT_ISO3166_OR_999',
  "a country's three-digit code or 999",
);

export const iso3166alpha2 = oneOf(isCountry, 'NOT_ISO3166_ALPHA2', "a country's two-letter code");

export const iso4217 = oneOf(
  (text) => /^\d{3}$/.test(text) && currencyCodes.number(text) !== undefined,
  'NOT_ISO4217',
  "a currency's three-digit code",
);

export const iso5218 = oneOf((text) => /^[0129]$/.test(text), 'INVALID_BIOLOGICAL_SEX_CODE', 'the sex as 0, 1, 2 or 9');

export const yesno = oneOf((text) => /^[01]$/.test(text), 'NOT_ZERO_OR_ONE', '0 (no) or 1 (yes)');

export const winding = oneOf((text) => /^[019]$/.test(text), 'INVALID_WINDING_DIRECTION', 'the winding as 0, 1 or 9');

/** What a mark of blood, tissue or cells is on: 01 to 10 are given out by ICCBBA, 80 to 99 are for local or national use. */
export const mediatype = oneOf(
  (text) => /^(0[1-9]|10|[89]\d)$/.test(text),
  'INVALID_MEDIA_TYPE',
  'an AIDC media type (01 to 10, 80 to 99)',
);

export const packagetype = oneOf(isPackageType, 'INVALID_PACKAGE_TYPE', 'a package type');
