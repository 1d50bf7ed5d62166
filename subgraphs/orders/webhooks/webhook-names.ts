import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';

/** The names that rules can use. One that is switched off keeps its name, so that what else its rules do goes on. */
export async function webhookNames(transaction: Pick<Transaction, 'rows'>): Promise<string[]> {
  const rows = await transaction.rows<{ name: string }>(sql`select name from order_webhooks order by name`);
  return rows.map(({ name }) => name);
}
