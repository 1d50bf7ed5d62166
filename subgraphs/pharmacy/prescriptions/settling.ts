import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { prescriptionUpdated } from '../events.js';
import { Prescription } from './prescription.js';
import { MedicationRequestStatus } from './request-status.js';
import { tellPrescription } from './telling.js';

const { ACTIVE, ON_HOLD, COMPLETED, STOPPED } = MedicationRequestStatus;

/**
 * Those that follow what becomes of the medicines; what people have ended as a whole, or never signed, stays as it is. One that is
 * over since its last medicine was stopped may have others that were handed over in full: packs of them that come back are owed again.
 */
const following: readonly MedicationRequestStatus[] = [ACTIVE, ON_HOLD, COMPLETED, STOPPED];

/**
 * Brings a prescription's status in line with its medicines: one that was handed over in full is completed, one of which packs
 * came back is active again, and the whole is what the liveliest of them is. Call it after every hand-over and return, once what
 * was handed over is saved; items read before may have another status then. `reason` is told of a whole that ends by it.
 */
export async function settlePrescription(
  transaction: Transaction,
  prescriptionId: string,
  reason: string | null = null,
): Promise<Prescription> {
  const prescription = await transaction.lock(Prescription, prescriptionId);
  if (!prescription) throw new Error(`There is no prescription ${prescriptionId} to settle`);
  if (prescription.stoppedWhole || !following.includes(prescription.status)) return prescription;
  const uuid = toUuid('prescription', prescriptionId);
  await transaction.rows(sql`update medication_requests set status = case status when ${ACTIVE} then ${COMPLETED} else ${ACTIVE} end
    where prescription_id = ${uuid} and (status = ${ACTIVE} and dispensed = quantity * (refills + 1)
      or status = ${COMPLETED} and dispensed < quantity * (refills + 1))`);
  const items = await transaction.rows<{ status: MedicationRequestStatus }>(
    sql`select distinct status from medication_requests where prescription_id = ${uuid}`,
  );
  const status = statusOfWhole(items.map((item) => item.status));
  if (status === prescription.status) return prescription;
  Object.assign(prescription, { status, statusReason: status === STOPPED ? reason : null });
  await transaction.save(prescription);
  await tellPrescription(transaction, prescriptionUpdated, prescription);
  return prescription;
}

/** What a signed prescription is, whose medicines are in these statuses. */
export function statusOfWhole(items: readonly MedicationRequestStatus[]): MedicationRequestStatus {
  if (items.includes(ACTIVE)) return ACTIVE;
  if (items.includes(ON_HOLD)) return ON_HOLD;
  return items.every((status) => status === COMPLETED) ? COMPLETED : STOPPED;
}
