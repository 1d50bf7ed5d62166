import { createHash } from 'node:crypto';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';

/** So many wrong tries are free; then every further one doubles the wait, up to the longest. */
const freeTries = 5;
const firstWaitSeconds = 30;
const longestWaitSeconds = 900;
const forgottenAfter = '1 hour';

export interface Attempt {
  readonly account: Buffer;
  readonly source: string;
}

/** Whose tries count together: this account from this network. IPv6 hosts own a /64, so that counts as one. */
export function attemptOf(email: string, address: string | null): Attempt {
  const source = address?.includes(':') ? address.split(':').slice(0, 4).join(':') : (address ?? 'unknown');
  return { account: createHash('sha256').update(email).digest(), source };
}

/**
 * Counts a try before it is checked, so that many at once cannot slip under the limit, and answers how many seconds to wait
 * when there were too many. It counts by account and source together: a stranger's tries never keep the owner out, and it
 * behaves the same for accounts that do not exist.
 */
export async function claimTry(transaction: Transaction, { account, source }: Attempt): Promise<number | null> {
  const [row] = await transaction.rows<{ failures: number; waited: number }>(sql`
    insert into login_attempts as attempt (account_hash, source, failures) values (${account}, ${source}, 0)
    on conflict (tenant_id, account_hash, source) do update
      set failures = case when now() - attempt.last_at > ${forgottenAfter}::interval then 0 else attempt.failures end
    returning failures, extract(epoch from now() - last_at)::float8 as waited`);
  const failures = row?.failures ?? 0;
  const wait = failures <= freeTries ? 0 : Math.min(firstWaitSeconds * 2 ** (failures - freeTries - 1), longestWaitSeconds);
  const left = Math.ceil(wait - (row?.waited ?? 0));
  if (wait > 0 && left > 0) return left;
  await transaction.rows(sql`update login_attempts set failures = failures + 1, last_at = now()
    where account_hash = ${account} and source = ${source}`);
  return null;
}

export async function forgetTries(transaction: Transaction, { account, source }: Attempt): Promise<void> {
  await transaction.rows(sql`delete from login_attempts where account_hash = ${account} and source = ${source}`);
}

