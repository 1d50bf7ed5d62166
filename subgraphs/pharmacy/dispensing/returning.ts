import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { dispenseReturned, prescriptionDispensed } from '../events.js';
import { MedicationRequestStatus } from '../prescriptions/request-status.js';
import { settlePrescription } from '../prescriptions/settling.js';
import { tellPrescription } from '../prescriptions/telling.js';
import { moveStock } from '../stock/moving.js';
import { usualPlace } from '../stock/places.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, LocationKind, MovementKind } from '../stock/stock-terms.js';
import { named, readLots, type DispenseLot } from './dispense-lots.js';
import { packs } from './dispense-plan.js';
import { DispenseStatus } from './dispense-status.js';
import { ReturnDispensePayload, type ReturnDispenseInput, type ReturnedLotInput } from './dispense.inputs.js';
import type { MedicationDispense } from './dispense.js';
import { lockWithRequest, tiesOfDispense, type LockedDispense } from './finding-dispenses.js';

const permission = 'dispenses:return';
const nothing = { dispense: null };
const { ACTIVE, ON_HOLD, COMPLETED } = MedicationRequestStatus;

/**
 * Takes packs back into quarantine: what left the house is never given to somebody else before it was looked at. What was handed
 * over was handed over: the patient is given no more for it unless the return is credited, because the packs were wrong or spoilt.
 */
export async function returnDispense(context: Context, input: ReturnDispenseInput): Promise<ReturnDispensePayload> {
  const ties = await tiesOfDispense(context, input.id, permission);
  const options = { name: 'returnDispense', permission, constraints: stockConstraints };
  return context.db.command(ReturnDispensePayload, options, async (transaction) => {
    const reason = input.reason.trim();
    if (!/\p{L}{3}/u.test(reason) || reason.length > mostLetters.text)
      return refuse('REQUIRED', `Say why it came back, in at most ${mostLetters.text} characters.`, ['input', 'reason'], nothing);
    const locked = await lockWithRequest(transaction, ties, input);
    if (locked instanceof Refusal) return locked;
    const { request, dispense } = locked;
    if (dispense.status !== DispenseStatus.COMPLETED)
      return refuse(
        'WRONG_STATE',
        `The dispense is ${dispense.status}: only what was handed over comes back. Cancel it instead.`,
        ['input', 'id'],
        nothing,
      );
    const given = await readLots(transaction, dispense.id);
    const returned = sharedOut(input.lots, given);
    if (!Array.isArray(returned)) return new Refusal([returned], nothing);
    const quantity = returned.reduce((sum, lot) => sum + lot.quantity, 0);
    const credited = input.creditRequest ? await countedOf(transaction, dispense, quantity) : 0;
    const uncreditable = input.creditRequest ? creditError(locked, credited) : null;
    if (uncreditable) return new Refusal([uncreditable], nothing);
    await lockStock(transaction, [dispense]);
    await takeBack(transaction, dispense, returned, { reason, credited: input.creditRequest });
    if (input.creditRequest) {
      request.dispensed -= credited;
      await transaction.save(request);
    }
    const settled = await settlePrescription(transaction, dispense.prescriptionId);
    await tellPrescription(transaction, prescriptionDispensed, settled);
    await transaction.publish(dispenseReturned, {
      subject: dispense.id,
      branch: dispense.branchId,
      data: {
        prescriptionId: dispense.prescriptionId,
        medicationRequestId: dispense.requestId,
        patientId: dispense.patientId,
        productId: dispense.productId,
        quantity,
        credited: input.creditRequest,
      },
    });
    return { dispense };
  });
}

interface ReturnedPacks {
  readonly lotId: string;
  readonly locationId: string;
  readonly quantity: number;
}

