import type { Transaction } from '#kernel/database/transaction.js';
import type { EventType } from '#kernel/events/event.js';
import type { TicketFacts } from '../events.js';
import type { QueueTicket } from './queue-ticket.js';

/** Tells what became of a ticket: the queue where it is, and the one where it was, when that is another. */
export function tell(
  transaction: Transaction,
  event: EventType<TicketFacts>,
  { id, branchId, code, status, servicePointId }: QueueTicket,
  previousServicePointId?: string,
): Promise<void> {
  const data = {
    code,
    status,
    servicePointId,
    ...(previousServicePointId && previousServicePointId !== servicePointId ? { previousServicePointId } : {}),
  };
  return transaction.publish(event, { subject: id, branch: branchId, data });
}
