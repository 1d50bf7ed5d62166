import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';

/**
 * Why nothing can be prescribed for this patient, or null when it can. Patients still answers for a record that was deleted,
 * because it can be restored; here it is as absent as one that never was.
 */
export async function patientRefusal(context: Context, patientId: string, field: readonly string[]): Promise<UserError | null> {
  const patients = await context.read<{ readonly deletedAt?: string | null; readonly deceased?: boolean }>(
    'Patient',
    [patientId],
    'deletedAt deceased',
  );
  const patient = patients.get(patientId);
  if (!patient || patient.deletedAt) return userError('NOT_FOUND', 'There is no such patient.', field);
  return patient.deceased ? userError('WRONG_STATE', 'The patient has died: nothing more can be prescribed.', field) : null;
}

/** Whether the encounter is the patient's own, as far as the caller may see. */
export async function encounterRefusal(
  context: Context,
  encounterId: string | null | undefined,
  patientId: string,
): Promise<UserError | null> {
  if (encounterId == null) return null;
  const encounters = await context.read<{ readonly patient?: { readonly id: string } | null }>(
    'Encounter',
    [encounterId],
    'patient { id }',
  );
  if (encounters.get(encounterId)?.patient?.id === patientId) return null;
  return userError('NOT_FOUND', 'There is no such encounter of this patient.', ['input', 'encounterId']);
}

/** Who prescribes: whoever is named, or else the member of staff who asks. */
export async function choosePrescriber(
  context: Context,
  named: string | null | undefined,
): Promise<{ readonly id: string } | { readonly wrong: UserError }> {
  const field = ['input', 'prescriberId'];
  const { actor } = context.request;
  const acting = actor.kind === 'staff' ? actor.id : null;
  const id = named ?? acting;
  if (id === null) return { wrong: userError('REQUIRED', 'Say who prescribes: send prescriberId.', field) };
  if (id === acting || (await context.exists('Staff', id))) return { id };
  return { wrong: userError('NOT_FOUND', 'There is no such member of staff.', field) };
}

/** Whether the caller is the person named as the prescriber: nobody signs for another. */
export function mayNotSign({ request }: Context, prescriberId: string): UserError | null {
  if (request.actor.kind === 'staff' && request.actor.id === prescriberId) return null;
  return userError('NOT_ALLOWED', 'Only the prescriber who is named on it can sign it.', ['input', 'id']);
}
