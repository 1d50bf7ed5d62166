import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { EventRecord } from '#kernel/events/event.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineJob, on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { sterilizationReleased, taskCompleted, taskCreated, taskUpdated, type TaskFacts } from '../events.js';
import { takeTaskBack } from '../tasks/assigning.js';
import { isNotReady } from '../tasks/coming-back.js';
import { isTaskHeldBack } from '../tasks/held-orders.js';
import { TaskKind, TaskStatus } from '../tasks/task-terms.js';
import { Task } from '../tasks/task.js';
import { sendCouriers, travelTimesOf } from './sending.js';
import { situationOf } from './situation.js';
import { usualStrategy } from './strategies.js';

/** Of the ways in which an order can want a courier, those that ask no person: at once, or in time for when it is wanted. */
const [immediate, scheduled] = ['immediate', 'scheduled'];
/** How long before its window a courier is sought for what is scheduled. */
const leadMinutes = 60;

const mostAttempts = 12;
const firstPauseMs = 30_000;
const longestPauseMs = 15 * 60_000;

export interface Seeking {
  readonly taskId: string;
  /** How often it was tried in vain. */
  readonly attempts: number;
}

/** Finds a courier for a task and what goes with it, or tries again later; after the last time it is for a person to do. */
export const dispatchTask = defineJob<Seeking>('dispatch-task', async (context, { taskId, attempts }, transaction) => {
  const task = await transaction.first(Task, sql`where id = ${toUuid('task', taskId)}`);
  if (!task || !isSought(task) || (await isNotReady(transaction, task)) || (await isTaskHeldBack(transaction, task))) return;
  const from = await soughtFrom(transaction, task);
  if (from.getTime() > Date.now()) return seekCourier(transaction, task, { attempts, runAt: from });
  const travel = await travelTimesOf(context, await situationOf(transaction, task.branchId, [taskId]));
  const choices = await sendCouriers(transaction, task.branchId, { taskIds: [taskId], strategy: usualStrategy, travel });
  const choice = choices.find(({ taskIds }) => taskIds.includes(taskId));
  if (!choice || choice.chosen) return;
  const tried = attempts + 1;
  if (tried >= mostAttempts) return context.log.warn({ task: task.number, tried }, 'no courier was found: a person is to send one');
  await seekCourier(transaction, task, { attempts: tried, runAt: new Date(Date.now() + pauseAfter(tried)) });
});

export function pauseAfter(attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1));
}

/** Has a courier found for a task whose order wants that without a person; nothing for others. */
export async function seekCourier(
  transaction: Transaction,
  task: Task,
  { attempts = 0, runAt }: { readonly attempts?: number; readonly runAt?: Date } = {},
): Promise<void> {
  if (!isSought(task)) return;
  const options = { key: `dispatch:${task.id}`, runAt: runAt ?? (await soughtFrom(transaction, task)) };
  await transaction.schedule(dispatchTask, { taskId: task.id, attempts }, options);
}

/** Tries at once what waits at a branch: somebody can be sent now. */
export async function seekForBranch(transaction: Transaction, branchId: string): Promise<void> {
  const rows = await transaction.rows<{
    id: string;
  }>(sql`select id from tasks where branch_id = ${toUuid('branch', branchId)} and ended_at is null
    and status = ${TaskStatus.UNASSIGNED} and dispatch = any (${[immediate, scheduled]}::text[]) order by id`);
  for (const { id } of rows) {
    const taskId = toTypeId('task', id);
    await transaction.schedule(dispatchTask, { taskId, attempts: 0 }, { key: `dispatch:${taskId}` });
  }
}

export const seekCouriers = [
  on(taskCreated, 'seek-courier-for-new-task', seek),
  on(taskUpdated, 'seek-courier-again', seekAgain),
  on(sterilizationReleased, 'seek-courier-for-what-is-sterile', (_context, { data }, transaction) =>
    seekForOrder(transaction, data.orderId),
  ),
  on(taskCompleted, 'seek-courier-for-what-was-handed-in', async (_context, { data }, transaction) => {
    if (data.kind === `${TaskKind.STERILIZE}`) await seekForOrder(transaction, data.orderId);
  }),
];

/** What waited for something else of its order may be ready now. */
export async function seekForOrder(transaction: Transaction, orderId: string | null): Promise<void> {
  if (orderId === null) return;
  const tasks = await transaction.all(Task, sql`where order_id = ${toUuid('order', orderId)} and ended_at is null order by id`);
  for (const task of tasks) await seekCourier(transaction, task);
}

async function seek(_context: Context, { subject }: EventRecord<TaskFacts>, transaction: Transaction): Promise<void> {
  const task = await transaction.first(Task, sql`where id = ${toUuid('task', subject)}`);
  if (task) await seekCourier(transaction, task);
}

/** What a courier declined, left behind or was taken from for an order that is wanted again; what a dispatcher took back is not sought. */
async function seekAgain(_context: Context, { subject, data }: EventRecord<TaskFacts>, transaction: Transaction): Promise<void> {
  if (data.status !== `${TaskStatus.UNASSIGNED}`) return;
  const task = await transaction.first(Task, sql`where id = ${toUuid('task', subject)}`);
  if (!task || !isSought(task)) return;
  await takeMatesBack(transaction, task);
  await seekCourier(transaction, task);
}

/** Who declines one task of an order does not do the others, since they go to one courier. */
async function takeMatesBack(transaction: Transaction, task: Task): Promise<void> {
  if (task.orderId === null) return;
  const mates = await transaction.all(
    Task,
    sql`where order_id = ${toUuid('order', task.orderId)} and status = ${TaskStatus.ASSIGNED} and branch_id = ${toUuid('branch', task.branchId)}
      and courier_id in (select courier_id from task_declines where task_id = ${toUuid('task', task.id)}) order by id for update`,
  );
  for (const mate of mates) await takeTaskBack(transaction, mate, `Goes with ${task.number}, which the courier declined.`);
}

/** Who can do some work nobody knows where the task does not say what it takes: it is for a person to send somebody. */
function isSought({ kind, dispatch, status, skills }: Task): boolean {
  const isAnybodys = kind !== TaskKind.SERVICE_CALL || skills.length > 0;
  return isAnybodys && (dispatch === immediate || dispatch === scheduled) && status === TaskStatus.UNASSIGNED;
}

/** From when on a courier is sought: at once, or in time for the first that is wanted of its order. What has no window is sought at once. */
async function soughtFrom(transaction: Transaction, { id, dispatch, orderId }: Task): Promise<Date> {
  if (dispatch !== scheduled) return new Date();
  const mates = orderId === null ? sql`id = ${toUuid('task', id)}` : sql`order_id = ${toUuid('order', orderId)}`;
  const [row] = await transaction.rows<{ wanted: Date | null }>(
    sql`select min(coalesce(not_before, not_after)) as wanted from tasks where ${mates} and ended_at is null`,
  );
  return new Date(Math.max(Date.now(), (row?.wanted?.getTime() ?? 0) - leadMinutes * 60_000));
}
