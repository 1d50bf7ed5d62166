import type { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import {
  appointmentArrived,
  appointmentBooked,
  appointmentCancelled,
  appointmentCheckedIn,
  appointmentEnteredInError,
  appointmentExpired,
  appointmentFulfilled,
  appointmentHeld,
  appointmentNoShow,
  appointmentOffered,
  appointmentReopened,
  appointmentRescheduled,
} from '../events.js';
import { AppointmentChangeKind } from './appointment-status.js';
import { AppointmentChange, type Appointment } from './appointment.js';

const eventOf = {
  [AppointmentChangeKind.HELD]: appointmentHeld,
  [AppointmentChangeKind.OFFERED]: appointmentOffered,
  [AppointmentChangeKind.BOOKED]: appointmentBooked,
  [AppointmentChangeKind.RESCHEDULED]: appointmentRescheduled,
  [AppointmentChangeKind.ARRIVED]: appointmentArrived,
  [AppointmentChangeKind.CHECKED_IN]: appointmentCheckedIn,
  [AppointmentChangeKind.FULFILLED]: appointmentFulfilled,
  [AppointmentChangeKind.REOPENED]: appointmentReopened,
  [AppointmentChangeKind.CANCELLED]: appointmentCancelled,
  [AppointmentChangeKind.EXPIRED]: appointmentExpired,
  [AppointmentChangeKind.NOSHOW]: appointmentNoShow,
  [AppointmentChangeKind.ENTERED_IN_ERROR]: appointmentEnteredInError,
} as const;

/** Where an appointment was before it was moved. */
export interface PreviousPlace {
  readonly localDate: string;
  readonly branchId: string;
}

/** Keeps what happened to an appointment, and tells it. */
export async function recordChange(
  transaction: Transaction,
  appointment: Appointment,
  kind: AppointmentChangeKind,
  { reason = null, previous = null }: { reason?: string | null; previous?: PreviousPlace | null } = {},
): Promise<void> {
  const { id, branchId, status, startsAt, endsAt, practitionerId, resourceIds, patientId, serviceId, localDate } = appointment;
  await transaction.insert(
    Object.assign(new AppointmentChange(), {
      id: newId('appointmentchange'),
      branchId,
      appointmentId: id,
      kind,
      status,
      startsAt,
      endsAt,
      practitionerId,
      resourceIds,
      reason,
    }),
  );
  await transaction.publish(eventOf[kind], {
    subject: id,
    branch: branchId,
    data: {
      status,
      patientId,
      practitionerId,
      serviceId,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      date: localDate,
      ...(previous ? { previousDate: previous.localDate, previousBranchId: previous.branchId } : {}),
    },
  });
}
