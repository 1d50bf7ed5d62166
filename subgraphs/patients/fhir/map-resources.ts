import { isDate } from '#kernel/graph/scalars/index.js';
import { AllergyCategory, AllergyClinicalStatus, AllergyCriticality, AllergyType, AllergyVerificationStatus, type Allergy } from '../allergies/allergy.js';
import { ConditionClinicalStatus, ConditionSeverity, ConditionVerificationStatus, type Condition } from '../conditions/condition.js';
import { EncounterClass, EncounterStatus } from '../encounters/encounter-status.js';
import type { Encounter } from '../encounters/encounter.js';
import { ContactSystem, ContactUse, Gender, NameUse } from '../patients/demographics.js';
import type { PatientIdentifierInput } from '../patients/identifier.js';
import { PatientStatus, type Patient } from '../patients/patient.js';
import { code, coding, instant, list, optionalCode, statusCode, text, UnusableResource, type FhirCoding, type FhirConcept, type FhirResource } from './resource.js';

/** What a resource says that our record has a place for. References are kept apart: they are resolved by the import. */
export type Facts<T> = Partial<Omit<T, 'id' | 'version' | 'createdAt' | 'updatedAt'>>;

/** Elements that are read; every other one is reported. `text` is a rendering of the rest, and `meta` is the sender's own. */
const common = ['resourceType', 'id', 'meta', 'text'];
export const readElements: Readonly<Record<string, readonly string[]>> = {
  Patient: [...common, 'identifier', 'name', 'telecom', 'gender', 'birthDate', 'deceasedBoolean', 'deceasedDateTime', 'address', 'contact', 'communication', 'active'],
  Encounter: [...common, 'status', 'class', 'type', 'reasonCode', 'period', 'subject'],
  Condition: [...common, 'clinicalStatus', 'verificationStatus', 'severity', 'code', 'onsetDateTime', 'abatementDateTime', 'subject', 'encounter', 'note'],
  AllergyIntolerance: [...common, 'clinicalStatus', 'verificationStatus', 'type', 'category', 'criticality', 'code', 'reaction', 'onsetDateTime', 'patient', 'note'],
};

export function patientFacts(resource: FhirResource): { patient: Facts<Patient>; identifiers: PatientIdentifierInput[] } {
  const names = list<{ use?: string; family?: string; given?: string[]; prefix?: string[]; suffix?: string[] }>(resource['name']).map(
    ({ use, family, given, prefix, suffix }) => ({
      use: optionalCode(NameUse, use) ?? NameUse.USUAL,
      family: text(family),
      given: list<string>(given).map(String),
      prefix: list<string>(prefix).map(String),
      suffix: list<string>(suffix).map(String),
    }),
  );
  if (!names.some(({ family, given }) => family !== null || given.length > 0)) throw new UnusableResource('it has no name');
  const birthDate = text(resource['birthDate']);
  if (birthDate !== null && !isDate(birthDate)) throw new UnusableResource('birthDate is no whole date');
  const deceasedAt = instant(resource['deceasedDateTime'], 'deceasedDateTime');
  return {
    patient: {
      names,
      gender: optionalCode(Gender, resource['gender']),
      birthDate,
      deceased: deceasedAt !== null || resource['deceasedBoolean'] === true,
      deceasedAt,
      telecom: telecom(resource['telecom']),
      addresses: addresses(resource['address']),
      contacts: contacts(resource['contact']),
      language: language(resource['communication']),
      status: resource['active'] === false ? PatientStatus.INACTIVE : PatientStatus.ACTIVE,
    },
    identifiers: list<{ system?: string; value?: string; type?: FhirConcept }>(resource['identifier']).flatMap(({ system, value, type }) =>
      text(system) !== null && text(value) !== null ? [{ system: text(system) ?? '', value: text(value) ?? '', type: (statusCode(type) as string | undefined) ?? null }] : [],
    ),
  };
}

