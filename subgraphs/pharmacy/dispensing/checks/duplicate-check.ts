import { MedicationRequestStatus } from '../../prescriptions/request-status.js';
import { called, productsOf, withSubstances, type ActiveMedicine, type ComparedProduct } from './active-medicines.js';
import type { Compositions } from './composition.js';
import { CheckKind, CheckSeverity, type Finding } from './finding.js';
import type { HandOut } from './hand-out.js';

/** ATC level 4, the chemical subgroup, is A10BA of A10BA02; level 5 is the substance. */
const groupLength = 5;
const substanceLength = 7;

interface Likeness {
  readonly severity: CheckSeverity;
  readonly shared: readonly string[];
  readonly words: string;
}

/** The same treatment twice, in the worst of the ways in which each other medicine is like this one. */
export function duplicateFindings({ product, request }: HandOut, others: readonly ActiveMedicine[], compositions: Compositions): Finding[] {
  const substances = compositions.get(product.id) ?? [];
  return others.flatMap((other) => {
    const likeness = first(other, sameSubstance) ?? first(other, sameGeneric) ?? first(other, sameGroup);
    if (!likeness) return [];
    return [
      {
        kind: CheckKind.DUPLICATE_THERAPY,
        severity: likeness.severity,
        subject: [other.requestId, ...likeness.shared],
        message: `The patient also has ${likeness.name} (${standing(other)}), with ${likeness.words}.`,
        source: null,
        inputs: {
          product: { id: product.id, name: product.name, genericKey: product.genericKey, atcCodes: product.atcCodes },
          substances,
          otherMedicine: withSubstances(other, compositions),
        },
      },
    ];
  });

  function first(
    other: ActiveMedicine,
    compare: (theirs: ComparedProduct, other: ActiveMedicine) => Likeness | null,
  ): (Likeness & { readonly name: string }) | null {
    for (const theirs of productsOf(other)) {
      const likeness = compare(theirs, other);
      if (likeness) return { ...likeness, name: called(other, theirs) };
    }
    return null;
  }

  function sameSubstance({ productId }: ComparedProduct, other: ActiveMedicine): Likeness | null {
    const theirs = new Set((compositions.get(productId) ?? []).map(({ itself }) => itself));
    const shared = substances.filter(({ itself }) => theirs.has(itself));
    if (shared.length === 0) return null;
    const elsewhere = other.status === MedicationRequestStatus.ACTIVE && other.prescriptionId !== request.prescriptionId;
    const names = [...new Map(shared.map(({ itself, name }) => [itself, name])).values()];
    return {
      severity: elsewhere ? CheckSeverity.HIGH : CheckSeverity.MODERATE,
      shared: [...new Set(shared.map(({ itself }) => itself))].sort(),
      words: `the same substance: ${names.join(', ')}`,
    };
  }

  function sameGeneric({ genericKey, productId, atcCodes }: ComparedProduct): Likeness | null {
    if (productId === product.id) return { severity: CheckSeverity.MODERATE, shared: ['product'], words: 'the same product' };
    if (genericKey !== null && genericKey === product.genericKey)
      return {
        severity: CheckSeverity.MODERATE,
        shared: ['generic'],
        words: `the same generic name: ${product.genericName ?? genericKey}`,
      };
    const code = atcCodes.find((each) => each.length === substanceLength && product.atcCodes.includes(each));
    return code === undefined ? null : { severity: CheckSeverity.MODERATE, shared: [code], words: `the same ATC code: ${code}` };
  }

  function sameGroup({ atcCodes }: ComparedProduct): Likeness | null {
    const groups = new Set(atcCodes.filter((code) => code.length >= groupLength).map((code) => code.slice(0, groupLength)));
    const shared = product.atcCodes.map((code) => code.slice(0, groupLength)).find((group) => groups.has(group));
    return shared === undefined
      ? null
      : { severity: CheckSeverity.LOW, shared: [shared], words: `another medicine of the group ${shared} (ATC)` };
  }
}

function standing({ status, lastDispensedAt }: ActiveMedicine): string {
  const given = lastDispensedAt === null ? 'not yet handed over' : `last handed over ${lastDispensedAt.slice(0, 10)}`;
  return `${status}, ${given}`;
}
