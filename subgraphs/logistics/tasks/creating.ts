import { atBranch } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { Refusal, userError, UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { setDependencies } from './dependencies.js';
import { makeTask, otherEnd } from './new-task.js';
import { itemsOf, missingItems, skillsOf, taskErrors } from './task-input-errors.js';
import { findPlace } from './task-place.js';
import { TaskKind, TaskOutcome } from './task-terms.js';
import { CreateTaskPayload, type CreateTaskInput } from './task.inputs.js';
import { Task } from './task.js';

const nothing = { task: null };

/** Makes a task by hand. */
export async function createTask(context: Context, input: CreateTaskInput): Promise<CreateTaskPayload> {
  const place = await findPlace(context, input.place);
  const errors = [...taskErrors(input), ...codeErrors(input), ...(await missingItems(context, input.items))];
  const options = { name: 'createTask', permission: 'tasks:manage', branchId: input.branchId, nothing };
  return atBranch(context, CreateTaskPayload, options, async (transaction, branch) => {
    if (place instanceof UserError) return new Refusal([place, ...errors], nothing);
    const dependsOn = [...new Set(input.dependsOn)];
    errors.push(...(await dependencyErrors(transaction, dependsOn)));
    if (errors.length > 0) return new Refusal(errors, nothing);
    const { kind, priority, serviceMinutes, requireCode } = input;
    const asked = {
      ...place,
      kind,
      priority,
      serviceMinutes,
      notBefore: input.notBefore ?? null,
      notAfter: input.notAfter ?? null,
      skills: skillsOf(input.skills),
      items: itemsOf(input.items),
      note: input.note?.trim() || null,
      otherBranchId: otherEnd(branch.id, place.placeBranchId),
    };
    const task = await makeTask(transaction, branch, asked, { requireCode });
    if (dependsOn.length > 0) await setDependencies(transaction, task, dependsOn);
    return { task };
  });
}

function codeErrors({ kind, requireCode }: CreateTaskInput): UserError[] {
  if (!requireCode || kind !== TaskKind.SERVICE_CALL) return [];
  return [userError('INVALID', 'A service call has no recipient to tell a code: leave requireCode out.', ['input', 'requireCode'])];
}

/** Tasks that are not there, and those that will never be done; whoever would call one of the others off waits for this. */
export async function dependencyErrors(transaction: Transaction, dependsOn: readonly string[]): Promise<UserError[]> {
  if (dependsOn.length === 0) return [];
  const uuids = dependsOn.map((id) => toUuid('task', id));
  const found = new Map(
    (await transaction.all(Task, sql`where id = any (${uuids}::uuid[]) order by id for key share`)).map((task) => [task.id, task]),
  );
  return dependsOn.flatMap((id, index) => {
    const field = ['input', 'dependsOn', String(index)];
    const task = found.get(id);
    if (!task) return [userError('NOT_FOUND', 'There is no such task at the branches where you may do this.', field)];
    if (!task.isEnded || task.outcome === TaskOutcome.SUCCESS) return [];
    return [
      userError(
        'WRONG_STATE',
        `${task.number} will not be done any more (${task.failureReason ?? task.status}): depend on another.`,
        field,
      ),
    ];
  });
}
