import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import { ticketIssued, ticketUpdated } from '../events.js';
import { scheduleDayEnd } from './day-end.js';
import { openTicketStatuses, QueueTicket, TicketStatus } from './queue-ticket.js';
import type { QueuePriority, ServicePoint } from './service-point.js';
import { tell } from './telling.js';

/** Who joins a queue. */
export interface Joining {
  readonly patientId: string | null;
  readonly appointmentId: string | null;
  readonly practitionerId: string | null;
  readonly priority: QueuePriority;
  readonly timeZone: string;
}

/** Gives out the next number of the day at a service point. */
export async function joinQueue(transaction: Transaction, point: ServicePoint, { timeZone, ...who }: Joining): Promise<QueueTicket> {
  const waitingSince = new Date();
  const localDate = wallToDay(ZoneClock.of(timeZone).toWall(waitingSince.getTime()));
  const [counter] = await transaction.rows<{ last_number: number }>(
    sql`insert into queue_counters (branch_id, service_point_id, local_date, last_number)
      values (${toUuid('branch', point.branchId)}, ${toUuid('servicepoint', point.id)}, ${localDate}, 1)
      on conflict (tenant_id, branch_id, service_point_id, local_date) do update set last_number = queue_counters.last_number + 1 returning last_number`,
  );
  if (!counter) throw new Error('A counter that is counted up answers');
  const number = counter.last_number;
  const ticket = Object.assign(new QueueTicket(), {
    id: newId('ticket'),
    branchId: point.branchId,
    servicePointId: point.id,
    localDate,
    number,
    code: `${point.prefix}-${String(number).padStart(3, '0')}`,
    resourceId: null,
    status: TicketStatus.WAITING,
    waitingSince,
    orderAt: point.orderAt(waitingSince, who.priority),
    joinedAt: waitingSince,
    timesCalled: 0,
    calledAt: null,
    firstCalledAt: null,
    startedAt: null,
    finishedAt: null,
    previous: null,
    undoUntil: null,
    ...who,
  });
  await transaction.insert(ticket);
  await tell(transaction, ticketIssued, ticket);
  if (number === 1) await scheduleDayEnd(transaction, { branchId: point.branchId, localDate }, timeZone);
  return ticket;
}

/** Takes whoever stands in a queue for an appointment out of it; also who was skipped is not called again. */
export async function leaveQueue(transaction: Transaction, appointmentId: string): Promise<void> {
  const tickets = await transaction.all(
    QueueTicket,
    sql`where appointment_id = ${toUuid('appointment', appointmentId)} and status = any (${[...openTicketStatuses, TicketStatus.SKIPPED]}) order by id for update`,
  );
  for (const ticket of tickets) {
    ticket.step(TicketStatus.LEFT, new Date(), 0);
    await transaction.save(ticket);
    await tell(transaction, ticketUpdated, ticket);
  }
}
