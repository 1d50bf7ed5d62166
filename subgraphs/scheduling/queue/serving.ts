import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { AppointmentChangeKind, AppointmentStatus } from '../appointments/appointment-status.js';
import { Appointment } from '../appointments/appointment.js';
import { progress } from '../appointments/visit-progress.js';
import { ticketCalled, ticketUpdated } from '../events.js';
import { Practitioner } from '../practitioners/practitioner.js';
import { BookableResource } from '../resources/resource.js';
import { tell } from './queue-entry.js';
import {
  CallNextTicketPayload,
  FinishTicketPayload,
  LeaveQueuePayload,
  RecallTicketPayload,
  SkipTicketPayload,
  StartTicketPayload,
  TransferTicketPayload,
  UndoTicketPayload,
  type CallNextTicketInput,
  type FinishTicketInput,
  type LeaveQueueInput,
  type RecallTicketInput,
  type SkipTicketInput,
  type StartTicketInput,
  type TransferTicketInput,
  type UndoTicketInput,
} from './queue.inputs.js';
import { QueueTicket, TicketStatus } from './queue-ticket.js';
import { ServicePoint } from './service-point.js';

const permission = 'queue:serve';
const nothing = { ticket: null };

const waitsElsewhere = {
  queue_tickets_one_per_patient: { code: 'TAKEN', message: 'The patient stands in a queue by another ticket by now.', field: ['input', 'id'] },
  queue_tickets_one_per_appointment: { code: 'TAKEN', message: 'The appointment has another ticket by now.', field: ['input', 'id'] },
} as const;

/** Two desks that call at the same moment call two tickets: each takes the first that nobody else is taking. */
export async function callNextTicket(context: Context, input: CallNextTicketInput): Promise<CallNextTicketPayload> {
  return context.db.command(CallNextTicketPayload, { name: 'callNextTicket', permission }, async (transaction) => {
    const point = await transaction.first(ServicePoint, sql`where id = ${toUuid('servicepoint', input.servicePointId)}`);
    if (!point) return refuse('NOT_FOUND', 'There is no such service point at the branches where you may do this.', ['input', 'servicePointId'], nothing);
    const missing = await absentDesk(transaction, point, input);
    if (missing) return missing;
    const practitioner = input.practitionerId ? toUuid('practitioner', input.practitionerId) : null;
    const [ticket] = await transaction.all(
      QueueTicket,
      sql`where service_point_id = ${toUuid('servicepoint', point.id)} and status = 'WAITING'
        and (${practitioner}::uuid is null or practitioner_id is null or practitioner_id = ${practitioner}::uuid)
        order by order_at, id limit 1 for update skip locked`,
    );
    if (!ticket) return { ticket: null };
    const desk = { resourceId: input.resourceId ?? null, practitionerId: input.practitionerId ?? ticket.practitionerId };
    ticket.step(TicketStatus.CALLED, new Date(), point.undoSeconds, desk);
    await transaction.save(ticket);
    await tell(transaction, ticketCalled, ticket);
    return { ticket };
  });
}

export async function recallTicket(context: Context, { id }: RecallTicketInput): Promise<RecallTicketPayload> {
  return context.db.command(RecallTicketPayload, { name: 'recallTicket', permission, constraints: waitsElsewhere }, async (transaction) => {
    const found = await ticketAt(transaction, id);
    if (!('ticket' in found)) return found;
    if (found.ticket.status === TicketStatus.WAITING) return refuse('WRONG_STATE', 'It was not called yet: call the next ticket.', ['input', 'id'], nothing);
    return (await step(transaction, found, TicketStatus.CALLED)) ?? { ticket: found.ticket };
  });
}

export async function skipTicket(context: Context, { id }: SkipTicketInput): Promise<SkipTicketPayload> {
  return context.db.command(SkipTicketPayload, { name: 'skipTicket', permission }, async (transaction) => {
    const found = await ticketAt(transaction, id);
    if (!('ticket' in found)) return found;
    return (await step(transaction, found, TicketStatus.SKIPPED)) ?? { ticket: found.ticket };
  });
}

export async function startTicket(context: Context, { id }: StartTicketInput): Promise<StartTicketPayload> {
  return context.db.command(StartTicketPayload, { name: 'startTicket', permission }, async (transaction) => {
    const found = await ticketAt(transaction, id);
    if (!('ticket' in found)) return found;
    return (await step(transaction, found, TicketStatus.SERVING)) ?? { ticket: found.ticket };
  });
}

export async function finishTicket(context: Context, input: FinishTicketInput): Promise<FinishTicketPayload> {
  const refused = { ...nothing, appointment: null };
  return context.db.command(FinishTicketPayload, { name: 'finishTicket', permission }, async (transaction) => {
    const found = await ticketAt(transaction, input.id, refused);
    if (!('ticket' in found)) return found;
    const wrong = await step(transaction, found, TicketStatus.FINISHED, {}, refused);
    if (wrong) return wrong;
    const { appointmentId } = found.ticket;
    const appointment = appointmentId && input.fulfillAppointment ? await transaction.lock(Appointment, appointmentId) : null;
    const isFulfilled = appointment !== null && !(await progress(transaction, appointment, AppointmentStatus.FULFILLED, AppointmentChangeKind.FULFILLED));
    return { ticket: found.ticket, appointment: isFulfilled ? appointment : null };
  });
}

