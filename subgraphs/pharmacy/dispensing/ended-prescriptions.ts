import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { EventRecord } from '#kernel/events/event.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { prescriptionUpdated, type PrescriptionFacts } from '../events.js';
import { MedicationRequestStatus } from '../prescriptions/request-status.js';
import { releaseStock } from '../stock/reserving.js';
import { lockStock } from '../stock/stock-lock.js';
import { DispenseStatus, openDispenseStatuses } from './dispense-status.js';
import { MedicationDispense } from './dispense.js';

const { CANCELLED, STOPPED, ENTERED_IN_ERROR } = MedicationRequestStatus;

/** What is set aside for a medicine that its prescriber has ended is never handed over: its packs go back to stock. */
export const releaseEnded = on(prescriptionUpdated, 'cancel-dispenses-of-ended-prescription', cancelEnded);

async function cancelEnded(_context: Context, { subject }: EventRecord<PrescriptionFacts>, transaction: Transaction): Promise<void> {
  const dispenses = await transaction.all(
    MedicationDispense,
    sql`where prescription_id = ${toUuid('prescription', subject)} and status = any (${openDispenseStatuses})
      and request_id in (select id from medication_requests where prescription_id = ${toUuid('prescription', subject)}
        and status = any (${[CANCELLED, STOPPED, ENTERED_IN_ERROR]}))
      order by id for update`,
  );
  if (dispenses.length === 0) return;
  await lockStock(transaction, dispenses);
  for (const dispense of dispenses) {
    await releaseStock(transaction, { type: 'dispense', id: dispense.id });
    dispense.moveTo(DispenseStatus.CANCELLED);
    dispense.statusReason = 'The prescription ended before it was handed over.';
    await transaction.save(dispense);
  }
}
