import { cset39, cset64, cset82, csetnumeric } from './character-sets.js';
import { iso3166, iso3166999, iso3166alpha2, iso4217, iso5218, mediatype, packagetype, winding, yesno } from './code-lists.js';
import { couponcode, couponposoffer } from './coupon.js';
import { hh, hhmi, mi, ss, yymmd0, yymmdd, yyyymmdd } from './dates-and-times.js';
import type { Linter } from './finding.js';
import { csum, csumalpha, gcppos1, gcppos2, iban } from './keys.js';
import { latitude, longitude, nonzero, nozeroprefix, pieceoftotal, posinseqslash, zero } from './numbers.js';
import { hasnondigit, hyphen, importeridx, pcenc } from './texts.js';

const linters = {
  couponcode,
  couponposoffer,
  cset39,
  cset64,
  cset82,
  csetnumeric,
  csum,
  csumalpha,
  gcppos1,
  gcppos2,
  hasnondigit,
  hh,
  hhmi,
  hyphen,
  iban,
  importeridx,
  iso3166,
  iso3166999,
  iso3166alpha2,
  iso4217,
  iso5218,
  latitude,
  longitude,
  mediatype,
  mi,
  nonzero,
  nozeroprefix,
  packagetype,
  pcenc,
  pieceoftotal,
  posinseqslash,
  ss,
  winding,
  yesno,
  yymmd0,
  yymmdd,
  yyyymmdd,
  zero,
} satisfies Record<string, Linter>;

export type LinterName = keyof typeof linters;

/** Whether there is a linter of that name in GS1's Syntax Dictionary, as far as we have it. */
export function isLinterName(name: string): name is LinterName {
  return Object.hasOwn(linters, name);
}

/** The linter that GS1's Barcode Syntax Tests describe under the name. */
export function linterNamed(name: LinterName): Linter {
  return linters[name];
}
