import { registerEnumType } from 'type-graphql';

export enum Eye {
  RIGHT = 'RIGHT',
  LEFT = 'LEFT',
}

registerEnumType(Eye, {
  name: 'Eye',
  description: 'Which eye (FHIR R4 VisionEyes).',
  valuesConfig: { RIGHT: { description: 'The right eye, OD.' }, LEFT: { description: 'The left eye, OS.' } },
});

export enum LensKind {
  SPECTACLE_LENS = 'SPECTACLE_LENS',
  CONTACT_LENS = 'CONTACT_LENS',
}

registerEnumType(LensKind, {
  name: 'LensKind',
  description: 'What kind of lens (FHIR R4 VisionPrescription.lensSpecification.product).',
  valuesConfig: { SPECTACLE_LENS: { description: 'A lens of glasses.' }, CONTACT_LENS: { description: 'A contact lens.' } },
});

export enum PrismBase {
  UP = 'UP',
  DOWN = 'DOWN',
  IN = 'IN',
  OUT = 'OUT',
}

registerEnumType(PrismBase, {
  name: 'PrismBase',
  description: 'To which side the thick edge of a prism lies (FHIR R4 VisionBase).',
  valuesConfig: {
    UP: { description: 'To the forehead.' },
    DOWN: { description: 'To the cheek.' },
    IN: { description: 'To the nose.' },
    OUT: { description: 'To the ear.' },
  },
});

export enum OpticalPrescriptionStatus {
  DRAFT = 'DRAFT',
  ACTIVE = 'ACTIVE',
  CANCELLED = 'CANCELLED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(OpticalPrescriptionStatus, {
  name: 'OpticalPrescriptionStatus',
  description: 'How far an optical prescription has come (FHIR R4 VisionPrescription.status).',
  valuesConfig: {
    DRAFT: { description: 'Being written; not signed.' },
    ACTIVE: { description: 'Signed: lenses can be made by it.' },
    CANCELLED: { description: 'Withdrawn.' },
    ENTERED_IN_ERROR: { description: 'It was a mistake.' },
  },
});

const { DRAFT, ACTIVE, CANCELLED, ENTERED_IN_ERROR } = OpticalPrescriptionStatus;

const next: Readonly<Record<OpticalPrescriptionStatus, readonly OpticalPrescriptionStatus[]>> = {
  [DRAFT]: [ACTIVE, CANCELLED, ENTERED_IN_ERROR],
  [ACTIVE]: [CANCELLED, ENTERED_IN_ERROR],
  [CANCELLED]: [ENTERED_IN_ERROR],
  [ENTERED_IN_ERROR]: [],
};

/** Where it can go from here. */
export function nextOpticalStatuses(status: OpticalPrescriptionStatus): readonly OpticalPrescriptionStatus[] {
  return next[status];
}
