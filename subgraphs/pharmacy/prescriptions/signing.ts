import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { prescriptionSigned } from '../events.js';
import { productErrors } from './item-check.js';
import { lockForChange } from './lock-for-change.js';
import { mayNotSign, patientRefusal } from './named-people.js';
import { lockItems, moveItems } from './prescription-items.js';
import { Prescription, prescriptionById } from './prescription.js';
import { statusAfter, statusesFor } from './request-status.js';
import { newScanCode, scanPrefixes } from './scan-code.js';
import { SignPrescriptionPayload, type SignPrescriptionInput } from './status.inputs.js';
import { tellPrescription } from './telling.js';

const permission = 'prescriptions:sign';
const nothing = { prescription: null };

/** Makes a draft a prescription: from here on it has a number, can be dispensed, and stays as it is. */
export async function signPrescription(context: Context, input: SignPrescriptionInput): Promise<SignPrescriptionPayload> {
  const draft = await context.load(prescriptionById, input.id);
  const noPatient = draft && (await patientRefusal(context, draft.patientId, ['input', 'id']));
  return context.db.command(SignPrescriptionPayload, { name: 'signPrescription', permission }, async (transaction) => {
    const prescription = await lockForChange(transaction, Prescription, input, { permission, what: 'prescription', nothing });
    if (prescription instanceof Refusal) return prescription;
    const after = statusAfter('sign', prescription.status, 'prescription');
    if ('wrong' in after) return refuse('WRONG_STATE', after.wrong, ['input', 'id'], nothing);
    const wrong = mayNotSign(context, prescription.prescriberId) ?? noPatient;
    if (wrong) return new Refusal([wrong], nothing);
    const branch = await branchOf(transaction, prescription);
    if (prescription.validUntil < branch.today) {
      const message = `It was valid until ${prescription.validUntil}: choose another day first (updatePrescription).`;
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    // What was in use when the draft was begun may not be any more.
    const unfit = await productErrors(transaction, await lockItems(transaction, prescription.id));
    if (unfit.length > 0) return new Refusal(unfit, nothing);
    await moveItems(transaction, prescription.id, statusesFor('sign'), after.to, null);
    Object.assign(prescription, {
      status: after.to,
      signedAt: new Date(),
      writtenOn: branch.today,
      scanCode: newScanCode(scanPrefixes.prescription),
      number: await nextNumber(transaction, branch, 'RX'),
    });
    await transaction.save(prescription);
    await tellPrescription(transaction, prescriptionSigned, prescription);
    return { prescription };
  });
}
