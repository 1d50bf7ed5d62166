import { cron } from './job.js';

/** How long what is done with is kept, as PostgreSQL intervals. */
const kept = { outbox: '7 days', inbox: '30 days', idempotency: '24 hours', live: '24 hours' } as const;

/** Every subgraph sweeps out what it no longer needs: events handed on, events handled, answers that may be repeated, live messages. */
export const housekeeping = cron('housekeeping', '17 * * * *', async (database) => {
  const { pool } = database.acrossTenants();
  await pool.query('delete from outbox where relayed_at < now() - $1::interval', [kept.outbox]);
  await pool.query('delete from inbox where handled_at < now() - $1::interval', [kept.inbox]);
  await pool.query('delete from live_messages where heard_at < now() - $1::interval', [kept.live]);
  await pool.query('delete from idempotency_keys where created_at < now() - $1::interval', [kept.idempotency]);
});
