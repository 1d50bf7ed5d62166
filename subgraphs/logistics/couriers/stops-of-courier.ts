import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { Task } from '../tasks/task.js';

/** What couriers have yet to do, in their order: what they are on the way to, then their stops, then what has no place yet. */
export const stopOrder = sql`(status = 'ACTIVE') desc, sequence nulls last, id`;

export const stopsOfCourier = defineLoader<string, Task[]>('stops of courier', async ({ db }, ids) => {
  const couriers = ids.map((id) => toUuid('courier', id));
  const tasks = await db.all(Task, sql`where courier_id = any (${couriers}::uuid[]) and ended_at is null order by ${stopOrder}`);
  return Map.groupBy(tasks, ({ courierId }) => courierId ?? '');
});
