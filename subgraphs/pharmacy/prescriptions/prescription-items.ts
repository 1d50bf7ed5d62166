import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newUuid, toUuid } from '#kernel/graph/type-id.js';
import { MedicationRequest } from './medication-request.js';
import type { PrescriptionItemInput } from './prescription.inputs.js';
import type { Prescription } from './prescription.js';
import { MedicationRequestStatus } from './request-status.js';

/** The items, locked, in their order. Lock the prescription first. */
export function lockItems(transaction: Transaction, prescriptionId: string): Promise<MedicationRequest[]> {
  return transaction.all(
    MedicationRequest,
    sql`where prescription_id = ${toUuid('prescription', prescriptionId)} order by position for update`,
  );
}

/** Writes the items of a draft anew. */
export async function replaceItems(
  transaction: Transaction,
  { id, patientId }: Prescription,
  items: readonly PrescriptionItemInput[],
): Promise<void> {
  const uuid = toUuid('prescription', id);
  const rows = items.map((item, index) => ({
    id: newUuid(),
    position: index + 1,
    product_id: toUuid('product', item.productId),
    dose_value: item.dose?.value ?? null,
    dose_unit: item.dose?.unit.trim() ?? null,
    route: item.route?.trim() || null,
    frequency: item.frequency ?? null,
    period: item.frequency == null ? null : (item.period ?? 1),
    period_unit: item.periodUnit ?? null,
    as_needed: item.asNeeded,
    duration_days: item.durationDays ?? null,
    instructions: item.instructions?.trim() || null,
    quantity: item.quantity,
    refills: item.refills,
    substitution_allowed: item.substitutionAllowed,
  }));
  await transaction.rows(sql`delete from medication_requests where prescription_id = ${uuid}`);
  await transaction.rows(sql`insert into medication_requests (prescription_id, patient_id, status, id, position, product_id, dose_value, dose_unit,
      route, frequency, period, period_unit, as_needed, duration_days, instructions, quantity, refills, substitution_allowed)
    select ${uuid}::uuid, ${toUuid('patient', patientId)}::uuid, ${MedicationRequestStatus.DRAFT}, line.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, position integer, product_id uuid, dose_value numeric, dose_unit text,
      route text, frequency integer, period integer, period_unit text, as_needed boolean, duration_days integer, instructions text,
      quantity integer, refills integer, substitution_allowed boolean)`);
}

/** Takes the items that are in one of these statuses to another. */
export async function moveItems(
  transaction: Transaction,
  prescriptionId: string,
  from: readonly MedicationRequestStatus[],
  to: MedicationRequestStatus,
  reason: string | null,
): Promise<void> {
  await transaction.rows(sql`update medication_requests set status = ${to}, status_reason = ${reason}
    where prescription_id = ${toUuid('prescription', prescriptionId)} and status = any (${from})`);
}
