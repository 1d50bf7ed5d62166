import { registerEnumType } from 'type-graphql';

/** After the workflow of samples in SENAITE. */
export enum SpecimenStatus {
  TO_BE_COLLECTED = 'TO_BE_COLLECTED',
  COLLECTED = 'COLLECTED',
  IN_TRANSIT = 'IN_TRANSIT',
  RECEIVED = 'RECEIVED',
  RESULTED = 'RESULTED',
  REJECTED = 'REJECTED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(SpecimenStatus, {
  name: 'SpecimenStatus',
  description: 'How far a specimen has come.',
  valuesConfig: {
    TO_BE_COLLECTED: { description: 'It has a number, and is not taken yet.' },
    COLLECTED: { description: 'It was taken, and is where that was done.' },
    IN_TRANSIT: { description: 'A courier has it.' },
    RECEIVED: { description: 'It is at the laboratory.' },
    RESULTED: { description: 'The laboratory said what it found.' },
    REJECTED: { description: 'The laboratory cannot examine it: `rejectionReason` says why.' },
    CANCELLED: { description: 'It was given up before it was collected.' },
  },
});

const next: Readonly<Record<SpecimenStatus, readonly SpecimenStatus[]>> = {
  TO_BE_COLLECTED: [SpecimenStatus.COLLECTED, SpecimenStatus.CANCELLED],
  COLLECTED: [SpecimenStatus.IN_TRANSIT, SpecimenStatus.RECEIVED, SpecimenStatus.REJECTED],
  IN_TRANSIT: [SpecimenStatus.RECEIVED, SpecimenStatus.REJECTED],
  RECEIVED: [SpecimenStatus.RESULTED, SpecimenStatus.REJECTED],
  RESULTED: [],
  REJECTED: [],
  CANCELLED: [],
};

/** A result that is in doubt, as its specimen is held, can still be taken back by rejecting the specimen; what is held has no result before that is decided. */
export function nextSpecimenStatuses(status: SpecimenStatus, held: boolean): readonly SpecimenStatus[] {
  if (!held) return next[status];
  if (status === SpecimenStatus.RESULTED) return [SpecimenStatus.REJECTED];
  return next[status].filter((each) => each !== SpecimenStatus.RESULTED);
}

export enum RejectionReason {
  HEMOLYZED = 'HEMOLYZED',
  CLOTTED = 'CLOTTED',
  INSUFFICIENT = 'INSUFFICIENT',
  WRONG_CONTAINER = 'WRONG_CONTAINER',
  UNLABELLED = 'UNLABELLED',
  TEMPERATURE = 'TEMPERATURE',
  TOO_OLD = 'TOO_OLD',
  OTHER = 'OTHER',
}

registerEnumType(RejectionReason, {
  name: 'SpecimenRejectionReason',
  description: 'Why a laboratory cannot examine a specimen.',
  valuesConfig: {
    HEMOLYZED: { description: 'Its red cells broke.' },
    CLOTTED: { description: 'It clotted where it must not.' },
    INSUFFICIENT: { description: 'There is too little of it.' },
    WRONG_CONTAINER: { description: 'It is in another tube or vessel than it has to be.' },
    UNLABELLED: { description: 'Nobody can tell whose it is.' },
    TEMPERATURE: { description: 'It was too warm or too cold on the way.' },
    TOO_OLD: { description: 'It was collected too long ago.' },
    OTHER: { description: 'Something else, as the text says.' },
  },
});
