import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { Courier } from '../couriers/courier.js';
import { stopOrder } from '../couriers/stops-of-courier.js';
import { couriersWhoDeclined } from '../tasks/assigning.js';
import { isYetToCome } from '../tasks/coming-back.js';
import { isHeldBack } from '../tasks/held-orders.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { Task } from '../tasks/task.js';
import type { Place } from '../traces/position.js';

/** What is to be known to send couriers of a branch. */
export interface Situation {
  /** That nobody has, and that are asked about or go with those. */
  readonly tasks: readonly Task[];
  readonly couriers: readonly Courier[];
  /** What each courier has to do, in order. */
  readonly held: ReadonlyMap<string, readonly Task[]>;
  /** What must be done before each of the tasks. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly declined: ReadonlyMap<string, ReadonlySet<string>>;
  /** The courier who must do it, by task: who has the rest of the order. */
  readonly bound: ReadonlyMap<string, string>;
}

/** As many as a person looks through; the most urgent and oldest of them. */
const mostTasks = 100;

/**
 * The couriers of the branch, locked in the order of their ids: who sends couriers waits here for others who do, so that nobody is
 * given more than fits. Before any task is locked.
 */
export async function lockCouriers(transaction: Transaction, branchId: string): Promise<void> {
  const branch = toUuid('branch', branchId);
  await transaction.rows(sql`select id from couriers where branch_id = ${branch} and active order by id for no key update`);
}

/** Of these tasks, with those that go with them; of all that nobody has yet when none are named. What comes back is another way than what is brought there. */
export async function situationOf(transaction: Transaction, branchId: string, taskIds: readonly string[] | null): Promise<Situation> {
  const branch = toUuid('branch', branchId);
  const asked = taskIds?.map((id) => toUuid('task', id)) ?? null;
  const tasks = await transaction.all(
    Task,
    sql`where branch_id = ${branch} and ended_at is null and status = ${TaskStatus.UNASSIGNED} and (${asked}::uuid[] is null
      or id = any (${asked}::uuid[])
      or order_id in (select order_id from tasks mate where mate.id = any (${asked}::uuid[]) and mate.order_id is not null)
      or id in (select depends_on_id from task_dependencies where task_id = any (${asked}::uuid[]))
      or id in (select task_id from task_dependencies where depends_on_id = any (${asked}::uuid[])))
      and (id = any (${asked}::uuid[]) or not ${isYetToCome}) and (${asked}::uuid[] is not null or not ${isHeldBack})
    order by array_position(array['STAT', 'ASAP', 'URGENT', 'ROUTINE'], priority), id limit ${mostTasks}`,
  );
  return surroundings(transaction, branchId, tasks);
}

/** The rest, for tasks that may be somebody's at present. What a courier has to do counts, also what the caller, a client, does not see. */
export function surroundings(transaction: Transaction, branchId: string, tasks: readonly Task[]): Promise<Situation> {
  return transaction.beyondConsents(() => surroundingsOf(transaction, branchId, tasks));
}

async function surroundingsOf(transaction: Transaction, branchId: string, tasks: readonly Task[]): Promise<Situation> {
  const couriers = await transaction.all(Courier, sql`where branch_id = ${toUuid('branch', branchId)} and active order by id`);
  const moved = new Set(tasks.map(({ id }) => id));
  const open = await transaction.all(
    Task,
    sql`where courier_id = any (${couriers.map(({ id }) => toUuid('courier', id))}::uuid[]) and ended_at is null order by ${stopOrder}`,
  );
  const stops = open.filter(({ id }) => !moved.has(id));
  return {
    tasks,
    couriers,
    held: Map.groupBy(stops, ({ courierId }) => courierId ?? ''),
    before: await dependencies(transaction, [...tasks, ...stops]),
    declined: await couriersWhoDeclined(transaction, [...moved]),
    bound: await boundCouriers(transaction, tasks),
  };
}

/** Where something may begin or end. */
export function placesOf({ tasks, couriers, held }: Situation): { from: Place[]; to: Place[] } {
  const stops = [...tasks, ...[...held.values()].flat()];
  return { from: couriers.map(placeOf).filter(isKnown), to: stops.map(placeOf).filter(isKnown) };
}

export function placeOf({ latitude, longitude }: Pick<Task, 'latitude' | 'longitude'>): Place | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

function isKnown(place: Place | null): place is Place {
  return place !== null;
}

async function dependencies(transaction: Transaction, tasks: readonly Task[]): Promise<Map<string, string[]>> {
  const uuids = tasks.map(({ id }) => toUuid('task', id));
  const rows = await transaction.rows<{ task_id: string; depends_on_id: string }>(
    sql`select task_id, depends_on_id from task_dependencies where task_id = any (${uuids}::uuid[]) order by task_id, depends_on_id`,
  );
  const before = new Map<string, string[]>();
  for (const { task_id, depends_on_id } of rows) {
    const taskId = toTypeId('task', task_id);
    before.set(taskId, [...(before.get(taskId) ?? []), toTypeId('task', depends_on_id)]);
  }
  return before;
}

/** Who has another open task of the order, or has fetched what is to be brought. */
async function boundCouriers(transaction: Transaction, tasks: readonly Task[]): Promise<Map<string, string>> {
  const uuids = tasks.map(({ id }) => toUuid('task', id));
  const rows = await transaction.rows<{ task_id: string; courier_id: string }>(
    sql`select task.id as task_id, mate.courier_id from tasks task join tasks mate on mate.order_id = task.order_id
      where task.id = any (${uuids}::uuid[]) and mate.id <> all (${uuids}::uuid[]) and mate.courier_id is not null and mate.ended_at is null
    union all
    select dependency.task_id, fetched.courier_id from task_dependencies dependency join tasks fetched on fetched.id = dependency.depends_on_id
      where dependency.task_id = any (${uuids}::uuid[]) and fetched.id <> all (${uuids}::uuid[]) and fetched.courier_id is not null
        and (fetched.ended_at is null or fetched.outcome = 'SUCCESS' and fetched.kind in ('PICKUP', 'COLLECT_SAMPLE'))
    order by 1, 2`,
  );
  return new Map(rows.map(({ task_id, courier_id }) => [toTypeId('task', task_id), toTypeId('courier', courier_id)]));
}
