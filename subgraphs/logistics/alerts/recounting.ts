import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineJob } from '#kernel/jobs/job.js';
import { watchTasks } from './watching-tasks.js';

const mostAtOnce = 500;

/** A policy was changed: the open tasks for which it holds are looked at anew. Part after part, by id. */
export const recountAlerts = defineJob<{ readonly branchId: string | null; readonly after?: string }>(
  'recount-alerts',
  async (_context, { branchId, after }, transaction) => {
    const there = branchId === null ? sql`true` : sql`branch_id = ${toUuid('branch', branchId)}`;
    const behind = after === undefined ? sql`true` : sql`id > ${toUuid('task', after)}`;
    const rows = await transaction.rows<{ id: string }>(
      sql`select id from tasks where ended_at is null and ${there} and ${behind} order by id limit ${mostAtOnce}`,
    );
    const ids = rows.map(({ id }) => toTypeId('task', id));
    await watchTasks(transaction, ids);
    const last = ids.at(-1);
    if (ids.length === mostAtOnce && last) await transaction.schedule(recountAlerts, { branchId, after: last });
  },
);
