import type { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { taskCompleted, taskCreated, taskUpdated, type TaskFacts } from '../events.js';
import { TaskStep, type TaskStepName } from './task-step.js';
import type { Task } from './task.js';

export interface StepDetails {
  readonly reason?: string | null;
  /** Whom it concerns, when that is not the task's present courier: the one who declined. */
  readonly courierId?: string | null;
  /** When it was, if it is only heard of now. */
  readonly takenAt?: Date;
}

/** Writes what has become of a task, what happened to it, and tells it: the one way in which a task is saved. */
export async function stepTask(
  transaction: Transaction,
  task: Task,
  step: TaskStepName,
  { reason = null, courierId = task.courierId, takenAt = new Date() }: StepDetails = {},
): Promise<void> {
  if (step === 'CREATED') await transaction.insert(task);
  else await transaction.save(task);
  const { id, branchId, otherBranchId, status } = task;
  const taken = { takenBy: transaction.context.actor.id, takenAt };
  await transaction.insert(
    Object.assign(new TaskStep(), {
      id: newId('taskstep'),
      taskId: id,
      branchId,
      otherBranchId,
      step,
      status,
      courierId,
      reason,
      ...taken,
    }),
  );
  await transaction.publish(eventOf(step), { subject: id, branch: branchId, data: factsOf(task) });
}

function eventOf(step: TaskStepName): typeof taskUpdated {
  if (step === 'CREATED') return taskCreated;
  return step === 'COMPLETED' || step === 'FAILED' ? taskCompleted : taskUpdated;
}

function factsOf(task: Task): TaskFacts {
  const { number, kind, status, outcome, failureReason, orderId, orderKey, courierId, otherBranchId } = task;
  const itemIds = task.items.map(({ id }) => id).filter((id) => id !== null);
  return { number, kind, status, outcome, failureReason, orderId, orderKey, courierId, otherBranchId, itemIds };
}
