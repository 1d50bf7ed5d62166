import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineJob } from '#kernel/jobs/job.js';
import { hoursOf } from './branch-hours.js';
import { reckonAgain } from './clocks.js';
import { SlaClock, SlaClockStatus } from './sla-clock.js';
import { SlaCounting } from './sla-policy.js';

const mostAtOnce = 500;

/** A branch has other hours or another holiday: what its running clocks wait for comes at another time. Part after part, by id. */
export const recountClocks = defineJob<{ readonly branchId: string; readonly after?: string }>(
  'recount-clocks',
  async (_context, { branchId, after }, transaction) => {
    const branch = toUuid('branch', branchId);
    const clocks = await transaction.all(
      SlaClock,
      sql`where coalesce(performer_branch_id, branch_id) = ${branch} and (branch_id = ${branch} or performer_branch_id = ${branch})
        and status = ${SlaClockStatus.RUNNING} and counts = ${SlaCounting.BRANCH_HOURS} and ended_at is null
        and id > ${after === undefined ? '00000000-0000-0000-0000-000000000000' : toUuid('slaclock', after)}
        order by id limit ${mostAtOnce} for update`,
    );
    if (clocks.length === 0) return;
    const time = await hoursOf(transaction, branchId);
    const rows = clocks
      .map((clock) => reckonAgain(clock, time))
      .map(({ id, plan, warnAt, dueAt, nextAt }) => ({
        id: toUuid('slaclock', id),
        plan,
        warn_at: warnAt,
        due_at: dueAt,
        next_at: nextAt,
      }));
    await transaction.rows(sql`update sla_clocks clock set plan = anew.plan, warn_at = anew.warn_at, due_at = anew.due_at, next_at = anew.next_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as anew (id uuid, plan jsonb, warn_at timestamptz, due_at timestamptz, next_at timestamptz)
      where clock.id = anew.id`);
    const last = clocks.at(-1);
    if (clocks.length === mostAtOnce && last) await transaction.schedule(recountClocks, { branchId, after: last.id });
  },
);
