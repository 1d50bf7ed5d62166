import { sql } from '#kernel/database/sql.js';
import type { TenantDatabase } from '#kernel/database/tenant-database.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { Context } from '#kernel/subgraph/context.js';

/**
 * From here on the transaction sees every branch of its tenant, still in the caller's name. A load that failed is called back wherever
 * its instruments are and whoever they were used on: one that stops at the door of a branch would be none. First see that the caller
 * may do this to the load or the thing itself.
 */
export async function seeEverywhere(transaction: Transaction): Promise<void> {
  await transaction.rows(sql`select set_config('app.branch_ids', '*', true)`);
}

/** As `seeEverywhere`, for reads about a load that the caller sees. */
export function readEverywhere(context: Context): TenantDatabase {
  return context.atEveryBranch;
}