/** What comes back of each lot, over the places that it was given from. */
function sharedOut(lots: readonly ReturnedLotInput[], given: readonly DispenseLot[]): ReturnedPacks[] | UserError {
  const field = ['input', 'lots'];
  if (lots.length === 0) return userError('REQUIRED', 'Say which lots came back, and how many packs of each.', field);
  if (lots.some(({ quantity }) => quantity < 1)) return userError('INVALID', 'At least one pack of each lot named comes back.', field);
  if (new Set(lots.map(({ lotId }) => lotId)).size < lots.length) return userError('INVALID', 'Name each lot once.', field);
  const shares: ReturnedPacks[] = [];
  for (const { lotId, quantity } of lots) {
    const places = given.filter((each) => each.lotId === lotId);
    const [first] = places;
    if (!first) return userError('NOT_FOUND', 'A lot named was not handed over in this dispense.', field);
    let left = quantity;
    for (const { locationId, quantity: out, returned } of places) {
      const share = Math.min(left, out - returned);
      if (share > 0) shares.push({ lotId, locationId, quantity: share });
      left -= share;
    }
    if (left > 0) {
      const out = places.reduce((sum, place) => sum + place.quantity - place.returned, 0);
      return userError('INVALID', `Of lot ${named(first)} at most ${packs(out)} can come back: no more were handed over and kept.`, field);
    }
  }
  return shares;
}

/** As how many packs as prescribed these count that come back; those of another size only once they make up one. */
async function countedOf(
  transaction: Transaction,
  { id, quantity: given, counted }: MedicationDispense,
  quantity: number,
): Promise<number> {
  if (given === counted) return quantity;
  const [row] = await transaction.rows<{ packs: number }>(sql`select coalesce(sum(quantity), 0)::int as packs from dispense_returns
    where dispense_id = ${toUuid('dispense', id)} and credited`);
  const before = row?.packs ?? 0;
  return Math.floor(((before + quantity) * counted) / given) - Math.floor((before * counted) / given);
}

function creditError({ prescription, request: { status, dispensed } }: LockedDispense, quantity: number): UserError | null {
  const field = ['input', 'creditRequest'];
  if (prescription.stoppedWhole)
    return userError(
      'WRONG_STATE',
      'The prescriber stopped the prescription: nothing more of it is handed over. Take it back without crediting it.',
      field,
    );
  if (status !== ACTIVE && status !== ON_HOLD && status !== COMPLETED)
    return userError(
      'WRONG_STATE',
      `The medicine is ${status}: nothing more of it is handed over. Take it back without crediting it.`,
      field,
    );
  return quantity > dispensed
    ? userError('INVALID', `Only ${packs(dispensed)} are counted as handed over: no more can be credited.`, field)
    : null;
}

async function takeBack(
  transaction: Transaction,
  dispense: MedicationDispense,
  returned: readonly ReturnedPacks[],
  { reason, credited }: { readonly reason: string; readonly credited: boolean },
): Promise<void> {
  const branch = await branchOf(transaction, dispense);
  const quarantine = await usualPlace(transaction, branch, LocationKind.QUARANTINE);
  const branchId = dispense.branchId;
  const rows = returned.map(({ lotId, locationId, quantity }) => ({
    id: toUuid('dispensereturn', newId('dispensereturn')),
    lot_id: toUuid('lot', lotId),
    location_id: toUuid('stocklocation', locationId),
    quantity,
  }));
  const id = toUuid('dispense', dispense.id);
  await transaction.rows(sql`update dispense_lots set returned = returned + line.quantity
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (lot_id uuid, location_id uuid, quantity integer)
    where dispense_id = ${id} and dispense_lots.lot_id = line.lot_id and dispense_lots.location_id = line.location_id`);
  await transaction.rows(sql`insert into dispense_returns (id, branch_id, dispense_id, lot_id, quantity, reason, credited)
    select line.id, ${toUuid('branch', branchId)}, ${id}, line.lot_id, line.quantity, ${reason}, ${credited}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, lot_id uuid, quantity integer)`);
  const movements = returned.map(({ lotId, quantity }) => ({
    kind: MovementKind.RETURN,
    branchId,
    locationId: quarantine.id,
    productId: dispense.productId,
    lotId,
    status: KeptStatus.QUARANTINED,
    quantity,
    reason,
    patientId: dispense.patientId,
  }));
  await moveStock(transaction, { type: 'dispense', id: dispense.id }, movements);
}
