import { openWithin } from '#kernel/calendar/opening-hours.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineJob } from '#kernel/jobs/job.js';
import { dayToWall, wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import { ticketUpdated } from '../events.js';
import { calendarsOf } from '../slots/slot-search.js';
import { openTicketStatuses, QueueTicket, TicketStatus } from './queue-ticket.js';
import { tell } from './telling.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Whoever has waited so long since the last step, over the end of the day, has gone home from a house that never closes too. */
const longestSilence = '12 hours';

interface QueueDay {
  readonly branchId: string;
  readonly localDate: string;
}

/** Plans the end of a day with tickets: its midnight on the wall clock of the branch. */
export async function scheduleDayEnd(transaction: Transaction, day: QueueDay, timeZone: string): Promise<void> {
  await schedule(transaction, day, ZoneClock.of(timeZone).toInstant(dayToWall(day.localDate) + dayMs));
}

/**
 * Closes what a day has left open in the queues of its branch, so that nobody is called tomorrow who has gone home today. A
 * house that is open at midnight keeps those who wait there, and is looked at again every hour.
 */
export const endQueueDay = defineJob<QueueDay>('end-queue-day', async (context, { branchId, localDate }, transaction) => {
  const calendar = (await calendarsOf(context, [branchId])).get(branchId);
  if (!calendar) return;
  const now = Date.now();
  const clock = ZoneClock.of(calendar.timeZone);
  const today = wallToDay(clock.toWall(now));
  const days = { from: wallToDay(dayToWall(today) - dayMs), until: today };
  const isOpen = openWithin(calendar, days).some(([opens, closes]) => opens <= now && now < closes);
  const left = await transaction.all(
    QueueTicket,
    sql`where branch_id = ${toUuid('branch', branchId)} and status = any (${openTicketStatuses}) and local_date <= ${localDate}::date and local_date < ${today}::date
      and (${!isOpen}::boolean or updated_at < now() - ${longestSilence}::interval) order by id for update`,
  );
  for (const ticket of left) await close(transaction, ticket);
  const [remaining] = await transaction.rows(
    sql`select from queue_tickets where branch_id = ${toUuid('branch', branchId)} and status = any (${openTicketStatuses}) and local_date <= ${localDate}::date limit 1`,
  );
  if (remaining) await schedule(transaction, { branchId, localDate }, now + hourMs);
});

/** Who was being served was served, only nobody has said until when. */
async function close(transaction: Transaction, ticket: QueueTicket): Promise<void> {
  const wasServed = ticket.status === TicketStatus.SERVING;
  ticket.step(wasServed ? TicketStatus.FINISHED : TicketStatus.LEFT, new Date(), 0, { finishedAt: null });
  await transaction.save(ticket);
  await tell(transaction, ticketUpdated, ticket);
}

async function schedule(transaction: Transaction, day: QueueDay, at: number): Promise<void> {
  await transaction.schedule(endQueueDay, day, { key: `queue-day:${day.branchId}:${day.localDate}`, runAt: new Date(at) });
}
