import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';

/** An allergy as the patient's record has it (FHIR R4 AllergyIntolerance). */
export interface RecordedAllergy {
  readonly id: string;
  readonly clinicalStatus: string;
  readonly verificationStatus: string;
  readonly type: string | null;
  readonly criticality: string | null;
  readonly code: { readonly system: string | null; readonly code: string | null; readonly display: string };
}

/** What the pharmacist must know of a patient before anything is given. */
export interface PatientRecord {
  readonly deletedAt: string | null;
  readonly deceased: boolean;
  readonly allergies: readonly RecordedAllergy[];
}

const selection = 'deletedAt deceased allergies { id clinicalStatus verificationStatus type criticality code { system code display } }';

/** The record as its owner tells it to the caller; null when there is no such patient. Who may not see allergies is refused there. */
export async function recordOfPatient(context: Context, patientId: string): Promise<PatientRecord | null> {
  const record = (await context.read<PatientRecord>('Patient', [patientId], selection)).get(patientId);
  return record && !record.deletedAt ? record : null;
}

/** Why nothing is given to this patient. */
export function patientRefusal(
  patient: PatientRecord | null,
  field: readonly string[],
  nothing: Readonly<Record<string, unknown>>,
): Refusal | null {
  if (!patient) return refuse('NOT_FOUND', 'There is no such patient.', field, nothing);
  const deceased = 'The patient is on record as deceased: nothing is dispensed. Correct the record first if that is wrong.';
  return patient.deceased ? refuse('WRONG_STATE', deceased, field, nothing) : null;
}
