import type { Database } from '../database/database.js';
import { cron } from './job.js';

/** How many months to come have their partitions. Without one for its month a row is refused, so this is how long the job may fail unnoticed. */
const monthsAhead = 3;

/** Makes the partitions that the subgraph's tables by month will need; nothing when they are there. */
export async function makePartitionsAhead(database: Database): Promise<void> {
  await database.acrossTenants().pool.query('select make_partitions_ahead($1)', [monthsAhead]);
}

/** Every hour, though once a month would do: whoever cannot have a lock within two seconds leaves it to the next. */
export const partitions = cron('partitions', '7 * * * *', makePartitionsAhead);
