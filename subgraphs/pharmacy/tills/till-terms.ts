import { registerEnumType } from 'type-graphql';

export enum TenderKind {
  CASH = 'CASH',
  CARD = 'CARD',
  MOBILE_MONEY = 'MOBILE_MONEY',
  INSURANCE = 'INSURANCE',
  CREDIT = 'CREDIT',
}

registerEnumType(TenderKind, {
  name: 'TenderKind',
  description: 'With what somebody pays.',
  valuesConfig: {
    CASH: { description: 'Notes and coins; the only one that gives change.' },
    CARD: { description: 'A card, by a terminal of its own.' },
    MOBILE_MONEY: { description: 'Money that a telephone sends.' },
    INSURANCE: { description: 'An insurer pays; needs the coverage or claim as its reference.' },
    CREDIT: { description: 'Paid later; needs a patient who owes it.' },
  },
});

export enum TillSessionStatus {
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
}

registerEnumType(TillSessionStatus, {
  name: 'TillSessionStatus',
  description: 'Whether a till is being worked at.',
  valuesConfig: {
    OPEN: { description: 'Its cashier sells.' },
    CLOSED: { description: 'Counted and closed; nothing of it changes any more.' },
  },
});

export enum TillEntryKind {
  OPENING = 'OPENING',
  SALE = 'SALE',
  CHANGE = 'CHANGE',
  REFUND = 'REFUND',
  CASH_IN = 'CASH_IN',
  CASH_OUT = 'CASH_OUT',
  DIFFERENCE = 'DIFFERENCE',
  VOID = 'VOID',
}

registerEnumType(TillEntryKind, {
  name: 'TillEntryKind',
  description: 'Why there is more or less in a till.',
  valuesConfig: {
    OPENING: { description: 'The cash that it was opened with.' },
    SALE: { description: 'Tendered for a sale.' },
    CHANGE: { description: 'Given back of the cash tendered.' },
    REFUND: { description: 'Given back for goods that were returned.' },
    CASH_IN: { description: 'Cash that was put in without a sale.' },
    CASH_OUT: { description: 'Cash that was taken out without a sale: to the bank, or for an errand.' },
    DIFFERENCE: { description: 'What counting found more, or less, than was expected.' },
    VOID: { description: 'Given back as the sale was voided.' },
  },
});

export enum CashMovementKind {
  IN = 'IN',
  OUT = 'OUT',
}

registerEnumType(CashMovementKind, {
  name: 'CashMovementKind',
  description: 'Which way cash goes that belongs to no sale.',
  valuesConfig: { IN: { description: 'Into the till.' }, OUT: { description: 'Out of the till.' } },
});
