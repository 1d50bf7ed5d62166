import type { Database } from '#kernel/database/database.js';
import { cron } from '#kernel/jobs/job.js';
import { acrossTenants } from './across-tenants.js';
import { openDueAlerts } from './due-alerts.js';
import { escalateDue } from './escalating.js';
import { noteApproaches, openAlertsOnTheWay } from './on-the-way.js';
import { settlePassing } from './settling.js';

const mostAtOnce = 1_000;

/**
 * Every minute, for all tenants: what has gone away, what is wrong now, and who is told next. Each part is a transaction with what it
 * tells; what was done stays done when the process ends in between, and the next minute does the rest.
 */
export async function tickAlerts(database: Database): Promise<void> {
  await acrossTenants(database, noteApproaches);
  await acrossTenants(database, settlePassing);
  await acrossTenants(database, openAlertsOnTheWay);
  while ((await acrossTenants(database, (transaction) => openDueAlerts(transaction, mostAtOnce))) > 0);
  while ((await acrossTenants(database, (transaction) => escalateDue(transaction, mostAtOnce))) > 0);
}

export const tickLogisticsAlerts = cron('tick-logistics-alerts', '* * * * *', tickAlerts);
