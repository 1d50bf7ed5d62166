import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { requireConsent } from '#kernel/consents/known-consents.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';

@ObjectType({ description: 'Somebody who is cared for; patients owns the record, here is what scheduling knows of it.' })
@Directive('@key(fields: "id")')
export class Patient {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `patient_…`.' })
  id: string;
}

/** The patient as its key, for the gateway to fill in. */
export function patientReference(id: string): Patient {
  return Object.assign(new Patient(), { id });
}

/**
 * Why nothing new can be planned for this patient, or null when it can. Patients still answers for a record that was deleted,
 * because it can be restored; here it is as absent as one that never was. A client is refused before it is told when the patient is busy.
 */
export async function patientRefusal(context: Context, patientId: string, permission: string): Promise<UserError | null> {
  await requireConsent(context, patientId, permission);
  const patients = await context.read<{ readonly deletedAt: string | null }>('Patient', [patientId], 'deletedAt');
  const patient = patients.get(patientId);
  return patient && !patient.deletedAt ? null : userError('NOT_FOUND', 'There is no such patient.', ['input', 'patientId']);
}
