import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient } from '../patients/patient.js';
import { Coverage } from './coverage.js';
import { SetCoveragesPayload, type SetCoveragesInput } from './coverage.inputs.js';

/** Replaces a patient's coverages as a whole, so that their order is always the one that was meant. */
export async function setCoverages(context: Context, input: SetCoveragesInput): Promise<SetCoveragesPayload> {
  return context.db.command(SetCoveragesPayload, { name: 'setCoverages', permission: 'coverages:manage' }, async (transaction) => {
    const patient = await transaction.lock(Patient, input.patientId);
    if (!patient || patient.deletedAt) return refuse('NOT_FOUND', 'There is no such patient.', ['input', 'patientId'], { coverages: null });
    for (const [index, { payor, startsOn, endsOn }] of input.coverages.entries()) {
      const field = ['input', 'coverages', String(index)];
      if (!payor.trim()) return refuse('REQUIRED', 'Say who pays.', [...field, 'payor'], { coverages: null });
      if (startsOn && endsOn && endsOn < startsOn) {
        return refuse('INVALID', 'A coverage cannot end before it starts.', [...field, 'endsOn'], { coverages: null });
      }
    }
    await transaction.rows(sql`delete from coverages where patient_id = ${toUuid('patient', patient.id)}`);
    const coverages: Coverage[] = [];
    for (const [index, wanted] of input.coverages.entries()) {
      const coverage = Object.assign(new Coverage(), {
        id: newId('coverage'),
        patientId: patient.id,
        rank: index + 1,
        status: wanted.status,
        payor: wanted.payor.trim(),
        plan: wanted.plan ?? null,
        subscriberId: wanted.subscriberId ?? null,
        relationship: wanted.relationship ?? null,
        startsOn: wanted.startsOn ?? null,
        endsOn: wanted.endsOn ?? null,
      });
      coverages.push(await transaction.insert(coverage));
    }
    return { coverages };
  });
}
