import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { prescriptionUpdated } from '../events.js';
import { lockForChange, mayChangeAt } from './lock-for-change.js';
import { MedicationRequest } from './medication-request.js';
import { lockItems, moveItems } from './prescription-items.js';
import { Prescription } from './prescription.js';
import { statusAfter, statusesFor, type StatusAct } from './request-status.js';
import { settlePrescription } from './settling.js';
import type { MedicationRequestPayload, PrescriptionPayload } from './status.inputs.js';
import { tellPrescription } from './telling.js';

const permission = 'prescriptions:write';

interface StatusChange {
  readonly id: string;
  readonly expectedVersion: number;
  readonly reason?: string | null;
}

/** What is done to a whole prescription: hold, resume, cancel, stop or mark in error. `name` is the mutation's. */
export async function changePrescriptionStatus<P extends PrescriptionPayload>(
  context: Context,
  payload: new () => P,
  name: string,
  act: Exclude<StatusAct, 'sign'>,
  input: StatusChange,
): Promise<P> {
  const nothing = { prescription: null };
  return context.db.command<PrescriptionPayload>(payload, { name, permission }, async (transaction) => {
    const wrongReason = reasonError(act, input.reason, nothing);
    if (wrongReason) return wrongReason;
    const prescription = await lockForChange(transaction, Prescription, input, { permission, what: 'prescription', nothing });
    if (prescription instanceof Refusal) return prescription;
    const after = statusAfter(act, prescription.status, 'prescription');
    if ('wrong' in after) return refuse('WRONG_STATE', after.wrong, ['input', 'id'], nothing);
    const items = await lockItems(transaction, prescription.id);
    if (act === 'cancel' && items.some(({ dispensed }) => dispensed > 0))
      return refuse('WRONG_STATE', 'Some of it was dispensed: stop it instead (stopPrescription).', ['input', 'id'], nothing);
    const reason = input.reason?.trim() || null;
    await moveItems(transaction, prescription.id, statusesFor(act), after.to, reason);
    Object.assign(prescription, { status: after.to, statusReason: reason, stoppedWhole: prescription.stoppedWhole || act === 'stop' });
    await transaction.save(prescription);
    // Nobody has heard of a draft.
    if (prescription.signedAt) await tellPrescription(transaction, prescriptionUpdated, prescription);
    return { prescription };
  }) as Promise<P>;
}

/** What is done to one medicine; the prescription follows. */
export async function changeRequestStatus<P extends MedicationRequestPayload>(
  context: Context,
  payload: new () => P,
  name: string,
  act: Extract<StatusAct, 'hold' | 'resume' | 'stop'>,
  input: StatusChange,
): Promise<P> {
  const nothing = { medicationRequest: null, prescription: null };
  return context.db.command<MedicationRequestPayload>(payload, { name, permission }, async (transaction) => {
    const wrongReason = reasonError(act, input.reason, nothing);
    if (wrongReason) return wrongReason;
    const found = await lockRequest(transaction, input.id);
    if (!found || !mayChangeAt(context.request, found.prescription.branchId, permission))
      return refuse('NOT_FOUND', 'There is no such medicine at the branches where you may do this.', ['input', 'id'], nothing);
    const { request } = found;
    const stale = staleVersion(request, input.expectedVersion, 'medicine', nothing);
    if (stale) return stale;
    const after = statusAfter(act, request.status, 'medicine');
    if ('wrong' in after) return refuse('WRONG_STATE', after.wrong, ['input', 'id'], nothing);
    const reason = input.reason?.trim() || null;
    Object.assign(request, { status: after.to, statusReason: reason });
    await transaction.save(request);
    const prescription = await settlePrescription(transaction, found.prescription.id, reason);
    // The whole is told of only when its own status changes.
    if (prescription.version === found.prescription.version) await tellPrescription(transaction, prescriptionUpdated, prescription);
    return { medicationRequest: request, prescription };
  }) as Promise<P>;
}

/** The prescription is locked before its medicine, as by everybody else. */
async function lockRequest(
  transaction: Transaction,
  id: string,
): Promise<{ prescription: Prescription; request: MedicationRequest } | null> {
  const seen = await transaction.first(MedicationRequest, sql`where id = ${toUuid('medicationrequest', id)}`);
  const prescription = seen && (await transaction.lock(Prescription, seen.prescriptionId));
  const request = prescription && (await transaction.lock(MedicationRequest, id));
  return prescription && request ? { prescription, request } : null;
}

function reasonError(act: StatusAct, reason: string | null | undefined, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  const field = ['input', 'reason'];
  if (!reason?.trim() && act !== 'resume') return refuse('REQUIRED', 'Say why.', field, nothing);
  if ((reason?.length ?? 0) <= mostLetters.text) return null;
  return refuse('INVALID', `reason holds at most ${mostLetters.text} characters.`, field, nothing);
}
