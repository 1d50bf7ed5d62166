import type { CommandOutcome, ConstraintRefusal } from '#kernel/database/command.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type MutationPayload, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { StockCount } from './stock-count.js';

interface AtCountOptions<P> {
  readonly name: string;
  readonly permission: 'stock:count' | 'stock:review';
  readonly id: string;
  /** Left out where several people add to the count at once. */
  readonly expectedVersion?: number;
  readonly constraints?: Readonly<Record<string, ConstraintRefusal>>;
  readonly nothing: Readonly<Omit<P, 'userErrors'>>;
}

/** A step of a count that exists. */
export function atCount<P extends MutationPayload>(
  context: Context,
  payload: new () => P,
  { name, permission, id, expectedVersion, constraints, nothing }: AtCountOptions<P>,
  body: (transaction: Transaction, count: StockCount) => Promise<CommandOutcome<P> | Refusal>,
): Promise<P> {
  const options = { name, permission, constraints: { ...stockConstraints, ...constraints } };
  return context.db.command(payload, options, async (transaction) => {
    const count = await transaction.lock(StockCount, id);
    if (!count) return refuse('NOT_FOUND', 'There is no such count at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = expectedVersion === undefined ? null : staleVersion(count, expectedVersion, 'count', nothing);
    return stale ?? body(transaction, count);
  });
}

/** Lets move again what the count held still. */
export async function unfreeze(transaction: Transaction, { id }: StockCount): Promise<void> {
  await transaction.rows(sql`update stock_count_lines set frozen = false where count_id = ${toUuid('stockcount', id)} and frozen`);
}
