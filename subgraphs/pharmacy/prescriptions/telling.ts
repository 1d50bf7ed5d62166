import type { Transaction } from '#kernel/database/transaction.js';
import type { EventType } from '#kernel/events/event.js';
import type { PrescriptionFacts } from '../events.js';
import type { Prescription } from './prescription.js';

/** Tells who follows the branch where the prescription waits, and whoever reacts to it. */
export async function tellPrescription(
  transaction: Transaction,
  event: EventType<PrescriptionFacts>,
  { id, branchId, dispensingBranchId, patientId, status }: Prescription,
): Promise<void> {
  await transaction.publish(event, {
    subject: id,
    branch: branchId,
    data: { prescriptionId: id, patientId, status, dispensingBranchId },
  });
}
