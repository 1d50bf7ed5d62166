import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { isTimeZone, toE164 } from '#kernel/graph/scalars/index.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import {
  ContactSystem,
  type ContactPoint,
  type ContactPointInput,
  type HumanName,
  type HumanNameInput,
  type PatientAddress,
  type PatientAddressInput,
  type PatientContact,
  type PatientContactInput,
} from './demographics.js';
import { PatientIdentifier, type PatientIdentifierInput } from './identifier.js';
import type { Patient } from './patient.js';
import { searchWords } from '#kernel/graph/search-key.js';

export function toHumanName(input: HumanNameInput): HumanName {
  const words = (parts: readonly string[]): string[] => parts.map((part) => part.trim()).filter(Boolean);
  return {
    use: input.use,
    family: input.family?.trim() || null,
    given: words(input.given),
    prefix: words(input.prefix),
    suffix: words(input.suffix),
  };
}

export function toContactPoint({ system, value, use }: ContactPointInput): ContactPoint {
  const text = value.trim();
  const isNumber = system === ContactSystem.PHONE || system === ContactSystem.SMS;
  return { system, value: isNumber ? (toE164(text) ?? text) : text, use: use ?? null };
}

export function toAddress(input: PatientAddressInput): PatientAddress {
  const { city = null, district = null, state = null, postalCode = null, country = null } = input;
  return { lines: input.lines, city, district, state, postalCode, country };
}

export function toContact({ name, relationship, telecom }: PatientContactInput): PatientContact {
  return { name: name.trim(), relationship: relationship ?? null, telecom: telecom.map(toContactPoint) };
}

/** What a person typed and cannot be right, each by its own field. Today is the caller's, as `YYYY-MM-DD`. */
export function demographicErrors(
  input: { names?: readonly HumanNameInput[] | null; birthDate?: string | null; telecom?: readonly ContactPointInput[] | null; timeZone?: string | null },
  today: string,
): UserError[] {
  const errors: UserError[] = [];
  if (input.names?.length === 0) errors.push(userError('REQUIRED', 'A patient needs at least one name.', ['input', 'names']));
  input.names?.forEach((name, index) => {
    if (!name.family?.trim() && !name.given.some((part) => part.trim())) {
      errors.push(userError('REQUIRED', 'A name needs a family name or a given name.', ['input', 'names', String(index)]));
    }
  });
  if (input.birthDate && input.birthDate > today) {
    errors.push(userError('INVALID', 'The date of birth lies in the future.', ['input', 'birthDate']));
  }
  if (input.timeZone != null && !isTimeZone(input.timeZone)) {
    errors.push(userError('INVALID', `"${input.timeZone}" is no time zone: write its IANA name, such as Asia/Ulaanbaatar.`, ['input', 'timeZone']));
  }
  input.telecom?.forEach(({ system, value }, index) => {
    const field = ['input', 'telecom', String(index), 'value'];
    if ((system === ContactSystem.PHONE || system === ContactSystem.SMS) && toE164(value) === null) {
      errors.push(userError('INVALID', `"${value}" is no telephone number: write + and the country code first, such as +976 9911 2233.`, field));
    }
    if (system === ContactSystem.EMAIL && !/^\S+@\S+\.\S+$/.test(value.trim())) {
      errors.push(userError('INVALID', `"${value}" is no email address.`, field));
    }
  });
  return errors;
}

export async function replaceIdentifiers(transaction: Transaction, patient: Patient, inputs: readonly PatientIdentifierInput[]): Promise<void> {
  const existing = await transaction.all(PatientIdentifier, sql`where patient_id = ${toUuid('patient', patient.id)}`);
  const wanted = new Map(inputs.map((input) => [`${input.system}\n${input.value}`, input]));
  for (const identifier of existing) {
    if (wanted.delete(`${identifier.system}\n${identifier.value}`)) continue;
    await transaction.rows(sql`delete from patient_identifiers where id = ${toUuid('identifier', identifier.id)}`);
  }
  for (const { system, value, type } of wanted.values()) {
    const identifier = Object.assign(new PatientIdentifier(), { id: newId('identifier'), patientId: patient.id, system, value, type: type ?? null });
    await transaction.insert(identifier);
  }
}

/** Brings the keys by which the patient is found to what the record says. */
export async function refreshSearchKeys(transaction: Transaction, patient: Patient): Promise<void> {
  const id = toUuid('patient', patient.id);
  const names = searchWords(...patient.names.flatMap(({ family, given }) => [family, ...given])).map((word) => word.slice(0, 100));
  const phones = [...new Set(patient.telecom.map(({ value }) => toE164(value)).filter((number) => number !== null))];
  const kinds = [...names.map(() => 'NAME'), ...phones.map(() => 'PHONE')];
  await transaction.rows(sql`delete from patient_search_keys where patient_id = ${id}`);
  await transaction.rows(sql`insert into patient_search_keys (patient_id, kind, key)
    select distinct ${id}::uuid, kind, key from unnest(${kinds}::text[], ${[...names, ...phones]}::text[]) as wanted (kind, key)`);
}
