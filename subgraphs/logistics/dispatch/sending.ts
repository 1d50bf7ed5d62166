import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { Courier } from '../couriers/courier.js';
import { giveTask } from '../tasks/assigning.js';
import { Task } from '../tasks/task.js';
import { questionOf } from './question.js';
import { lockCouriers, placesOf, situationOf, type Situation } from './situation.js';
import type { Candidate, DispatchChoice, DispatchStrategy } from './strategy.js';
import { TravelTimes } from './travel-times.js';

/** How long the ways in a situation are; to be asked before anything is locked, since it may be asked over the network. */
export function travelTimesOf(context: Context, situation: Situation): Promise<TravelTimes> {
  const { from, to } = placesOf(situation);
  return TravelTimes.ask(
    context,
    situation.couriers.map(({ vehicle }) => vehicle),
    from,
    to,
  );
}

/** Lets a strategy send couriers to tasks that nobody has, and tells what it chose and why. */
export async function sendCouriers(
  transaction: Transaction,
  branchId: string,
  {
    taskIds,
    strategy,
    travel,
  }: { readonly taskIds: readonly string[] | null; readonly strategy: DispatchStrategy; readonly travel: TravelTimes },
): Promise<DispatchChoice[]> {
  await lockCouriers(transaction, branchId);
  const seen = await situationOf(transaction, branchId, taskIds);
  await lockTasks(
    transaction,
    seen.tasks.map(({ id }) => id),
  );
  // Nobody else sends this branch's couriers now; who takes steps with a task itself has done so before it was locked.
  const situation = await situationOf(transaction, branchId, taskIds);
  const locked = new Set(seen.tasks.map(({ id }) => id));
  const tasks = situation.tasks.filter(({ id }) => locked.has(id));
  const couriers = new Map(situation.couriers.map((courier) => [courier.id, courier]));
  const choices = strategy.choose(questionOf({ ...situation, tasks }, travel, new Date()));
  for (const { taskIds: given, chosen } of choices) {
    const courier = chosen && couriers.get(chosen.courierId);
    if (!courier) continue;
    const wrong = await send(
      transaction,
      courier,
      chosen,
      tasks.filter(({ id }) => given.includes(id)),
    );
    if (wrong) throw new Error(`A free task could not be given: ${wrong.message}`);
  }
  return choices;
}

/** Locked in the order of their ids, as everywhere. */
export async function lockTasks(transaction: Transaction, taskIds: readonly string[]): Promise<Task[]> {
  const uuids = taskIds.map((id) => toUuid('task', id));
  return transaction.all(Task, sql`where id = any (${uuids}::uuid[]) order by id for update`);
}

/** Gives a courier tasks that are locked, in the order of the stops that were weighed. */
export async function send(
  transaction: Transaction,
  courier: Courier,
  { stops, begins }: Candidate,
  tasks: readonly Task[],
  reason: string | null = null,
): Promise<UserError | null> {
  const places = new Map(stops.map(({ taskId }, index) => [taskId, index]));
  for (const task of tasks.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))) {
    const wrong = await giveTask(transaction, task, courier, reason);
    if (wrong) return wrong;
  }
  await writeOrder(
    transaction,
    stops.map(({ taskId }, index) => ({ taskId, begins: begins[index] ?? null })),
  );
  return null;
}

/** Writes in which order stops are made, and when each is expected to begin. */
export async function writeOrder(
  transaction: Transaction,
  stops: readonly { readonly taskId: string; readonly begins: number | null }[],
): Promise<void> {
  const rows = stops.map(({ taskId, begins }, index) => ({
    id: toUuid('task', taskId),
    place: index + 1,
    begins: begins === null ? null : new Date(begins),
  }));
  await transaction.rows(sql`update tasks set sequence = stop.place, estimated_at = coalesce(stop.begins, tasks.estimated_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as stop (id uuid, place integer, begins timestamptz)
    where tasks.id = stop.id and tasks.ended_at is null and tasks.sequence is distinct from stop.place`);
}
