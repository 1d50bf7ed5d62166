import { registerEnumType } from 'type-graphql';

export enum LoadStatus {
  PREPARED = 'PREPARED',
  RUNNING = 'RUNNING',
  FINISHED = 'FINISHED',
  RELEASED = 'RELEASED',
  REJECTED = 'REJECTED',
  RECALLED = 'RECALLED',
}

registerEnumType(LoadStatus, {
  name: 'SterilizationLoadStatus',
  description: 'How far a load is.',
  valuesConfig: {
    PREPARED: { description: 'What goes in is put together.' },
    RUNNING: { description: 'The cycle runs.' },
    FINISHED: { description: 'The cycle is over: somebody else than who ran it decides.' },
    RELEASED: { description: 'Its contents are sterile.' },
    REJECTED: { description: 'Its contents are not sterile.' },
    RECALLED: { description: 'It was released, and is called back: its contents are not to be trusted.' },
  },
});

export enum IndicatorResult {
  PASS = 'PASS',
  FAIL = 'FAIL',
}

registerEnumType(IndicatorResult, {
  name: 'ChemicalIndicatorResult',
  description: 'What a chemical indicator shows.',
  valuesConfig: {
    PASS: { description: 'It changed as it is to.' },
    FAIL: { description: 'It did not.' },
  },
});

export enum BiologicalStatus {
  INCUBATING = 'INCUBATING',
  NEGATIVE = 'NEGATIVE',
  POSITIVE = 'POSITIVE',
}

registerEnumType(BiologicalStatus, {
  name: 'BiologicalIndicatorStatus',
  description: 'What a biological indicator shows.',
  valuesConfig: {
    INCUBATING: { description: 'Nobody knows yet whether something survived.' },
    NEGATIVE: { description: 'Nothing grew: the spores were killed.' },
    POSITIVE: { description: 'Something grew: the load is not sterile.' },
  },
});
