import { permits } from '../context/request-context.js';
import type { Transaction } from '../database/transaction.js';
import { readPermissionOf } from '../graph/access-decorator.js';
import { userError, UserErrorCode, type UserError } from '../graph/user-error.js';
import { isConsented } from './known-consents.js';

/**
 * Why a client's command was refused, without the status of what it may change and not read: of a patient who consented to the
 * booking alone, nobody could otherwise be kept from asking, by what is refused, whether they came.
 */
export async function readableErrors(transaction: Transaction, errors: readonly UserError[]): Promise<readonly UserError[]> {
  if (transaction.context.actor.kind !== 'client' || !errors.some(tellsStatus) || (await mayReadAll(transaction))) return errors;
  return errors.map((error) =>
    tellsStatus(error) ? userError('WRONG_STATE', 'Its present status does not allow this.', error.field ?? undefined) : error,
  );
}

function tellsStatus({ code }: UserError): boolean {
  return code === UserErrorCode.WRONG_STATE;
}

async function mayReadAll(transaction: Transaction): Promise<boolean> {
  const { context: request, loadedForClient } = transaction;
  const ofPatients = loadedForClient.filter((entity): entity is { patientId: string } => typeof entity['patientId'] === 'string');
  for (const [permission, entities] of Map.groupBy(ofPatients, ({ constructor }) => readPermissionOf(constructor))) {
    if (permission === null) continue;
    if (!permits(request, permission)) return false;
    for (const patientId of new Set(entities.map((entity) => entity.patientId))) {
      if (!(await isConsented({ request, db: transaction }, patientId, permission))) return false;
    }
  }
  return true;
}
