import { registerEnumType } from 'type-graphql';

export enum MedicationRequestStatus {
  DRAFT = 'DRAFT',
  ACTIVE = 'ACTIVE',
  ON_HOLD = 'ON_HOLD',
  CANCELLED = 'CANCELLED',
  COMPLETED = 'COMPLETED',
  STOPPED = 'STOPPED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(MedicationRequestStatus, {
  name: 'MedicationRequestStatus',
  description: 'How far a prescription, or one medicine of it, has come (FHIR R4 MedicationRequest.status).',
  valuesConfig: {
    DRAFT: { description: 'Being written; not signed, and not to be dispensed.' },
    ACTIVE: { description: 'Signed, and to be dispensed.' },
    ON_HOLD: { description: 'Stopped for a while; it can become active again.' },
    CANCELLED: { description: 'Withdrawn before anything was dispensed.' },
    COMPLETED: { description: 'All of it was dispensed.' },
    STOPPED: { description: 'Ended before all of it was dispensed.' },
    ENTERED_IN_ERROR: { description: 'It was a mistake.' },
    UNKNOWN: { description: 'It came from elsewhere, and nobody knows.' },
  },
});

const next: Readonly<Record<MedicationRequestStatus, readonly MedicationRequestStatus[]>> = {
  DRAFT: [MedicationRequestStatus.ACTIVE, MedicationRequestStatus.CANCELLED, MedicationRequestStatus.ENTERED_IN_ERROR],
  ACTIVE: [
    MedicationRequestStatus.ON_HOLD,
    MedicationRequestStatus.CANCELLED,
    MedicationRequestStatus.COMPLETED,
    MedicationRequestStatus.STOPPED,
    MedicationRequestStatus.ENTERED_IN_ERROR,
  ],
  ON_HOLD: [
    MedicationRequestStatus.ACTIVE,
    MedicationRequestStatus.CANCELLED,
    MedicationRequestStatus.STOPPED,
    MedicationRequestStatus.ENTERED_IN_ERROR,
  ],
  CANCELLED: [MedicationRequestStatus.ENTERED_IN_ERROR],
  // Packs that come back are owed again.
  COMPLETED: [MedicationRequestStatus.ACTIVE, MedicationRequestStatus.ENTERED_IN_ERROR],
  STOPPED: [MedicationRequestStatus.ENTERED_IN_ERROR],
  ENTERED_IN_ERROR: [],
  UNKNOWN: [MedicationRequestStatus.ENTERED_IN_ERROR],
};

/** Where it can go from here. */
export function nextRequestStatuses(status: MedicationRequestStatus): readonly MedicationRequestStatus[] {
  return next[status];
}

/** What people do with a prescription or one medicine of it. What handing over does to it, `settlePrescription` says. */
export type StatusAct = 'sign' | 'hold' | 'resume' | 'cancel' | 'stop' | 'markInError';

interface StatusStep {
  readonly to: MedicationRequestStatus;
  /** The one status that it is done in, where the table alone would allow more. */
  readonly only?: MedicationRequestStatus;
  /** Completes "It cannot be …". */
  readonly done: string;
}

const steps: Readonly<Record<StatusAct, StatusStep>> = {
  sign: { to: MedicationRequestStatus.ACTIVE, only: MedicationRequestStatus.DRAFT, done: 'signed' },
  hold: { to: MedicationRequestStatus.ON_HOLD, done: 'put on hold' },
  resume: { to: MedicationRequestStatus.ACTIVE, only: MedicationRequestStatus.ON_HOLD, done: 'resumed' },
  cancel: { to: MedicationRequestStatus.CANCELLED, done: 'cancelled' },
  stop: { to: MedicationRequestStatus.STOPPED, done: 'stopped' },
  markInError: { to: MedicationRequestStatus.ENTERED_IN_ERROR, done: 'marked as a mistake' },
};

/** In which statuses this can be done. */
export function statusesFor(act: StatusAct): readonly MedicationRequestStatus[] {
  const { to, only } = steps[act];
  return Object.values(MedicationRequestStatus).filter((from) => next[from].includes(to) && (only ?? from) === from);
}

/** The status after it, or a sentence that says why it cannot be done in this one. `what` reads as in "the prescription". */
export function statusAfter(
  act: StatusAct,
  status: MedicationRequestStatus,
  what: string,
): { to: MedicationRequestStatus } | { wrong: string } {
  const possible = statusesFor(act);
  if (possible.includes(status)) return { to: steps[act].to };
  return { wrong: `The ${what} is ${status} and cannot be ${steps[act].done}: that takes one that is ${possible.join(' or ')}.` };
}

export enum PeriodUnit {
  HOUR = 'HOUR',
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}

registerEnumType(PeriodUnit, {
  name: 'DosePeriodUnit',
  description: 'In which unit the period of a dose is counted (UCUM h, d, wk, mo).',
  valuesConfig: {
    HOUR: { description: 'Hours.' },
    DAY: { description: 'Days.' },
    WEEK: { description: 'Weeks.' },
    MONTH: { description: 'Months.' },
  },
});
