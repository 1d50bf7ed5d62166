import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { prefixOf, toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { OrderStatus, OrderType } from '../orders/order-terms.js';
import { Order } from '../orders/order.js';
import { putOnHold } from './putting-on-hold.js';

interface BreachFacts {
  readonly kind?: string;
  readonly itemIds: readonly string[];
  readonly taskId?: string | null;
}

const temperatureBreached = defineEvent<BreachFacts>(
  'temperature.breached',
  1,
  'What was carried was too warm or too cold for too long; logistics tells it.',
);

/** Goods that were too warm or too cold on the way go no further until somebody has decided. Samples are held themselves, not their order. */
export const holdBreachedOrders = on(temperatureBreached, 'hold-orders-of-temperature-breach', hold);

/** Once for each excursion: who resumes the order has decided about it. */
async function hold(_context: Context, { subject, data }: EventRecord<BreachFacts>, transaction: Transaction): Promise<void> {
  const lines = data.itemIds.filter((id) => prefixOf(id) === 'orderline').map((id) => toUuid('orderline', id));
  const orders = await transaction.all(
    Order,
    sql`where id = any (array(select order_id from order_lines where id = any (${lines}::uuid[])
        union select order_id from order_tasks where task_id = ${data.taskId ?? null}))
      and type <> ${OrderType.LAB_SAMPLE} order by id for update`,
  );
  const what = data.kind === 'TOO_COLD' ? 'cold' : 'warm';
  for (const order of orders) {
    if (!holdable.includes(order.status) || order.excursions.includes(subject)) continue;
    order.excursions = [...order.excursions, subject];
    const reason = besideWhatHeldIt(order, `The goods were too ${what} for longer than they may be.`);
    await putOnHold(transaction, order, { reason, trigger: 'TEMPERATURE_BREACHED' });
  }
}

const holdable: readonly OrderStatus[] = [OrderStatus.ACTIVE, OrderStatus.ON_HOLD];

/** Who resumes an order that was held before is to see both reasons. */
function besideWhatHeldIt({ status, statusReason }: Order, reason: string): string {
  if (status !== OrderStatus.ON_HOLD || !statusReason) return reason;
  return statusReason.includes(reason) ? statusReason : `${statusReason}\n${reason}`;
}
