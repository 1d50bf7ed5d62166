import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { dispenseCompleted, prescriptionDispensed } from '../events.js';
import { settlePrescription } from '../prescriptions/settling.js';
import { tellPrescription } from '../prescriptions/telling.js';
import { Product } from '../products/product.js';
import { moveStock, type NewMovement } from '../stock/moving.js';
import { releaseStock } from '../stock/reserving.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { findChecks } from './checks/checking.js';
import type { HandOut } from './checks/hand-out.js';
import { keepFindings, openChecks } from './dispense-check.js';
import { readLots, unfitLot, type DispenseLot } from './dispense-lots.js';
import { DispenseStatus } from './dispense-status.js';
import { HandOverDispensePayload, type HandOverDispenseInput } from './dispense.inputs.js';
import type { MedicationDispense } from './dispense.js';
import { openFill } from './fill.js';
import { lockWithRequest, tiesOfDispense, type LockedDispense } from './finding-dispenses.js';
import { patientRefusal, recordOfPatient } from './patient-record.js';
import { preparePermission as permission } from './preparing.js';
import { inactiveRefusal } from './request-refusal.js';

const nothing = { dispense: null };
const field = ['input', 'id'];

/** What the database refuses, should anything change between the look and the hand-over. */
const constraints = {
  ...stockConstraints,
  dispenses_checks_answered: {
    code: 'WRONG_STATE',
    message: 'A check of high severity is open: override it first (overrideCheck).',
    field,
  },
  stock_movements_recalled: { code: 'WRONG_STATE', message: 'A lot of it was recalled: cancel this dispense and prepare it again.', field },
  stock_movements_expired: { code: 'WRONG_STATE', message: 'A lot of it has expired: cancel this dispense and prepare it again.', field },
} as const;

/**
 * Gives the packs that were set aside to the patient, or to who collects them, after looking once more at all that speaks against
 * it: what is found now is kept, and whatever of it is of high severity is overridden first.
 */
export async function handOverDispense(context: Context, input: HandOverDispenseInput): Promise<HandOverDispensePayload> {
  const ties = await tiesOfDispense(context, input.id, permission);
  const patient = ties && (await recordOfPatient(context, ties.patientId));
  return context.db.command(HandOverDispensePayload, { name: 'handOverDispense', permission, constraints }, async (transaction) => {
    const collectedBy = input.collectedBy?.trim() || null;
    const tooLong = lengthErrors(mostLetters.name, { collectedBy });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const locked = await lockWithRequest(transaction, ties, input);
    if (locked instanceof Refusal) return locked;
    const { prescription, request, dispense } = locked;
    const wrong = wrongState(dispense) ?? inactiveRefusal(prescription, request, field, nothing) ?? patientRefusal(patient, field, nothing);
    if (wrong) return wrong;
    if (!patient) throw new Error(`Without a patient ${dispense.id} is refused`);
    await lockStock(transaction, [{ branchId: dispense.branchId, productId: dispense.productId }]);
    const lots = await readLots(transaction, dispense.id);
    const branch = await branchOf(transaction, dispense);
    const unfit = unfitLot(branch, lots);
    if (unfit) return refuse('WRONG_STATE', unfit, field, nothing);
    await lookAgain(transaction, locked, { branch, patient, lots });
    const open = await openChecks(transaction, dispense.id);
    if (open.length > 0) {
      // Not a refusal: what was found is kept, for somebody to answer for.
      const userErrors = open.map(({ message }) =>
        userError('WRONG_STATE', `${message} It is not handed over until a pharmacist overrides this check.`, field),
      );
      return { dispense, userErrors };
    }
    const gone = await giveOut(transaction, dispense, lots);
    if (gone) return gone;
    await complete(transaction, locked, collectedBy);
    return { dispense };
  });
}

