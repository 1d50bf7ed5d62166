import type { OpenBranch } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';

/**
 * The next accession numbers of the branch that ordered: UB1-S-000042. Apart from its other numbers, which are for its own people only:
 * an order can go on, and its specimens be planned, by what somebody of the laboratory does. Without gaps, as they are given back when
 * the transaction is undone. Others who number the same wait until this transaction ends: take them as late as can be.
 */
export async function nextAccessionNumbers(transaction: Transaction, { id, code }: OpenBranch, count: number): Promise<string[]> {
  const [row] = await transaction.rows<{ last: string }>(sql`insert into accession_numbers (branch_id, last)
    values (${toUuid('branch', id)}, ${count})
    on conflict (tenant_id, branch_id) do update set last = accession_numbers.last + excluded.last returning last`);
  const first = Number(row?.last) - count + 1;
  return Array.from({ length: count }, (_, index) => `${code}-S-${String(first + index).padStart(6, '0')}`);
}
