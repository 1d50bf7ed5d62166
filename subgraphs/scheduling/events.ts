import { defineEvent } from '#kernel/events/event.js';
import type { PublicEvent } from '#kernel/events/public-event.js';

/** What every event of an appointment tells; instants are RFC 3339. */
export interface AppointmentFacts {
  readonly status: string;
  readonly patientId: string;
  readonly practitionerId: string | null;
  readonly serviceId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** The day at the branch. */
  readonly date: string;
  /** The day from which it was moved, when it was. */
  readonly previousDate?: string;
  /** The branch from which it was moved, when it was. */
  readonly previousBranchId?: string;
}

export const practitionerUpdated = defineEvent<{ active: boolean }>('practitioner.updated', 1, 'A practitioner was added or changed.', {
  permission: 'schedules:read',
  subject: 'practitioner',
});

const toldOfAppointments: PublicEvent<AppointmentFacts> = {
  permission: 'appointments:read',
  subject: 'appointment',
  ids: {
    practitionerId: { prefix: 'practitioner', description: 'With whom it is, when that is settled.', nullable: true },
    serviceId: { prefix: 'service', description: 'What it is for.' },
  },
  otherBranches: ['previousBranchId'],
  patient: { at: 'patientId' },
};

export const appointmentHeld = defineEvent<AppointmentFacts>('appointment.held', 1, 'A time was held, until it is confirmed or expires.');
export const appointmentOffered = defineEvent<AppointmentFacts>(
  'appointment.offered',
  1,
  'A time that became free was offered to somebody on the waitlist.',
);
export const appointmentBooked = defineEvent<AppointmentFacts>('appointment.booked', 1, 'An appointment became firm.', toldOfAppointments);
export const appointmentRescheduled = defineEvent<AppointmentFacts>(
  'appointment.rescheduled',
  1,
  'An appointment was moved to another time, practitioner, room or branch.',
  toldOfAppointments,
);
export const appointmentArrived = defineEvent<AppointmentFacts>('appointment.arrived', 1, 'The patient came.', toldOfAppointments);
export const appointmentCheckedIn = defineEvent<AppointmentFacts>(
  'appointment.checked_in',
  1,
  'The patient was received and waits to be called.',
  toldOfAppointments,
);
export const appointmentFulfilled = defineEvent<AppointmentFacts>('appointment.fulfilled', 1, 'The visit took place.', toldOfAppointments);
export const appointmentReopened = defineEvent<AppointmentFacts>(
  'appointment.reopened',
  1,
  'That the visit took place was taken back.',
  toldOfAppointments,
);
export const appointmentCancelled = defineEvent<AppointmentFacts>(
  'appointment.cancelled',
  1,
  'An appointment was called off.',
  toldOfAppointments,
);
export const appointmentExpired = defineEvent<AppointmentFacts>(
  'appointment.expired',
  1,
  'Nobody confirmed a hold or offer in time.',
  toldOfAppointments,
);
export const appointmentNoShow = defineEvent<AppointmentFacts>('appointment.noshow', 1, 'The patient did not come.', toldOfAppointments);
export const appointmentEnteredInError = defineEvent<AppointmentFacts>(
  'appointment.entered_in_error',
  1,
  'An appointment was declared a mistake.',
  toldOfAppointments,
);

export const slotOffered = defineEvent<{ entryId: string; appointmentId: string; patientId: string; status: string }>(
  'waitlist.offer_updated',
  1,
  'A time that became free was offered to somebody on the waitlist, or such an offer was answered or ran out.',
);

/** What every event of a ticket tells. */
export interface TicketFacts {
  readonly code: string;
  readonly status: string;
  readonly servicePointId: string;
  /** Where it waited before it was transferred, when it was. */
  readonly previousServicePointId?: string;
}

export const ticketIssued = defineEvent<TicketFacts>('queue_ticket.issued', 1, 'Somebody joined a queue.');
export const ticketCalled = defineEvent<TicketFacts>('queue_ticket.called', 1, 'A ticket was called, for the first time or again.');
export const ticketUpdated = defineEvent<TicketFacts>(
  'queue_ticket.updated',
  1,
  'A ticket was started, finished, skipped, transferred or undone, or its holder left.',
);

/** Days on which a branch is closed, all day or between two times of its wall clock: a holiday. */
export interface ClosureFacts {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly fromTime: string | null;
  readonly untilTime: string | null;
}

export const closureAdded = defineEvent<ClosureFacts>('branch_closure.added', 1, 'A branch is to be closed on some days.', {
  permission: 'schedules:read',
  subject: 'closure',
});
export const closureRemoved = defineEvent<ClosureFacts>('branch_closure.removed', 1, 'A branch is not to be closed after all.', {
  permission: 'schedules:read',
  subject: 'closure',
});