export async function leaveTicket(context: Context, { id }: LeaveQueueInput): Promise<LeaveQueuePayload> {
  return context.db.command(LeaveQueuePayload, { name: 'leaveQueue', permission }, async (transaction) => {
    const found = await ticketAt(transaction, id);
    if (!('ticket' in found)) return found;
    return (await step(transaction, found, TicketStatus.LEFT)) ?? { ticket: found.ticket };
  });
}

/** The ticket keeps its code and the time since which it waits; the other queue's weights decide its place there. */
export async function transferTicket(context: Context, input: TransferTicketInput): Promise<TransferTicketPayload> {
  return context.db.command(TransferTicketPayload, { name: 'transferTicket', permission, constraints: waitsElsewhere }, async (transaction) => {
    const found = await ticketAt(transaction, input.id);
    if (!('ticket' in found)) return found;
    const { ticket } = found;
    const target = await transaction.first(ServicePoint, sql`where id = ${toUuid('servicepoint', input.servicePointId)} and active`);
    if (target?.branchId !== ticket.branchId) return refuse('NOT_FOUND', 'There is no such service point at this branch that is open.', ['input', 'servicePointId'], nothing);
    if (target.id === ticket.servicePointId) return refuse('INVALID', 'It is in that queue already.', ['input', 'servicePointId'], nothing);
    const isWaiting = ticket.status === TicketStatus.WAITING;
    const place = { servicePointId: target.id, orderAt: target.orderAt(ticket.waitingSince, ticket.priority), resourceId: null };
    // One that waits stays waiting, which is no step of its own.
    const wrong = isWaiting ? await moveWaiting(transaction, found, place) : await step(transaction, found, TicketStatus.WAITING, place);
    return wrong ?? { ticket };
  });
}

/** Goes back one step, within the seconds that the service point allows. A visit that was fulfilled with it stays so. */
export async function undoTicket(context: Context, { id }: UndoTicketInput): Promise<UndoTicketPayload> {
  return context.db.command(UndoTicketPayload, { name: 'undoTicket', permission, constraints: waitsElsewhere }, async (transaction) => {
    const found = await ticketAt(transaction, id);
    if (!('ticket' in found)) return found;
    const { ticket } = found;
    const { servicePointId } = ticket;
    if (!ticket.undo(new Date())) return refuse('WRONG_STATE', 'There is nothing to undo any more: the time for it is over.', ['input', 'id'], nothing);
    await transaction.save(ticket);
    await tell(transaction, ticketUpdated, ticket, servicePointId);
    return { ticket };
  });
}

interface TicketAtPoint {
  readonly ticket: QueueTicket;
  readonly point: ServicePoint;
}

async function ticketAt(transaction: Transaction, id: string, refused: Readonly<Record<string, unknown>> = nothing): Promise<TicketAtPoint | Refusal> {
  const ticket = await transaction.lock(QueueTicket, id);
  const point = ticket && (await transaction.first(ServicePoint, sql`where id = ${toUuid('servicepoint', ticket.servicePointId)}`));
  return point ? { ticket, point } : refuse('NOT_FOUND', 'There is no such ticket at the branches where you may do this.', ['input', 'id'], refused);
}

async function step(
  transaction: Transaction,
  { ticket, point }: TicketAtPoint,
  status: TicketStatus,
  changes: Parameters<QueueTicket['step']>[3] = {},
  refused: Readonly<Record<string, unknown>> = nothing,
): Promise<Refusal | null> {
  const { servicePointId } = ticket;
  const allowed = ticket.step(status, new Date(), point.undoSeconds, changes);
  if (allowed) {
    const ways = allowed.length > 0 ? `it can become ${[...new Set(allowed)].join(', ')}` : 'nothing follows that';
    return refuse('WRONG_STATE', `The ticket ${ticket.code} is ${ticket.status} and cannot become ${status}: ${ways}.`, ['input', 'id'], refused);
  }
  await transaction.save(ticket);
  await tell(transaction, status === TicketStatus.CALLED ? ticketCalled : ticketUpdated, ticket, servicePointId);
  return null;
}

async function moveWaiting(transaction: Transaction, { ticket }: TicketAtPoint, place: Pick<QueueTicket, 'servicePointId' | 'orderAt'>): Promise<null> {
  const { servicePointId } = ticket;
  Object.assign(ticket, place);
  await transaction.save(ticket);
  await tell(transaction, ticketUpdated, ticket, servicePointId);
  return null;
}

async function absentDesk(transaction: Transaction, { branchId }: ServicePoint, { resourceId, practitionerId }: CallNextTicketInput): Promise<Refusal | null> {
  if (resourceId) {
    const resource = await transaction.first(BookableResource, sql`where id = ${toUuid('resource', resourceId)} and branch_id = ${toUuid('branch', branchId)}`);
    if (!resource) return refuse('NOT_FOUND', 'There is no such room or desk at this branch.', ['input', 'resourceId'], nothing);
  }
  if (practitionerId) {
    const practitioner = await transaction.first(Practitioner, sql`where id = ${toUuid('practitioner', practitionerId)}`);
    if (!practitioner) return refuse('NOT_FOUND', 'There is no such practitioner.', ['input', 'practitionerId'], nothing);
  }
  return null;
}
