import type { Transaction } from '#kernel/database/transaction.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { patientDeleted, patientRestored, patientUpdated } from '../events.js';
import { Patient } from './patient.js';
import { demographicErrors, refreshSearchKeys, replaceIdentifiers, toAddress, toContact, toContactPoint, toHumanName } from './patient-details.js';
import {
  DeletePatientPayload,
  RestorePatientPayload,
  UpdatePatientPayload,
  type DeletePatientInput,
  type RestorePatientInput,
  type UpdatePatientInput,
} from './patient.inputs.js';

export async function updatePatient(context: Context, input: UpdatePatientInput): Promise<UpdatePatientPayload> {
  return context.db.command(
    UpdatePatientPayload,
    {
      name: 'updatePatient',
      permission: 'patients:update',
      constraints: {
        patient_identifiers_value: {
          code: 'TAKEN',
          message: 'Another patient has one of these identifiers: find that patient by it, or correct the identifier.',
          field: ['input', 'identifiers'],
        },
      },
    },
    async (transaction) => {
      const errors = demographicErrors(input, new Date().toISOString().slice(0, 10));
      if (errors.length > 0) return new Refusal(errors, { patient: null });
      const patient = await current(transaction, input);
      if (patient instanceof Refusal) return patient;
      apply(patient, input);
      await transaction.save(patient);
      if (input.identifiers) await replaceIdentifiers(transaction, patient, input.identifiers);
      if (input.names || input.telecom) await refreshSearchKeys(transaction, patient);
      await transaction.publish(patientUpdated, { subject: patient.id, branch: patient.branchId, data: { version: patient.version } });
      return { patient };
    },
  );
}

/** Soft: the record and all that hangs on it stay, hidden from lists, and can be restored. */
export async function deletePatient(context: Context, input: DeletePatientInput): Promise<DeletePatientPayload> {
  return context.db.command(DeletePatientPayload, { name: 'deletePatient', permission: 'patients:delete' }, async (transaction) => {
    const patient = await current(transaction, input);
    if (patient instanceof Refusal) return patient;
    patient.deletedAt = new Date();
    await transaction.save(patient);
    await transaction.publish(patientDeleted, { subject: patient.id, branch: patient.branchId, data: {} });
    return { patient };
  });
}

export async function restorePatient(context: Context, input: RestorePatientInput): Promise<RestorePatientPayload> {
  return context.db.command(RestorePatientPayload, { name: 'restorePatient', permission: 'patients:delete' }, async (transaction) => {
    const patient = await transaction.lock(Patient, input.id);
    if (!patient) return absent();
    if (!patient.deletedAt) return refuse('WRONG_STATE', 'This patient is not deleted.', ['input', 'id'], { patient: null });
    patient.deletedAt = null;
    await transaction.save(patient);
    await transaction.publish(patientRestored, { subject: patient.id, branch: patient.branchId, data: {} });
    return { patient };
  });
}

/** The patient as the caller has seen it, locked; or why it is not. */
async function current(transaction: Transaction, input: { id: string; expectedVersion: number }): Promise<Patient | Refusal> {
  const patient = await transaction.lock(Patient, input.id);
  if (!patient || patient.deletedAt) return absent();
  return staleVersion(patient, input.expectedVersion, 'patient', { patient: null }) ?? patient;
}

function absent(): Refusal {
  return refuse('NOT_FOUND', 'There is no such patient.', ['input', 'id'], { patient: null });
}

function apply(patient: Patient, input: UpdatePatientInput): void {
  if (input.names) patient.rename(input.names.map(toHumanName));
  if (input.gender !== undefined) patient.gender = input.gender;
  if (input.birthDate !== undefined) patient.birthDate = input.birthDate;
  if (input.deceased != null) patient.deceased = input.deceased;
  if (input.deceasedAt !== undefined) patient.deceasedAt = input.deceasedAt;
  if (input.deceasedAt) patient.deceased = true;
  if (!patient.deceased) patient.deceasedAt = null;
  if (input.telecom) patient.telecom = input.telecom.map(toContactPoint);
  if (input.addresses) patient.addresses = input.addresses.map(toAddress);
  if (input.contacts) patient.contacts = input.contacts.map(toContact);
  if (input.language !== undefined) patient.language = input.language;
  if (input.timeZone !== undefined) patient.timeZone = input.timeZone;
  if (input.photoUrl !== undefined) patient.photoUrl = input.photoUrl;
  if (input.status) patient.status = input.status;
  if (input.tags) patient.tags = input.tags;
}
