import { isDeepStrictEqual } from 'node:util';
import type { ObjectLiteral } from 'typeorm';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { Database } from '#kernel/database/database.js';
import type { EntityClass } from '#kernel/database/row-mapper.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Allergy } from '../allergies/allergy.js';
import { Condition } from '../conditions/condition.js';
import { Encounter } from '../encounters/encounter.js';
import { encounterUpdated, patientRegistered, patientUpdated } from '../events.js';
import { PatientIdentifier, type PatientIdentifierInput } from '../patients/identifier.js';
import { refreshSearchKeys, replaceIdentifiers } from '../patients/patient-details.js';
import { Patient } from '../patients/patient.js';
import { nextNumber } from '../patients/register-patient.js';
import { ImportReport } from './import-report.js';
import { allergyFacts, conditionFacts, encounterFacts, patientFacts, readElements, type Facts } from './map-resources.js';
import { readBundle, type ReadResource } from './read-bundle.js';
import { referenceKey, UnusableResource } from './resource.js';

export interface ImportTarget {
  readonly database: Database;
  /** A system context of the tenant. */
  readonly context: RequestContext;
  /** Where imported encounters are said to have taken place. */
  readonly branchId: string;
}

/** References point backwards in no given order, so the file is read once for each group, those that are pointed to first. */
const passes: readonly (readonly string[])[] = [['Patient'], ['Encounter'], ['Condition', 'AllergyIntolerance']];

/**
 * Imports one bundle in one transaction. Resources are known again by their key in the bundle, patients also by their
 * identifiers, so that a second import finds everything and changes nothing.
 */
export async function importBundle({ database, context, branchId }: ImportTarget, file: string, onResource: () => void): Promise<ImportReport> {
  return database.transaction(context, scopeOf(context, 'import'), 'command', async (transaction) => {
    const importing = new BundleImport(transaction, branchId);
    for (const [index, types] of passes.entries()) {
      for await (const read of readBundle(file)) {
        const type = read.resource.resourceType ?? '';
        if (types.includes(type)) await importing.take(type, read);
        else if (index === 0 && !passes.flat().includes(type)) importing.report.skip(type, 'the record has no place for it');
        if (index === 0) onResource();
      }
    }
    return importing.report;
  });
}

class BundleImport {
  readonly report = new ImportReport();
  private readonly patients = new Map<string, string>();
  private readonly encounters = new Map<string, string>();

  constructor(
    private readonly transaction: Transaction,
    private readonly branchId: string,
  ) {}

  async take(type: string, read: ReadResource): Promise<void> {
    try {
      if (type === 'Patient') await this.patient(read);
      else if (type === 'Encounter') await this.encounter(read);
      else if (type === 'Condition') await this.condition(read);
      else await this.allergy(read);
    } catch (error) {
      if (!(error instanceof UnusableResource)) throw error;
      this.report.skip(type, error.message);
      return;
    }
    for (const element of Object.keys(read.resource)) {
      if (!readElements[type]?.includes(element)) this.report.leaveOut(type, element);
    }
  }

  private async patient({ key, resource }: ReadResource): Promise<void> {
    const { patient: facts, identifiers } = patientFacts(resource);
    const found = await this.knownPatient(key, identifiers);
    const patient =
      found ??
      Object.assign(new Patient(), {
        id: newId('patient'),
        timeZone: null,
        photoUrl: null,
        tags: [],
        branchId: this.branchId,
        externalId: key,
        deletedAt: null,
      });
    this.patients.set(key, patient.id);
    const before = { ...patient };
    const { names = [], ...others } = facts;
    Object.assign(patient, others);
    patient.rename(names);
    const known = found ? await this.transaction.all(PatientIdentifier, sql`where patient_id = ${toUuid('patient', found.id)}`) : [];
    const missing = identifiers.filter(({ system, value }) => !known.some((identifier) => identifier.system === system && identifier.value === value));
    if (found && missing.length === 0 && isDeepStrictEqual(before, { ...patient })) {
      this.report.count('unchanged', 'Patient');
      return;
    }
    if (found) await this.transaction.save(patient);
    else {
      patient.number = await nextNumber(this.transaction);
      await this.transaction.insert(patient);
    }
    await replaceIdentifiers(this.transaction, patient, [...known, ...missing]);
    await refreshSearchKeys(this.transaction, patient);
    const event = { subject: patient.id, branch: patient.branchId };
    if (found) await this.transaction.publish(patientUpdated, { ...event, data: { version: patient.version } });
    else await this.transaction.publish(patientRegistered, { ...event, data: { number: patient.number } });
    this.report.count(found ? 'updated' : 'created', 'Patient');
  }

  private async knownPatient(key: string, identifiers: readonly PatientIdentifierInput[]): Promise<Patient | null> {
    const byKey = await this.transaction.first(Patient, sql`where external_id = ${key}`);
    if (byKey || identifiers.length === 0) return byKey;
    return this.transaction.first(
      Patient,
      sql`where id in (select patient_id from patient_identifiers
        join unnest(${identifiers.map(({ system }) => system)}::text[], ${identifiers.map(({ value }) => value)}::text[]) as wanted (system, value)
          on patient_identifiers.system = wanted.system and patient_identifiers.value = wanted.value)`,
    );
  }

  private async encounter({ key, resource }: ReadResource): Promise<void> {
    const patientId = this.patientOf(resource['subject']);
    const encounter = await this.keep(Encounter, 'encounter', 'Encounter', key, encounterFacts(resource), { patientId, branchId: this.branchId });
    this.encounters.set(key, encounter.id);
  }

  private async condition({ key, resource }: ReadResource): Promise<void> {
    const patientId = this.patientOf(resource['subject']);
    const encounterId = this.encounters.get(referenceKey(resource['encounter']) ?? '') ?? null;
    await this.keep(Condition, 'condition', 'Condition', key, { ...conditionFacts(resource), encounterId }, { patientId });
  }

  private async allergy({ key, resource }: ReadResource): Promise<void> {
    const patientId = this.patientOf(resource['patient']);
    await this.keep(Allergy, 'allergy', 'AllergyIntolerance', key, allergyFacts(resource), { patientId });
  }

  private patientOf(reference: unknown): string {
    const id = this.patients.get(referenceKey(reference) ?? '');
    if (!id) throw new UnusableResource('it refers to a patient that is not in the bundle');
    return id;
  }

  /** Finds the row that this resource became before and brings it up to date, or makes it. */
  private async keep<T extends ObjectLiteral & { id: string; externalId: string | null }>(
    entity: EntityClass<T>,
    prefix: string,
    type: string,
    key: string,
    facts: Facts<T>,
    owned: Partial<T>,
  ): Promise<T> {
    const found = await this.transaction.first(entity, sql`where external_id = ${key}`);
    const row = found ?? Object.assign(new entity(), owned, { id: newId(prefix), externalId: key });
    const before = { ...row };
    Object.assign(row, facts);
    if (found && isDeepStrictEqual(before, { ...row })) {
      this.report.count('unchanged', type);
      return row;
    }
    if (found) await this.transaction.save(row);
    else await this.transaction.insert(row);
    if (row instanceof Encounter) {
      await this.transaction.publish(encounterUpdated, { subject: row.id, branch: row.branchId, data: { patientId: row.patientId, status: row.status } });
    }
    this.report.count(found ? 'updated' : 'created', type);
    return row;
  }
}

