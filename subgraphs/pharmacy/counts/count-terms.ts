import { registerEnumType } from 'type-graphql';

export enum CountMode {
  FREEZE = 'FREEZE',
  LIVE = 'LIVE',
}

registerEnumType(CountMode, {
  name: 'StockCountMode',
  description: 'Whether stock moves while it is counted.',
  valuesConfig: {
    FREEZE: {
      description: 'What is counted is held still until the count is posted or cancelled: nothing of it is picked, put there or taken.',
    },
    LIVE: { description: 'Work goes on. Each lot is compared with what the books said in the moment in which it was counted.' },
  },
});

export enum CountStatus {
  REQUESTED = 'REQUESTED',
  COUNTING = 'COUNTING',
  COUNTED = 'COUNTED',
  REVIEWED = 'REVIEWED',
  POSTED = 'POSTED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(CountStatus, {
  name: 'StockCountStatus',
  description: 'How far a count of stock has come.',
  valuesConfig: {
    REQUESTED: { description: 'It is planned.' },
    COUNTING: { description: 'People count. What the books say is hidden from them.' },
    COUNTED: { description: 'All of it has been counted, and waits to be looked at.' },
    REVIEWED: { description: 'The differences were accepted, and wait to be posted.' },
    POSTED: { description: 'The books say what was counted.' },
    CANCELLED: { description: 'It was given up, and changed nothing.' },
  },
});

/** What is done with a count, from which status and to which. */
export const countSteps = {
  start: { from: [CountStatus.REQUESTED], to: CountStatus.COUNTING },
  finish: { from: [CountStatus.COUNTING], to: CountStatus.COUNTED },
  recount: { from: [CountStatus.COUNTED, CountStatus.REVIEWED], to: CountStatus.COUNTING },
  accept: { from: [CountStatus.COUNTED], to: CountStatus.REVIEWED },
  post: { from: [CountStatus.REVIEWED], to: CountStatus.POSTED },
  cancel: {
    from: [CountStatus.REQUESTED, CountStatus.COUNTING, CountStatus.COUNTED, CountStatus.REVIEWED],
    to: CountStatus.CANCELLED,
  },
} as const;

export type CountStep = keyof typeof countSteps;

/** Whether what the books say is kept from those who count. */
export function isBlind(status: CountStatus): boolean {
  return status === CountStatus.REQUESTED || status === CountStatus.COUNTING;
}
