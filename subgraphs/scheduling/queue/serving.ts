import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { EventType } from '#kernel/events/event.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { AppointmentChangeKind, AppointmentStatus } from '../appointments/appointment-status.js';
import { Appointment } from '../appointments/appointment.js';
import { progress, reopen } from '../appointments/visit-progress.js';
import { ticketCalled, ticketUpdated, type TicketFacts } from '../events.js';
import { Practitioner } from '../practitioners/practitioner.js';
import { BookableResource } from '../resources/resource.js';
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
import { forgetStay, keepStay } from './queue-stay.js';
import { QueueTicket, TicketStatus } from './queue-ticket.js';
import { ServicePoint } from './service-point.js';
import { tell } from './telling.js';

const permission = 'queue:serve';
const nothing = { ticket: null };

const waitsElsewhere = {
  queue_tickets_one_per_patient: {
    code: 'TAKEN',
    message: 'The patient stands in a queue by another ticket by now.',
    field: ['input', 'id'],
  },
  queue_tickets_one_per_appointment: { code: 'TAKEN', message: 'The appointment has another ticket by now.', field: ['input', 'id'] },
} as const;

/** Two desks that call at the same moment call two tickets: each takes the first that nobody else is taking. */
export async function callNextTicket(context: Context, input: CallNextTicketInput): Promise<CallNextTicketPayload> {
  return context.db.command(CallNextTicketPayload, { name: 'callNextTicket', permission }, async (transaction) => {
    const point = await transaction.first(ServicePoint, sql`where id = ${toUuid('servicepoint', input.servicePointId)}`);
    if (!point)
      return refuse(
        'NOT_FOUND',
        'There is no such service point at the branches where you may do this.',
        ['input', 'servicePointId'],
        nothing,
      );
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
    await keep(transaction, ticket, ticketCalled);
    return { ticket };
  });
}

export async function recallTicket(context: Context, { id }: RecallTicketInput): Promise<RecallTicketPayload> {
  return context.db.command(RecallTicketPayload, { name: 'recallTicket', permission, constraints: waitsElsewhere }, async (transaction) => {
    const found = await ticketAt(transaction, id);
    if (!('ticket' in found)) return found;
    if (found.ticket.status === TicketStatus.WAITING)
      return refuse('WRONG_STATE', 'It was not called yet: call the next ticket.', ['input', 'id'], nothing);
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
    const appointment = input.fulfillAppointment ? await lockVisit(transaction, input.id) : null;
    const found = await ticketAt(transaction, input.id, refused);
    if (!('ticket' in found)) return found;
    const wrong = advance(found, TicketStatus.FINISHED, {}, refused);
    if (wrong) return wrong;
    const { ticket } = found;
    const before = appointment?.status;
    const isFulfilled =
      appointment !== null && !(await progress(transaction, appointment, AppointmentStatus.FULFILLED, AppointmentChangeKind.FULFILLED));
    if (before && isFulfilled) ticket.rememberFulfilling(before);
    await keep(transaction, ticket, ticketUpdated);
    return { ticket, appointment: isFulfilled ? appointment : null };
  });
}

export async function leaveTicket(context: Context, { id }: LeaveQueueInput): Promise<LeaveQueuePayload> {
  return context.db.command(LeaveQueuePayload, { name: 'leaveQueue', permission }, async (transaction) => {
    const found = await ticketAt(transaction, id);
    if (!('ticket' in found)) return found;
    return (await step(transaction, found, TicketStatus.LEFT)) ?? { ticket: found.ticket };
  });
}

/** The ticket keeps its code and the time since which it waits; the other queue's weights decide its place there, and what it counts there begins anew. */
export async function transferTicket(context: Context, input: TransferTicketInput): Promise<TransferTicketPayload> {
  return context.db.command(
    TransferTicketPayload,
    { name: 'transferTicket', permission, constraints: waitsElsewhere },
    async (transaction) => {
      const found = await ticketAt(transaction, input.id);
      if (!('ticket' in found)) return found;
      const { ticket } = found;
      const target = await transaction.first(ServicePoint, sql`where id = ${toUuid('servicepoint', input.servicePointId)} and active`);
      if (target?.branchId !== ticket.branchId)
        return refuse('NOT_FOUND', 'There is no such service point at this branch that is open.', ['input', 'servicePointId'], nothing);
      if (target.id === ticket.servicePointId)
        return refuse('INVALID', 'It is in that queue already.', ['input', 'servicePointId'], nothing);
      const before = Object.assign(new QueueTicket(), ticket);
      const now = new Date();
      const place = {
        servicePointId: target.id,
        joinedAt: now,
        timesCalled: 0,
        calledAt: null,
        firstCalledAt: null,
        startedAt: null,
        orderAt: target.orderAt(ticket.waitingSince, ticket.priority),
        resourceId: null,
        // Who called it here does not serve it there: it is anybody's again, or their appointment's.
        practitionerId: await practitionerOfAppointment(transaction, ticket),
      };
      const wrong = await step(transaction, found, TicketStatus.WAITING, place);
      if (wrong) return wrong;
      await keepStay(transaction, before, now);
      return { ticket };
    },
  );
}

