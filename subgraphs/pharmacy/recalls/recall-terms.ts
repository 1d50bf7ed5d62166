import { registerEnumType } from 'type-graphql';

export enum RecallClass {
  CLASS_I = 'CLASS_I',
  CLASS_II = 'CLASS_II',
  CLASS_III = 'CLASS_III',
}

registerEnumType(RecallClass, {
  name: 'RecallClass',
  description:
    'How dangerous the lots are, as the authority says: by 21 CFR 7.3(m) in the United States, and much the same in the European Union.',
  valuesConfig: {
    CLASS_I: { description: 'It may well kill or do grave harm: people who have it are to be reached at once.' },
    CLASS_II: { description: 'It may make ill for a while, or grave harm is unlikely.' },
    CLASS_III: { description: 'Harm is not likely; there is another reason, such as a wrong print.' },
  },
});

export enum RecallStatus {
  ONGOING = 'ONGOING',
  ENDED = 'ENDED',
}

registerEnumType(RecallStatus, {
  name: 'RecallStatus',
  description: 'Whether a recall holds.',
  valuesConfig: {
    ONGOING: { description: 'Nothing of its lots is given out, and what comes in of them is set apart.' },
    ENDED: { description: 'It was lifted; what was left went into quarantine, to be looked at.' },
  },
});
