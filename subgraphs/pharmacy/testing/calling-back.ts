import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';

/** Marks a lot as recalled and leaves its stock where it is, as a recall that has only just begun would find it. */
export async function callBack(transaction: Transaction, lotId: string): Promise<void> {
  const id = toUuid('lot', lotId);
  await transaction.rows(sql`with recall as (
      insert into recalls (product_id, class, status, reason, started_at)
      select product_id, 'CLASS_II', 'ONGOING', 'Particles were found', now() from lots where id = ${id} returning id
    )
    update lots set recall_id = recall.id from recall where lots.id = ${id}`);
}