/** Goes back one step, within the seconds that the service point allows; a visit that was fulfilled with that step is open again. */
export async function undoTicket(context: Context, { id }: UndoTicketInput): Promise<UndoTicketPayload> {
  return context.db.command(UndoTicketPayload, { name: 'undoTicket', permission, constraints: waitsElsewhere }, async (transaction) => {
    const appointment = await lockVisit(transaction, id);
    const found = await ticketAt(transaction, id);
    if (!('ticket' in found)) return found;
    const { ticket } = found;
    const { servicePointId, joinedAt, fulfilledFrom } = ticket;
    if (!ticket.undo(new Date()))
      return refuse('WRONG_STATE', 'There is nothing to undo any more: the time for it is over.', ['input', 'id'], nothing);
    await keep(transaction, ticket, ticketUpdated, servicePointId);
    if (ticket.servicePointId !== servicePointId) await forgetStay(transaction, id, joinedAt);
    if (fulfilledFrom && appointment) await reopen(transaction, appointment, fulfilledFrom);
    return { ticket };
  });
}

/** The appointment for which a ticket was given, locked before the ticket: whoever cancels an appointment locks them in that order. */
async function lockVisit(transaction: Transaction, ticketId: string): Promise<Appointment | null> {
  const ticket = await transaction.first(QueueTicket, sql`where id = ${toUuid('ticket', ticketId)}`);
  return ticket?.appointmentId ? transaction.lock(Appointment, ticket.appointmentId) : null;
}

interface TicketAtPoint {
  readonly ticket: QueueTicket;
  readonly point: ServicePoint;
}

async function ticketAt(
  transaction: Transaction,
  id: string,
  refused: Readonly<Record<string, unknown>> = nothing,
): Promise<TicketAtPoint | Refusal> {
  const ticket = await transaction.lock(QueueTicket, id);
  const point = ticket && (await transaction.first(ServicePoint, sql`where id = ${toUuid('servicepoint', ticket.servicePointId)}`));
  return point
    ? { ticket, point }
    : refuse('NOT_FOUND', 'There is no such ticket at the branches where you may do this.', ['input', 'id'], refused);
}

async function step(
  transaction: Transaction,
  found: TicketAtPoint,
  status: TicketStatus,
  changes: StepChanges = {},
): Promise<Refusal | null> {
  const { servicePointId } = found.ticket;
  const wrong = advance(found, status, changes);
  if (wrong) return wrong;
  await keep(transaction, found.ticket, status === TicketStatus.CALLED ? ticketCalled : ticketUpdated, servicePointId);
  return null;
}

type StepChanges = Parameters<QueueTicket['step']>[3];

function advance(
  { ticket, point }: TicketAtPoint,
  status: TicketStatus,
  changes: StepChanges,
  refused: Readonly<Record<string, unknown>> = nothing,
): Refusal | null {
  const allowed = ticket.step(status, new Date(), point.undoSeconds, changes);
  if (!allowed) return null;
  const others = allowed.filter((each) => each !== ticket.status);
  const ways = others.length > 0 ? `it can become ${others.join(', ')}` : 'nothing follows that';
  return refuse(
    'WRONG_STATE',
    `The ticket ${ticket.code} is ${ticket.status} and cannot become ${status}: ${ways}.`,
    ['input', 'id'],
    refused,
  );
}

async function keep(
  transaction: Transaction,
  ticket: QueueTicket,
  event: EventType<TicketFacts>,
  previousServicePointId?: string,
): Promise<void> {
  await transaction.save(ticket);
  await tell(transaction, event, ticket, previousServicePointId);
}

async function practitionerOfAppointment(transaction: Transaction, { appointmentId }: QueueTicket): Promise<string | null> {
  if (appointmentId === null) return null;
  return (await transaction.first(Appointment, sql`where id = ${toUuid('appointment', appointmentId)}`))?.practitionerId ?? null;
}

async function absentDesk(
  transaction: Transaction,
  { branchId }: ServicePoint,
  { resourceId, practitionerId }: CallNextTicketInput,
): Promise<Refusal | null> {
  if (resourceId) {
    const resource = await transaction.first(
      BookableResource,
      sql`where id = ${toUuid('resource', resourceId)} and branch_id = ${toUuid('branch', branchId)}`,
    );
    if (!resource) return refuse('NOT_FOUND', 'There is no such room or desk at this branch.', ['input', 'resourceId'], nothing);
  }
  if (practitionerId) {
    const practitioner = await transaction.first(Practitioner, sql`where id = ${toUuid('practitioner', practitionerId)}`);
    if (!practitioner) return refuse('NOT_FOUND', 'There is no such practitioner.', ['input', 'practitionerId'], nothing);
  }
  return null;
}
