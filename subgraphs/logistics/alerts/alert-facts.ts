import type { LogisticsAlertFacts } from '../events.js';
import type { LogisticsAlert } from './logistics-alert.js';

export function factsOf({
  kind,
  severity,
  status,
  taskId,
  courierId,
  otherBranchId,
  since,
  openedAt,
  escalations,
}: LogisticsAlert): LogisticsAlertFacts {
  const instants = { since: since.toISOString(), openedAt: openedAt.toISOString() };
  return { kind, severity, status, taskId, courierId, otherBranchId, ...instants, escalations };
}
