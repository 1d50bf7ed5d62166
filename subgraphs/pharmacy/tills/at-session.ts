import { branchesFor } from '#kernel/context/request-context.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { TillSession } from './till-session.js';
import { TillSessionStatus } from './till-terms.js';

/** The session, held until the transaction ends, if it is open and the caller may work at it; else why not. */
export async function lockSession(
  transaction: Transaction,
  sessionId: string,
  field: readonly string[] = ['input', 'tillSessionId'],
): Promise<TillSession | UserError> {
  const session = await transaction.lock(TillSession, sessionId);
  if (!session) return userError('NOT_FOUND', 'There is no such till session at the branches where you may do this.', field);
  return sessionRefusal(transaction, session, field) ?? session;
}

/** Why the caller cannot work at a session: only its cashier does, or who manages the tills of its branch. */
export function sessionRefusal({ context }: Transaction, session: TillSession, field: readonly string[]): UserError | null {
  if (session.status !== TillSessionStatus.OPEN)
    return userError('WRONG_STATE', 'This till session is closed: open the till again.', field);
  if (session.cashierId === context.actor.id) return null;
  const managed = branchesFor(context, 'tills:manage');
  if (managed === 'all' || managed.includes(session.branchId)) return null;
  return userError('NOT_ALLOWED', 'Somebody else works at this till: open one of your own, or ask who manages the tills.', field);
}
