import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { MedicationRequestStatus } from '../prescriptions/request-status.js';

const words: Readonly<Record<MedicationRequestStatus, string | null>> = {
  [MedicationRequestStatus.ACTIVE]: null,
  [MedicationRequestStatus.DRAFT]: 'is not signed: the prescriber signs the prescription first',
  [MedicationRequestStatus.ON_HOLD]: 'is on hold: the prescriber resumes it first',
  [MedicationRequestStatus.CANCELLED]: 'was cancelled',
  [MedicationRequestStatus.COMPLETED]: 'is completed: all of it was handed over',
  [MedicationRequestStatus.STOPPED]: 'was stopped',
  [MedicationRequestStatus.ENTERED_IN_ERROR]: 'was entered in error',
  [MedicationRequestStatus.UNKNOWN]: 'came from elsewhere, and nobody knows whether it is valid: ask the prescriber for a new one',
};

/** Why nothing of this medicine is dispensed; it, and the prescription that it stands on, are to be active. */
export function inactiveRefusal(
  prescription: { readonly status: MedicationRequestStatus; readonly signedAt: Date | null },
  request: { readonly status: MedicationRequestStatus },
  field: readonly string[],
  nothing: Readonly<Record<string, unknown>>,
): Refusal | null {
  const medicine = words[request.status];
  if (medicine !== null) return refuse('WRONG_STATE', `This medicine ${medicine}.`, field, nothing);
  const whole = words[prescription.status] ?? (prescription.signedAt === null ? words[MedicationRequestStatus.DRAFT] : null);
  return whole === null ? null : refuse('WRONG_STATE', `The prescription ${whole}.`, field, nothing);
}
