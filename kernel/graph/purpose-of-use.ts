import { registerEnumType } from 'type-graphql';

export enum PurposeOfUse {
  TREAT = 'TREAT',
  ETREAT = 'ETREAT',
  HPAYMT = 'HPAYMT',
  HOPERAT = 'HOPERAT',
  HRESCH = 'HRESCH',
  PATRQT = 'PATRQT',
}

registerEnumType(PurposeOfUse, {
  name: 'PurposeOfUse',
  description: "What a patient's data is used for (HL7 v3 PurposeOfUse).",
  valuesConfig: {
    TREAT: { description: 'To treat the patient.' },
    ETREAT: { description: 'To treat the patient in an emergency.' },
    HPAYMT: { description: 'To have care paid: coverage, claims, invoices.' },
    HOPERAT: { description: 'To run the organization that gives care.' },
    HRESCH: { description: 'For research.' },
    PATRQT: { description: 'Because the patient asked for it, such as to book a visit.' },
  },
});
