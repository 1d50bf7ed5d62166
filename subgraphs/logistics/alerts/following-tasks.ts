import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { seekForOrder } from '../dispatch/seeking.js';
import { taskCompleted, taskCreated, taskUpdated, type TaskFacts } from '../events.js';
import { watchTasks } from './watching-tasks.js';

const orderUpdated = defineEvent<{ readonly status: string }>(
  'order.updated',
  1,
  'An order moved on, was held or resumed; orders tells it.',
);

/** As the task is when it is heard of, so that it is nothing which of its events is heard first. */
async function follow(_context: Context, { subject }: EventRecord<TaskFacts>, transaction: Transaction): Promise<void> {
  await watchTasks(transaction, [subject]);
}

/** Nobody sets out for an order that is held, and couriers are sought when it is resumed. The newest of two events that come in another order stays. */
async function hold(
  _context: Context,
  { subject, data, occurredAt }: EventRecord<{ readonly status: string }>,
  transaction: Transaction,
): Promise<void> {
  const order = toUuid('order', subject);
  const tasks = await transaction.rows<{ id: string }>(sql`select id from tasks where order_id = ${order} and ended_at is null`);
  const held = data.status === 'ON_HOLD';
  if (tasks.length === 0 && !held) {
    await transaction.rows(
      sql`update held_orders set held = false, as_of = ${occurredAt} where order_id = ${order} and as_of < ${occurredAt}`,
    );
    return;
  }
  const [kept] = await transaction.rows<{
    before: boolean | null;
  }>(sql`insert into held_orders (order_id, held, as_of) values (${order}, ${held}, ${occurredAt})
    on conflict (tenant_id, order_id) do update set held = excluded.held, as_of = excluded.as_of where held_orders.as_of < excluded.as_of
    returning old.held as before`);
  if (!kept || (kept.before ?? false) === held) return;
  await watchTasks(
    transaction,
    tasks.map(({ id }) => toTypeId('task', id)),
  );
  if (!held) await seekForOrder(transaction, subject);
}

export const followTasks = [
  on(taskCreated, 'watch-new-task', follow),
  on(taskUpdated, 'watch-task', follow),
  on(taskCompleted, 'watch-ended-task', follow),
  on(orderUpdated, 'hold-tasks-of-order', hold),
];
