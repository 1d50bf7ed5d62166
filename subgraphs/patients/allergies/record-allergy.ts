import { toCoding } from '#kernel/graph/coding.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient } from '../patients/patient.js';
import { Allergy, AllergyClinicalStatus } from './allergy.js';
import { RecordAllergyPayload, UpdateAllergyPayload, type RecordAllergyInput, type UpdateAllergyInput } from './allergy.inputs.js';

export async function recordAllergy(context: Context, input: RecordAllergyInput): Promise<RecordAllergyPayload> {
  return context.db.command(RecordAllergyPayload, { name: 'recordAllergy', permission: 'allergies:record' }, async (transaction) => {
    const patient = await transaction.lock(Patient, input.patientId);
    if (!patient || patient.deletedAt) return refuse('NOT_FOUND', 'There is no such patient.', ['input', 'patientId'], { allergy: null });
    if (!input.code.display.trim()) return refuse('REQUIRED', 'Say which substance it is.', ['input', 'code', 'display'], { allergy: null });
    const allergy = Object.assign(new Allergy(), {
      id: newId('allergy'),
      patientId: patient.id,
      clinicalStatus: AllergyClinicalStatus.ACTIVE,
      verificationStatus: input.verificationStatus,
      type: input.type ?? null,
      categories: input.categories,
      criticality: input.criticality ?? null,
      code: toCoding(input.code),
      reactions: input.reactions,
      onsetDate: input.onsetDate ?? null,
      note: input.note ?? null,
      externalId: null,
    });
    return { allergy: await transaction.insert(allergy) };
  });
}

export async function updateAllergy(context: Context, input: UpdateAllergyInput): Promise<UpdateAllergyPayload> {
  return context.db.command(UpdateAllergyPayload, { name: 'updateAllergy', permission: 'allergies:record' }, async (transaction) => {
    const allergy = await transaction.lock(Allergy, input.id);
    if (!allergy) return refuse('NOT_FOUND', 'There is no such allergy.', ['input', 'id'], { allergy: null });
    const stale = staleVersion(allergy, input.expectedVersion, 'allergy', { allergy: null });
    if (stale) return stale;
    if (input.clinicalStatus) allergy.clinicalStatus = input.clinicalStatus;
    if (input.verificationStatus) allergy.verificationStatus = input.verificationStatus;
    if (input.criticality !== undefined) allergy.criticality = input.criticality;
    if (input.note !== undefined) allergy.note = input.note;
    return { allergy: await transaction.save(allergy) };
  });
}
