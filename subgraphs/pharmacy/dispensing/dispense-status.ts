import { registerEnumType } from 'type-graphql';

export enum DispenseStatus {
  PREPARATION = 'PREPARATION',
  IN_PROGRESS = 'IN_PROGRESS',
  CANCELLED = 'CANCELLED',
  ON_HOLD = 'ON_HOLD',
  COMPLETED = 'COMPLETED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
  STOPPED = 'STOPPED',
  DECLINED = 'DECLINED',
  UNKNOWN = 'UNKNOWN',
}

const { PREPARATION, IN_PROGRESS, CANCELLED, ON_HOLD, COMPLETED, ENTERED_IN_ERROR, STOPPED, DECLINED, UNKNOWN } = DispenseStatus;

registerEnumType(DispenseStatus, {
  name: 'MedicationDispenseStatus',
  description: 'How far a dispense has come (FHIR R4 MedicationDispense.status).',
  valuesConfig: {
    PREPARATION: { description: 'The packs are set aside; nobody has looked a second time.' },
    IN_PROGRESS: { description: 'Somebody has looked a second time; it waits to be handed over.' },
    CANCELLED: { description: 'Called off before it was handed over; the packs are back in stock.' },
    ON_HOLD: { description: 'Stopped for a while; the packs stay set aside.' },
    COMPLETED: { description: 'Handed over.' },
    ENTERED_IN_ERROR: { description: 'It was a mistake.' },
    STOPPED: { description: 'Ended before all of it was handed over; it came from elsewhere.' },
    DECLINED: { description: 'The pharmacist refused to give it; the packs are back in stock.' },
    UNKNOWN: { description: 'It came from elsewhere, and nobody knows.' },
  },
});

/** Where a dispense can go from each status. */
const next: Readonly<Record<DispenseStatus, readonly DispenseStatus[]>> = {
  [PREPARATION]: [IN_PROGRESS, ON_HOLD, COMPLETED, CANCELLED, DECLINED],
  [IN_PROGRESS]: [ON_HOLD, COMPLETED, CANCELLED, DECLINED],
  [ON_HOLD]: [PREPARATION, IN_PROGRESS, CANCELLED, DECLINED],
  [CANCELLED]: [],
  [COMPLETED]: [],
  [ENTERED_IN_ERROR]: [],
  [STOPPED]: [],
  [DECLINED]: [],
  [UNKNOWN]: [],
};

export function nextDispenseStatuses(status: DispenseStatus): readonly DispenseStatus[] {
  return next[status];
}

/** Those whose packs are set aside. */
export const openDispenseStatuses: readonly DispenseStatus[] = [PREPARATION, IN_PROGRESS, ON_HOLD];