export function encounterFacts(resource: FhirResource): Facts<Encounter> {
  const { start, end } = (resource['period'] ?? {}) as { start?: unknown; end?: unknown };
  const startsAt = instant(start, 'period.start');
  if (startsAt === null) throw new UnusableResource('it does not say when it began');
  return {
    status: code(EncounterStatus, resource['status'], 'status'),
    class: code(EncounterClass, (resource['class'] as FhirCoding | undefined)?.code, 'class'),
    type: coding(list(resource['type'])[0]),
    reason: coding(list(resource['reasonCode'])[0]),
    startsAt,
    endsAt: instant(end, 'period.end'),
  };
}

export function conditionFacts(resource: FhirResource): Facts<Condition> {
  const what = coding(resource['code']);
  if (what === null) throw new UnusableResource('it does not say what it is');
  return {
    clinicalStatus: code(ConditionClinicalStatus, statusCode(resource['clinicalStatus']) ?? 'active', 'clinicalStatus'),
    verificationStatus: code(ConditionVerificationStatus, statusCode(resource['verificationStatus']) ?? 'unconfirmed', 'verificationStatus'),
    severity: optionalCode(ConditionSeverity, coding(resource['severity'])?.display),
    code: what,
    onsetAt: instant(resource['onsetDateTime'], 'onsetDateTime'),
    abatedAt: instant(resource['abatementDateTime'], 'abatementDateTime'),
    note: note(resource['note']),
  };
}

export function allergyFacts(resource: FhirResource): Facts<Allergy> {
  const what = coding(resource['code']);
  if (what === null) throw new UnusableResource('it does not name the substance');
  const onset = instant(resource['onsetDateTime'], 'onsetDateTime');
  return {
    clinicalStatus: code(AllergyClinicalStatus, statusCode(resource['clinicalStatus']) ?? 'active', 'clinicalStatus'),
    verificationStatus: code(AllergyVerificationStatus, statusCode(resource['verificationStatus']) ?? 'unconfirmed', 'verificationStatus'),
    type: optionalCode(AllergyType, resource['type']),
    categories: list<string>(resource['category']).map((category) => code(AllergyCategory, category, 'category')),
    criticality: optionalCode(AllergyCriticality, resource['criticality']),
    code: what,
    reactions: list<{ manifestation?: unknown[] }>(resource['reaction']).flatMap(({ manifestation }) =>
      list(manifestation).flatMap((concept) => coding(concept)?.display ?? []),
    ),
    onsetDate: onset?.toISOString().slice(0, 10) ?? null,
    note: note(resource['note']),
  };
}

function telecom(value: unknown): Patient['telecom'] {
  return list<{ system?: string; value?: string; use?: string }>(value).flatMap((point) => {
    const address = text(point.value);
    if (address === null) return [];
    return [{ system: optionalCode(ContactSystem, point.system) ?? ContactSystem.OTHER, value: address, use: optionalCode(ContactUse, point.use) }];
  });
}

function addresses(value: unknown): Patient['addresses'] {
  return list<Record<string, unknown>>(value).map(({ line, city, district, state, postalCode, country }) => ({
    lines: list<string>(line).map(String),
    city: text(city),
    district: text(district),
    state: text(state),
    postalCode: text(postalCode),
    country: text(country),
  }));
}

function contacts(value: unknown): Patient['contacts'] {
  return list<{ name?: { text?: string; given?: string[]; family?: string }; relationship?: unknown[]; telecom?: unknown }>(value).flatMap((contact) => {
    const { given, family } = contact.name ?? {};
    const name = text(contact.name?.text) ?? text([...list<string>(given), family ?? ''].join(' '));
    return name === null ? [] : [{ name, relationship: coding(list(contact.relationship)[0])?.display ?? null, telecom: telecom(contact.telecom) }];
  });
}

function language(value: unknown): string | null {
  const [first] = list<{ language?: unknown }>(value);
  return text(statusCode(first?.language));
}

function note(value: unknown): string | null {
  return text(
    list<{ text?: string }>(value)
      .map((annotation) => annotation.text ?? '')
      .join('\n'),
  );
}
