import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Courier } from '../couriers/courier.js';
import { markArrived } from '../tasks/performing.js';
import { stepTask } from '../tasks/stepping.js';
import { Task } from '../tasks/task.js';
import { TaskStatus } from '../tasks/task-terms.js';
import type { Position, Trace } from '../traces/position.js';
import { believedSince } from './stored-trace.js';
import { mayVisit, visitIn } from './visiting.js';

/** Who says so at the door may have stood there for so long. */
const beforeArrivalMs = 10 * 60_000;
/** So long after a task is done, its courier is still looked for to leave. */
const leavingMs = 30 * 60_000;
/** As much of a long stay as shows that one was there. */
const stayMs = 2 * 60 * 60_000;

/**
 * Writes down that the courier came to the place of a task that is under way, or left it, each once: what a later batch tells of
 * the same visit changes nothing any more. Mostly one leaves when the task is done, and telephones tell late.
 */
export async function noteVisits(
  transaction: Transaction,
  courier: Courier,
  tasks: readonly Task[],
  batch: readonly Position[],
  onward: boolean,
): Promise<void> {
  const done = await lastDone(transaction, courier, batch);
  for (const seen of [...tasks, ...done].filter((task) => isAbout(task, batch, onward))) {
    if (seen.arrivedAt && (await hasLeft(transaction, seen))) continue;
    // A dispatcher may have taken it away meanwhile: what was read before the lock does not count.
    const task = await transaction.lock(Task, seen.id);
    if (!task || task.courierId !== courier.id || !isAbout(task, batch, onward)) continue;
    const trace = await believedSince(transaction, courier, sinceOf(task, batch));
    await noteVisit(transaction, task, trace);
  }
}

/** What the courier had not done long before the batch, and has not been seen to leave. */
async function lastDone(transaction: Transaction, { id }: Courier, [first]: readonly Position[]): Promise<Task[]> {
  if (!first) return [];
  const since = new Date(first.at.getTime() - leavingMs);
  return transaction.all(
    Task,
    sql`where courier_id = ${toUuid('courier', id)} and ended_at >= ${since} and status = ${TaskStatus.COMPLETED}
      and not exists (select from task_steps where task_id = tasks.id and step = 'LEFT') order by id`,
  );
}

/** From when on the way is read: all of it to find the arrival, then no more of it than tells that one was there, and left. */
function sinceOf({ startedAt, arrivedAt }: Task, batch: readonly Position[]): Date | null {
  if (arrivedAt === null) return startedAt;
  const stay = (batch[0]?.at ?? arrivedAt).getTime() - stayMs;
  return new Date(Math.max(startedAt?.getTime() ?? 0, arrivedAt.getTime() - beforeArrivalMs, stay));
}

async function noteVisit(transaction: Transaction, task: Task, trace: Trace): Promise<void> {
  const place = placeOf(task);
  if (!place) return;
  const { arrivedAt, leftAt } = visitIn(trace, place, task.arrivedAt);
  if (!arrivedAt || (!task.arrivedAt && task.endedAt && arrivedAt > task.endedAt)) return;
  await markArrived(transaction, task, arrivedAt);
  if (leftAt) await stepTask(transaction, task, 'LEFT', { takenAt: leftAt });
}

/** What comes late can change what is believed of the way before, also where it is not about the place itself. */
function isAbout(task: Task, batch: readonly Position[], onward: boolean): boolean {
  const place = placeOf(task);
  if (!(task.status === TaskStatus.ACTIVE || task.status === TaskStatus.COMPLETED) || !place) return false;
  const since = task.startedAt ?? new Date(0);
  // Nobody comes to what is done.
  const until = task.arrivedAt ? null : task.endedAt;
  const way = batch.filter(({ at }) => at >= since && (until === null || at <= until));
  return mayVisit(way, place, task.arrivedAt) || (task.arrivedAt !== null && !onward && way.length > 0);
}

function placeOf({ latitude, longitude }: Task): { latitude: number; longitude: number } | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

async function hasLeft(transaction: Transaction, { id }: Task): Promise<boolean> {
  const [left] = await transaction.rows<{ id: string }>(
    sql`select id from task_steps where task_id = ${toUuid('task', id)} and step = 'LEFT' limit 1`,
  );
  return left !== undefined;
}
