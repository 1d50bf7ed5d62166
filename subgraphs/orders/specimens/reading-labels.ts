import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { LabelFacts } from './label.js';

interface Row {
  readonly accession_number: string;
  readonly patient_id: string | null;
  readonly branch_id: string;
  readonly specimen_type: { readonly display: string };
  readonly container_type: string;
  readonly additive: string | null;
  readonly collected_at: Date | null;
}

export const labelPermission = 'specimens:collect';

/** The labels of specimens that are there, by number, with the patients as their owner tells them to this caller. */
export async function readLabels(context: Context, condition: Sql): Promise<LabelFacts[]> {
  const rows = await context.db.rows<Row>(
    sql`select accession_number, patient_id, branch_id, specimen_type, container_type, additive, collected_at from specimens
      where ${condition} and status not in ('CANCELLED', 'REJECTED') order by accession_number`,
    labelPermission,
  );
  const patientIds = [...new Set(rows.flatMap(({ patient_id: id }) => (id === null ? [] : [toTypeId('patient', id)])))];
  const patients =
    patientIds.length > 0
      ? await context.read<{ readonly name?: string; readonly birthDate?: string | null }>('Patient', patientIds, 'name birthDate')
      : new Map<string, { readonly name?: string; readonly birthDate?: string | null }>();
  return Promise.all(
    rows.map(async (row) => {
      const patient = row.patient_id === null ? undefined : patients.get(toTypeId('patient', row.patient_id));
      const profile = await context.load(profileOfBranch, toTypeId('branch', row.branch_id));
      return {
        accessionNumber: row.accession_number,
        patient: patient?.name ?? null,
        birthDate: patient?.birthDate ?? null,
        container: row.additive === null ? `${row.specimen_type.display}, ${row.container_type}` : `${row.additive} ${row.container_type}`,
        collectedAt: row.collected_at && wallTime(row.collected_at, profile?.timeZone ?? 'UTC'),
      };
    }),
  );
}

/** 2026-11-21 14:05 */
function wallTime(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(moment);
}
