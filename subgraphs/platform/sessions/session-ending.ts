import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { sessionRevoked } from '../events.js';

/** Ends the sessions of a person, all but one, or a single one; refresh tokens die with them, access tokens within seconds. */
export async function endSessions(
  transaction: Transaction,
  which: { staffId: string; except?: string | null } | { sessionId: string },
  reason: 'LOGOUT' | 'REVOKED' | 'TOKEN_REUSED' | 'PASSWORD_CHANGED' | 'DEACTIVATED',
): Promise<number> {
  const wanted =
    'sessionId' in which
      ? sql`id = ${toUuid('session', which.sessionId)}`
      : sql`staff_id = ${toUuid('staff', which.staffId)} and id is distinct from ${which.except ? toUuid('session', which.except) : null}::uuid`;
  const ended = await transaction.rows<{ id: string; staff_id: string }>(
    sql`update sessions set revoked_at = now(), revoked_reason = ${reason}
      where revoked_at is null and ${wanted} returning id, staff_id`,
  );
  for (const { id, staff_id } of ended) {
    await transaction.publish(sessionRevoked, { subject: toTypeId('session', id), data: { staffId: toTypeId('staff', staff_id), reason } });
  }
  return ended.length;
}
