import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toCoding } from '#kernel/graph/coding.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, branchOf } from '#kernel/branches/at-branch.js';
import { profileOfBranch, rememberProfile, type BranchProfile } from '#kernel/branches/branch-profile.js';
import { itemErrors, productErrors } from './item-check.js';
import { lockForChange } from './lock-for-change.js';
import { choosePrescriber, encounterRefusal, patientRefusal } from './named-people.js';
import {
  UpdatePrescriptionPayload,
  WritePrescriptionPayload,
  type UpdatePrescriptionInput,
  type WritePrescriptionInput,
} from './prescription.inputs.js';
import { replaceItems } from './prescription-items.js';
import { Prescription, prescriptionById } from './prescription.js';
import { MedicationRequestStatus } from './request-status.js';
import { addMonths, prescriptionValidity, validityError } from './validity.js';

const permission = 'prescriptions:write';
const nothing = { prescription: null };

/** Begins a prescription. It has no number and nobody dispenses it before it is signed. */
export async function writePrescription(context: Context, input: WritePrescriptionInput): Promise<WritePrescriptionPayload> {
  const prescriber = await choosePrescriber(context, input.prescriberId);
  const dispensing = await dispensingBranch(context, input.dispensingBranchId);
  const absent = [
    await patientRefusal(context, input.patientId, ['input', 'patientId']),
    await encounterRefusal(context, input.encounterId, input.patientId),
    'wrong' in prescriber ? prescriber.wrong : null,
    dispensing.wrong,
  ].filter((error) => error !== null);
  const options = { name: 'writePrescription', permission, branchId: input.branchId, nothing };
  return atBranch(context, WritePrescriptionPayload, options, async (transaction, branch) => {
    if (absent.length > 0 || 'wrong' in prescriber) return new Refusal(absent, nothing);
    const validUntil = input.validUntil ?? addMonths(branch.today, prescriptionValidity.defaultMonths);
    const errors = [...textErrors(input), ...itemErrors(input.items)];
    const invalid = validityError(prescriptionValidity, branch.today, branch.today, validUntil);
    if (invalid) errors.push(invalid);
    if (errors.length === 0) errors.push(...(await productErrors(transaction, input.items)));
    if (errors.length > 0) return new Refusal(errors, nothing);
    if (dispensing.profile) await rememberProfile(transaction, dispensing.profile.id, dispensing.profile);
    const prescription = Object.assign(new Prescription(), {
      id: newId('prescription'),
      branchId: branch.id,
      dispensingBranchId: input.dispensingBranchId ?? null,
      number: null,
      scanCode: null,
      status: MedicationRequestStatus.DRAFT,
      statusReason: null,
      stoppedWhole: false,
      patientId: input.patientId,
      encounterId: input.encounterId ?? null,
      prescriberId: prescriber.id,
      signedAt: null,
      writtenOn: branch.today,
      validUntil,
      diagnosis: input.diagnosis ? toCoding(input.diagnosis) : null,
      note: input.note?.trim() || null,
    });
    await transaction.insert(prescription);
    await replaceItems(transaction, prescription, input.items);
    return { prescription };
  });
}

/** Changes a draft; what is signed is not changed but stopped, and written anew. */
export async function updatePrescription(context: Context, input: UpdatePrescriptionInput): Promise<UpdatePrescriptionPayload> {
  const before = await context.load(prescriptionById, input.id);
  const prescriber = input.prescriberId == null ? null : await choosePrescriber(context, input.prescriberId);
  const dispensing = await dispensingBranch(context, input.dispensingBranchId);
  const absent = [
    before && (await encounterRefusal(context, input.encounterId, before.patientId)),
    prescriber && 'wrong' in prescriber ? prescriber.wrong : null,
    dispensing.wrong,
  ].filter((error) => error !== null);
  return context.db.command(UpdatePrescriptionPayload, { name: 'updatePrescription', permission }, async (transaction) => {
    const prescription = await lockForChange(transaction, Prescription, input, { permission, what: 'prescription', nothing });
    if (prescription instanceof Refusal) return prescription;
    if (prescription.status !== MedicationRequestStatus.DRAFT) {
      const message = `The prescription is ${prescription.status}: only a draft can be changed. Stop it, and write another one.`;
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    if (absent.length > 0) return new Refusal(absent, nothing);
    const errors = [...textErrors(input), ...(input.items ? itemErrors(input.items) : [])];
    if (input.validUntil) {
      const { today } = await branchOf(transaction, prescription);
      const invalid = validityError(prescriptionValidity, prescription.writtenOn, today, input.validUntil);
      if (invalid) errors.push(invalid);
    }
    if (errors.length === 0 && input.items) errors.push(...(await productErrors(transaction, input.items)));
    if (errors.length > 0) return new Refusal(errors, nothing);
    if (dispensing.profile) await rememberProfile(transaction, dispensing.profile.id, dispensing.profile);
    if (prescriber && 'id' in prescriber) prescription.prescriberId = prescriber.id;
    if (input.validUntil) prescription.validUntil = input.validUntil;
    if (input.encounterId !== undefined) prescription.encounterId = input.encounterId;
    if (input.dispensingBranchId !== undefined) prescription.dispensingBranchId = input.dispensingBranchId;
    if (input.diagnosis !== undefined) prescription.diagnosis = input.diagnosis && toCoding(input.diagnosis);
    if (input.note !== undefined) prescription.note = input.note?.trim() || null;
    await transaction.save(prescription);
    if (input.items) {
      await replaceItems(transaction, prescription, input.items);
      if (prescription.version === input.expectedVersion) await touch(transaction, prescription);
    }
    return { prescription };
  });
}

/** The version counts changes of the items too: whoever read the draft before them is told. */
async function touch(transaction: Transaction, prescription: Prescription): Promise<void> {
  const [row] = await transaction.rows<{ version: number; updated_at: Date }>(
    sql`update prescriptions set updated_at = now() where id = ${toUuid('prescription', prescription.id)} returning version, updated_at`,
  );
  if (row) Object.assign(prescription, { version: row.version, updatedAt: row.updated_at });
}

interface DispensingBranch {
  readonly profile: (BranchProfile & { readonly id: string }) | null;
  readonly wrong: UserError | null;
}

/** Any branch of the tenant may be named, also one where the prescriber has nothing to do. */
async function dispensingBranch(context: Context, id: string | null | undefined): Promise<DispensingBranch> {
  if (id == null) return { profile: null, wrong: null };
  const profile = await context.load(profileOfBranch, id);
  if (profile) return { profile: { ...profile, id }, wrong: null };
  return { profile: null, wrong: userError('NOT_FOUND', 'There is no such branch to dispense it.', ['input', 'dispensingBranchId']) };
}

function textErrors({ note, diagnosis }: Pick<WritePrescriptionInput, 'note' | 'diagnosis'>): UserError[] {
  const errors = lengthErrors(mostLetters.text, { note });
  errors.push(...lengthErrors(mostLetters.name, { diagnosis: diagnosis?.display }));
  if (diagnosis && !diagnosis.display.trim())
    errors.push(userError('REQUIRED', 'Say in words what the medicines are for.', ['input', 'diagnosis', 'display']));
  return errors;
}
