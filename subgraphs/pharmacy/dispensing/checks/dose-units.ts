import { searchKey } from '#kernel/graph/search-key.js';
import type { ComposedSubstance } from './composition.js';

/** How many milligrams, or millilitres, one of the unit is. */
const masses: Readonly<Record<string, number>> = { kg: 1e6, g: 1000, mg: 1, ug: 1e-3, µg: 1e-3, μg: 1e-3, mcg: 1e-3, ng: 1e-6 };
const volumes: Readonly<Record<string, number>> = { l: 1000, dl: 100, cl: 10, ml: 1 };

/** What is counted one by one, in the words of prescriptions, labels and lists. */
const counted: readonly (readonly string[])[] = [
  ['tablet', 'tab', 'comprime', 'tbl'],
  ['capsule', 'cap', 'gelule'],
  ['sachet'],
  ['suppository', 'suppositoire'],
  ['patch', 'dispositif'],
  ['ampoule', 'ampule'],
  ['vial', 'flacon'],
  ['lozenge', 'pastille'],
  ['puff', 'inhalation', 'bouffee', 'dose'],
  ['drop', 'goutte'],
  ['unit dose', 'unidose', 'recipient unidose'],
];

export function isMass(unit: string): boolean {
  return unit.toLowerCase() in masses;
}

/** An amount in another unit of the same kind; null where there is no way from one to the other. */
export function converted(amount: number, from: string, to: string): number | null {
  const [one, other] = [from.toLowerCase(), to.toLowerCase()];
  if (one === other) return amount;
  for (const kind of [masses, volumes]) {
    const [of, into] = [kind[one], kind[other]];
    if (of !== undefined && into !== undefined) return (amount * of) / into;
  }
  return null;
}

/** How much of a substance, in its strength's unit, is in so much of the product; null where that cannot be said. */
export function contained(
  amount: number,
  unit: string,
  { strengthValue, strengthUnit, referenceAmount }: ComposedSubstance,
): number | null {
  if (strengthValue === null || strengthUnit === null) return null;
  const reference = readReference(referenceAmount);
  if (reference === null) return countedAs(unit) === null ? null : amount * strengthValue;
  const inReference =
    countedAs(unit) !== null && countedAs(unit) === countedAs(reference.unit) ? amount : converted(amount, unit, reference.unit);
  return inReference === null ? null : (inReference / reference.amount) * strengthValue;
}

/** `5 mL` as 5 and mL, `one tablet` and `un comprimé` as 1 of them; null when nothing is said. */
function readReference(text: string | null): { amount: number; unit: string } | null {
  if (!text?.trim()) return null;
  const [, number, unit] = /^\s*(\d+(?:[.,]\d+)?|one|une?)?\s*(.+?)\s*$/i.exec(text) ?? [];
  const amount = number && /^\d/.test(number) ? Number(number.replace(',', '.')) : 1;
  return unit && amount > 0 ? { amount, unit } : null;
}

/** Which of the counted things a unit names; null when it counts none. */
function countedAs(unit: string): string | null {
  const [first = ''] = searchKey(unit).split(' ');
  const word = first.replace(/s$/, '');
  return counted.find((names) => names.includes(word) || names.includes(searchKey(unit)))?.[0] ?? null;
}
