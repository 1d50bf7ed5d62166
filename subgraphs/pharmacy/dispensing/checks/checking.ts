import type { Transaction } from '#kernel/database/transaction.js';
import { activeMedicines, productsOf } from './active-medicines.js';
import { allergyFindings } from './allergy-check.js';
import { compositionsOf } from './composition.js';
import { doseFindings } from './dose-check.js';
import { duplicateFindings } from './duplicate-check.js';
import { CheckSeverity, type Finding } from './finding.js';
import type { HandOut } from './hand-out.js';
import { interactionFindings } from './interaction-check.js';
import { packFindings } from './pack-check.js';
import { expiryFindings, lotFindings, quantityFindings } from './prescription-checks.js';

const gravest = [CheckSeverity.HIGH, CheckSeverity.MODERATE, CheckSeverity.LOW];

/** All that speaks against handing this over now, the gravest first; as many statements whatever the patient takes. */
export async function findChecks(transaction: Transaction, handOut: HandOut): Promise<Finding[]> {
  const { product, prescribed } = handOut;
  const others = await activeMedicines(transaction, handOut);
  const compositions = await compositionsOf(transaction, [
    product.id,
    prescribed.id,
    ...others.flatMap(productsOf).map(({ productId }) => productId),
  ]);
  const findings = [
    ...(await interactionFindings(transaction, handOut, others, compositions)),
    ...(await allergyFindings(transaction, handOut, compositions.get(product.id) ?? [])),
    ...duplicateFindings(handOut, others, compositions),
    ...(await doseFindings(transaction, handOut, compositions)),
    ...expiryFindings(handOut),
    ...quantityFindings(handOut),
    ...packFindings(handOut),
    ...lotFindings(handOut),
  ];
  const once = new Map(findings.map((finding) => [findingKey(finding), finding]));
  return [...once.values()].sort((one, other) => gravest.indexOf(one.severity) - gravest.indexOf(other.severity));
}

/** By which a finding of one look is known again in the next. */
export function findingKey({ kind, severity, subject }: Pick<Finding, 'kind' | 'severity' | 'subject'>): string {
  return JSON.stringify([kind, severity, ...subject]);
}
