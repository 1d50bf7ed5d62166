import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { leaveToOthers } from './assigning.js';
import { flagBehind, unfinishedBefore } from './dependencies.js';
import { isTaskHeldBack } from './held-orders.js';
import { lockOwnTask, performPermission as permission } from './own-task.js';
import {
  AcceptTaskPayload,
  ArriveAtTaskPayload,
  DeclineTaskPayload,
  FailTaskPayload,
  StartTaskPayload,
  type AcceptTaskInput,
  type ArriveAtTaskInput,
  type DeclineTaskInput,
  type FailTaskInput,
  type StartTaskInput,
} from './performing.inputs.js';
import { stepTask } from './stepping.js';
import { TaskFailureReason, TaskOutcome, TaskStatus } from './task-terms.js';
import type { Task } from './task.js';

const nothing = { task: null };

/** So long before it may be done, a courier can set out for it. */
const setOutBeforeMs = 60 * 60_000;

export async function acceptTask(context: Context, { id }: AcceptTaskInput): Promise<AcceptTaskPayload> {
  return context.db.command(AcceptTaskPayload, { name: 'acceptTask', permission }, async (transaction) => {
    const task = await lockOwnTask(transaction, id, TaskStatus.ASSIGNED, 'accepted');
    if (task instanceof Refusal) return task;
    if (task.acceptedAt) return refuse('WRONG_STATE', `${task.number} was accepted already.`, ['input', 'id'], nothing);
    task.acceptedAt = new Date();
    await stepTask(transaction, task, 'ACCEPTED');
    return { task };
  });
}

export async function declineTask(context: Context, { id, reason }: DeclineTaskInput): Promise<DeclineTaskPayload> {
  return context.db.command(DeclineTaskPayload, { name: 'declineTask', permission }, async (transaction) => {
    const task = await lockOwnTask(transaction, id, TaskStatus.ASSIGNED, 'declined');
    if (task instanceof Refusal) return task;
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    if (task.courierId) await leaveToOthers(transaction, task, task.courierId, reason?.trim() || null);
    return { task };
  });
}

/** Who sets out without a word has accepted. */
export async function startTask(context: Context, { id }: StartTaskInput): Promise<StartTaskPayload> {
  return context.db.command(StartTaskPayload, { name: 'startTask', permission }, async (transaction) => {
    const task = await lockOwnTask(transaction, id, TaskStatus.ASSIGNED, 'begun');
    if (task instanceof Refusal) return task;
    const now = new Date();
    const early = earlyRefusal(task, now);
    if (early) return early;
    const unfinished = await unfinishedBefore(transaction, task.id);
    if (unfinished.length > 0)
      return refuse('WRONG_STATE', `${task.number} comes after what is not done yet: ${unfinished.join(', ')}.`, ['input', 'id'], nothing);
    if (await isTaskHeldBack(transaction, task))
      return refuse('WRONG_STATE', `The order of ${task.number} is on hold: have it resumed before you set out.`, ['input', 'id'], nothing);
    Object.assign(task, { status: TaskStatus.ACTIVE, startedAt: now, acceptedAt: task.acceptedAt ?? now });
    await stepTask(transaction, task, 'STARTED');
    return { task };
  });
}

export async function arriveAtTask(context: Context, { id }: ArriveAtTaskInput): Promise<ArriveAtTaskPayload> {
  return context.db.command(ArriveAtTaskPayload, { name: 'arriveAtTask', permission }, async (transaction) => {
    const task = await lockOwnTask(transaction, id, TaskStatus.ACTIVE, 'arrived at');
    if (task instanceof Refusal) return task;
    if (!(await markArrived(transaction, task, new Date())))
      return refuse('WRONG_STATE', `The courier of ${task.number} was there already.`, ['input', 'id'], nothing);
    return { task };
  });
}

/** Writes that the courier came to the place, the first time only; whether that was news, also of what is done meanwhile. Lock the task before. */
export async function markArrived(transaction: Transaction, task: Task, at: Date): Promise<boolean> {
  const isBegun = task.status === TaskStatus.ACTIVE || task.status === TaskStatus.COMPLETED;
  if (!isBegun || task.arrivedAt) return false;
  task.arrivedAt = at;
  await stepTask(transaction, task, 'ARRIVED', { takenAt: at });
  return true;
}

export async function failTask(context: Context, { id, reason, note }: FailTaskInput): Promise<FailTaskPayload> {
  return context.db.command(FailTaskPayload, { name: 'failTask', permission }, async (transaction) => {
    const task = await lockOwnTask(transaction, id, TaskStatus.ACTIVE, 'given up');
    if (task instanceof Refusal) return task;
    const words = note?.trim() || null;
    if (reason === TaskFailureReason.OTHER && !words)
      return refuse('REQUIRED', 'Say what happened, in the note.', ['input', 'note'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { note });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const ended = { endedAt: new Date(), sequence: null, estimatedAt: null };
    Object.assign(task, ended, { status: TaskStatus.COMPLETED, outcome: TaskOutcome.FAILURE, failureReason: reason, statusReason: words });
    await stepTask(transaction, task, 'FAILED', { reason: words ?? reason });
    await flagBehind(transaction, [task]);
    return { task };
  });
}

function earlyRefusal({ number, notBefore }: Task, now: Date): Refusal | null {
  if (notBefore === null || notBefore.getTime() - setOutBeforeMs <= now.getTime()) return null;
  const from = new Date(notBefore.getTime() - setOutBeforeMs).toISOString();
  return refuse(
    'WRONG_STATE',
    `${number} is not to be done before ${notBefore.toISOString()}: set out from ${from} on.`,
    ['input', 'id'],
    nothing,
  );
}
