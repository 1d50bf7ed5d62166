import { registerEnumType } from 'type-graphql';

/** FHIR R4 encounter-status. */
export enum EncounterStatus {
  PLANNED = 'PLANNED',
  ARRIVED = 'ARRIVED',
  TRIAGED = 'TRIAGED',
  IN_PROGRESS = 'IN_PROGRESS',
  ONLEAVE = 'ONLEAVE',
  FINISHED = 'FINISHED',
  CANCELLED = 'CANCELLED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EncounterStatus, {
  name: 'EncounterStatus',
  description: 'How far a visit or stay has come (FHIR R4 encounter-status).',
  valuesConfig: {
    PLANNED: { description: 'Not begun.' },
    ARRIVED: { description: 'The patient is here and waits.' },
    TRIAGED: { description: 'Looked at for urgency; waits for care.' },
    IN_PROGRESS: { description: 'Under way.' },
    ONLEAVE: { description: 'Begun, and the patient is away for a time.' },
    FINISHED: { description: 'Ended.' },
    CANCELLED: { description: 'Ended before it began.' },
    ENTERED_IN_ERROR: { description: 'Recorded by mistake.' },
    UNKNOWN: { description: 'Known by the source that it came from, but not told.' },
  },
});

const { PLANNED, ARRIVED, TRIAGED, IN_PROGRESS, ONLEAVE, FINISHED, CANCELLED, ENTERED_IN_ERROR, UNKNOWN } = EncounterStatus;

/** Where an encounter can go from each status; a mistake can be declared from anywhere, and nothing follows it. */
const next: Readonly<Record<EncounterStatus, readonly EncounterStatus[]>> = {
  [PLANNED]: [ARRIVED, TRIAGED, IN_PROGRESS, CANCELLED, ENTERED_IN_ERROR],
  [ARRIVED]: [TRIAGED, IN_PROGRESS, CANCELLED, ENTERED_IN_ERROR],
  [TRIAGED]: [IN_PROGRESS, CANCELLED, ENTERED_IN_ERROR],
  [IN_PROGRESS]: [ONLEAVE, FINISHED, ENTERED_IN_ERROR],
  [ONLEAVE]: [IN_PROGRESS, FINISHED, ENTERED_IN_ERROR],
  [FINISHED]: [ENTERED_IN_ERROR],
  [CANCELLED]: [ENTERED_IN_ERROR],
  [ENTERED_IN_ERROR]: [],
  [UNKNOWN]: [IN_PROGRESS, FINISHED, CANCELLED, ENTERED_IN_ERROR],
};

export function nextStatuses(status: EncounterStatus): readonly EncounterStatus[] {
  return next[status];
}

/** v3 ActCode, as FHIR R4 Encounter.class uses it. */
export enum EncounterClass {
  AMB = 'AMB',
  EMER = 'EMER',
  FLD = 'FLD',
  HH = 'HH',
  IMP = 'IMP',
  ACUTE = 'ACUTE',
  NONAC = 'NONAC',
  OBSENC = 'OBSENC',
  PRENC = 'PRENC',
  SS = 'SS',
  VR = 'VR',
}

registerEnumType(EncounterClass, {
  name: 'EncounterClass',
  description: 'In which setting care is given (HL7 v3 ActEncounterCode).',
  valuesConfig: {
    AMB: { description: 'Ambulatory.' },
    EMER: { description: 'Emergency.' },
    FLD: { description: 'In the field.' },
    HH: { description: 'At home.' },
    IMP: { description: 'Inpatient.' },
    ACUTE: { description: 'Inpatient, acute.' },
    NONAC: { description: 'Inpatient, not acute.' },
    OBSENC: { description: 'Observation.' },
    PRENC: { description: 'Before admission.' },
    SS: { description: 'Short stay.' },
    VR: { description: 'By telephone or video.' },
  },
});
