import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { AppointmentChangeKind, AppointmentStatus } from '../appointments/appointment-status.js';
import { Appointment } from '../appointments/appointment.js';
import { bookingPermission } from '../appointments/booking.js';
import { progress } from '../appointments/visit-progress.js';
import { patientRefusal } from '../references/patient.js';
import { calendarsOf } from '../slots/slot-search.js';
import { joinQueue } from './queue-entry.js';
import { CheckInAppointmentPayload, IssueTicketPayload, type CheckInAppointmentInput, type IssueTicketInput } from './queue.inputs.js';
import type { QueueTicket } from './queue-ticket.js';
import { ServicePoint } from './service-point.js';

const once = {
  queue_tickets_one_per_patient: {
    code: 'TAKEN',
    message: 'This patient stands in a queue already: transfer that ticket, or let them leave.',
    field: ['input'],
  },
  queue_tickets_one_per_appointment: { code: 'TAKEN', message: 'This appointment has a place in a queue already.', field: ['input', 'id'] },
} as const;

export async function issueTicket(context: Context, input: IssueTicketInput): Promise<IssueTicketPayload> {
  const nothing = { ticket: null };
  const timeZone = await timeZoneOfPoint(context, input.servicePointId);
  const noPatient = input.patientId == null ? null : await patientRefusal(context, input.patientId, 'queue:serve');
  return context.db.command(
    IssueTicketPayload,
    { name: 'issueTicket', permission: 'queue:serve', constraints: once },
    async (transaction) => {
      const point = await transaction.first(ServicePoint, sql`where id = ${toUuid('servicepoint', input.servicePointId)}`);
      if (!point || timeZone === null)
        return refuse(
          'NOT_FOUND',
          'There is no such service point at the branches where you may do this.',
          ['input', 'servicePointId'],
          nothing,
        );
      if (!point.active) return refuse('WRONG_STATE', 'This service point is closed.', ['input', 'servicePointId'], nothing);
      if (noPatient) return new Refusal([noPatient], nothing);
      const who = { patientId: input.patientId ?? null, appointmentId: null, practitionerId: null, priority: input.priority, timeZone };
      return { ticket: await joinQueue(transaction, point, who) };
    },
  );
}

/** Receives a patient who has an appointment: they join the queue of walk-ins, a little further ahead. */
export async function checkInAppointment(context: Context, input: CheckInAppointmentInput): Promise<CheckInAppointmentPayload> {
  const nothing = { appointment: null, ticket: null };
  return context.db.command(
    CheckInAppointmentPayload,
    { name: 'checkInAppointment', permission: bookingPermission, constraints: once },
    async (transaction) => {
      const appointment = await transaction.lock(Appointment, input.id);
      if (!appointment)
        return refuse('NOT_FOUND', 'There is no such appointment at the branches where you may do this.', ['input', 'id'], nothing);
      const stale = staleVersion(appointment, input.expectedVersion, 'appointment', nothing);
      if (stale) return stale;
      const wrong = await progress(transaction, appointment, AppointmentStatus.CHECKED_IN, AppointmentChangeKind.CHECKED_IN);
      if (wrong) return new Refusal(wrong.errors, nothing);
      let ticket: QueueTicket | null = null;
      if (input.servicePointId) {
        const point = await transaction.first(ServicePoint, sql`where id = ${toUuid('servicepoint', input.servicePointId)} and active`);
        if (point?.branchId !== appointment.branchId) {
          return refuse(
            'NOT_FOUND',
            "There is no such service point at the appointment's branch that is open.",
            ['input', 'servicePointId'],
            nothing,
          );
        }
        const { patientId, id: appointmentId, practitionerId, timeZone } = appointment;
        ticket = await joinQueue(transaction, point, { patientId, appointmentId, practitionerId, priority: input.priority, timeZone });
      }
      return { appointment, ticket };
    },
  );
}

/** Null when there is no such service point for this caller. */
async function timeZoneOfPoint(context: Context, servicePointId: string): Promise<string | null> {
  const [point] = await context.db.all(ServicePoint, sql`where id = ${toUuid('servicepoint', servicePointId)}`);
  if (!point) return null;
  return (await calendarsOf(context, [point.branchId])).get(point.branchId)?.timeZone ?? null;
}
