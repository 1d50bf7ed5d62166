import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { newWebhookKeyPair, newWebhookSecret } from '#kernel/webhooks/webhook-secret.js';
import type { Sealer } from '../sessions/sealing.js';
import { WebhookSignatureKind, type WebhookEndpoint } from './webhook-endpoint.js';

/** What the receiver gets of a new key: a secret, shown this once, or a public key. */
export interface GivenKey {
  readonly secret: string | null;
  readonly publicKey: string | null;
}

/** A new key, by which messages are signed from now on. Those before stay valid beside it for so many hours. */
export async function giveKey(
  transaction: Transaction,
  sealer: Sealer,
  { id, signatureKind }: Pick<WebhookEndpoint, 'id' | 'signatureKind'>,
  overlapHours = 0,
): Promise<GivenKey & { readonly previousValidUntil: Date | null }> {
  const endpoint = toUuid('webhook', id);
  const [previous] = await transaction.rows<{ expires_at: Date }>(sql`update webhook_secrets
    set expires_at = now() + make_interval(hours => ${overlapHours}) where endpoint_id = ${endpoint} and expires_at is null returning expires_at`);
  if (overlapHours === 0) await transaction.rows(sql`delete from webhook_secrets where endpoint_id = ${endpoint}`);
  else await transaction.rows(sql`delete from webhook_secrets where endpoint_id = ${endpoint} and expires_at <= now()`);
  const { secret, publicKey } = newKey(signatureKind);
  await transaction.rows(
    sql`insert into webhook_secrets (endpoint_id, sealed, public_key) values (${endpoint}, ${sealer.seal(secret)}, ${publicKey})`,
  );
  const previousValidUntil = overlapHours > 0 ? (previous?.expires_at ?? null) : null;
  return { secret: publicKey === null ? secret : null, publicKey, previousValidUntil };
}

function newKey(kind: WebhookSignatureKind): { readonly secret: string; readonly publicKey: string | null } {
  if (kind === WebhookSignatureKind.HMAC_SHA256) return { secret: newWebhookSecret(), publicKey: null };
  const { privateKey, publicKey } = newWebhookKeyPair();
  return { secret: privateKey, publicKey };
}

/** Those by which a message is signed now, the newest first. */
export async function validSecrets(transaction: Transaction, sealer: Sealer, endpointId: string): Promise<string[]> {
  const rows = await transaction.rows<{ sealed: Buffer }>(sql`select sealed from webhook_secrets
    where endpoint_id = ${toUuid('webhook', endpointId)} and (expires_at is null or expires_at > now())
    order by expires_at desc nulls first, created_at desc`);
  return rows.map(({ sealed }) => sealer.open(sealed));
}

/** A public key by which an endpoint can check messages. */
export interface PublicKeyRow {
  readonly publicKey: string;
  readonly expiresAt: Date | null;
}

export const publicKeysOfEndpoint = defineLoader<string, PublicKeyRow[]>('public keys of webhook endpoint', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('webhook', id));
  const rows = await db.rows<{ endpoint_id: string; public_key: string; expires_at: Date | null }>(
    sql`select endpoint_id, public_key, expires_at from webhook_secrets
      where endpoint_id = any (${uuids}::uuid[]) and public_key is not null and (expires_at is null or expires_at > now())
      order by endpoint_id, expires_at desc nulls first, created_at desc`,
    'webhooks:read',
  );
  const keys = Map.groupBy(rows, (row) => toTypeId('webhook', row.endpoint_id));
  return new Map([...keys].map(([id, some]) => [id, some.map((row) => ({ publicKey: row.public_key, expiresAt: row.expires_at }))]));
});
