import { cron } from '#kernel/jobs/job.js';

/** How long what people write is kept, as a PostgreSQL interval. */
const kept = '90 days';

/** Threads go with their messages; a callback stays, without what was written. */
export const sweepConversations = cron('sweep-conversations', '27 3 * * *', async (database) => {
  const { pool } = database.acrossTenants();
  await pool.query('delete from inbound_messages where sent_at < now() - $1::interval and answered_at is not null', [kept]);
  await pool.query('delete from outgoing_messages where created_at < now() - $1::interval', [kept]);
  await pool.query('delete from conversations where heard_at < now() - $1::interval', [kept]);
});
