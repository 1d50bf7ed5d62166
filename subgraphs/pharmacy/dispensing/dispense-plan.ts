import type { Transaction } from '#kernel/database/transaction.js';
import type { UserError } from '#kernel/graph/user-error.js';
import { userError } from '#kernel/graph/user-error.js';
import type { OpenBranch } from '#kernel/branches/at-branch.js';
import type { MedicationRequest } from '../prescriptions/medication-request.js';
import type { Prescription } from '../prescriptions/prescription.js';
import { allocateStock, type Allocation } from '../stock/allocation.js';
import { findChecks } from './checks/checking.js';
import type { Finding } from './checks/finding.js';
import { lotsToGive } from './dispense-lots.js';
import { openFill, type OpenFill } from './fill.js';
import type { PatientRecord } from './patient-record.js';
import type { ChosenProduct } from './substituting.js';

/** A medicine of a prescription, for whom, and what is to be given. */
export interface Occasion extends ChosenProduct {
  readonly branch: OpenBranch;
  readonly patient: PatientRecord;
  readonly prescription: Prescription;
  readonly request: MedicationRequest;
}

/** How many packs are asked for, as how many of those prescribed they count, and from which lot when one was chosen. */
export interface WantedPacks {
  readonly quantity?: number | null;
  readonly countsAs?: number | null;
  readonly lotId?: string | null;
}

export interface DispensePlan extends Allocation {
  readonly fill: OpenFill;
  readonly wanted: number;
  readonly findings: readonly Finding[];
}

/** Which packs would be given, and what speaks against it. To act upon it, hold the request and then the stock first. */
export async function planDispense(
  transaction: Transaction,
  occasion: Occasion,
  { quantity, countsAs, lotId }: WantedPacks,
): Promise<DispensePlan | UserError> {
  const { request, branch, product } = occasion;
  const fill = await openFill(transaction, request);
  const wanted = quantity ?? fill.due;
  const wrong = quantityError(fill, quantity ?? null, countsAs ?? wanted);
  if (wrong) return wrong;
  const [allocation] = await allocateStock(transaction, branch, [{ productId: product.id, quantity: wanted, lotId: lotId ?? null }]);
  const { picks, missing } = allocation ?? { picks: [], missing: wanted };
  const lots = await lotsToGive(transaction, picks);
  const given = wanted - missing;
  const amounts = { quantity: given, counted: countsAs ?? given, due: fill.due };
  const findings = await findChecks(transaction, { ...occasion, ...amounts, lots, now: new Date() });
  return { fill, wanted, picks, missing, findings };
}

function quantityError({ left, claimed }: OpenFill, asked: number | null, wanted: number): UserError | null {
  const field = ['input', 'quantity'];
  if (asked !== null && asked < 1) return userError('INVALID', 'quantity is a number of packs: at least 1.', field);
  const prepared = claimed > 0 ? `, as ${packs(claimed)} of it ${claimed === 1 ? 'is' : 'are'} being prepared` : '';
  if (left === 0) return userError('WRONG_STATE', `Nothing is left of this medicine${prepared}.`, field);
  if (wanted === 0) return userError('WRONG_STATE', `Nothing of this fill is due now${prepared}: hand that over first.`, field);
  return wanted > left
    ? userError('INVALID', `Only ${packs(left)} of this medicine ${left === 1 ? 'is' : 'are'} left${prepared}.`, field)
    : null;
}

export function packs(count: number): string {
  return `${count} ${count === 1 ? 'pack' : 'packs'}`;
}
