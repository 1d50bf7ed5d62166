import { sql } from '#kernel/database/sql.js';
import { cron } from '#kernel/jobs/job.js';

const keptDays = 400;

/** Usage is kept for a year and a month, so that a month can be held against the same one a year before. */
export const forgetUsage = cron('forget-usage', '40 3 * * *', async (database) => {
  await database.acrossTenants().rows(sql`delete from api_usage_days where day < (now() at time zone 'UTC')::date - ${keptDays}::int`);
});
