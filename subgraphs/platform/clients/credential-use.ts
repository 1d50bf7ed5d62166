import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { prefixOf, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';

/** How exactly it is kept when something was last used: a program that asks a thousand times a second writes once a minute. */
const exactSeconds = 60;

/** When clients, secrets and keys were last used, by their ids. */
export const lastUses = defineLoader<string, Date>('last uses', async ({ db }, ids) => {
  const byUuid = new Map(ids.map((id) => [uuidOf(id), id]));
  const rows = await db.rows<{ used_id: string; last_used_at: Date }>(
    sql`select used_id, last_used_at from credential_uses where used_id = any (${[...byUuid.keys()]}::uuid[])`,
    null,
  );
  return new Map(rows.map(({ used_id, last_used_at }) => [byUuid.get(used_id) ?? '', last_used_at]));
});

/** Whether so much time has passed since that it is worth to write it down again. */
export function isWorthNoting(lastUsedAt: Date | null): boolean {
  return lastUsedAt === null || Date.now() - lastUsedAt.getTime() > exactSeconds * 1000;
}

/** Writes down that these were used just now. */
export async function noteUse(transaction: Transaction, ids: readonly string[]): Promise<void> {
  // In one order, so that two who use the same do not wait for each other in a circle.
  const uuids = ids.map(uuidOf).toSorted();
  await transaction.rows(sql`insert into credential_uses as used (used_id) select unnest(${uuids}::uuid[])
    on conflict (tenant_id, used_id) do update set last_used_at = excluded.last_used_at
      where used.last_used_at < now() - make_interval(secs => ${exactSeconds})`);
}

function uuidOf(id: string): string {
  return toUuid(prefixOf(id) ?? '', id);
}
