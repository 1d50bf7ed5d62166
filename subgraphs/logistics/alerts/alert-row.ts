import { newUuid, toTypeId } from '#kernel/graph/type-id.js';
import type { EventType } from '#kernel/events/event.js';
import { noticeRequested, type LogisticsAlertFacts } from '../events.js';

/** An alert as the clock, which works for all tenants, writes and reads it. */
export interface AlertRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly branch_id: string;
  readonly other_branch_id: string | null;
  readonly task_id: string;
  readonly courier_id: string | null;
  readonly kind: LogisticsAlertFacts['kind'];
  readonly severity: string;
  readonly status: LogisticsAlertFacts['status'];
  readonly message: string;
  readonly since: Date;
  readonly opened_at: Date;
  readonly escalations: number;
}

export const alertColumns =
  'alert.tenant_id, alert.id, alert.branch_id, alert.other_branch_id, alert.task_id, alert.courier_id, alert.kind, alert.severity, alert.status, alert.message, alert.since, alert.opened_at, alert.escalations';

/** What the outbox is given. */
export interface ToldRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  readonly branch_id: string;
  readonly data: object;
}

/** Programs are told by an event, and teams by a notice. */
export function toldOf(row: AlertRow, { type, version }: EventType<LogisticsAlertFacts>, teams: readonly string[]): ToldRow[] {
  const subject = toTypeId('logisticsalert', row.id);
  const common = { tenant_id: row.tenant_id, subject, branch_id: row.branch_id };
  const event = { ...common, id: newUuid(), type, version, data: factsOfRow(row) };
  if (teams.length === 0) return [event];
  const branchIds = [row.branch_id, row.other_branch_id].flatMap((id) => (id === null ? [] : [toTypeId('branch', id)]));
  const data = { teams, branchIds, title: titles[row.kind], text: row.message, about: subject };
  return [event, { ...common, id: newUuid(), type: noticeRequested.type, version: noticeRequested.version, data }];
}

const titles: Readonly<Record<AlertRow['kind'], string>> = {
  NOT_ASSIGNED: 'Nobody is sent',
  NOT_COLLECTED: 'Not collected in time',
  LATE: 'Not done in time',
  OFF_ROUTE: 'Courier off route',
  NO_SIGNAL: 'No signal of a courier',
};

function factsOfRow(row: AlertRow): LogisticsAlertFacts {
  return {
    kind: row.kind,
    severity: row.severity,
    status: row.status,
    taskId: toTypeId('task', row.task_id),
    courierId: row.courier_id && toTypeId('courier', row.courier_id),
    otherBranchId: row.other_branch_id && toTypeId('branch', row.other_branch_id),
    since: row.since.toISOString(),
    openedAt: row.opened_at.toISOString(),
    escalations: row.escalations,
  };
}
