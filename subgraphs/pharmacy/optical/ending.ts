import { mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { lockForChange } from '../prescriptions/lock-for-change.js';
import { OpticalPrescription } from './optical-prescription.js';
import { nextOpticalStatuses, OpticalPrescriptionStatus } from './optical-terms.js';
import {
  CancelOpticalPrescriptionPayload,
  MarkOpticalPrescriptionInErrorPayload,
  type EndOpticalPrescriptionInput,
  type OpticalPrescriptionPayload,
} from './optical.inputs.js';

const permission = 'prescriptions:write';
const nothing = { opticalPrescription: null };

/** Withdraws a prescription, or a draft. */
export function cancelOpticalPrescription(context: Context, input: EndOpticalPrescriptionInput): Promise<CancelOpticalPrescriptionPayload> {
  return end(context, CancelOpticalPrescriptionPayload, 'cancelOpticalPrescription', OpticalPrescriptionStatus.CANCELLED, input);
}

/** Says that it was a mistake. */
export function markOpticalPrescriptionInError(
  context: Context,
  input: EndOpticalPrescriptionInput,
): Promise<MarkOpticalPrescriptionInErrorPayload> {
  const { ENTERED_IN_ERROR } = OpticalPrescriptionStatus;
  return end(context, MarkOpticalPrescriptionInErrorPayload, 'markOpticalPrescriptionInError', ENTERED_IN_ERROR, input);
}

function end<P extends OpticalPrescriptionPayload>(
  context: Context,
  payload: new () => P,
  name: string,
  to: OpticalPrescriptionStatus,
  input: EndOpticalPrescriptionInput,
): Promise<P> {
  return context.db.command<OpticalPrescriptionPayload>(payload, { name, permission }, async (transaction) => {
    const reason = input.reason.trim();
    if (!reason || reason.length > mostLetters.text) {
      const message = `Say why, in at most ${mostLetters.text} characters.`;
      return refuse(reason ? 'INVALID' : 'REQUIRED', message, ['input', 'reason'], nothing);
    }
    const terms = { permission, what: 'optical prescription', nothing };
    const prescription = await lockForChange(transaction, OpticalPrescription, input, terms);
    if (prescription instanceof Refusal) return prescription;
    const allowed = nextOpticalStatuses(prescription.status);
    if (!allowed.includes(to)) {
      const ways = allowed.length > 0 ? `it can become ${allowed.join(', ')}` : 'nothing follows that';
      const message = `The optical prescription is ${prescription.status} and cannot become ${to}: ${ways}.`;
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    Object.assign(prescription, { status: to, statusReason: reason });
    await transaction.save(prescription);
    return { opticalPrescription: prescription };
  }) as Promise<P>;
}
