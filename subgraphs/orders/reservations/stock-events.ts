import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { prefixOf, toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { stockGivenUp } from '../events.js';
import { goOn } from '../lifecycle/firing.js';
import { tellOrder } from '../lifecycle/telling.js';
import { Order } from '../orders/order.js';
import { OrderReservation, ReservationStatus } from './order-reservation.js';

const stockReserved = defineEvent<{ readonly until: string }>(
  'stock.reserved',
  1,
  'All the stock of an order is set aside; the pharmacy tells it.',
);
const stockShort = defineEvent<object>('stock.short', 1, 'There is not enough stock for an order; the pharmacy tells it.');
const stockLapsed = defineEvent<object>('stock.lapsed', 1, 'What was set aside for an order was given back; the pharmacy tells it.');

/** By how much the clocks of two houses may differ. */
const skewMs = 60_000;

export const followStock = [
  // It may be the answer to what was asked before the last time: they are told apart by their time.
  on(stockReserved, 'keep-stock-of-order', (_context, { subject, data }, transaction) =>
    hear(transaction, subject, ReservationStatus.RESERVED, ({ status, until }) => {
      const answers = Date.parse(data.until) === until.getTime();
      return answers && (status === ReservationStatus.REQUESTED || status === ReservationStatus.SHORT);
    }),
  ),
  on(stockReserved, 'give-up-stock-that-came-too-late', giveUpAgain),
  // Told too when packs were handed over that the books did not have: then nothing is waited for any more.
  on(stockShort, 'miss-stock-of-order', (_context, { subject }, transaction) =>
    hear(transaction, subject, ReservationStatus.SHORT, ({ status }) => status === ReservationStatus.REQUESTED),
  ),
  on(stockLapsed, 'lose-stock-of-order', (_context, event, transaction) =>
    hear(transaction, event.subject, ReservationStatus.LAPSED, (reservation) => isOf(event, reservation)),
  ),
];

async function hear(
  transaction: Transaction,
  orderId: string,
  status: ReservationStatus,
  isNews: (reservation: OrderReservation) => boolean,
): Promise<void> {
  if (prefixOf(orderId) !== 'order') return;
  const order = await transaction.lock(Order, orderId);
  const reservation = order && (await transaction.first(OrderReservation, sql`where order_id = ${toUuid('order', orderId)}`));
  if (!order || !reservation || !isNews(reservation)) return;
  await transaction.save(Object.assign(reservation, { status }));
  await tellOrder(transaction, order);
  await goOn(transaction, order);
}

/** What was asked for may be set aside only after it was given up, which the pharmacy heard of before. */
async function giveUpAgain(
  _context: Context,
  { subject, data }: EventRecord<{ readonly until: string }>,
  transaction: Transaction,
): Promise<void> {
  if (prefixOf(subject) !== 'order') return;
  const order = await transaction.lock(Order, subject);
  const reservation = order && (await transaction.first(OrderReservation, sql`where order_id = ${toUuid('order', subject)}`));
  if (!order || reservation?.status !== ReservationStatus.RELEASED || Date.parse(data.until) !== reservation.until.getTime()) return;
  const { stockBranchId } = reservation;
  await transaction.publish(stockGivenUp, { subject, branch: order.branchId, data: { branchId: stockBranchId, until: data.until } });
}

/** Also before it is heard that it was set aside. What lapsed earlier than this was to be kept was asked for before the last time. */
function isOf({ occurredAt }: Pick<EventRecord, 'occurredAt'>, { status, until }: OrderReservation): boolean {
  const kept = status === ReservationStatus.RESERVED || status === ReservationStatus.REQUESTED;
  return kept && new Date(occurredAt).getTime() >= until.getTime() - skewMs;
}
