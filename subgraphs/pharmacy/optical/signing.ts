import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { lockForChange } from '../prescriptions/lock-for-change.js';
import { mayNotSign, patientRefusal } from '../prescriptions/named-people.js';
import { newScanCode, scanPrefixes } from '../prescriptions/scan-code.js';
import { OpticalPrescription, opticalPrescriptionById } from './optical-prescription.js';
import { OpticalPrescriptionStatus } from './optical-terms.js';
import { SignOpticalPrescriptionPayload, type SignOpticalPrescriptionInput } from './optical.inputs.js';

const permission = 'prescriptions:sign';
const nothing = { opticalPrescription: null };

/** Makes a draft a prescription: from here on it has a number, lenses can be made by it, and it stays as it is. */
export async function signOpticalPrescription(
  context: Context,
  input: SignOpticalPrescriptionInput,
): Promise<SignOpticalPrescriptionPayload> {
  const draft = await context.load(opticalPrescriptionById, input.id);
  const noPatient = draft && (await patientRefusal(context, draft.patientId, ['input', 'id']));
  return context.db.command(SignOpticalPrescriptionPayload, { name: 'signOpticalPrescription', permission }, async (transaction) => {
    const terms = { permission, what: 'optical prescription', nothing };
    const prescription = await lockForChange(transaction, OpticalPrescription, input, terms);
    if (prescription instanceof Refusal) return prescription;
    if (prescription.status !== OpticalPrescriptionStatus.DRAFT)
      return refuse(
        'WRONG_STATE',
        `The optical prescription is ${prescription.status}: only a draft can be signed.`,
        ['input', 'id'],
        nothing,
      );
    const wrong = mayNotSign(context, prescription.prescriberId) ?? noPatient;
    if (wrong) return new Refusal([wrong], nothing);
    const branch = await branchOf(transaction, prescription);
    if (prescription.validUntil < branch.today) {
      const message = `It was valid until ${prescription.validUntil}: choose another day first (updateOpticalPrescription).`;
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    Object.assign(prescription, {
      status: OpticalPrescriptionStatus.ACTIVE,
      signedAt: new Date(),
      writtenOn: branch.today,
      scanCode: newScanCode(scanPrefixes.opticalPrescription),
      number: await nextNumber(transaction, branch, 'OP'),
    });
    await transaction.save(prescription);
    return { opticalPrescription: prescription };
  });
}
