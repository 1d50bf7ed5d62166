import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { newWebhookSecret } from '#kernel/webhooks/webhook-secret.js';

const hourMs = 3_600_000;

/** Answers the secret, to be shown once. */
export async function giveSecret(transaction: Transaction, webhookId: string): Promise<string> {
  const secret = newWebhookSecret();
  await transaction.rows(
    sql`insert into order_webhook_secrets (webhook_id, secret) values (${toUuid('orderwebhook', webhookId)}, ${secret})`,
  );
  return secret;
}

/** A new secret; the one before stays valid beside it for so many hours, and one that was before that no longer. */
export async function replaceSecret(
  transaction: Transaction,
  webhookId: string,
  overlapHours: number,
): Promise<{ secret: string; previousValidUntil: Date | null }> {
  const secret = newWebhookSecret();
  const until = overlapHours > 0 ? new Date(Date.now() + overlapHours * hourMs) : null;
  await transaction.rows(sql`update order_webhook_secrets
    set previous_secret = case when ${until}::timestamptz is null then null else secret end, previous_until = ${until}, secret = ${secret}
    where webhook_id = ${toUuid('orderwebhook', webhookId)}`);
  return { secret, previousValidUntil: until };
}

/** Those by which a message is signed now, the newest first. */
export async function validSecrets(transaction: Transaction, webhookId: string): Promise<string[]> {
  const rows = await transaction.rows<{ secret: string; previous: string | null }>(
    sql`select secret, case when previous_until > now() then previous_secret end as previous from order_webhook_secrets
      where webhook_id = ${toUuid('orderwebhook', webhookId)}`,
  );
  return rows.flatMap(({ secret, previous }) => (previous === null ? [secret] : [secret, previous]));
}
