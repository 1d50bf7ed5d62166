import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { pauseAfter } from '#kernel/webhooks/retry-schedule.js';
import type { WebhookAnswer, WebhookMessage } from '#kernel/webhooks/webhook-sender.js';
import { webhookEndpointDisabled } from '../events.js';
import { tellAdministrators } from '../notices/telling.js';
import { WebhookAttempt } from './webhook-attempt.js';
import { WebhookDelivery, WebhookDeliveryStatus } from './webhook-delivery.js';
import { WebhookEndpoint, WebhookEndpointStatus } from './webhook-endpoint.js';

/** What is to be sent, and which attempt that is; one that was made already is not made again. */
export interface PlannedMessage extends WebhookMessage {
  readonly deliveryId: string;
  readonly number: number;
}

export interface Answered {
  readonly message: PlannedMessage;
  readonly answer: WebhookAnswer;
}

/** A server that takes longer to answer, or does not, is slow until it answers sooner. */
const slowMs = 5_000;

const gone = 410;

/** What came of some attempts: what is tried again and when, and whether the endpoint is to go on at all. */
export async function writeDown(transaction: Transaction, endpointId: string, answered: readonly Answered[]): Promise<void> {
  const givenUp: WebhookDelivery[] = [];
  for (const { message, answer } of answered) {
    const delivery = await transaction.lock(WebhookDelivery, message.deliveryId);
    if (delivery?.status !== WebhookDeliveryStatus.PENDING || delivery.attemptCount !== message.number - 1) continue;
    if ((await writeAttempt(transaction, delivery, answer)) === WebhookDeliveryStatus.FAILED) givenUp.push(delivery);
  }
  const lastSuccessAt = await judgeServer(
    transaction,
    endpointId,
    answered.map(({ answer }) => answer),
  );
  if (answered.some(({ answer }) => answer.status === gone)) {
    await switchOff(transaction, endpointId, 'The server answered 410 Gone: it wants no more messages. Enable the endpoint when it does.');
  } else if (givenUp.some(({ plannedAt }) => lastSuccessAt === null || lastSuccessAt < plannedAt)) {
    const reason = 'The server took no message for three days, however often it was asked. Enable the endpoint when it answers again.';
    await switchOff(transaction, endpointId, reason);
  }
}

async function writeAttempt(
  transaction: Transaction,
  delivery: WebhookDelivery,
  { status, milliseconds, text, problem }: WebhookAnswer,
): Promise<WebhookDeliveryStatus> {
  delivery.attemptCount += 1;
  const attempt = { deliveryId: delivery.id, number: delivery.attemptCount, statusCode: status, milliseconds, answer: text, problem };
  await transaction.insert(Object.assign(new WebhookAttempt(), { id: newId('webhookattempt'), ...attempt }));
  const pause = isSuccess(status) || status === gone ? null : pauseAfter(delivery.attemptCount - delivery.attemptsBefore);
  if (pause === null) delivery.status = isSuccess(status) ? WebhookDeliveryStatus.DELIVERED : WebhookDeliveryStatus.FAILED;
  delivery.nextAttemptAt = pause === null ? null : new Date(Date.now() + pause);
  return (await transaction.save(delivery)).status;
}

/** Answers when the server last took a message. */
async function judgeServer(transaction: Transaction, endpointId: string, answers: readonly WebhookAnswer[]): Promise<Date | null> {
  const isSlow = answers.some(({ milliseconds }) => milliseconds > slowMs);
  const hasTaken = answers.some(({ status }) => isSuccess(status));
  const [turn] = await transaction.rows<{ last_success_at: Date | null }>(sql`update webhook_turns
    set slow = ${isSlow}, last_success_at = case when ${hasTaken} then now() else last_success_at end
    where endpoint_id = ${toUuid('webhook', endpointId)} returning last_success_at`);
  return turn?.last_success_at ?? null;
}

async function switchOff(transaction: Transaction, endpointId: string, reason: string): Promise<void> {
  const endpoint = await transaction.lock(WebhookEndpoint, endpointId);
  if (endpoint?.status !== WebhookEndpointStatus.ENABLED) return;
  await disable(transaction, endpoint, reason);
  await transaction.publish(webhookEndpointDisabled, { subject: endpoint.id, data: { clientId: endpoint.clientId, reason } });
  const title = `Webhook endpoint ${endpoint.description ?? new URL(endpoint.url).host} was switched off`;
  await tellAdministrators(transaction, { title, text: reason, about: endpoint.id });
}

/** What still waits is not sent later: `replayEvents` sends it, once the endpoint is enabled again. */
export async function disable(transaction: Transaction, endpoint: WebhookEndpoint, reason: string | null): Promise<WebhookEndpoint> {
  await transaction.rows(sql`update webhook_deliveries set status = 'CANCELLED', next_attempt_at = null
    where endpoint_id = ${toUuid('webhook', endpoint.id)} and next_attempt_at is not null`);
  const change = { status: WebhookEndpointStatus.DISABLED, disabledAt: new Date(), disabledReason: reason };
  return transaction.save(Object.assign(endpoint, change));
}

function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
