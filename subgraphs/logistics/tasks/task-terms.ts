import { registerEnumType } from 'type-graphql';

export enum TaskKind {
  PICKUP = 'PICKUP',
  DELIVERY = 'DELIVERY',
  COLLECT_SAMPLE = 'COLLECT_SAMPLE',
  STERILIZE = 'STERILIZE',
  SERVICE_CALL = 'SERVICE_CALL',
}

registerEnumType(TaskKind, {
  name: 'TaskKind',
  description: 'What is to be done.',
  valuesConfig: {
    PICKUP: { description: 'Fetch goods.' },
    DELIVERY: { description: 'Bring goods or samples.' },
    COLLECT_SAMPLE: { description: 'Fetch samples, or take them where the courier can.' },
    STERILIZE: { description: 'Fetch instruments to be sterilized, hand them in there, or bring them back.' },
    SERVICE_CALL: { description: 'Do some work there.' },
  },
});

/** After Onfleet's task states, with one for what was called off. */
export enum TaskStatus {
  UNASSIGNED = 'UNASSIGNED',
  ASSIGNED = 'ASSIGNED',
  ACTIVE = 'ACTIVE',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(TaskStatus, {
  name: 'TaskStatus',
  description: 'How far a task is.',
  valuesConfig: {
    UNASSIGNED: { description: 'Nobody is to do it yet.' },
    ASSIGNED: { description: 'A courier is to do it, and has not set out.' },
    ACTIVE: { description: 'The courier is on the way, or there.' },
    COMPLETED: { description: 'It was done, or tried in vain: `outcome` says which.' },
    CANCELLED: { description: 'It was called off.' },
  },
});

export enum TaskOutcome {
  SUCCESS = 'SUCCESS',
  FAILURE = 'FAILURE',
}

registerEnumType(TaskOutcome, {
  name: 'TaskOutcome',
  description: 'How a task ended.',
  valuesConfig: { SUCCESS: { description: 'It was done.' }, FAILURE: { description: 'It could not be done.' } },
});

export enum TaskFailureReason {
  NOBODY_THERE = 'NOBODY_THERE',
  REFUSED = 'REFUSED',
  WRONG_PLACE = 'WRONG_PLACE',
  NOT_READY = 'NOT_READY',
  DAMAGED = 'DAMAGED',
  TEMPERATURE = 'TEMPERATURE',
  VEHICLE = 'VEHICLE',
  OTHER = 'OTHER',
}

registerEnumType(TaskFailureReason, {
  name: 'TaskFailureReason',
  description: 'Why a task could not be done.',
  valuesConfig: {
    NOBODY_THERE: { description: 'Nobody was there.' },
    REFUSED: { description: 'They would not take it, or not give it.' },
    WRONG_PLACE: { description: 'The address is wrong, or cannot be found.' },
    NOT_READY: { description: 'What was to be fetched was not ready.' },
    DAMAGED: { description: 'What was carried was damaged or lost.' },
    TEMPERATURE: { description: 'What was carried became too warm or too cold.' },
    VEHICLE: { description: 'The vehicle broke down, or could not get there.' },
    OTHER: { description: 'Something else, as the note says.' },
  },
});

export enum TaskProofKind {
  PHOTO = 'PHOTO',
  SIGNATURE = 'SIGNATURE',
  CODE = 'CODE',
  SCAN = 'SCAN',
}

registerEnumType(TaskProofKind, {
  name: 'TaskProofKind',
  description: 'By what a task is shown to be done.',
  valuesConfig: {
    PHOTO: { description: 'A photo of what was left, and where.' },
    SIGNATURE: { description: 'The signature of who took it.' },
    CODE: { description: 'The one-time code that the recipient was told.' },
    SCAN: { description: 'The codes on the labels of all that is carried.' },
  },
});

/** FHIR R4 request-priority. */
export enum TaskPriority {
  ROUTINE = 'ROUTINE',
  URGENT = 'URGENT',
  ASAP = 'ASAP',
  STAT = 'STAT',
}

registerEnumType(TaskPriority, {
  name: 'TaskPriority',
  description: 'How much it matters that a task is done soon (FHIR R4 request-priority).',
  valuesConfig: {
    ROUTINE: { description: 'As usual.' },
    URGENT: { description: 'Before what is usual.' },
    ASAP: { description: 'As soon as it can be.' },
    STAT: { description: 'At once.' },
  },
});

export enum Vehicle {
  FOOT = 'FOOT',
  BICYCLE = 'BICYCLE',
  MOTORCYCLE = 'MOTORCYCLE',
  CAR = 'CAR',
  VAN = 'VAN',
}

registerEnumType(Vehicle, {
  name: 'Vehicle',
  description: 'How a courier goes.',
  valuesConfig: {
    FOOT: { description: 'On foot.' },
    BICYCLE: { description: 'By bicycle.' },
    MOTORCYCLE: { description: 'By motorcycle or scooter.' },
    CAR: { description: 'By car.' },
    VAN: { description: 'By van.' },
  },
});
