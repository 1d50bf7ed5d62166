import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newUuid, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { cron } from '#kernel/jobs/job.js';
import type { PlatformContext } from '../services.js';
import { lockEndpoint } from './endpoint-changes.js';
import { testType } from './event-catalogue.js';
import { tellAgain } from './hearing.js';
import { deliveredTo, WebhookDelivery, WebhookDeliveryStatus } from './webhook-delivery.js';
import { managing as permission, WebhookEndpointStatus, type WebhookEndpoint } from './webhook-endpoint.js';
import {
  ReplayEventsPayload,
  WebhookDeliveryPayload,
  type ReplayEventsInput,
  type RetryWebhookDeliveryInput,
  type SendTestEventInput,
} from './webhook.inputs.js';

const keptDays = 30;
const dayMs = 86_400_000;
/** So much longer than said, that what was asked for on the last day can be sent until it is given up. */
const sweptAfter = '35 days';
const mostReplayed = 50_000;

/** What happened once more, with the ids that it had: a receiver that keeps these does nothing twice. */
export async function replayEvents(
  context: PlatformContext,
  input: ReplayEventsInput,
  most: number = mostReplayed,
): Promise<ReplayEventsPayload> {
  const nothing = { webhookEndpoint: null, planned: null };
  return context.db.command(ReplayEventsPayload, { name: 'replayEvents', permission }, async (transaction) => {
    const endpoint = await lockEndpoint(transaction, context, input.id);
    if (!endpoint) return refuse('NOT_FOUND', 'There is no such endpoint of webhooks.', ['input', 'id'], nothing);
    const asked = { ...input, to: input.to ?? new Date() };
    const types = (input.types ?? endpoint.eventTypes).flatMap((pattern) => context.services.events.namedBy(pattern));
    const problem = switchedOff(endpoint, nothing) ?? rangeProblem(asked, nothing);
    if (problem) return problem;
    if (types.length === 0)
      return refuse('NOT_FOUND', 'There are no events of these types: eventTypes lists those that there are.', ['input', 'types'], nothing);
    // What waits is sent anyway: were it counted, it would take the places of what is to be told again.
    const passedOver = [WebhookDeliveryStatus.PENDING, ...(input.undeliveredOnly ? [WebhookDeliveryStatus.DELIVERED] : [])];
    const planned = await tellAgain(
      transaction,
      endpoint.id,
      sql`event.occurred_at >= ${asked.from} and event.occurred_at < ${asked.to} and event.type = any (${types.map(({ type }) => type)}::text[])
        and not exists (select from webhook_deliveries earlier
          where earlier.endpoint_id = endpoint.id and earlier.event_id = event.id and earlier.status = any (${passedOver}::text[]))`,
      most + 1,
    );
    if (planned > most) {
      const message = `These are more than ${most} events, the most that are told again at once: ask for less time or fewer types.`;
      return refuse('LIMIT_REACHED', message, ['input', 'from'], nothing);
    }
    return { webhookEndpoint: endpoint, planned };
  });
}

function rangeProblem(
  { from, to }: { readonly from: Date; readonly to: Date },
  nothing: Readonly<Record<string, unknown>>,
): Refusal | null {
  const field = ['input', 'from'];
  if (from >= to) return refuse('INVALID', 'from must be before to.', field, nothing);
  if (from.getTime() < Date.now() - keptDays * dayMs)
    return refuse(
      'INVALID',
      `Events are kept for ${keptDays} days: begin later, and read what happened before in the graph.`,
      field,
      nothing,
    );
  return null;
}

export async function retryWebhookDelivery(context: PlatformContext, { id }: RetryWebhookDeliveryInput): Promise<WebhookDeliveryPayload> {
  const nothing = { delivery: null };
  return context.db.command(WebhookDeliveryPayload, { name: 'retryDelivery', permission }, async (transaction) => {
    const uuid = toUuid('webhookdelivery', id);
    const [delivery] = await transaction.all(WebhookDelivery, sql`where id = ${uuid} and ${deliveredTo(context.request)} for update`);
    const endpoint = delivery ? await lockEndpoint(transaction, context, delivery.endpointId) : null;
    if (!delivery || !endpoint) return refuse('NOT_FOUND', 'There is no such message.', ['input', 'id'], nothing);
    const problem = switchedOff(endpoint, nothing);
    if (problem) return problem;
    if (delivery.status === WebhookDeliveryStatus.PENDING) {
      const message = 'The message is sent anyway: see when by nextAttemptAt.';
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    const which = sql`event.id = ${toUuid('event', delivery.eventId)} and event.occurred_at = ${delivery.occurredAt}`;
    if ((await tellAgain(transaction, endpoint.id, which)) === 0) {
      const message = 'The endpoint may not hear this event any more: its types, branches, scopes or a consent have changed.';
      return refuse('NOT_ALLOWED', message, ['input', 'id'], nothing);
    }
    return { delivery: await transaction.first(WebhookDelivery, sql`where id = ${uuid}`) };
  });
}

export async function sendTestEvent(context: PlatformContext, { id }: SendTestEventInput): Promise<WebhookDeliveryPayload> {
  const nothing = { delivery: null };
  return context.db.command(WebhookDeliveryPayload, { name: 'sendTestEvent', permission }, async (transaction) => {
    const endpoint = await lockEndpoint(transaction, context, id);
    if (!endpoint) return refuse('NOT_FOUND', 'There is no such endpoint of webhooks.', ['input', 'id'], nothing);
    const problem = switchedOff(endpoint, nothing);
    if (problem) return problem;
    const eventId = await keepTest(transaction, endpoint);
    await tellAgain(transaction, endpoint.id, sql`event.id = ${eventId}`);
    return {
      delivery: await transaction.first(WebhookDelivery, sql`where endpoint_id = ${toUuid('webhook', id)} and event_id = ${eventId}`),
    };
  });
}

async function keepTest(transaction: Transaction, { id }: WebhookEndpoint): Promise<string> {
  const eventId = newUuid();
  const now = new Date();
  const body = JSON.stringify({ type: testType, version: 1, timestamp: now.toISOString(), data: { id, branchId: null } });
  await transaction.rows(sql`insert into webhook_events (id, occurred_at, type, body, branch_ids, told_clients)
    values (${eventId}, ${now}, ${testType}, ${body}, '{}', 'ALL')`);
  return eventId;
}

function switchedOff({ status }: WebhookEndpoint, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  if (status === WebhookEndpointStatus.ENABLED) return null;
  return refuse('WRONG_STATE', 'The endpoint is switched off: enable it first.', ['input', 'id'], nothing);
}

export const sweepWebhookEvents = cron('sweep-webhook-events', '43 3 * * *', async (database) => {
  const { pool } = database.acrossTenants();
  await pool.query('delete from webhook_deliveries where occurred_at < now() - $1::interval', [sweptAfter]);
  await pool.query('delete from webhook_events where occurred_at < now() - $1::interval', [sweptAfter]);
});
