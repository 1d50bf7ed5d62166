import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal, userError, UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { dependencyErrors } from './creating.js';
import { awaitDependencies, cyclesThrough, flagBehind, setDependencies } from './dependencies.js';
import { otherEnd, withWarning } from './new-task.js';
import { proofsFor } from './required-proofs.js';
import { lockAtSendingEnd } from './sending-end.js';
import { stepTask } from './stepping.js';
import { itemsOf, missingItems, skillsOf, taskErrors } from './task-input-errors.js';
import { loadOf } from './task-load.js';
import { findPlace, type PlaceOfTask } from './task-place.js';
import { TaskProofKind, TaskStatus } from './task-terms.js';
import { CancelTaskPayload, ChangeTaskPayload, type CancelTaskInput, type ChangeTaskInput } from './task.inputs.js';
import type { Task } from './task.js';

const permission = 'tasks:manage';
const nothing = { task: null };

export async function changeTask(context: Context, input: ChangeTaskInput): Promise<ChangeTaskPayload> {
  const place = input.place ? await findPlace(context, input.place) : null;
  const missing = await missingItems(context, input.items ?? []);
  const dependsOn = input.dependsOn ? [...new Set(input.dependsOn)] : null;
  return context.db.command(ChangeTaskPayload, { name: 'changeTask', permission }, async (transaction) => {
    if (dependsOn) await awaitDependencies(transaction);
    const task = await lockAtSendingEnd(transaction, input.id, permission);
    if (task instanceof Refusal) return task;
    const stale = staleVersion(task, input.expectedVersion, 'task', nothing) ?? endedRefusal(task) ?? onTheWayRefusal(task, input);
    if (stale) return stale;
    const window = { notBefore: said(input.notBefore, task.notBefore), notAfter: said(input.notAfter, task.notAfter) };
    const errors = [...taskErrors({ ...input, ...window }), ...missing, ...(await dependencyErrors(transaction, dependsOn ?? []))];
    if (place instanceof UserError) errors.push(place);
    else if (place) errors.push(...elsewhereErrors(task, place));
    if (place instanceof UserError || errors.length > 0) return new Refusal(errors, nothing);
    const cycles = dependsOn ? await cyclesThrough(transaction, task.id, dependsOn) : [];
    if (cycles.length > 0) return cycleRefusal(task, cycles);
    Object.assign(task, window, place ?? {}, {
      priority: input.priority ?? task.priority,
      serviceMinutes: input.serviceMinutes ?? task.serviceMinutes,
      skills: input.skills ? skillsOf(input.skills) : task.skills,
      note: input.note === undefined ? task.note : input.note?.trim() || null,
    });
    if (input.items) setItems(task, itemsOf(input.items));
    await stepTask(transaction, task, 'CHANGED');
    if (dependsOn) await setDependencies(transaction, task, dependsOn);
    return { task };
  });
}

/** Who sees a task does not change with its place: what has happened to it is theirs to see too. */
function elsewhereErrors({ number, branchId, otherBranchId }: Task, { placeBranchId }: PlaceOfTask): UserError[] {
  const other = otherEnd(branchId, placeBranchId);
  if (other === null || other === otherBranchId) return [];
  const message = `${number} is not of that branch: call the task off and make another one for it.`;
  return [userError('NOT_ALLOWED', message, ['input', 'place', 'branchId'])];
}

export async function cancelTask(context: Context, input: CancelTaskInput): Promise<CancelTaskPayload> {
  const reason = input.reason.trim();
  return context.db.command(CancelTaskPayload, { name: 'cancelTask', permission }, async (transaction) => {
    const task = await lockAtSendingEnd(transaction, input.id, permission);
    if (task instanceof Refusal) return task;
    const stale = staleVersion(task, input.expectedVersion, 'task', nothing) ?? endedRefusal(task);
    if (stale) return stale;
    if (!reason) return refuse('REQUIRED', 'Say why the task is called off.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    callOff(task, reason);
    await stepTask(transaction, task, 'CANCELLED', { reason });
    await flagBehind(transaction, [task]);
    return { task };
  });
}

/** Ends a task that is not wanted any more; who was sent stays to be told. */
export function callOff(task: Task, reason: string | null): void {
  Object.assign(task, { status: TaskStatus.CANCELLED, statusReason: reason, endedAt: new Date(), sequence: null, estimatedAt: null });
}

/** Gives a task other items, and all that follows from them. A code that was asked for stays asked for. */
export function setItems(task: Task, items: Task['items']): void {
  const { warning, ...load } = loadOf(items);
  const proofs = proofsFor(task.kind, items, task.requiredProofs.includes(TaskProofKind.CODE));
  Object.assign(task, load, proofs, { items, note: withWarning(task.note, warning) });
}

export function endedRefusal(task: Task): Refusal | null {
  if (!task.isEnded) return null;
  return refuse(
    'WRONG_STATE',
    `The task ${task.number} is ${task.outcome ?? task.status}: nothing of it changes any more.`,
    ['input', 'id'],
    nothing,
  );
}

function onTheWayRefusal({ number, status }: Task, { place, items, dependsOn }: ChangeTaskInput): Refusal | null {
  if (status !== TaskStatus.ACTIVE || !(place ?? items ?? dependsOn)) return null;
  const message = `The courier of ${number} is on the way: take the task back before its place, items or dependencies change.`;
  return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
}

function cycleRefusal({ number }: Task, cycles: readonly string[]): Refusal {
  const error = userError('INVALID', `${cycles.join(', ')} waits for ${number} itself: neither could ever begin.`, ['input', 'dependsOn']);
  return new Refusal([error], nothing);
}

function said<T>(value: T | null | undefined, present: T | null): T | null {
  return value === undefined ? present : value;
}
