import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, UserError, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { MedicationRequest } from '../prescriptions/medication-request.js';
import { Prescription } from '../prescriptions/prescription.js';
import type { Product } from '../products/product.js';
import { reserveStock } from '../stock/reserving.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { lockStock } from '../stock/stock-lock.js';
import { keepFindings } from './dispense-check.js';
import { keepPicks } from './dispense-lots.js';
import { packs, planDispense, type DispensePlan, type Occasion } from './dispense-plan.js';
import { DispenseStatus } from './dispense-status.js';
import { PrepareDispensePayload, type PrepareDispenseInput } from './dispense.inputs.js';
import { MedicationDispense } from './dispense.js';
import { patientRefusal, recordOfPatient } from './patient-record.js';
import { inactiveRefusal } from './request-refusal.js';
import { lotChosen, lotOfPack, readPackOf } from './scanned-lot.js';
import { chooseProduct, type ChosenProduct } from './substituting.js';

export const preparePermission = 'dispenses:prepare';
const nothing = { dispense: null };

/** Sets the packs of one medicine of a prescription aside, and looks at all that speaks against giving them. */
export async function prepareDispense(context: Context, input: PrepareDispenseInput): Promise<PrepareDispensePayload> {
  const seen = await context.db.first(MedicationRequest, sql`where id = ${toUuid('medicationrequest', input.medicationRequestId)}`);
  const patient = seen && (await recordOfPatient(context, seen.patientId));
  const at = { permission: preparePermission, branchId: input.branchId, nothing };
  const options = { name: 'prepareDispense', ...at, constraints: stockConstraints };
  return atBranch(context, PrepareDispensePayload, options, async (transaction, branch) => {
    const field = ['input', 'medicationRequestId'];
    // The prescription is locked before its medicine, as by everybody else.
    const prescription = seen && (await transaction.lock(Prescription, seen.prescriptionId));
    const request = prescription && (await transaction.lock(MedicationRequest, seen.id));
    if (!request) return refuse('NOT_FOUND', 'There is no such medicine on a prescription.', field, nothing);
    const refused =
      inactiveRefusal(prescription, request, field, nothing) ?? elsewhere(prescription, branch) ?? patientRefusal(patient, field, nothing);
    if (refused) return refused;
    if (!patient) throw new Error(`Without a patient ${request.id} is refused`);
    const chosen = await chooseProduct(transaction, request, input);
    if (chosen instanceof UserError) return new Refusal([chosen], nothing);
    const uncountable = countError(chosen, input);
    if (uncountable) return new Refusal([uncountable], nothing);
    await lockStock(transaction, [{ branchId: branch.id, productId: chosen.product.id }]);
    const lotId = await lotWanted(transaction, chosen.product, input);
    if (lotId instanceof UserError) return new Refusal([lotId], nothing);
    const occasion = { ...chosen, branch, patient, prescription, request };
    const { quantity = null, countsAs = null } = input;
    const plan = await planDispense(transaction, occasion, { quantity, countsAs, lotId });
    if (plan instanceof UserError) return new Refusal([plan], nothing);
    const short = shortage(plan, occasion, input, lotId);
    return short ? new Refusal([short], nothing) : { dispense: await keep(transaction, occasion, plan, countsAs) };
  });
}

function elsewhere({ dispensingBranchId }: Prescription, branch: OpenBranch): Refusal | null {
  if (dispensingBranchId === null || dispensingBranchId === branch.id) return null;
  return refuse('NOT_ALLOWED', 'This prescription is to be dispensed at another branch.', ['input', 'branchId'], nothing);
}

/** Why packs do not count as another number of packs than they are. */
function countError({ product, prescribed }: ChosenProduct, { quantity, countsAs }: PrepareDispenseInput): UserError | null {
  const field = ['input', 'countsAs'];
  if (countsAs == null) return null;
  if (countsAs < 1) return userError('INVALID', 'countsAs is a number of packs as prescribed: at least 1.', field);
  if (product.id === prescribed.id)
    return userError('INVALID', 'This is what was prescribed: leave countsAs out, each pack counts as one.', field);
  return quantity == null ? userError('REQUIRED', 'Say with quantity how many packs these are.', ['input', 'quantity']) : null;
}

async function lotWanted(
  transaction: Transaction,
  product: Product,
  { lotId, scan }: PrepareDispenseInput,
): Promise<string | null | UserError> {
  const chosen = lotId ? await lotChosen(transaction, product, lotId) : null;
  if (chosen instanceof UserError || !scan) return chosen instanceof UserError ? chosen : (chosen?.id ?? null);
  const pack = readPackOf(product, scan);
  const scanned = pack instanceof UserError ? pack : await lotOfPack(transaction, product, pack);
  if (scanned instanceof UserError) return scanned;
  if (chosen && scanned && chosen.id !== scanned.id)
    return userError('INVALID', `The pack is of lot ${scanned.lotNumber}, and lotId names lot ${chosen.lotNumber}: choose one of them.`, [
      'input',
      'lotId',
    ]);
  return (scanned ?? chosen)?.id ?? null;
}

function shortage(
  { picks, wanted, missing }: DispensePlan,
  { product, branch }: Occasion,
  { allowPartial, countsAs }: PrepareDispenseInput,
  lotId: string | null,
): UserError | null {
  if (missing === 0) return null;
  const from = `${lotId === null ? '' : 'of this lot '}of ${product.name} at ${branch.name}`;
  if (picks.length === 0)
    return userError('WRONG_STATE', `Nothing ${from} can be given out: there is none that is available, unexpired and not set aside.`, [
      'input',
      'quantity',
    ]);
  if (allowPartial && countsAs == null) return null;
  const less =
    countsAs == null ? 'send allowPartial to give those and owe the rest' : 'ask for as many, and say with countsAs how much that is';
  return userError('WRONG_STATE', `Only ${wanted - missing} of ${packs(wanted)} ${from} can be given out: ${less}.`, ['input', 'quantity']);
}

async function keep(
  transaction: Transaction,
  { branch, prescription, request, product, prescribed, substitutionReason }: Occasion,
  { fill, wanted, missing, picks, findings }: DispensePlan,
  countsAs: number | null,
): Promise<MedicationDispense> {
  const quantity = wanted - missing;
  const dispense = Object.assign(new MedicationDispense(), {
    id: newId('dispense'),
    branchId: branch.id,
    status: DispenseStatus.PREPARATION,
    statusReason: null,
    prescriptionId: prescription.id,
    requestId: request.id,
    patientId: request.patientId,
    productId: product.id,
    prescribedProductId: prescribed.id,
    substitutionReason,
    fill: fill.number,
    quantity,
    countsAs,
    owed: Math.max(0, fill.due - (countsAs ?? quantity)),
    preparedById: transaction.context.actor.id,
    checkedById: null,
    checkedAt: null,
    handedOverById: null,
    handedOverAt: null,
    collectedBy: null,
  });
  await reserveStock(transaction, { type: 'dispense', id: dispense.id }, branch.id, picks, null);
  dispense.number = await nextNumber(transaction, branch, 'DI');
  await transaction.insert(dispense);
  await keepPicks(transaction, dispense, picks);
  await keepFindings(transaction, dispense, findings);
  return dispense;
}
