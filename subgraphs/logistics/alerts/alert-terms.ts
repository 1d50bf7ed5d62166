import { registerEnumType } from 'type-graphql';

export enum LogisticsAlertKind {
  NOT_ASSIGNED = 'NOT_ASSIGNED',
  NOT_COLLECTED = 'NOT_COLLECTED',
  LATE = 'LATE',
  OFF_ROUTE = 'OFF_ROUTE',
  NO_SIGNAL = 'NO_SIGNAL',
}

registerEnumType(LogisticsAlertKind, {
  name: 'LogisticsAlertKind',
  description: 'What is wrong with a task.',
  valuesConfig: {
    NOT_ASSIGNED: { description: 'Nobody is sent to it.' },
    NOT_COLLECTED: { description: 'What was to be fetched, of a patient or at a place, is not fetched in time.' },
    LATE: { description: 'What was to be brought, or done at a place: its courier is not there in time, or is expected not to be.' },
    OFF_ROUTE: { description: 'Its courier is on the way, and goes away from it.' },
    NO_SIGNAL: { description: 'Its courier is on the way, and nothing is heard of where.' },
  },
});

export enum LogisticsAlertStatus {
  OPEN = 'OPEN',
  ACKNOWLEDGED = 'ACKNOWLEDGED',
  RESOLVED = 'RESOLVED',
}

registerEnumType(LogisticsAlertStatus, {
  name: 'LogisticsAlertStatus',
  description: 'Whether something is still wrong, and somebody looks after it.',
  valuesConfig: {
    OPEN: { description: 'Nobody has said yet that they look after it; it is escalated by the chain.' },
    ACKNOWLEDGED: { description: 'Somebody looks after it; it is escalated no further.' },
    RESOLVED: { description: 'It is wrong no more: collected, arrived, reported again, called off.' },
  },
});

/** Common Alerting Protocol 1.2. */
export enum LogisticsAlertSeverity {
  MINOR = 'MINOR',
  MODERATE = 'MODERATE',
  SEVERE = 'SEVERE',
  EXTREME = 'EXTREME',
}

registerEnumType(LogisticsAlertSeverity, {
  name: 'LogisticsAlertSeverity',
  description: 'How bad it is (Common Alerting Protocol 1.2).',
  valuesConfig: {
    MINOR: { description: 'Good to know.' },
    MODERATE: { description: 'Somebody should look after it.' },
    SEVERE: { description: 'Somebody must look after it soon.' },
    EXTREME: { description: 'Everything else waits.' },
  },
});
