import { expiresSoon } from '../../stock/stock-item.js';
import { CheckKind, CheckSeverity, type Finding } from './finding.js';
import type { HandOut } from './hand-out.js';

const dayMs = 86_400_000;

/** The part of a fill's time that must be over before the next one is no longer early. */
const earlyPart = 0.8;

/** Whether the prescription is past its last day. */
export function expiryFindings({ prescription: { id, number, validUntil, writtenOn }, branch }: HandOut): Finding[] {
  if (branch.today <= validUntil) return [];
  return [
    {
      kind: CheckKind.EXPIRED_PRESCRIPTION,
      severity: CheckSeverity.HIGH,
      subject: [id, validUntil],
      message: `Prescription ${number} could be dispensed until ${validUntil}, and today is ${branch.today}: ask the prescriber for a new one.`,
      source: 'The prescription',
      inputs: { prescriptionId: id, writtenOn, validUntil, today: branch.today, branchId: branch.id },
    },
  ];
}

/** Whether more is given than is due, or sooner. */
export function quantityFindings({ request, product, counted: quantity, due, now }: HandOut): Finding[] {
  const findings: Finding[] = [];
  const { id, quantity: ofFill, refills, dispensed, remaining, durationDays, lastDispensedAt } = request;
  const counted = { requestId: id, quantity, due, quantityOfFill: ofFill, refills, dispensed, remaining };
  if (quantity > due) {
    findings.push({
      kind: CheckKind.QUANTITY,
      severity: CheckSeverity.HIGH,
      subject: ['more than due', String(quantity), String(due)],
      message: `${quantity} packs are more than the ${due} that are due of this fill.`,
      source: 'The prescription',
      inputs: counted,
    });
  }
  // The time of a fill counts from its last part; without one, when a refill is early cannot be said.
  if (dispensed > 0 && dispensed % ofFill === 0 && lastDispensedAt !== null && durationDays !== null) {
    const elapsedDays = (now.getTime() - lastDispensedAt.getTime()) / dayMs;
    if (elapsedDays < durationDays * earlyPart) {
      findings.push({
        kind: CheckKind.QUANTITY,
        severity: product.isControlled ? CheckSeverity.HIGH : CheckSeverity.MODERATE,
        subject: ['refill too early', lastDispensedAt.toISOString()],
        message: `The last fill is for ${durationDays} days and was handed over ${Math.floor(elapsedDays)} days ago: a refill is early before ${Math.ceil(durationDays * earlyPart)} days are over.`,
        source: 'The prescription',
        inputs: {
          ...counted,
          lastDispensedAt: lastDispensedAt.toISOString(),
          durationDays,
          elapsedDays: Math.floor(elapsedDays),
          earlyPart,
          controlled: product.isControlled,
        },
      });
    }
  }
  return findings;
}

/** Whether a lot ends before the patient has used it up, or soon. */
export function lotFindings({ lots, branch, request: { durationDays } }: HandOut): Finding[] {
  return lots.flatMap(({ lotId, lotNumber, expiresOn, quantity }) => {
    if (expiresOn === null) return [];
    const daysLeft = Math.round((Date.parse(expiresOn) - Date.parse(branch.today)) / dayMs);
    const beforeUsed = durationDays !== null && daysLeft < durationDays;
    if (!beforeUsed && !expiresSoon({ expiresOn }, branch.today)) return [];
    return [
      {
        kind: CheckKind.LOT_EXPIRES_SOON,
        severity: beforeUsed ? CheckSeverity.MODERATE : CheckSeverity.LOW,
        subject: [lotId, expiresOn],
        message: `Lot ${lotNumber || '(without number)'} expires on ${expiresOn}${beforeUsed ? `, before the ${durationDays} days of this fill are over` : ''}.`,
        source: null,
        inputs: { lotId, lotNumber, expiresOn, quantity, today: branch.today, daysLeft, durationDays },
      },
    ];
  });
}
