import { join, sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { DispenseFilter } from './dispense.inputs.js';

/** The condition of a filter, over `dispenses`. */
export function dispensesMatching(filter: DispenseFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`dispenses.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.status) conditions.push(sql`dispenses.status = ${filter.status}`);
  if (filter?.patientId) conditions.push(sql`dispenses.patient_id = ${toUuid('patient', filter.patientId)}`);
  if (filter?.prescriptionId) conditions.push(sql`dispenses.prescription_id = ${toUuid('prescription', filter.prescriptionId)}`);
  if (filter?.from) conditions.push(sql`dispenses.created_at >= ${filter.from}`);
  if (filter?.until) conditions.push(sql`dispenses.created_at < ${filter.until}`);
  if (filter?.hasOpenChecks != null) {
    const open = sql`exists (select from dispense_checks found left join check_overrides answer on answer.check_id = found.id
      where found.dispense_id = dispenses.id and found.severity = 'HIGH' and answer.check_id is null)`;
    conditions.push(filter.hasOpenChecks ? open : sql`not ${open}`);
  }
  return join(conditions, ' and ');
}
