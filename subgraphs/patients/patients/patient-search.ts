import { join, sql, type Sql } from '#kernel/database/sql.js';
import type { PatientFilter } from './patient.inputs.js';
import { prefixRange, searchKey } from '#kernel/graph/search-key.js';

/**
 * The filter as SQL. Under row-level security an index is used only through leakproof operators, so every condition is an
 * equality or a range on text, a date or a uuid; patient-search.test.ts holds the plans.
 */
export function patientsMatching(filter: PatientFilter | null | undefined): Sql {
  const conditions = [filter?.deleted ? sql`patients.deleted_at is not null` : sql`patients.deleted_at is null`];
  if (filter?.nameStartsWith) conditions.push(...namesBeginning(filter.nameStartsWith));
  if (filter?.phone) {
    conditions.push(sql`patients.id in (select patient_id from patient_search_keys where kind = 'PHONE' and key = ${filter.phone})`);
  }
  if (filter?.identifier) {
    const { system, value } = filter.identifier;
    const bySystem = system ? sql`and system = ${system}` : sql``;
    conditions.push(sql`patients.id in (select patient_id from patient_identifiers where value = ${value} ${bySystem})`);
  }
  if (filter?.birthDate) conditions.push(sql`patients.birth_date = ${filter.birthDate}::date`);
  if (filter?.status) conditions.push(sql`patients.status = ${filter.status}`);
  return join(conditions, ' and ');
}

function namesBeginning(text: string): Sql[] {
  const words = searchKey(text).split(' ').filter(Boolean);
  if (words.length === 0) return [sql`false`];
  return words.map((word) => {
    const { from, to } = prefixRange(word);
    return sql`patients.id in (
      select patient_id from patient_search_keys where kind = 'NAME' and key >= ${from} and key < ${to})`;
  });
}
