import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { MedicationRequest } from '../prescriptions/medication-request.js';
import { Prescription } from '../prescriptions/prescription.js';
import { MedicationDispense } from './dispense.js';

const nothing = { dispense: null };

export interface DispenseChange {
  readonly id: string;
  readonly expectedVersion: number;
}

/** The dispense that a command changes, locked: nobody else changes it until this one ends. */
export async function lockDispense(
  transaction: Transaction,
  { id, expectedVersion }: DispenseChange,
): Promise<MedicationDispense | Refusal> {
  const dispense = await transaction.lock(MedicationDispense, id);
  if (!dispense) return refuse('NOT_FOUND', 'There is no such dispense at the branches where you may do this.', ['input', 'id'], nothing);
  return staleVersion(dispense, expectedVersion, 'dispense', nothing) ?? dispense;
}

/** Whose it is and for what: what never changes of a dispense, read before the command that locks it. */
export interface DispenseTies {
  readonly patientId: string;
  readonly prescriptionId: string;
  readonly requestId: string;
}

export async function tiesOfDispense(context: Context, id: string, permission: string): Promise<DispenseTies | null> {
  const mapper = context.db.mapper(MedicationDispense);
  const statement = sql`select ${mapper.columns} from ${mapper.table} where id = ${toUuid('dispense', id)}`;
  const [row] = await context.db.rows<Record<string, unknown>>(statement, permission);
  return row ? mapper.hydrate(row) : null;
}

export interface LockedDispense {
  readonly prescription: Prescription;
  readonly request: MedicationRequest;
  readonly dispense: MedicationDispense;
}

/** With the prescription and its medicine, in the order in which everybody locks them. */
export async function lockWithRequest(
  transaction: Transaction,
  ties: DispenseTies | null,
  change: DispenseChange,
): Promise<LockedDispense | Refusal> {
  const prescription = ties && (await transaction.lock(Prescription, ties.prescriptionId));
  const request = prescription && (await transaction.lock(MedicationRequest, ties.requestId));
  const dispense = await lockDispense(transaction, change);
  if (dispense instanceof Refusal) return dispense;
  if (!request) throw new Error(`The medicine of ${change.id} is gone`);
  return { prescription, request, dispense };
}
