import type { Transaction } from '#kernel/database/transaction.js';
import { interactionsBetween, InteractionSeverity } from '../../interactions/interacting.js';
import { called, productsOf, withSubstances, type ActiveMedicine, type ComparedProduct } from './active-medicines.js';
import type { Compositions } from './composition.js';
import { CheckKind, CheckSeverity, type Finding } from './finding.js';
import type { HandOut } from './hand-out.js';

const severities: Readonly<Record<InteractionSeverity, CheckSeverity>> = {
  [InteractionSeverity.CONTRAINDICATED]: CheckSeverity.HIGH,
  [InteractionSeverity.NOT_RECOMMENDED]: CheckSeverity.HIGH,
  [InteractionSeverity.PRECAUTION]: CheckSeverity.MODERATE,
  [InteractionSeverity.TO_CONSIDER]: CheckSeverity.LOW,
};

/** What the substances of the product do together with those of the patient's other medicines. */
export async function interactionFindings(
  transaction: Transaction,
  { product }: HandOut,
  others: readonly ActiveMedicine[],
  compositions: Compositions,
): Promise<Finding[]> {
  const own = (compositions.get(product.id) ?? []).map(({ id }) => id);
  const foreign = others.flatMap(productsOf).flatMap(({ productId }) => (compositions.get(productId) ?? []).map(({ id }) => id));
  const found = await interactionsBetween(transaction, own, [...new Set(foreign)]);
  const itselfOf = new Map([...compositions.values()].flat().map(({ id, itself }) => [id, itself]));
  const ownThemselves = new Set(own.map((id) => itselfOf.get(id)));
  return found.map(({ severity, first, second, firstAs, secondAs, mechanism, management, source }) => {
    const parties = [first, second].map(({ id }) => itselfOf.get(id));
    const theirs = parties.filter((itself) => !ownThemselves.has(itself));
    const sought = theirs.length > 0 ? theirs : parties;
    const concerned = others.flatMap((medicine) => {
      const has = ({ productId }: ComparedProduct) => (compositions.get(productId) ?? []).some(({ itself }) => sought.includes(itself));
      const matched = productsOf(medicine).find(has);
      return matched ? [{ medicine, name: called(medicine, matched) }] : [];
    });
    const beside = concerned.map(({ name }) => name).join(', ');
    const advice = [management, mechanism].filter(Boolean).join(' ');
    return {
      kind: CheckKind.INTERACTION,
      severity: severities[severity],
      subject: [severity, ...[`${first.id} ${firstAs}`, `${second.id} ${secondAs}`].sort(), management ?? ''],
      message: `${first.name} and ${second.name} interact (${words[severity]}); the patient also has ${beside}.${advice ? ` ${advice}` : ''}`,
      source,
      inputs: {
        substances: compositions.get(product.id) ?? [],
        otherMedicines: concerned.map(({ medicine }) => withSubstances(medicine, compositions)),
        interaction: { severity, first, second, firstAs, secondAs, mechanism, management },
      },
    };
  });
}

const words: Readonly<Record<InteractionSeverity, string>> = {
  [InteractionSeverity.CONTRAINDICATED]: 'contraindicated',
  [InteractionSeverity.NOT_RECOMMENDED]: 'not recommended',
  [InteractionSeverity.PRECAUTION]: 'with precaution',
  [InteractionSeverity.TO_CONSIDER]: 'to consider',
};
