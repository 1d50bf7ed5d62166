import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { EventRecord } from '#kernel/events/event.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { cron, on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { webhookRequested } from '../events.js';
import { planDelivery } from './delivering.js';
import { OrderWebhook } from './order-webhook.js';

/** How long messages are kept, as a PostgreSQL interval. */
const kept = '90 days';

export const callWebhooks = on(webhookRequested, 'call-webhook', call);

/** One that was switched off since the rule was written is not called. */
async function call(
  _context: Context,
  { subject, data, occurredAt }: EventRecord<{ readonly webhook: string; readonly event: string }>,
  transaction: Transaction,
): Promise<void> {
  const webhook = await transaction.first(OrderWebhook, sql`where name = ${data.webhook} and active`);
  if (!webhook) return;
  const [order] = await transaction.rows<{ number: string | null }>(sql`select number from orders where id = ${toUuid('order', subject)}`);
  if (!order) return;
  await planDelivery(transaction, webhook, { type: data.event, at: new Date(occurredAt), order: { id: subject, number: order.number } });
}

export const sweepWebhookDeliveries = cron('sweep-webhook-deliveries', '43 3 * * *', async (database) => {
  await database.acrossTenants().pool.query('delete from order_webhook_deliveries where created_at < now() - $1::interval', [kept]);
});
