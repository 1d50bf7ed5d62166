import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Task } from '../tasks/task.js';

const mostWrongTries = 5;

const derive = promisify(scrypt) as (code: string, salt: Buffer, length: number) => Promise<Buffer>;

/** Six digits are soon tried out, so the tries are counted, and what is kept of them is slow to try. */
export async function keepNewCode(transaction: Transaction, { id, branchId, otherBranchId }: Task): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const salt = randomBytes(16);
  const hash = await derive(code, salt, 32);
  await transaction.rows(sql`insert into task_codes (task_id, branch_id, other_branch_id, salt, hash)
    values (${toUuid('task', id)}, ${toUuid('branch', branchId)}, ${otherBranchId && toUuid('branch', otherBranchId)}, ${salt}, ${hash})
    on conflict (tenant_id, task_id) do update set salt = excluded.salt, hash = excluded.hash, wrong_tries = 0, issued_at = now()`);
  return code;
}

/** Why the code is not the one that was issued; a wrong try is counted, so the command that made it must be committed. Lock the task before. */
export async function tryCode(transaction: Transaction, { id, number }: Task, code: string): Promise<UserError | null> {
  const field = ['input', 'code'];
  const [kept] = await transaction.rows<{ salt: Buffer; hash: Buffer; wrong_tries: number }>(
    sql`select salt, hash, wrong_tries from task_codes where task_id = ${toUuid('task', id)} for update`,
  );
  if (!kept) return userError('WRONG_STATE', `No code was issued for ${number}: ask who sent you to issue one.`, field);
  if (kept.wrong_tries >= mostWrongTries)
    return userError(
      'TOO_MANY_ATTEMPTS',
      `The code of ${number} was tried wrongly ${mostWrongTries} times: ask who sent you to issue another one.`,
      field,
    );
  if (timingSafeEqual(await derive(code.trim(), kept.salt, 32), kept.hash)) return null;
  await transaction.rows(sql`update task_codes set wrong_tries = wrong_tries + 1 where task_id = ${toUuid('task', id)}`);
  const left = mostWrongTries - kept.wrong_tries - 1;
  return userError(
    'WRONG_CREDENTIALS',
    `That is not the code of ${number}: ${left === 0 ? 'no more tries are' : `${left} more can be`} made.`,
    field,
  );
}
