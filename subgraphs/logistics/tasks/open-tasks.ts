import { sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';

export const mostOpenTasks = 300;

/** More stops than anybody makes in a day. */
export const mostOwnTasks = 200;

/** Of a branch, by an index of either end: one condition for both would read all of the tenant's. */
export function openAtBranch(branchId: string): Sql {
  const branch = toUuid('branch', branchId);
  return sql`where id in (
      (select id from tasks where branch_id = ${branch} and ended_at is null order by id limit ${mostOpenTasks})
      union (select id from tasks where other_branch_id = ${branch} and ended_at is null order by id limit ${mostOpenTasks}))
    order by id limit ${mostOpenTasks}`;
}

/** Of the courier who is that person of the staff, in the order of the stops. */
export function openOfStaff(staffId: string): Sql {
  return sql`where courier_id = (select couriers.id from couriers where staff_id = ${toUuid('staff', staffId)}) and ended_at is null
    order by sequence, id limit ${mostOwnTasks}`;
}