function wrongState({ status }: MedicationDispense): Refusal | null {
  if (status === DispenseStatus.PREPARATION || status === DispenseStatus.IN_PROGRESS) return null;
  const what =
    status === DispenseStatus.ON_HOLD ? 'is on hold: resume it first (resumeDispense)' : `is ${status}: there is nothing to hand over`;
  return refuse('WRONG_STATE', `The dispense ${what}.`, field, nothing);
}

/** Looks at it as it is now: what others prescribed, recorded and gave since may speak against it. */
async function lookAgain(
  transaction: Transaction,
  { prescription, request, dispense }: LockedDispense,
  { branch, patient, lots }: Pick<HandOut, 'branch' | 'patient' | 'lots'>,
): Promise<void> {
  const uuids = [dispense.productId, dispense.prescribedProductId].map((id) => toUuid('product', id));
  const products = await transaction.all(Product, sql`where id = any (${uuids}::uuid[])`);
  const product = products.find(({ id }) => id === dispense.productId);
  const prescribed = products.find(({ id }) => id === dispense.prescribedProductId);
  if (!product || !prescribed) throw new Error(`The product of ${dispense.id} is gone`);
  const { due } = await openFill(transaction, request, dispense.id);
  const { quantity, counted } = dispense;
  const handOut = { branch, patient, prescription, request, prescribed, product, quantity, counted, due, lots, now: new Date() };
  await keepFindings(transaction, dispense, await findChecks(transaction, handOut));
}

/** Takes the packs out of stock, each scanned one with its serial number. */
async function giveOut(transaction: Transaction, dispense: MedicationDispense, lots: readonly DispenseLot[]): Promise<Refusal | null> {
  const source = { type: 'dispense', id: dispense.id };
  const released = new Map<string, number>();
  for (const { lotId, locationId, quantity } of await releaseStock(transaction, source)) {
    const place = `${lotId} ${locationId}`;
    released.set(place, (released.get(place) ?? 0) + quantity);
  }
  const whole = lots.every(({ lotId, locationId, quantity }) => released.get(`${lotId} ${locationId}`) === quantity);
  if (!whole)
    return refuse(
      'WRONG_STATE',
      'Packs that were set aside for it are no longer there: cancel this dispense and prepare it again.',
      field,
      nothing,
    );
  const serials = new Map(lots.map(({ lotId, serialNumbers }) => [lotId, [...serialNumbers]]));
  const movements = lots.flatMap(({ lotId, locationId, quantity }) => {
    const place = { branchId: dispense.branchId, locationId, productId: dispense.productId, lotId, status: KeptStatus.AVAILABLE };
    const base = { kind: MovementKind.DISPENSE, ...place, patientId: dispense.patientId };
    const known = serials.get(lotId)?.splice(0, quantity) ?? [];
    const out: NewMovement[] = known.map((serialNumber) => ({ ...base, quantity: -1, serialNumber }));
    if (known.length < quantity) out.push({ ...base, quantity: known.length - quantity });
    return out;
  });
  await moveStock(transaction, source, movements);
  return null;
}

async function complete(transaction: Transaction, { request, dispense }: LockedDispense, collectedBy: string | null): Promise<void> {
  const now = new Date();
  dispense.moveTo(DispenseStatus.COMPLETED);
  Object.assign(dispense, { statusReason: null, handedOverById: transaction.context.actor.id, handedOverAt: now, collectedBy });
  await transaction.save(dispense);
  Object.assign(request, { dispensed: request.dispensed + dispense.counted, lastDispensedAt: now, lastProductId: dispense.productId });
  await transaction.save(request);
  const settled = await settlePrescription(transaction, request.prescriptionId);
  await tellPrescription(transaction, prescriptionDispensed, settled);
  await transaction.publish(dispenseCompleted, {
    subject: dispense.id,
    branch: dispense.branchId,
    data: {
      prescriptionId: dispense.prescriptionId,
      medicationRequestId: dispense.requestId,
      patientId: dispense.patientId,
      productId: dispense.productId,
      quantity: dispense.quantity,
      remaining: request.remaining,
    },
  });
}
