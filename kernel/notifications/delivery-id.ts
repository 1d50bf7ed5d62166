import { createHash } from 'node:crypto';

/** Names a delivery to the outside: the same for each attempt, fit for a header, and without what the caller's key may hold. */
export function deliveryId(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32);
}
