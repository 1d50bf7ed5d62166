import { ucum } from '@atomic-ehr/ucum';

/** Longer than any code that people use, and short enough to be read in no time. */
const longestCode = 40;
/** What conversions promise: factors are products of floats, whose last digits are noise. */
const significantDigits = 12;

/** Whether the text is a code of the Unified Code for Units of Measure: `mL`, `mmol/L`, `{tablet}`. */
export function isUcumCode(code: string): boolean {
  if (code.length > longestCode || !/^[!-~]+$/.test(code)) return false;
  try {
    // The package's declarations name their modules without endings, so that Node's resolution does not find what this type is.
    return (ucum.validate(code) as { readonly valid: boolean }).valid;
  } catch {
    return false;
  }
}

/**
 * An amount of one unit in another one, to twelve digits; null where there is no such amount: millilitres are no grams. What counts
 * things by an annotation (`{tablet}`) or by a unit of their own (`[iU]`) is commensurable with nothing but itself, and moles are with
 * moles: by UCUM both are bare numbers, and 5 % would be so many moles.
 */
export function convertMeasure(amount: number, from: string, to: string): number | null {
  if (from === to) return amount;
  if (!isUcumCode(from) || !isUcumCode(to) || countsItsOwn(from) || countsItsOwn(to) || countsMoles(from) !== countsMoles(to)) return null;
  try {
    const converted = ucum.convert(amount, from, to);
    return Number.isFinite(converted) ? Number(converted.toPrecision(significantDigits)) : null;
  } catch {
    return null;
  }
}

function countsItsOwn(code: string): boolean {
  return code.includes('{') || ucum.isArbitraryUnit(code) || (code.match(/\[[^\]]+\]/g) ?? []).some(isBareNumber);
}

/** Moles, equivalents, osmoles, katals and enzyme units, with any prefix. */
function countsMoles(code: string): boolean {
  return /mol|eq|osm|kat|(?<![A-Za-z[])[a-z]?U(?![A-Za-z])/.test(code);
}

function isBareNumber(unit: string): boolean {
  try {
    return ucum.info(unit).type === 'dimensionless';
  } catch {
    // Part of a unit, as in m[Hg].
    return false;
  }
}
