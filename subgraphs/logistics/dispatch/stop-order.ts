import type { CommandOutcome } from '#kernel/database/command.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Courier } from '../couriers/courier.js';
import { stepTask } from '../tasks/stepping.js';
import type { Task } from '../tasks/task.js';
import { ResequenceRoutePayload, SetStopOrderPayload, type ResequenceRouteInput, type SetStopOrderInput } from './dispatch.inputs.js';
import { courierOf } from './question.js';
import { lockTasks, travelTimesOf } from './sending.js';
import { routeOf, sequenceStops, type Route } from './sequencing.js';
import { surroundings } from './situation.js';
import type { DispatchCourier } from './strategy.js';
import type { TravelTimes } from './travel-times.js';
import { isInOrder } from './walking.js';

const permission = 'tasks:dispatch';
const nothing = { stops: [] };

export async function resequenceRoute(context: Context, { courierId }: ResequenceRouteInput): Promise<ResequenceRoutePayload> {
  const travel = await travelFor(context, courierId);
  return context.db.command(ResequenceRoutePayload, { name: 'resequenceRoute', permission }, (transaction) =>
    withRoute(transaction, courierId, travel, ({ stops, departure }) => sequenceStops(stops, departure)),
  );
}

export async function setStopOrder(context: Context, { courierId, taskIds }: SetStopOrderInput): Promise<SetStopOrderPayload> {
  const travel = await travelFor(context, courierId);
  const field = ['input', 'taskIds'];
  return context.db.command(SetStopOrderPayload, { name: 'setStopOrder', permission }, (transaction) =>
    withRoute(transaction, courierId, travel, ({ name, stops, departure }) => {
      const wanted = taskIds.map((id) => stops.find(({ taskId }) => taskId === id)).filter((stop) => stop !== undefined);
      if (wanted.length !== taskIds.length || new Set(wanted).size !== stops.length || taskIds.length !== stops.length)
        return refuse(
          'INVALID',
          `Name each of the ${stops.length} tasks that ${name} has to do, once: they may have changed.`,
          field,
          nothing,
        );
      if (!isInOrder(wanted))
        return refuse('INVALID', 'What is begun comes first, and what follows another task comes after it.', field, nothing);
      return routeOf(wanted, departure);
    }),
  );
}

async function travelFor(context: Context, courierId: string): Promise<TravelTimes | null> {
  const seen = await context.db.snapshot(permission, async (transaction) => {
    const courier = await transaction.first(Courier, sql`where id = ${toUuid('courier', courierId)}`);
    return courier && surroundings(transaction, courier.branchId, []);
  });
  return seen && travelTimesOf(context, { ...seen, couriers: seen.couriers.filter(({ id }) => id === courierId) });
}

/** Puts the stops of a courier in the order that `decide` says; couriers are locked before their tasks, as everywhere. */
async function withRoute(
  transaction: Transaction,
  courierId: string,
  travel: TravelTimes | null,
  decide: (courier: DispatchCourier) => Route | Refusal,
): Promise<CommandOutcome<ResequenceRoutePayload> | Refusal> {
  const courier = await transaction.lock(Courier, courierId);
  if (!courier || !travel)
    return refuse('NOT_FOUND', 'There is no such courier at the branches where you may do this.', ['input', 'courierId'], nothing);
  const situation = await surroundings(transaction, courier.branchId, []);
  const held = situation.held.get(courierId) ?? [];
  const locked = await lockTasks(
    transaction,
    held.map(({ id }) => id),
  );
  const open = new Map(locked.filter((task) => task.courierId === courierId && !task.isEnded).map((task) => [task.id, task]));
  const stops = held.map(({ id }) => open.get(id)).filter((task) => task !== undefined);
  const route = decide(courierOf(courier, { ...situation, held: new Map([[courierId, stops]]) }, travel, new Date()));
  if (!('walk' in route)) return route;
  return { stops: await renumber(transaction, route, open) };
}

async function renumber(transaction: Transaction, { stops, walk }: Route, tasks: ReadonlyMap<string, Task>): Promise<Task[]> {
  const ordered: Task[] = [];
  for (const [index, { taskId }] of stops.entries()) {
    const task = tasks.get(taskId);
    if (!task) continue;
    ordered.push(task);
    if (task.sequence === index + 1) continue;
    Object.assign(task, { sequence: index + 1, estimatedAt: new Date(walk.begins[index] ?? walk.endsAt) });
    await stepTask(transaction, task, 'CHANGED', { reason: `Is stop ${index + 1} now.` });
  }
  return ordered;
}
