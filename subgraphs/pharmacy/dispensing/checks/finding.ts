import { registerEnumType } from 'type-graphql';

export enum CheckKind {
  INTERACTION = 'INTERACTION',
  ALLERGY = 'ALLERGY',
  DUPLICATE_THERAPY = 'DUPLICATE_THERAPY',
  DOSE_RANGE = 'DOSE_RANGE',
  EXPIRED_PRESCRIPTION = 'EXPIRED_PRESCRIPTION',
  QUANTITY = 'QUANTITY',
  LOT_EXPIRES_SOON = 'LOT_EXPIRES_SOON',
}

registerEnumType(CheckKind, {
  name: 'DispenseCheckKind',
  description: 'What is looked at before a medicine is handed over.',
  valuesConfig: {
    INTERACTION: {
      description:
        "With the patient's other medicines: CONTRAINDICATED and NOT_RECOMMENDED are found as HIGH, PRECAUTION as MODERATE, TO_CONSIDER as LOW.",
    },
    ALLERGY: {
      description:
        'An active allergy or intolerance to a substance of it, or to a class of one: HIGH, and MODERATE when it is of low criticality, or an intolerance that nobody called dangerous.',
    },
    DUPLICATE_THERAPY: {
      description:
        'The patient has the same elsewhere: HIGH for the same substance in another active prescription, MODERATE in the same one or when the last fill of a finished one still runs, or for the same generic name or ATC code only, LOW for the same chemical group (ATC level 4).',
    },
    DOSE_RANGE: {
      description:
        'The dose is more than the range allows, or is counted in units of a substitute of another strength: HIGH; it is less, or could not be compared: LOW.',
    },
    EXPIRED_PRESCRIPTION: { description: "The prescription's last day is over at the branch: HIGH." },
    QUANTITY: {
      description:
        'More than is due of the fill, or a substitute in packs of another size than they are counted as: HIGH. A refill before four fifths of the time of the last fill are over: HIGH for controlled medicines, else MODERATE.',
    },
    LOT_EXPIRES_SOON: { description: 'A lot expires before the fill is used up: MODERATE; or within 90 days: LOW.' },
  },
});

export enum CheckSeverity {
  LOW = 'LOW',
  MODERATE = 'MODERATE',
  HIGH = 'HIGH',
}

registerEnumType(CheckSeverity, {
  name: 'DispenseCheckSeverity',
  description: 'How grave it is (FHIR R4 DetectedIssue.severity).',
  valuesConfig: {
    LOW: { description: 'To know.' },
    MODERATE: { description: 'To think about, and to tell the patient.' },
    HIGH: { description: 'It is not handed over until a pharmacist answers for it, by name and with a reason (`overrideCheck`).' },
  },
});

/** What a look at a dispense has found. */
export interface Finding {
  readonly kind: CheckKind;
  readonly severity: CheckSeverity;
  /** What it is about: two findings of one kind, severity and subject are one. */
  readonly subject: readonly string[];
  /** For the pharmacist. */
  readonly message: string;
  /** Who says so: a work, a list, a setting. */
  readonly source: string | null;
  /** All that was compared, as it was. */
  readonly inputs: object;
}
