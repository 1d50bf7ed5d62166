import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { defineErrand } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { pauseAfter } from '#kernel/webhooks/retry-schedule.js';
import type { WebhookAnswer, WebhookMessage, WebhookSender } from '#kernel/webhooks/webhook-sender.js';
import { OrderWebhookAttempt } from './order-webhook-attempt.js';
import { OrderWebhookDelivery, OrderWebhookDeliveryStatus } from './order-webhook-delivery.js';
import { OrderWebhook } from './order-webhook.js';
import { validSecrets } from './webhook-secrets.js';

/** What calling webhooks needs of the process that it runs in. */
export interface WebhookServices {
  readonly webhooks: Pick<WebhookSender, 'send' | 'targets'>;
}

/** What a message tells: not what is in the order, which the one who is told may read in the graph if he is allowed to. */
export interface Told {
  readonly type: string;
  readonly at: Date;
  readonly order: { readonly id: string; readonly number: string | null } | null;
}

interface PlannedAttempt {
  readonly deliveryId: string;
  /** Which attempt it is to be; one that was made already is not made again. */
  readonly number: number;
}

/** Of one webhook, by this process: a server that does not answer keeps no more than these waiting. */
const mostAtOnce = 2;

/** After this an attempt that was begun is taken for lost, with the process that made it. */
const lostAfterMs = 2 * 60_000;

const gone = 410;

export async function planDelivery(
  transaction: Transaction,
  webhook: OrderWebhook,
  { type, at, order }: Told,
): Promise<OrderWebhookDelivery> {
  const delivery = Object.assign(new OrderWebhookDelivery(), {
    id: newId('orderwebhookdelivery'),
    webhookId: webhook.id,
    orderId: order?.id ?? null,
    type,
    body: JSON.stringify({ type, timestamp: at.toISOString(), data: order ? { id: order.id, number: order.number } : {} }),
    status: OrderWebhookDeliveryStatus.PENDING,
    attemptCount: 0,
    nextAttemptAt: new Date(),
  });
  await transaction.insert(delivery);
  await planAttempt(transaction, delivery, new Date());
  return delivery;
}

/**
 * One attempt: taken up in a transaction, sent outside of any, and written down in another. Delivery is at least once: who dies
 * in between sends again, with the same id.
 */
export const deliverToWebhook = defineErrand<PlannedAttempt>('deliver-to-webhook', async (context, planned, transact) => {
  const { webhooks } = (context as Context<WebhookServices>).services;
  const turn = new Turn();
  try {
    const message = await transact((transaction) => takeUp(transaction, planned, turn));
    if (!message) return;
    const answer = await webhooks.send(message);
    await transact((transaction) => writeDown(transaction, planned, answer));
  } finally {
    turn.end();
  }
});

async function takeUp(transaction: Transaction, planned: PlannedAttempt, turn: Turn): Promise<WebhookMessage | null> {
  const delivery = await stillWanted(transaction, planned);
  if (!delivery) return null;
  const webhook = await transaction.first(OrderWebhook, sql`where id = ${toUuid('orderwebhook', delivery.webhookId)}`);
  if (!webhook?.active) {
    await transaction.save(Object.assign(delivery, { status: OrderWebhookDeliveryStatus.SKIPPED, nextAttemptAt: null }));
    return null;
  }
  if (!turn.take(webhook.id)) {
    await planAttempt(transaction, delivery, new Date(Date.now() + 1_000 + Math.random() * 9_000));
    return null;
  }
  // Should this process die before it has written down what came of it, another takes it up again.
  await planAttempt(transaction, delivery, new Date(Date.now() + lostAfterMs));
  const { id, body } = delivery;
  return { id, body, url: webhook.url, secrets: await validSecrets(transaction, webhook.id) };
}

async function writeDown(transaction: Transaction, planned: PlannedAttempt, answer: WebhookAnswer): Promise<void> {
  const delivery = await stillWanted(transaction, planned);
  if (!delivery) return;
  const { status, milliseconds, text, problem } = answer;
  const attempt = { deliveryId: delivery.id, number: planned.number, statusCode: status, milliseconds, answer: text, problem };
  await transaction.insert(Object.assign(new OrderWebhookAttempt(), { id: newId('orderwebhookattempt'), ...attempt }));
  delivery.attemptCount = planned.number;
  await transaction.unschedule(attemptKey(delivery.id));
  const isDelivered = status !== null && status >= 200 && status < 300;
  const pause = isDelivered || status === gone ? null : pauseAfter(planned.number);
  if (pause !== null) {
    const at = new Date(Date.now() + pause);
    await planAttempt(transaction, delivery, at);
    await transaction.save(Object.assign(delivery, { nextAttemptAt: at }));
    return;
  }
  delivery.status = isDelivered ? OrderWebhookDeliveryStatus.DELIVERED : OrderWebhookDeliveryStatus.FAILED;
  await transaction.save(Object.assign(delivery, { nextAttemptAt: null }));
  if (status === gone) await switchOff(transaction, delivery.webhookId);
}

/** The delivery, held, if it waits for this very attempt. */
async function stillWanted(transaction: Transaction, { deliveryId, number }: PlannedAttempt): Promise<OrderWebhookDelivery | null> {
  const delivery = await transaction.lock(OrderWebhookDelivery, deliveryId);
  return delivery?.status === OrderWebhookDeliveryStatus.PENDING && delivery.attemptCount === number - 1 ? delivery : null;
}

async function switchOff(transaction: Transaction, webhookId: string): Promise<void> {
  const webhook = await transaction.lock(OrderWebhook, webhookId);
  if (!webhook?.active) return;
  const disabledReason = 'The server answered 410 Gone: it wants no more messages. Set it active again when it does.';
  await transaction.save(Object.assign(webhook, { active: false, disabledReason }));
}

/** A delivery has one attempt planned at a time. */
async function planAttempt(transaction: Transaction, { id, attemptCount }: OrderWebhookDelivery, runAt: Date): Promise<void> {
  await transaction.schedule(deliverToWebhook, { deliveryId: id, number: attemptCount + 1 }, { key: attemptKey(id), runAt });
}

function attemptKey(deliveryId: string): string {
  return `webhook:${deliveryId}`;
}

const underWay = new Map<string, number>();

/** A place among the calls of a webhook that are under way. */
class Turn {
  private webhookId: string | null = null;

  take(webhookId: string): boolean {
    const count = underWay.get(webhookId) ?? 0;
    if (count >= mostAtOnce) return false;
    underWay.set(webhookId, count + 1);
    this.webhookId = webhookId;
    return true;
  }

  end(): void {
    if (this.webhookId === null) return;
    const left = (underWay.get(this.webhookId) ?? 1) - 1;
    if (left === 0) underWay.delete(this.webhookId);
    else underWay.set(this.webhookId, left);
    this.webhookId = null;
  }
}
