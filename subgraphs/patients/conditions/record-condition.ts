import { toCoding } from '#kernel/graph/coding.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient } from '../patients/patient.js';
import { Condition } from './condition.js';
import { RecordConditionPayload, UpdateConditionPayload, type RecordConditionInput, type UpdateConditionInput } from './condition.inputs.js';

const constraints = {
  conditions_period: {
    code: 'INVALID',
    message: 'A condition cannot be over before it began.',
    field: ['input', 'abatedAt'],
  },
} as const;

export async function recordCondition(context: Context, input: RecordConditionInput): Promise<RecordConditionPayload> {
  const options = { name: 'recordCondition', permission: 'conditions:record', constraints };
  return context.db.command(RecordConditionPayload, options, async (transaction) => {
    const patient = await transaction.lock(Patient, input.patientId);
    if (!patient || patient.deletedAt) return refuse('NOT_FOUND', 'There is no such patient.', ['input', 'patientId'], { condition: null });
    if (!input.code.display.trim()) return refuse('REQUIRED', 'Say what it is.', ['input', 'code', 'display'], { condition: null });
    const condition = Object.assign(new Condition(), {
      id: newId('condition'),
      patientId: patient.id,
      encounterId: null,
      clinicalStatus: input.clinicalStatus,
      verificationStatus: input.verificationStatus,
      severity: input.severity ?? null,
      code: toCoding(input.code),
      onsetAt: input.onsetAt ?? null,
      abatedAt: input.abatedAt ?? null,
      note: input.note ?? null,
      externalId: null,
    });
    return { condition: await transaction.insert(condition) };
  });
}

export async function updateCondition(context: Context, input: UpdateConditionInput): Promise<UpdateConditionPayload> {
  const options = { name: 'updateCondition', permission: 'conditions:record', constraints };
  return context.db.command(UpdateConditionPayload, options, async (transaction) => {
    const condition = await transaction.lock(Condition, input.id);
    if (!condition) return refuse('NOT_FOUND', 'There is no such condition.', ['input', 'id'], { condition: null });
    const stale = staleVersion(condition, input.expectedVersion, 'condition', { condition: null });
    if (stale) return stale;
    if (input.clinicalStatus) condition.clinicalStatus = input.clinicalStatus;
    if (input.verificationStatus) condition.verificationStatus = input.verificationStatus;
    if (input.severity !== undefined) condition.severity = input.severity;
    if (input.abatedAt !== undefined) condition.abatedAt = input.abatedAt;
    if (input.note !== undefined) condition.note = input.note;
    return { condition: await transaction.save(condition) };
  });
}
