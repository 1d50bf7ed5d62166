import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import { partsChanged } from '../events.js';
import { OrderStatus } from '../orders/order-terms.js';
import { Order } from '../orders/order.js';
import { workflowOf } from '../workflows/keeping-workflows.js';
import { endOrder } from './ending.js';
import { fire } from './firing.js';
import { tellOrder } from './telling.js';

export const followParts = on(partsChanged, 'follow-parts', async (_context, { subject, data }, transaction) => {
  if (data.wholeEnded === null) await follow(transaction, subject);
  else await callOffParts(transaction, subject, data.wholeEnded);
});

/** Counts anew what became of the parts, so that it does not matter which of them is heard of first, or how often. */
async function follow(transaction: Transaction, wholeId: string): Promise<void> {
  const whole = await transaction.lock(Order, wholeId);
  if (!whole) return;
  const uuid = toUuid('order', wholeId);
  // Before their sums: what a part that ends in between has brought is counted when that is heard of.
  const [found] = await transaction.rows<{ open: number }>(
    sql`select count(*)::int as open from orders where parent_id = ${uuid} and ended_at is null`,
  );
  await transaction.rows(sql`update order_lines line
    set fulfilled = line.fulfilled + parts.fulfilled - line.parts_fulfilled, parts_fulfilled = parts.fulfilled,
      cancelled = line.cancelled + parts.cancelled - line.parts_cancelled, parts_cancelled = parts.cancelled
    from (select whole_line_id, sum(fulfilled)::int as fulfilled, sum(cancelled)::int as cancelled from order_lines part
      where part.whole_line_id in (select id from order_lines where order_id = ${uuid}) group by 1) parts
    where line.id = parts.whole_line_id and (line.parts_fulfilled, line.parts_cancelled) is distinct from (parts.fulfilled, parts.cancelled)`);
  const openPartCount = found?.open ?? 0;
  const justEnded = openPartCount === 0 && whole.openPartCount > 0;
  await transaction.save(Object.assign(whole, { openPartCount }));
  await tellOrder(transaction, whole);
  if (justEnded) await fire(transaction, wholeId, 'PARTS_ENDED');
}

async function callOffParts(transaction: Transaction, wholeId: string, reason: string): Promise<void> {
  const open = sql`where parent_id = ${toUuid('order', wholeId)} and ended_at is null order by id for update`;
  for (const part of await transaction.all(Order, open)) {
    const state = await revokedState(transaction, part);
    await endOrder(transaction, part, { step: 'CALL_OFF', state, status: OrderStatus.REVOKED, reason });
  }
}

/** Where an order goes that is called off, if its workflow says so; else it stays where it is. */
async function revokedState(transaction: Transaction, part: Order): Promise<string> {
  const workflow = await workflowOf(transaction, part);
  const anywhere = workflow.definition.states.find(({ status }) => status === OrderStatus.REVOKED);
  return workflow.transitionsTo(part.state, OrderStatus.REVOKED)[0]?.to ?? anywhere?.code ?? part.state;
}
