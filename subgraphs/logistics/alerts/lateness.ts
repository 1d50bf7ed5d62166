import { raw, sql, type Sql } from '#kernel/database/sql.js';
import { heldOrder } from '../tasks/held-orders.js';

/** Whether a task fetches: instruments to be sterilized are fetched first, and brought back by a task that follows. */
export function isFetching(of: 'task'): Sql {
  const row = raw(of);
  return sql`(${row}.kind in ('PICKUP', 'COLLECT_SAMPLE') or ${row}.kind = 'STERILIZE' and not exists (
    select from task_dependencies after where after.tenant_id = ${row}.tenant_id and after.task_id = ${row}.id
  ))`;
}

/** Whether the courier came before it counted as late: what is handed over there takes its time. To be joined with the policy. */
export function arrivedInTime(of: 'task'): Sql {
  const row = raw(of);
  return sql`coalesce(${row}.arrived_at <= ${row}.not_after + greatest(policy.time, interval '0'), false)`;
}

/** Nothing is done for an order that is held; but whoever is on the way for it is watched like any other. `kind` is an expression. */
export function isSilenced(of: 'task', kind: Sql): Sql {
  return sql`(${heldOrder(of)} and not (${raw(of)}.status = 'ACTIVE' and ${kind} in ('LATE', 'OFF_ROUTE', 'NO_SIGNAL')))`;
}
