import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';

/** A product at a branch: what is decided upon together. */
export interface StockSubject {
  readonly branchId: string;
  readonly productId: string;
}

/**
 * Holds the stock of products at branches until the transaction ends, so that what is read next stays true. Every command takes
 * all that it needs in one call, after it has locked its own document and before it reads stock: so nobody waits in a circle.
 */
export async function lockStock(transaction: Transaction, subjects: readonly StockSubject[]): Promise<void> {
  const tenant = transaction.context.tenant?.id ?? '';
  const keys = [...new Set(subjects.map(({ branchId, productId }) => `stock ${tenant} ${branchId} ${productId}`))].sort();
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${keys}::text[]) key`);
}
