import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { AppointmentStatus, SeriesScope } from './appointment-status.js';
import { Appointment } from './appointment.js';

/** The later appointments of the series that are booked, locked in their order. */
export async function laterOnes(
  transaction: Transaction,
  { id, seriesId, startsAt }: Appointment,
  scope: SeriesScope,
): Promise<Appointment[]> {
  if (seriesId === null || scope === SeriesScope.THIS) return [];
  return transaction.all(
    Appointment,
    sql`where series_id = ${toUuid('series', seriesId)} and starts_at > ${startsAt} and id <> ${toUuid('appointment', id)} and status = ${AppointmentStatus.BOOKED}
      order by starts_at, id for update`,
  );
}
