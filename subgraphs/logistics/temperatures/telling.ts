import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { EventType } from '#kernel/events/event.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { ExcursionFacts } from '../events.js';
import { Task } from '../tasks/task.js';
import type { TemperatureExcursion } from './temperature-excursion.js';
import type { TemperatureWatch } from './temperature-watch.js';

/** What a logger is with: what was named, and what its task fetches or brings. */
export function itemsOf(watch: Pick<TemperatureWatch, 'itemIds'>, task: Pick<Task, 'items'> | null): string[] {
  const carried = (task?.items ?? []).flatMap(({ id }) => (id ? [id] : []));
  return [...new Set([...watch.itemIds, ...carried])];
}

/** Tells what became of excursions of one watch. */
export async function tell(
  transaction: Transaction,
  event: EventType<ExcursionFacts>,
  watch: TemperatureWatch,
  excursions: readonly TemperatureExcursion[],
): Promise<void> {
  if (excursions.length === 0) return;
  const task = watch.taskId === null ? null : await transaction.first(Task, sql`where id = ${toUuid('task', watch.taskId)}`);
  const itemIds = itemsOf(watch, task);
  await transaction.publishAll(
    event,
    excursions.map((excursion) => ({
      subject: excursion.id,
      branch: watch.branchId,
      data: factsOf(excursion, watch, itemIds, task?.otherBranchId ?? null),
    })),
  );
}

function factsOf(
  { id, kind, beganAt, endedAt, minutes, extremeCelsius }: TemperatureExcursion,
  watch: TemperatureWatch,
  itemIds: readonly string[],
  otherBranchId: string | null,
): ExcursionFacts {
  return {
    watchId: watch.id,
    excursionId: id,
    loggerId: watch.loggerId,
    kind,
    beganAt: beganAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    minutes,
    extremeCelsius,
    itemIds,
    taskId: watch.taskId,
    otherBranchId,
    place: watch.place,
  };
}
