/** A price in cents, of "8,50", "1 068,92" or "1,068,92"; null for what is none. Without its decimals a comma could part either. */
export function readCents(text: string): bigint | null {
  const match = /^(\d+|\d{1,3}(?:[ ,.]\d{3})+),(\d{1,2})$|^(\d+|\d{1,3}(?: \d{3})+)(?:\.(\d{1,2}))?$/.exec(
    text.replace(/\s+/g, ' ').trim(),
  );
  if (!match) return null;
  const [, withComma, cents, plain, hundredths] = match;
  const whole = (withComma ?? plain ?? '').replace(/\D/g, '');
  return BigInt(`${whole}${(cents ?? hundredths ?? '').padEnd(2, '0')}`);
}

/** A strength as a number, in UCUM. */
export interface Strength {
  /** Decimal digits, without zeros that say nothing. */
  readonly value: string;
  readonly unit: string;
}

/** How labels write units, and the power of ten that goes into the number where UCUM has no name for the multiple. */
const units: readonly (readonly [RegExp, string, number?])[] = [
  [/^kg$/i, 'kg'],
  [/^(?:g|gr|grammes?)$/i, 'g'],
  [/^(?:mg|milligrammes?)$/i, 'mg'],
  [/^(?:µg|μg|mcg|microgrammes?)$/i, 'ug'],
  [/^(?:ng|nanogrammes?)$/i, 'ng'],
  [/^(?:l|litres?)$/i, 'L'],
  [/^(?:ml|millilitres?)$/i, 'mL'],
  [/^(?:µl|μl|microlitres?)$/i, 'uL'],
  [/^mmol$/i, 'mmol'],
  [/^meq$/i, 'meq'],
  [/^(?:U\.? ?[Il]\.?|unit[ée]s? internationales?)(?: anti[- ]?Xa)?$/, '[iU]'],
  [/^(?:M\.? ?U\.? ?I\.?|millions? (?:d['’])?U\.? ?I\.?)$/i, '[iU]', 6],
  [/^(?:U|unit[ée]s?)$/, "[arb'U]"],
  [/^kBq$/, 'kBq'],
  [/^MBq$/, 'MBq'],
  [/^GBq$/, 'GBq'],
  [/^%$/, '%'],
];

/** Words after which a label says the same amount in another way. */
const restatement = /\s+(?:[ée]quivalents? |soit |titrant |dont |à la date |aux dates? )/i;

/** The number of "5,85 g", "100 UI/ml" or "2 500 UI anti-Xa"; null for ranges, dilutions and what else is no single amount. */
export function readStrength(text: string): Strength | null {
  const [bare = ''] = text
    .replace(/\s+/g, ' ')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/(\d) ?, ?(?=\d)/g, '$1,')
    .trim()
    .split(restatement);
  const match = /^(\d[\d ]*(?:[.,] ?\d+)?),? ?([^\d\s/][^/\d]*?)(?: ?\/ ?([a-zµμ]+))?[ .,;]*$/iu.exec(bare.trim());
  if (!match) return null;
  const [, digits = '', name = '', per] = match;
  const unit = unitOf(name.trim());
  const perUnit = per === undefined ? null : unitOf(per);
  if (!unit || (per !== undefined && !perUnit)) return null;
  const value = decimal(digits, unit.power);
  return value === null ? null : { value, unit: perUnit ? `${unit.code}/${perUnit.code}` : unit.code };
}

function unitOf(name: string): { code: string; power: number } | null {
  const found = units.find(([spelling]) => spelling.test(name));
  return found ? { code: found[1], power: found[2] ?? 0 } : null;
}

/** A French number times a power of ten, in plain digits; null unless it is one number above zero. */
function decimal(text: string, power: number): string | null {
  const match = /^(\d+|\d{1,3}(?: \d{3})+)(?:[.,] ?(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = match[2] ?? '';
  const digits = `${(match[1] ?? '').replaceAll(' ', '')}${fraction.padEnd(power, '0')}`;
  const point = digits.length - Math.max(fraction.length, power) + power;
  const whole = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const rest = digits.slice(point).replace(/0+$/, '');
  const value = rest === '' ? whole : `${whole}.${rest}`;
  return /[1-9]/.test(value) ? value : null;
}
