import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { Task } from '../tasks/task.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { Courier, courierById } from './courier.js';

/** What the other end of a task has no business to know. */
const hidden = { phone: null, coldBoxMinCelsius: null, coldBoxMaxCelsius: null, skills: [], onShiftSince: null, shiftUntil: null };

/**
 * The courier of a task that the caller sees. Who sees it from its other end is shown who comes and where they are, while they are under
 * way for it and no longer.
 */
export async function courierOfTask(context: Context, { courierId, status }: Task): Promise<Courier | null> {
  if (courierId === null) return null;
  return context.load(status === TaskStatus.ACTIVE ? courierOnTheWay : courierById, courierId);
}

const courierOnTheWay = defineLoader<string, Courier>('courier on the way', async ({ db, atEveryBranch }, ids) => {
  const those = (wanted: readonly string[]) => sql`where id = any (${wanted.map((id) => toUuid('courier', id))}::uuid[])`;
  const own = new Map((await db.all(Courier, those(ids))).map((courier) => [courier.id, courier]));
  const absent = ids.filter((id) => !own.has(id));
  if (absent.length === 0) return own;
  const theirs = await atEveryBranch.all(Courier, those(absent));
  return new Map([...own, ...theirs.map((courier) => [courier.id, Object.assign(courier, hidden)] as const)]);
});
