import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, newUuid, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, branchOf } from '#kernel/branches/at-branch.js';
import { lockForChange } from '../prescriptions/lock-for-change.js';
import { choosePrescriber, encounterRefusal, patientRefusal } from '../prescriptions/named-people.js';
import { addMonths, opticalValidity, validityError } from '../prescriptions/validity.js';
import { readLenses, readMeasure } from './lens-check.js';
import type { LensFacts } from './optical-lens.js';
import { OpticalPrescription, opticalPrescriptionById } from './optical-prescription.js';
import { OpticalPrescriptionStatus } from './optical-terms.js';
import {
  UpdateOpticalPrescriptionPayload,
  WriteOpticalPrescriptionPayload,
  type LensInput,
  type UpdateOpticalPrescriptionInput,
  type WriteOpticalPrescriptionInput,
} from './optical.inputs.js';

const permission = 'prescriptions:write';
const nothing = { opticalPrescription: null };

/** Begins an optical prescription. It has no number, and no lenses are made by it, before it is signed. */
export async function writeOpticalPrescription(
  context: Context,
  input: WriteOpticalPrescriptionInput,
): Promise<WriteOpticalPrescriptionPayload> {
  const prescriber = await choosePrescriber(context, input.prescriberId);
  const absent = [
    await patientRefusal(context, input.patientId, ['input', 'patientId']),
    await encounterRefusal(context, input.encounterId, input.patientId),
    'wrong' in prescriber ? prescriber.wrong : null,
  ].filter((error) => error !== null);
  const options = { name: 'writeOpticalPrescription', permission, branchId: input.branchId, nothing };
  return atBranch(context, WriteOpticalPrescriptionPayload, options, async (transaction, branch) => {
    if (absent.length > 0 || 'wrong' in prescriber) return new Refusal(absent, nothing);
    const errors = lengthErrors(mostLetters.text, { note: input.note });
    const { lenses, pupillaryDistance } = readGlasses(input.lenses, input.pupillaryDistance, errors);
    const validUntil = input.validUntil ?? addMonths(branch.today, opticalValidity.defaultMonths);
    const invalid = validityError(opticalValidity, branch.today, branch.today, validUntil);
    if (invalid) errors.push(invalid);
    if (errors.length > 0) return new Refusal(errors, nothing);
    const prescription = Object.assign(new OpticalPrescription(), {
      id: newId('opticalprescription'),
      branchId: branch.id,
      number: null,
      scanCode: null,
      status: OpticalPrescriptionStatus.DRAFT,
      statusReason: null,
      patientId: input.patientId,
      encounterId: input.encounterId ?? null,
      prescriberId: prescriber.id,
      signedAt: null,
      writtenOn: branch.today,
      validUntil,
      pupillaryHundredths: pupillaryDistance,
      note: input.note?.trim() || null,
    });
    await transaction.insert(prescription);
    await replaceLenses(transaction, prescription, lenses);
    return { opticalPrescription: prescription };
  });
}

/** Changes a draft; what is signed is not changed but cancelled, and written anew. */
export async function updateOpticalPrescription(
  context: Context,
  input: UpdateOpticalPrescriptionInput,
): Promise<UpdateOpticalPrescriptionPayload> {
  const before = await context.load(opticalPrescriptionById, input.id);
  const prescriber = input.prescriberId == null ? null : await choosePrescriber(context, input.prescriberId);
  const absent = [
    before && (await encounterRefusal(context, input.encounterId, before.patientId)),
    prescriber && 'wrong' in prescriber ? prescriber.wrong : null,
  ].filter((error) => error !== null);
  return context.db.command(UpdateOpticalPrescriptionPayload, { name: 'updateOpticalPrescription', permission }, async (transaction) => {
    const terms = { permission, what: 'optical prescription', nothing };
    const prescription = await lockForChange(transaction, OpticalPrescription, input, terms);
    if (prescription instanceof Refusal) return prescription;
    if (prescription.status !== OpticalPrescriptionStatus.DRAFT) {
      const message = `The optical prescription is ${prescription.status}: only a draft can be changed. Cancel it, and write another one.`;
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    if (absent.length > 0) return new Refusal(absent, nothing);
    const errors = lengthErrors(mostLetters.text, { note: input.note });
    const glasses = input.lenses ? readGlasses(input.lenses, input.pupillaryDistance, errors) : null;
    if (!glasses && input.pupillaryDistance != null)
      errors.push(userError('REQUIRED', 'Send the lenses together with the pupillary distance.', ['input', 'lenses']));
    if (input.validUntil) {
      const { today } = await branchOf(transaction, prescription);
      const invalid = validityError(opticalValidity, prescription.writtenOn, today, input.validUntil);
      if (invalid) errors.push(invalid);
    }
    if (errors.length > 0) return new Refusal(errors, nothing);
    if (prescriber && 'id' in prescriber) prescription.prescriberId = prescriber.id;
    if (input.encounterId !== undefined) prescription.encounterId = input.encounterId;
    if (input.validUntil) prescription.validUntil = input.validUntil;
    if (input.note !== undefined) prescription.note = input.note?.trim() || null;
    if (glasses) prescription.pupillaryHundredths = glasses.pupillaryDistance;
    await transaction.save(prescription);
    if (glasses) {
      await replaceLenses(transaction, prescription, glasses.lenses);
      if (prescription.version === input.expectedVersion) await touch(transaction, prescription);
    }
    return { opticalPrescription: prescription };
  });
}

interface Glasses {
  readonly lenses: LensFacts[];
  readonly pupillaryDistance: number | null;
}

function readGlasses(lenses: readonly LensInput[], bothPupils: number | null | undefined, errors: UserError[]): Glasses {
  const facts = readLenses(lenses, bothPupils, errors);
  const complain = (name: string, message: string): void => void errors.push(userError('INVALID', message, ['input', name]));
  return { lenses: facts, pupillaryDistance: readMeasure('bothPupils', bothPupils, complain, 'pupillaryDistance') };
}

/** Writes the lenses of a draft anew. */
async function replaceLenses(transaction: Transaction, { id }: OpticalPrescription, lenses: readonly LensFacts[]): Promise<void> {
  const uuid = toUuid('opticalprescription', id);
  const rows = lenses.map((facts) => ({ id: newUuid(), ...facts }));
  await transaction.rows(sql`delete from optical_lenses where prescription_id = ${uuid}`);
  await transaction.rows(sql`insert into optical_lenses (prescription_id, id, kind, eye, sphere, power, cylinder, axis, addition, prism_vertical,
      prism_vertical_base, prism_horizontal, prism_horizontal_base, pupillary_distance, back_distance, base_curve, diameter, note)
    select ${uuid}::uuid, line.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, kind text, eye text, sphere integer,
      power integer, cylinder integer, axis integer, addition integer, prism_vertical integer, prism_vertical_base text,
      prism_horizontal integer, prism_horizontal_base text, pupillary_distance integer, back_distance integer, base_curve integer,
      diameter integer, note text)`);
}

/** The version counts changes of the lenses too: whoever read the draft before them is told. */
async function touch(transaction: Transaction, prescription: OpticalPrescription): Promise<void> {
  const uuid = toUuid('opticalprescription', prescription.id);
  const [row] = await transaction.rows<{ version: number; updated_at: Date }>(
    sql`update optical_prescriptions set updated_at = now() where id = ${uuid} returning version, updated_at`,
  );
  if (row) Object.assign(prescription, { version: row.version, updatedAt: row.updated_at });
}
