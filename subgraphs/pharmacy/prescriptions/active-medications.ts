import { sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { MedicationRequest } from './medication-request.js';
import { MedicationRequestStatus } from './request-status.js';

const { ACTIVE, COMPLETED } = MedicationRequestStatus;

/**
 * What each patient takes, as far as we know: medicines that may still be handed over, and those of which the last fill lasts to
 * this day, by the day at the branch that wrote them. A fill of unknown length is over when all was handed over, and what is on
 * hold or stopped is not taken, whatever is left of it at home.
 */
export function activeMedicationsOf(patientIds: readonly string[]): Sql {
  const uuids = patientIds.map((id) => toUuid('patient', id));
  return sql`join prescriptions on prescriptions.id = medication_requests.prescription_id
    where medication_requests.patient_id = any (${uuids}::uuid[]) and medication_requests.status = any (${[ACTIVE, COMPLETED]})
      and (medication_requests.status = ${ACTIVE} and prescriptions.valid_until >= branch_day(prescriptions.branch_id)
        or branch_day(prescriptions.branch_id, medication_requests.last_dispensed_at) + medication_requests.duration_days
          > branch_day(prescriptions.branch_id))
    order by medication_requests.id desc`;
}

export const activeMedicationsOfPatient = defineLoader<string, MedicationRequest[]>(
  'active medications of patient',
  async ({ db }: Context, ids) => Map.groupBy(await db.all(MedicationRequest, activeMedicationsOf(ids)), ({ patientId }) => patientId),
);
