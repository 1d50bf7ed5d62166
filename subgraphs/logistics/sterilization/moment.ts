import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';

/** By how much the clock of a device may be ahead. */
const mostAheadMs = 5 * 60_000;

/** When something happened, as it is said; now when nothing is said. */
export function saidMoment(
  said: Date | null | undefined,
  nothing: Readonly<Record<string, unknown>>,
  now: Date = new Date(),
): Date | Refusal {
  if (!said) return now;
  if (said.getTime() - now.getTime() > mostAheadMs)
    return refuse(
      'INVALID',
      `It is ${now.toISOString()} now: say when it happened, or set the clock of the device.`,
      ['input', 'at'],
      nothing,
    );
  return said;
}

/** The day that it was then at a branch. */
export async function dayAt(transaction: Transaction, branchId: string, at: Date | null): Promise<string> {
  const [row] = await transaction.rows<{ day: string | null }>(sql`select branch_day(${toUuid('branch', branchId)}, ${at})::text as day`);
  if (!row?.day) throw new Error(`No day is known at ${branchId}`);
  return row.day;
}
