import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';

/** The database's clock, which also dates the journal: no entry is before its session was opened, or after it was closed. */
export async function clock(transaction: Transaction): Promise<Date> {
  const [row] = await transaction.rows<{ now: Date }>(sql`select clock_timestamp()::timestamptz(3) as now`);
  if (!row) throw new Error('The database told no time');
  return row.now;
}
