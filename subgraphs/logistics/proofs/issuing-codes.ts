import { refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { noSuchTask } from '../tasks/sending-end.js';
import { stepTask } from '../tasks/stepping.js';
import { TaskKind, TaskProofKind } from '../tasks/task-terms.js';
import { Task } from '../tasks/task.js';
import { IssueTaskCodePayload, type IssueTaskCodeInput } from './proof.inputs.js';
import { keepNewCode } from './task-code.js';

const nothing = { task: null, code: null };

/** For the branch that sends the courier, and for the one that is to tell the code: both see the task. From then on it is not done without the code. */
export async function issueTaskCode(context: Context, { id, expectedVersion }: IssueTaskCodeInput): Promise<IssueTaskCodePayload> {
  const options = { name: 'issueTaskCode', permission: 'tasks:manage', answersSecret: true };
  return context.db.command(IssueTaskCodePayload, options, async (transaction) => {
    const task = await transaction.lock(Task, id);
    if (!task) return noSuchTask(nothing);
    const stale = staleVersion(task, expectedVersion, 'task', nothing);
    if (stale) return stale;
    if (task.isEnded)
      return refuse(
        'WRONG_STATE',
        `The task ${task.number} is ${task.outcome ?? task.status}: no code is needed any more.`,
        ['input', 'id'],
        nothing,
      );
    if (task.kind === TaskKind.SERVICE_CALL)
      return refuse('INVALID', 'A service call has no recipient to tell a code.', ['input', 'id'], nothing);
    const code = await keepNewCode(transaction, task);
    const requiredProofs = [...new Set([...task.requiredProofs, TaskProofKind.CODE])];
    Object.assign(task, { requiredProofs, acceptedProofs: [] });
    await stepTask(transaction, task, 'CHANGED', { reason: 'A code was issued to the recipient.' });
    return { task, code };
  });
}
