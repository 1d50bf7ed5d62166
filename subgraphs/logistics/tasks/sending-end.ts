import { branchesFor } from '#kernel/context/request-context.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { Task } from './task.js';

const nothing = { task: null };

export function noSuchTask(refused: Readonly<Record<string, unknown>> = nothing): Refusal {
  return refuse('NOT_FOUND', 'There is no such task at the branches where you may do this.', ['input', 'id'], refused);
}

/** The task, locked, for the people of the branch that sends the courier; those of the place only see it. */
export async function lockAtSendingEnd(transaction: Transaction, id: string, permission: string): Promise<Task | Refusal> {
  const task = await transaction.lock(Task, id);
  if (!task) return noSuchTask();
  const mine = branchesFor(transaction.context, permission);
  if (mine === 'all' || mine.includes(task.branchId)) return task;
  return refuse('NOT_ALLOWED', 'Only the branch that sends the courier does this: ask its people.', ['input', 'id'], nothing);
}
