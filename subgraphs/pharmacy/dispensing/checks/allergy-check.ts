import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { classesOfSubstances, substanceItself } from '../../interactions/interacting.js';
import type { RecordedAllergy } from '../patient-record.js';
import type { ComposedSubstance } from './composition.js';
import { CheckKind, CheckSeverity, type Finding } from './finding.js';
import type { HandOut } from './hand-out.js';

interface Match {
  readonly substance: ComposedSubstance | null;
  /** By what it was recognized, for the record. */
  readonly by: string;
  readonly words: string;
}

/** Whether the patient is known not to bear a substance of the product, the product itself, or a class of either. */
export async function allergyFindings(
  transaction: Transaction,
  { product, patient }: HandOut,
  substances: readonly ComposedSubstance[],
): Promise<Finding[]> {
  const present = patient.allergies.filter(isPresent);
  if (present.length === 0) return [];
  const classes = await classesOfSubstances(
    transaction,
    substances.map(({ id }) => id),
  );
  return present.flatMap((allergy) => {
    const match = substanceMatch(allergy, substances) ?? classMatch(allergy, substances, classes) ?? productMatch(allergy, product);
    if (!match) return [];
    const { criticality, type, code } = allergy;
    return [
      {
        kind: CheckKind.ALLERGY,
        severity: severityOf(allergy),
        subject: [allergy.id, match.substance?.id ?? product.id],
        message: `The patient is on record as ${type === 'INTOLERANCE' ? 'intolerant of' : 'allergic to'} ${code.display}${criticality ? ` (criticality ${criticality})` : ''}: ${match.words}.`,
        source: "The patient's record",
        inputs: {
          allergy,
          matchedBy: match.by,
          product: { id: product.id, name: product.name, atcCodes: product.atcCodes, rxNormCodes: product.rxNormCodes },
          substances,
          classes: Object.fromEntries(classes),
        },
      },
    ];
  });
}

function isPresent({ clinicalStatus, verificationStatus }: RecordedAllergy): boolean {
  return clinicalStatus === 'ACTIVE' && verificationStatus !== 'REFUTED' && verificationStatus !== 'ENTERED_IN_ERROR';
}

/** What nobody has judged is taken for grave, unless it is a mere intolerance. */
function severityOf({ criticality, type }: RecordedAllergy): CheckSeverity {
  if (criticality === 'HIGH') return CheckSeverity.HIGH;
  return criticality === 'LOW' || type === 'INTOLERANCE' ? CheckSeverity.MODERATE : CheckSeverity.HIGH;
}

function substanceMatch({ code }: RecordedAllergy, substances: readonly ComposedSubstance[]): Match | null {
  const coded = substances.find((substance) => code.code !== null && substance.code === code.code && substance.codeSystem === code.system);
  if (coded) return { substance: coded, by: 'code of substance', words: `this contains ${coded.name}` };
  const allergen = allergenKey(code.display);
  const itself = substanceItself({ id: '', name: allergen });
  const named = substances.find((substance) => substance.itself === itself || beginsWith(searchKey(substance.name), allergen));
  return named ? { substance: named, by: 'name of substance', words: `this contains ${named.name}` } : null;
}

function classMatch(
  { code }: RecordedAllergy,
  substances: readonly ComposedSubstance[],
  classes: ReadonlyMap<string, readonly string[]>,
): Match | null {
  const allergen = singular(allergenKey(code.display));
  for (const substance of substances) {
    const name = classes.get(substance.id)?.find((each) => singular(searchKey(each)) === allergen);
    if (name) return { substance, by: 'name of class', words: `this contains ${substance.name}, one of ${name}` };
  }
  return null;
}

function productMatch({ code }: RecordedAllergy, { name, genericKey, atcCodes, rxNormCodes }: HandOut['product']): Match | null {
  const allergen = allergenKey(code.display);
  if (beginsWith(searchKey(name), allergen) || (genericKey !== null && beginsWith(genericKey, allergen)))
    return { substance: null, by: 'name of product', words: `this is ${name}` };
  const { system, code: sought } = code;
  if (system === null || !sought) return null;
  // What was imported has its substances by the codes of the base, and the RxNorm codes of all of them together.
  if (/rxnorm/i.test(system) && rxNormCodes.includes(sought))
    return { substance: null, by: 'RxNorm code', words: `this contains the substance with the RxNorm code ${sought}` };
  return /atc/i.test(system) && atcCodes.some((each) => each.startsWith(sought))
    ? { substance: null, by: 'ATC code', words: `this is of the group ${sought}` }
    : null;
}

/** "Allergy to penicillin" and "Penicillin" are the same. */
function allergenKey(display: string): string {
  return searchKey(display)
    .replace(
      /^(drug )?(allergy|hypersensitivity|intolerance|allergic|allergic reaction|allergie|hypersensibilite) (to|of|a|au|aux|la|l) /,
      '',
    )
    .replace(/ (allergy|intolerance|hypersensitivity)$/, '');
}

/** Whether one names the other with words behind it, as salts have: whole words only. */
function beginsWith(key: string, start: string): boolean {
  return start.length >= 4 && (key === start || key.startsWith(`${start} `) || start.startsWith(`${key} `));
}

/** Without the plural, in English and French, and without the letter in which their names of classes differ: penicillins, pénicilline. */
function singular(key: string): string {
  return key
    .split(' ')
    .map((word) => (word.length > 4 ? word.replace(/e?s$/, '').replace(/e$/, '') : word))
    .join(' ');
}
