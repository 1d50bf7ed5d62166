import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { QueueTicket } from './queue-ticket.js';

/** Keeps how a ticket fared in the queue that it leaves for another. */
export async function keepStay(transaction: Transaction, ticket: Readonly<QueueTicket>, leftAt: Date): Promise<void> {
  const { id, branchId, servicePointId, localDate, resourceId, joinedAt, calledAt, firstCalledAt, startedAt } = ticket;
  await transaction.rows(sql`insert into queue_stays (ticket_id, left_at, branch_id, service_point_id, local_date, resource_id, joined_at, called_at, first_called_at, started_at)
    values (${toUuid('ticket', id)}, ${leftAt}, ${toUuid('branch', branchId)}, ${toUuid('servicepoint', servicePointId)}, ${localDate},
      ${resourceId && toUuid('resource', resourceId)}, ${joinedAt}, ${calledAt}, ${firstCalledAt}, ${startedAt})`);
}

/** Forgets the stay that ended when the ticket joined the queue from which it now goes back. */
export async function forgetStay(transaction: Transaction, ticketId: string, leftAt: Date): Promise<void> {
  await transaction.rows(sql`delete from queue_stays where ticket_id = ${toUuid('ticket', ticketId)} and left_at = ${leftAt}`);
}
