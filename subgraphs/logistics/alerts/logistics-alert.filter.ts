import { join, sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { LogisticsAlertFilter } from './logistics-alert.inputs.js';

export const mostOpenAlerts = 200;

export function alertsMatching(filter: LogisticsAlertFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) {
    const branch = toUuid('branch', filter.branchId);
    conditions.push(sql`(logistics_alerts.branch_id = ${branch} or logistics_alerts.other_branch_id = ${branch})`);
  }
  if (filter?.kind) conditions.push(sql`logistics_alerts.kind = any (${filter.kind}::text[])`);
  if (filter?.status) conditions.push(sql`logistics_alerts.status = any (${filter.status}::text[])`);
  if (filter?.taskId) conditions.push(sql`logistics_alerts.task_id = ${toUuid('task', filter.taskId)}`);
  if (filter?.courierId) conditions.push(sql`logistics_alerts.courier_id = ${toUuid('courier', filter.courierId)}`);
  return join(conditions, ' and ');
}

/** Of a branch, by an index of either end: one condition for both would read all of the tenant's. */
export function unresolvedAtBranch(branchId: string): Sql {
  const branch = toUuid('branch', branchId);
  const first = sql`status <> 'RESOLVED' order by opened_at, id limit ${mostOpenAlerts}`;
  return sql`where id in (
      (select id from logistics_alerts where branch_id = ${branch} and ${first})
      union (select id from logistics_alerts where other_branch_id = ${branch} and ${first}))
    order by opened_at, id limit ${mostOpenAlerts}`;
}
