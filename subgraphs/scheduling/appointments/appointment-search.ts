import { join, sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { AppointmentFilter } from './appointment.inputs.js';

/** The appointments for which all conditions given hold. */
export function appointmentsMatching(filter: AppointmentFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`appointments.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.date) conditions.push(sql`appointments.local_date = ${filter.date}`);
  if (filter?.practitionerId) conditions.push(sql`appointments.practitioner_id = ${toUuid('practitioner', filter.practitionerId)}`);
  if (filter?.patientId) conditions.push(sql`appointments.patient_id = ${toUuid('patient', filter.patientId)}`);
  if (filter?.statuses) conditions.push(sql`appointments.status = any (${filter.statuses})`);
  if (filter?.startsFrom) conditions.push(sql`appointments.starts_at >= ${filter.startsFrom}`);
  if (filter?.startsBefore) conditions.push(sql`appointments.starts_at < ${filter.startsBefore}`);
  return join(conditions, ' and ');
}
