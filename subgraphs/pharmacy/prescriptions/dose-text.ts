import type { MedicationRequest } from './medication-request.js';
import { PeriodUnit } from './request-status.js';

type Dosage = Pick<
  MedicationRequest,
  'dose' | 'doseUnit' | 'route' | 'frequency' | 'period' | 'periodUnit' | 'asNeeded' | 'durationDays' | 'instructions'
>;

/** How a language says each part of a dose, and in which order. Another language is one more of these. */
interface DoseWords {
  dose(value: string, unit: string): string;
  often(frequency: number, period: number, unit: PeriodUnit): string;
  asNeeded: string;
  duration(days: number): string;
  /** The parts that there are, as one phrase; the route and the instructions come after it. */
  phrase(parts: { dose: string; often: string; asNeeded: string; duration: string }): string;
}

const english: DoseWords = {
  dose: (value, unit) => `${value} ${Number(value) > 1 ? (plurals.get(unit) ?? unit) : unit}`,
  often: (frequency, period, unit) => {
    const times = frequency === 1 ? 'once' : frequency === 2 ? 'twice' : `${frequency} times`;
    const name = unit.toLowerCase();
    if (frequency === 1 && (period > 1 || unit === PeriodUnit.HOUR)) return period === 1 ? `every ${name}` : `every ${period} ${name}s`;
    if (period === 1) return `${times} ${name === 'hour' ? 'an' : 'a'} ${name}`;
    return `${times} in ${period} ${name}s`;
  },
  asNeeded: 'when needed',
  duration: (days) => (days === 1 ? 'for 1 day' : `for ${days} days`),
  phrase: ({ dose, often, asNeeded, duration }) => joined([dose, often, asNeeded, duration]),
};

/** Units that are words of their own, and so have a plural; others, such as mg, have none. */
const plurals: ReadonlyMap<string, string> = new Map([
  ...'tablet capsule drop puff spray sachet ampoule unit teaspoon tablespoon spoon lozenge application injection dose inhalation vial'
    .split(' ')
    .map((unit) => [unit, `${unit}s`] as const),
  ['suppository', 'suppositories'],
  ['patch', 'patches'],
]);

const mongolianPeriods: Readonly<Record<PeriodUnit, { one: string; many: string }>> = {
  HOUR: { one: 'цагт', many: 'цаг тутамд' },
  DAY: { one: 'өдөрт', many: 'өдөр тутамд' },
  WEEK: { one: 'долоо хоногт', many: 'долоо хоног тутамд' },
  MONTH: { one: 'сард', many: 'сар тутамд' },
};

const mongolian: DoseWords = {
  dose: (value, unit) => `${value} ${unit}`,
  often: (frequency, period, unit) => {
    const { one, many } = mongolianPeriods[unit];
    return period === 1 ? `${one} ${frequency} удаа` : `${period} ${many} ${frequency} удаа`;
  },
  asNeeded: 'шаардлагатай үед',
  duration: (days) => `${days} хоног`,
  phrase: ({ dose, often, asNeeded, duration }) => joined([often, dose, asNeeded, duration]),
};

const languages: ReadonlyMap<string, DoseWords> = new Map([
  ['en', english],
  ['mn', mongolian],
]);

/** How a medicine is taken, in words; empty when nothing is said of it. Instructions stay in the words of the prescriber. */
export function doseText(dosage: Dosage, locale: string): string {
  const words = languages.get(locale.toLowerCase().split('-')[0] ?? '') ?? english;
  const { dose, doseUnit, frequency, period, periodUnit } = dosage;
  const phrase = words.phrase({
    dose: dose !== null && doseUnit !== null ? words.dose(plainNumber(dose), doseUnit) : '',
    often: frequency !== null && period !== null && periodUnit !== null ? words.often(frequency, period, periodUnit) : '',
    asNeeded: dosage.asNeeded ? words.asNeeded : '',
    duration: dosage.durationDays === null ? '' : words.duration(dosage.durationDays),
  });
  const asides = [dosage.route, dosage.instructions?.replace(/[\s.]+$/, '')].map((text) => text ?? '').filter(Boolean);
  if (!phrase) return asides.join(', ');
  return [phrase, ...asides.map(begunSmall)].join(', ');
}

/** As a person writes it: 0.5, not 0.500. */
function plainNumber(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

/** "With food" goes on as "with food", while names and abbreviations keep their capitals. */
function begunSmall(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function joined(parts: readonly string[]): string {
  return parts.filter(Boolean).join(' ');
}
