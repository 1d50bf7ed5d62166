import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader } from '#kernel/subgraph/loader.js';

/** The day that it is at branches where something was done before. */
export const todayAtBranch = defineLoader<string, string>('today at branch', async ({ db }: Context, ids) => {
  const rows = await db.rows<{ branch_id: string; today: string }>(
    sql`select branch_id, branch_day(branch_id)::text as today from branch_profiles
      where branch_id = any (${ids.map((id) => toUuid('branch', id))}::uuid[])`,
    null,
  );
  return new Map(rows.map((row) => [toTypeId('branch', row.branch_id), row.today]));
});
