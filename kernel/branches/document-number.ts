import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { toUuid } from '../graph/type-id.js';
import type { OpenBranch } from './at-branch.js';

/**
 * The next number of the branch for one kind of document, which its letters name: UB1-RX-000042. Without gaps, as it is given back
 * when the transaction is undone. Others who number the same wait until this transaction ends: take it as late as can be.
 */
export async function nextNumber(transaction: Transaction, branch: OpenBranch, letters: string): Promise<string> {
  const [row] = await transaction.rows<{ last: string }>(sql`insert into document_numbers (branch_id, letters, last)
    values (${toUuid('branch', branch.id)}, ${letters}, 1)
    on conflict (tenant_id, branch_id, letters) do update set last = document_numbers.last + 1 returning last`);
  return `${branch.code}-${letters}-${String(row?.last).padStart(6, '0')}`;
}
