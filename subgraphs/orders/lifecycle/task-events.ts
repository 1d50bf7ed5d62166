import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { prefixOf, toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Order } from '../orders/order.js';
import { goOn } from './firing.js';
import type { OrderTaskStatus } from './order-task.js';
import { tellOrder } from './telling.js';

/** What logistics tells of a task. */
interface TaskFacts {
  readonly orderId?: string | null;
  readonly orderKey?: string | null;
  readonly status?: string | null;
  readonly outcome?: string | null;
}

const taskUpdated = defineEvent<TaskFacts>('task.updated', 1, 'A task went on; logistics tells it.');
const taskCompleted = defineEvent<TaskFacts>('task.completed', 1, 'A task succeeded or failed; logistics tells it.');

export const followTasks = [on(taskUpdated, 'follow-task', follow), on(taskCompleted, 'follow-task-to-its-end', follow)];

const rank: Readonly<Record<OrderTaskStatus, number>> = { WANTED: 0, STARTED: 1, FAILED: 2, SUCCEEDED: 2, CALLED_OFF: 2, WITHDRAWN: 3 };

/** Told again, or late, a task says nothing new: it only ever goes on, and what was withdrawn is not asked about any more. */
async function follow(_context: Context, { subject, data }: EventRecord<TaskFacts>, transaction: Transaction): Promise<void> {
  const { orderId, orderKey } = data;
  const status = statusOf(data);
  if (!orderId || prefixOf(orderId) !== 'order' || !orderKey || status === null) return;
  const order = await transaction.lock(Order, orderId);
  if (!order) return;
  const [known] = await transaction.rows<{ status: OrderTaskStatus }>(
    sql`select status from order_tasks where order_id = ${toUuid('order', orderId)} and key = ${orderKey}`,
  );
  if (!known || rank[known.status] >= rank[status]) return;
  await transaction.rows(sql`update order_tasks set status = ${status}, task_id = ${subject}
    where order_id = ${toUuid('order', orderId)} and key = ${orderKey}`);
  await tellOrder(transaction, order);
  await goOn(transaction, order);
}

/** As orders see it; null for what is no news to them: that it waits, or who does it. */
function statusOf({ status, outcome }: TaskFacts): OrderTaskStatus | null {
  if (status === 'ACTIVE') return 'STARTED';
  if (status === 'CANCELLED') return 'CALLED_OFF';
  if (status !== 'COMPLETED') return null;
  return outcome === 'FAILURE' ? 'FAILED' : 'SUCCEEDED';
}
