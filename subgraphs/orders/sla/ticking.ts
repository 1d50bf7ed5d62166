import type { Database } from '#kernel/database/database.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import { cron } from '#kernel/jobs/job.js';
import type { Moment } from './clock-plan.js';

const mostAtOnce = 1_000;

/** Every minute, what has come due; what is not due is not even read, however many clocks are open. */
export const tickClocks = cron('tick-sla-clocks', '* * * * *', async (database) => {
  while ((await tickOnce(database)) > 0);
});

interface TickedRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly order_id: string;
  readonly order_number: string | null;
  readonly branch_id: string;
  readonly performer_branch_id: string | null;
  readonly policy_code: string;
  readonly due_at: Date;
  readonly moment: Moment;
}

const kinds = { WARNING: 'sla.warned', BREACH: 'sla.breached', ESCALATION: 'sla.escalated' } as const;

/** The next moment of each clock of which one is due, of at most so many clocks, with all that it tells; in one transaction. Says of how many. */
export async function tickOnce(database: Database): Promise<number> {
  const client = await database.acrossTenants().pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<TickedRow>(
      `with due as (
        select tenant_id, id from sla_clocks where next_at <= now() order by next_at limit $1 for update skip locked
      )
      update sla_clocks clock set done = clock.done + 1,
        warned_at = case when clock.plan -> clock.done ->> 'kind' = 'WARNING' then now() else clock.warned_at end,
        breached_at = case when clock.plan -> clock.done ->> 'kind' = 'BREACH' then now() else clock.breached_at end,
        next_at = (clock.plan -> (clock.done + 1) ->> 'at')::timestamptz
      from due where clock.tenant_id = due.tenant_id and clock.id = due.id
      returning clock.tenant_id, clock.id, clock.order_id, clock.order_number, clock.branch_id, clock.performer_branch_id, clock.policy_code,
        clock.due_at, clock.plan -> (clock.done - 1) as moment`,
      [mostAtOnce],
    );
    await client.query(
      `insert into outbox (tenant_id, type, version, subject, branch_id, data)
      select told.tenant_id, told.type, 1, told.subject, told.branch_id, told.data
      from jsonb_to_recordset($1::jsonb) as told (tenant_id uuid, type text, subject text, branch_id uuid, data jsonb)`,
      [JSON.stringify(rows.flatMap(toldOf))],
    );
    await client.query('commit');
    return rows.length;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** What each moment tells: programs by an event, and teams by a notice. */
function toldOf(row: TickedRow): object[] {
  const { tenant_id, branch_id, policy_code: policy, due_at, moment } = row;
  const subject = toTypeId('order', row.order_id);
  const common = { tenant_id, branch_id, subject };
  const event = {
    ...common,
    type: kinds[moment.kind],
    data: { clockId: toTypeId('slaclock', row.id), policy, dueAt: due_at.toISOString() },
  };
  if (moment.teams.length === 0) return [event];
  const due = `${due_at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const text = moment.kind === 'WARNING' ? `${policy} is running out: it is due at ${due}.` : `${policy} was missed: it was due at ${due}.`;
  const branchIds = [branch_id, row.performer_branch_id].flatMap((id) => (id === null ? [] : [toTypeId('branch', id)]));
  const title = `Order ${row.order_number ?? ''}`.trim();
  return [event, { ...common, type: 'notice.requested', data: { teams: moment.teams, branchIds, title, text, about: subject } }];
}
