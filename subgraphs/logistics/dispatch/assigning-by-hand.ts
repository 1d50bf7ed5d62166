import type { CommandOutcome } from '#kernel/database/command.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { takeTaskBack } from '../tasks/assigning.js';
import { noSuchTask } from '../tasks/sending-end.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { Task } from '../tasks/task.js';
import { bundleOf } from './bundle.js';
import {
  AssignTaskPayload,
  ReassignTaskPayload,
  UnassignTaskPayload,
  type AssignTaskInput,
  type ReassignTaskInput,
  type UnassignTaskInput,
} from './dispatch.inputs.js';
import { questionOf } from './question.js';
import { lockTasks, send, travelTimesOf } from './sending.js';
import { lockCouriers, surroundings } from './situation.js';
import type { TravelTimes } from './travel-times.js';
import { weigh } from './weighing.js';

const permission = 'tasks:dispatch';
const nothing = { tasks: [] };

export async function assignTask(context: Context, input: AssignTaskInput): Promise<AssignTaskPayload> {
  const travel = await travelFor(context, input.id);
  return context.db.command(AssignTaskPayload, { name: 'assignTask', permission }, (transaction) =>
    withBundle(transaction, input.id, (bundle, task) =>
      task.status === TaskStatus.UNASSIGNED
        ? give(transaction, bundle, input, travel)
        : Promise.resolve(wrongState(`${task.number} is ${task.outcome ?? task.status}: only what nobody has is assigned.`)),
    ),
  );
}

export async function reassignTask(context: Context, input: ReassignTaskInput): Promise<ReassignTaskPayload> {
  const travel = await travelFor(context, input.id);
  return context.db.command(ReassignTaskPayload, { name: 'reassignTask', permission }, (transaction) =>
    withBundle(transaction, input.id, (bundle, task) =>
      task.courierId && !task.isEnded
        ? give(transaction, bundle, input, travel)
        : Promise.resolve(wrongState(`${task.number} is ${task.outcome ?? task.status}: nobody has it.`)),
    ),
  );
}

export function unassignTask(context: Context, { id, reason }: UnassignTaskInput): Promise<UnassignTaskPayload> {
  return context.db.command(UnassignTaskPayload, { name: 'unassignTask', permission }, (transaction) =>
    withBundle(transaction, id, async (bundle) => {
      const tooLong = lengthErrors(mostLetters.text, { reason });
      if (tooLong.length > 0) return new Refusal(tooLong, nothing);
      for (const task of bundle) {
        // A person has decided: the house does not send the next one by itself.
        task.dispatch = null;
        const wrong = await takeTaskBack(transaction, task, reason?.trim() || null);
        if (wrong) return new Refusal([wrong], nothing);
      }
      return { tasks: bundle };
    }),
  );
}

function wrongState(message: string): Refusal {
  return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
}

/** How long the ways are; nothing for a task that the caller does not send to. */
async function travelFor(context: Context, taskId: string): Promise<TravelTimes | null> {
  const seen = await context.db.snapshot(permission, async (transaction) => {
    const task = await transaction.first(Task, sql`where id = ${toUuid('task', taskId)}`);
    return task && surroundings(transaction, task.branchId, await bundleOf(transaction, task));
  });
  return seen && travelTimesOf(context, seen);
}

type Outcome = CommandOutcome<AssignTaskPayload> | Refusal;

/** A task and what goes with it, the task first; locked, after the couriers of its branch. */
async function withBundle(transaction: Transaction, id: string, body: (bundle: Task[], task: Task) => Promise<Outcome>): Promise<Outcome> {
  const seen = await transaction.first(Task, sql`where id = ${toUuid('task', id)}`);
  if (!seen) return noSuchTask(nothing);
  const mine = branchesFor(transaction.context, permission);
  if (mine !== 'all' && !mine.includes(seen.branchId))
    return refuse('NOT_ALLOWED', 'Only the branch that sends the courier does this: ask its people.', ['input', 'id'], nothing);
  await lockCouriers(transaction, seen.branchId);
  const [ahead] = await transaction.all(Task, sql`where id = ${toUuid('task', id)}`);
  const ids = (ahead ? await bundleOf(transaction, ahead) : []).map((task) => task.id);
  const locked = await lockTasks(transaction, [...new Set([id, ...ids])]);
  const task = locked.find((each) => each.id === id);
  if (!task) return noSuchTask(nothing);
  // A mate that took a step of its own before it was locked stays where it is.
  const together = locked.filter(
    (each) => each !== task && each.courierId === task.courierId && each.status !== TaskStatus.ACTIVE && !each.isEnded,
  );
  return body([task, ...together], task);
}

interface Given {
  readonly courierId: string;
  readonly force: boolean;
  readonly reason?: string | null;
}

async function give(
  transaction: Transaction,
  bundle: readonly Task[],
  { courierId, force, reason }: Given,
  travel: TravelTimes | null,
): Promise<Outcome> {
  const [task] = bundle;
  const tooLong = lengthErrors(mostLetters.text, { reason });
  if (tooLong.length > 0) return new Refusal(tooLong, nothing);
  if (!task || !travel) return noSuchTask(nothing);
  const situation = await surroundings(transaction, task.branchId, bundle);
  const question = questionOf(situation, travel, new Date());
  const courier = situation.couriers.find(({ id }) => id === courierId);
  const weighed = question.couriers.find(({ id }) => id === courierId);
  if (!courier || !weighed)
    return refuse('NOT_FOUND', 'The branch that sends has no such courier who still goes.', ['input', 'courierId'], nothing);
  const why = reason?.trim() || null;
  if (force && !why) return refuse('REQUIRED', 'Say why this courier is to go nevertheless.', ['input', 'reason'], nothing);
  const candidate = weigh(weighed, question.tasks, { reorder: true });
  if (candidate.obstacles.length > 0 && !force) {
    const obstacles = candidate.obstacles.map(({ message }) => message).join(' ');
    const advice = 'Choose another courier, or send force with a reason.';
    return refuse('INVALID', `${courier.name} should not be sent. ${obstacles} ${advice}`, ['input', 'courierId'], nothing);
  }
  const wrong = await transaction.beyondConsents(() => send(transaction, courier, candidate, bundle, why));
  if (wrong) return new Refusal([wrong], nothing);
  return { tasks: await inOrder(transaction, bundle) };
}

/** As they are now, in the order in which they were. */
async function inOrder(transaction: Transaction, tasks: readonly Task[]): Promise<Task[]> {
  const now = await transaction.all(Task, sql`where id = any (${tasks.map(({ id }) => toUuid('task', id))}::uuid[])`);
  return tasks.map(({ id }) => now.find((task) => task.id === id)).filter((task) => task !== undefined);
}
