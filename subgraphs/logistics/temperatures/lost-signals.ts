import type { Database } from '#kernel/database/database.js';
import { newUuid, toTypeId } from '#kernel/graph/type-id.js';
import { cron } from '#kernel/jobs/job.js';
import { temperatureSignalLost, type ExcursionFacts } from '../events.js';
import type { TaskItem } from '../tasks/task.js';
import { itemsOf } from './telling.js';

/** What is more waits for the next minute. */
const mostAtOnce = 5_000;

interface LostRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly branch_id: string;
  readonly watch_id: string;
  readonly began_at: Date;
  readonly logger_id: string;
  readonly task_id: string | null;
  readonly other_branch_id: string | null;
  readonly item_ids: string[];
  readonly items: TaskItem[] | null;
  readonly place: string | null;
}

/**
 * Finds the sensors that went silent since the last minute, of all tenants: one statement, by an index that has only the watches that wait
 * for a reading, so that it costs those that are due and not those that are open. Watches that just get readings are left to those.
 */
const lostSql = `with due as (
    update temperature_signals set due_at = null where (tenant_id, watch_id) in (
      select tenant_id, watch_id from temperature_signals where due_at <= now() order by due_at limit $1 for update skip locked
    ) returning tenant_id, watch_id, last_reading_at
  ), lost as (
    insert into temperature_excursions (tenant_id, branch_id, watch_id, kind, began_at, alerted_at)
    select watch.tenant_id, watch.branch_id, watch.id, 'SIGNAL_LOST', coalesce(due.last_reading_at, watch.began_at), now()
    from due join temperature_watches watch on watch.tenant_id = due.tenant_id and watch.id = due.watch_id and watch.ended_at is null
    on conflict do nothing returning *
  )
  select lost.tenant_id, lost.id, lost.branch_id, lost.watch_id, lost.began_at, watch.logger_id, watch.task_id, watch.item_ids, watch.place,
    task.other_branch_id, task.items
  from lost join temperature_watches watch on watch.tenant_id = lost.tenant_id and watch.id = lost.watch_id
  left join tasks task on task.tenant_id = watch.tenant_id and task.id = watch.task_id
  order by lost.id`;

const tellSql = `insert into outbox (tenant_id, id, type, version, subject, branch_id, data)
  select event.tenant_id, event.id, $2, $3, event.subject, event.branch_id, event.data
  from jsonb_to_recordset($1::jsonb) as event (tenant_id uuid, id uuid, subject text, branch_id uuid, data jsonb)`;

export async function findLostSignals(database: Database): Promise<void> {
  const client = await database.acrossTenants().pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<LostRow>(lostSql, [mostAtOnce]);
    const { type, version } = temperatureSignalLost;
    if (rows.length > 0) await client.query(tellSql, [JSON.stringify(rows.map(eventOf)), type, version]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

function eventOf(row: LostRow): object {
  const excursionId = toTypeId('excursion', row.id);
  const data: ExcursionFacts = {
    watchId: toTypeId('temperaturewatch', row.watch_id),
    excursionId,
    loggerId: toTypeId('temperaturelogger', row.logger_id),
    kind: 'SIGNAL_LOST',
    beganAt: row.began_at.toISOString(),
    endedAt: null,
    minutes: null,
    extremeCelsius: null,
    itemIds: itemsOf({ itemIds: row.item_ids }, row.items && { items: row.items }),
    taskId: row.task_id && toTypeId('task', row.task_id),
    otherBranchId: row.other_branch_id && toTypeId('branch', row.other_branch_id),
    place: row.place,
  };
  return { tenant_id: row.tenant_id, id: newUuid(), subject: excursionId, branch_id: row.branch_id, data };
}

export const lostSignals = cron('lost-signals', '* * * * *', findLostSignals);
