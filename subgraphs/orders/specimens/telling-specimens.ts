import type { Transaction } from '#kernel/database/transaction.js';
import { specimenUpdated } from '../events.js';
import type { Specimen } from './specimen.js';

/** Tells whoever reacts to them, in one statement for many. */
export async function tellSpecimens(transaction: Transaction, specimens: readonly Specimen[]): Promise<void> {
  await transaction.publishAll(
    specimenUpdated,
    specimens.map(({ id, branchId, orderId, accessionNumber, status, held }) => {
      return { subject: id, branch: branchId, data: { orderId, accessionNumber, status, held } };
    }),
  );
}
