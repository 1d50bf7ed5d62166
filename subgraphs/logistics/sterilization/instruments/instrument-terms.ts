import { registerEnumType } from 'type-graphql';

export enum InstrumentStatus {
  IN_USE = 'IN_USE',
  DIRTY = 'DIRTY',
  CLEAN = 'CLEAN',
  STERILE = 'STERILE',
  IN_LOAD = 'IN_LOAD',
  QUARANTINED = 'QUARANTINED',
  RETIRED = 'RETIRED',
}

registerEnumType(InstrumentStatus, {
  name: 'InstrumentStatus',
  description: 'Where in its round an instrument or set is.',
  valuesConfig: {
    IN_USE: { description: 'It is being used.' },
    DIRTY: { description: 'It was used, or is not known to be clean: it is to be cleaned.' },
    CLEAN: { description: 'It was cleaned and looked at: it can be sterilized.' },
    STERILE: { description: 'A load that was released made it sterile, until the day that it says.' },
    IN_LOAD: { description: 'It is in a sterilizer, or waits for its load to be released.' },
    QUARANTINED: { description: 'It must not be used: its load failed, or somebody set it aside.' },
    RETIRED: { description: 'It is not used any more.' },
  },
});

export enum SterilePackagingKind {
  WRAPPED = 'WRAPPED',
  POUCH = 'POUCH',
  CONTAINER = 'CONTAINER',
  OTHER = 'OTHER',
}

registerEnumType(SterilePackagingKind, {
  name: 'SterilePackagingKind',
  description: 'What keeps a thing sterile.',
  valuesConfig: {
    WRAPPED: { description: 'Sheets that it is wrapped in.' },
    POUCH: { description: 'A sealed pouch of paper and film.' },
    CONTAINER: { description: 'A rigid container with filters.' },
    OTHER: { description: 'Something else, as the name says.' },
  },
});

export enum InstrumentStep {
  TAKEN_BACK = 'TAKEN_BACK',
  OPENED = 'OPENED',
  CLEANED = 'CLEANED',
  SOILED = 'SOILED',
  QUARANTINED = 'QUARANTINED',
  CLEARED = 'CLEARED',
  RETIRED = 'RETIRED',
}

registerEnumType(InstrumentStep, {
  name: 'InstrumentStep',
  description: 'What is done with an instrument or set between two loads.',
  valuesConfig: {
    TAKEN_BACK: { description: 'Its use is over: from IN_USE to DIRTY.' },
    OPENED: { description: 'Its package was opened or damaged without a use: from STERILE to CLEAN.' },
    CLEANED: { description: 'It was washed and looked at: from DIRTY to CLEAN.' },
    SOILED: { description: 'It is not clean after all: from CLEAN to DIRTY.' },
    QUARANTINED: { description: 'It is set aside, for the reason given: from all but IN_LOAD and RETIRED.' },
    CLEARED: { description: 'It may be cleaned and used again, for the reason given: from QUARANTINED to DIRTY.' },
    RETIRED: {
      description: 'It is not used any more, for the reason given: from DIRTY, CLEAN and QUARANTINED. A set lets its instruments go.',
    },
  },
});
