import { registerEnumType } from 'type-graphql';

/** FHIR R4 appointmentstatus, less `waitlist`: who waits has a waitlist entry, and an appointment once a time is offered. */
export enum AppointmentStatus {
  PROPOSED = 'PROPOSED',
  PENDING = 'PENDING',
  BOOKED = 'BOOKED',
  ARRIVED = 'ARRIVED',
  CHECKED_IN = 'CHECKED_IN',
  FULFILLED = 'FULFILLED',
  CANCELLED = 'CANCELLED',
  NOSHOW = 'NOSHOW',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(AppointmentStatus, {
  name: 'AppointmentStatus',
  description: 'How far an appointment has come (FHIR R4 appointmentstatus). docs/scheduling.md holds the table of transitions.',
  valuesConfig: {
    PROPOSED: { description: 'Offered to somebody on the waitlist; the time is theirs until `holdExpiresAt`.' },
    PENDING: { description: 'Held; the time is kept until `holdExpiresAt`.' },
    BOOKED: { description: 'Firm.' },
    ARRIVED: { description: 'The patient is at the branch.' },
    CHECKED_IN: { description: 'The patient is received and waits to be called.' },
    FULFILLED: { description: 'The visit took place.' },
    CANCELLED: { description: 'Called off, or a hold or offer that ran out.' },
    NOSHOW: { description: 'The patient did not come.' },
    ENTERED_IN_ERROR: { description: 'Recorded by mistake.' },
  },
});

const { PROPOSED, PENDING, BOOKED, ARRIVED, CHECKED_IN, FULFILLED, CANCELLED, NOSHOW, ENTERED_IN_ERROR } = AppointmentStatus;

/** Where an appointment can go from each status. */
const next: Readonly<Record<AppointmentStatus, readonly AppointmentStatus[]>> = {
  [PROPOSED]: [BOOKED, CANCELLED],
  [PENDING]: [BOOKED, CANCELLED, ENTERED_IN_ERROR],
  [BOOKED]: [ARRIVED, CHECKED_IN, CANCELLED, NOSHOW, ENTERED_IN_ERROR],
  [ARRIVED]: [CHECKED_IN, FULFILLED, CANCELLED, ENTERED_IN_ERROR],
  [CHECKED_IN]: [FULFILLED, CANCELLED, ENTERED_IN_ERROR],
  [FULFILLED]: [ENTERED_IN_ERROR],
  [CANCELLED]: [ENTERED_IN_ERROR],
  // Who comes after all is received after all.
  [NOSHOW]: [ARRIVED, CHECKED_IN, ENTERED_IN_ERROR],
  [ENTERED_IN_ERROR]: [],
};

export function nextStatuses(status: AppointmentStatus): readonly AppointmentStatus[] {
  return next[status];
}

/** In these an appointment takes up the time of those who are part of it. */
export const takingStatuses: readonly AppointmentStatus[] = [PROPOSED, PENDING, BOOKED, ARRIVED, CHECKED_IN, FULFILLED, NOSHOW];

export enum CancelledBy {
  PATIENT = 'PATIENT',
  PROVIDER = 'PROVIDER',
  SYSTEM = 'SYSTEM',
}

registerEnumType(CancelledBy, {
  name: 'CancelledBy',
  description: 'Who called an appointment off.',
  valuesConfig: {
    PATIENT: { description: 'The patient, or somebody for them.' },
    PROVIDER: { description: 'The practice.' },
    SYSTEM: { description: 'Nobody confirmed in time.' },
  },
});

export enum AppointmentChangeKind {
  HELD = 'HELD',
  OFFERED = 'OFFERED',
  BOOKED = 'BOOKED',
  RESCHEDULED = 'RESCHEDULED',
  ARRIVED = 'ARRIVED',
  CHECKED_IN = 'CHECKED_IN',
  FULFILLED = 'FULFILLED',
  REOPENED = 'REOPENED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
  NOSHOW = 'NOSHOW',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(AppointmentChangeKind, {
  name: 'AppointmentChangeKind',
  description: 'What happened to an appointment.',
  valuesConfig: {
    HELD: { description: 'The time was held.' },
    OFFERED: { description: 'The time was offered to somebody on the waitlist.' },
    BOOKED: { description: 'It became firm.' },
    RESCHEDULED: { description: 'It was moved to another time, practitioner, room or branch.' },
    ARRIVED: { description: 'The patient came.' },
    CHECKED_IN: { description: 'The patient was received.' },
    FULFILLED: { description: 'The visit took place.' },
    REOPENED: { description: 'That it took place was taken back.' },
    CANCELLED: { description: 'It was called off.' },
    EXPIRED: { description: 'Nobody confirmed the hold or offer in time.' },
    NOSHOW: { description: 'The patient did not come.' },
    ENTERED_IN_ERROR: { description: 'It was declared a mistake.' },
  },
});

/** Which of a series is meant. */
export enum SeriesScope {
  THIS = 'THIS',
  THIS_AND_LATER = 'THIS_AND_LATER',
}

registerEnumType(SeriesScope, {
  name: 'SeriesScope',
  description: 'Which appointments of a series a change is for.',
  valuesConfig: { THIS: { description: 'This one.' }, THIS_AND_LATER: { description: 'This one and all later ones that are booked.' } },
});
