import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { branchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { patientRegistered } from '../events.js';
import { Patient, PatientStatus } from './patient.js';
import { demographicErrors, refreshSearchKeys, replaceIdentifiers, toAddress, toContact, toContactPoint, toHumanName } from './patient-details.js';
import { RegisterPatientPayload, type RegisterPatientInput } from './patient.inputs.js';

/** Registers a patient under the next number, unless one like it exists and the caller does not insist. */
export async function registerPatient(context: Context, input: RegisterPatientInput): Promise<RegisterPatientPayload> {
  const branchId = input.branchId ?? context.request.branch;
  const outside = await branchRefusal(context, branchId, 'patients:register');
  return context.db.command(
    RegisterPatientPayload,
    {
      name: 'registerPatient',
      permission: 'patients:register',
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
      if (errors.length > 0) return new Refusal(errors, { patient: null, duplicates: [] });
      if (outside) return new Refusal([outside], { patient: null, duplicates: [] });
      const patient = draft(input, branchId);
      const duplicates = input.allowDuplicate ? [] : await likelyDuplicates(transaction, patient);
      const [first] = duplicates;
      if (first) {
        return refuse(
          'LIKELY_DUPLICATE',
          `This seems to be ${first.name}, ${first.number}${first.birthDate ? `, born ${first.birthDate}` : ''}. Use that record, or send allowDuplicate: true if it is somebody else.`,
          ['input'],
          { patient: null, duplicates },
        );
      }
      patient.number = await nextNumber(transaction);
      await transaction.insert(patient);
      await replaceIdentifiers(transaction, patient, input.identifiers);
      await refreshSearchKeys(transaction, patient);
      await transaction.publish(patientRegistered, { subject: patient.id, branch: branchId, data: { number: patient.number } });
      return { patient, duplicates: [] };
    },
  );
}

export function draft(input: RegisterPatientInput, branchId: string | null): Patient {
  const patient = Object.assign(new Patient(), {
    id: newId('patient'),
    gender: input.gender ?? null,
    birthDate: input.birthDate ?? null,
    deceased: false,
    deceasedAt: null,
    telecom: input.telecom.map(toContactPoint),
    addresses: input.addresses.map(toAddress),
    contacts: input.contacts.map(toContact),
    language: input.language ?? null,
    timeZone: input.timeZone ?? null,
    photoUrl: input.photoUrl ?? null,
    status: PatientStatus.ACTIVE,
    tags: input.tags,
    branchId,
    externalId: null,
    deletedAt: null,
  });
  patient.rename(input.names.map(toHumanName));
  return patient;
}

/** Numbers grow without gaps: the tenant's counter is part of the transaction that registers. */
export async function nextNumber(transaction: Transaction): Promise<string> {
  const [row] = await transaction.rows<{ last_number: string }>(sql`insert into patient_counters (last_number) values (1)
    on conflict (tenant_id) do update set last_number = patient_counters.last_number + 1 returning last_number`);
  return `P-${(row?.last_number ?? '').padStart(6, '0')}`;
}

/**
 * Patients with the same date of birth who also share the name or a telephone number. Registrations of the same person
 * wait for each other here, so that of two at once the second sees the first.
 */
async function likelyDuplicates(transaction: Transaction, patient: Patient): Promise<Patient[]> {
  if (patient.birthDate === null) return [];
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`birth ${patient.birthDate}`}, hashtextextended(tenant_id()::text, 0)))`);
  const phones = patient.telecom.map(({ value }) => value);
  return transaction.all(
    Patient,
    sql`where birth_date = ${patient.birthDate}::date and deleted_at is null and (
      name_key = ${patient.nameKey}
      or id in (select patient_id from patient_search_keys where kind = 'PHONE' and key = any (${phones}::text[])))
      order by created_at limit 5`,
  );
}
