import { raw, sql, type Sql } from '#kernel/database/sql.js';
import { logisticsAlertEscalated } from '../events.js';
import type { ClockTransaction } from './across-tenants.js';
import { alertColumns, toldOf, type AlertRow } from './alert-row.js';

interface EscalatedRow extends AlertRow {
  readonly teams: string[];
}

/** The next step of each alert of which one is due, of at most so many alerts. Says of how many. */
export async function escalateDue(transaction: ClockTransaction, most: number): Promise<number> {
  const escalated = await transaction.rows<EscalatedRow>(escalateSql(most));
  await transaction.tell(escalated.flatMap((row) => toldOf(row, logisticsAlertEscalated, row.teams)));
  return escalated.length;
}

export function escalateSql(most: number): Sql {
  return sql`with due as (
      select tenant_id, id from logistics_alerts where next_at <= now() order by next_at limit ${most} for update skip locked
    )
    update logistics_alerts alert set escalations = alert.escalations + 1, next_at = (alert.plan -> (alert.escalations + 1) ->> 'at')::timestamptz
    from due where alert.tenant_id = due.tenant_id and alert.id = due.id
    returning ${raw(alertColumns)}, alert.plan -> (alert.escalations - 1) -> 'teams' as teams`;
}
