import { raw, sql } from '#kernel/database/sql.js';
import { logisticsAlertOpened } from '../events.js';
import type { ClockTransaction } from './across-tenants.js';
import { alertColumns, toldOf, type AlertRow } from './alert-row.js';
import type { AlertEscalationStep } from './alert-policy.js';
import type { Escalation } from './logistics-alert.js';
import { messageOf, type FoundTask } from './messages.js';

const minuteMs = 60_000;

/** Something that is wrong with a task, and what the policy says of it. */
export interface Found extends FoundTask {
  readonly tenant_id: string;
  readonly task_id: string;
  readonly branch_id: string;
  readonly other_branch_id: string | null;
  readonly courier_id: string | null;
  readonly forecast: boolean;
  readonly nearest_metres: number | null;
  readonly grown_metres: number | null;
  readonly severity: string;
  readonly escalation: readonly AlertEscalationStep[];
  /** Now, as the database has it. */
  readonly opened_at: Date;
}

/** Opens an alert of each, unless there is one already, and tells of it. In the order of the tasks: who does the same at the same time waits. */
export async function openAlerts(transaction: ClockTransaction, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map((each) => {
    const plan = planOf(each);
    return { ...each, message: messageOf(each), plan, next_at: plan[0]?.at ?? null };
  });
  const opened = await transaction.rows<AlertRow>(sql`insert into logistics_alerts as alert
      (tenant_id, branch_id, other_branch_id, task_id, courier_id, kind, severity, message, since, opened_at, forecast, nearest_metres,
      grown_metres, plan, next_at)
    select tenant_id, branch_id, other_branch_id, task_id, courier_id, kind, severity, message, since, opened_at, forecast, nearest_metres,
      grown_metres, plan, next_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as found (tenant_id uuid, branch_id uuid, other_branch_id uuid, task_id uuid,
      courier_id uuid, kind text, severity text, message text, since timestamptz, opened_at timestamptz, forecast boolean,
      nearest_metres double precision, grown_metres double precision, plan jsonb, next_at timestamptz)
    order by tenant_id, task_id, kind
    on conflict do nothing returning ${raw(alertColumns)}`);
  const chains = new Map(found.map((each) => [`${each.task_id} ${each.kind}`, each.escalation]));
  await transaction.tell(
    opened.flatMap((row) => toldOf(row, logisticsAlertOpened, toldAtOnce(chains.get(`${row.task_id} ${row.kind}`) ?? []))),
  );
}

/** Steps without delay are told with the alert itself. */
function toldAtOnce(escalation: readonly AlertEscalationStep[]): string[] {
  return [...new Set(escalation.filter(({ delayMinutes }) => delayMinutes === 0).flatMap(({ teams }) => teams))];
}

function planOf({ escalation, opened_at }: Found): Escalation[] {
  return escalation
    .filter(({ delayMinutes }) => delayMinutes > 0)
    .toSorted((one, other) => one.delayMinutes - other.delayMinutes)
    .map(({ delayMinutes, teams }) => ({ at: new Date(opened_at.getTime() + delayMinutes * minuteMs).toISOString(), teams }));
}
