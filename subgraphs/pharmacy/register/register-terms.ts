import { registerEnumType } from 'type-graphql';

export enum RegisterRequestKind {
  DESTRUCTION = 'DESTRUCTION',
  ADJUSTMENT = 'ADJUSTMENT',
  VOID = 'VOID',
}

registerEnumType(RegisterRequestKind, {
  name: 'RegisterRequestKind',
  description: 'What of a controlled substance takes two people.',
  valuesConfig: {
    DESTRUCTION: { description: 'Packs are destroyed.' },
    ADJUSTMENT: { description: 'Stock is corrected to what is there.' },
    VOID: { description: 'An entry was a mistake, and is taken back by a counter-entry.' },
  },
});

export enum RegisterRequestStatus {
  PENDING = 'PENDING',
  WITNESSED = 'WITNESSED',
  DECLINED = 'DECLINED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(RegisterRequestStatus, {
  name: 'RegisterRequestStatus',
  description: 'How far a request that takes two people has come.',
  valuesConfig: {
    PENDING: { description: 'It waits for a second person; nothing has changed yet.' },
    WITNESSED: { description: 'A second person confirmed it, and it is done.' },
    DECLINED: { description: 'A second person did not confirm it.' },
    WITHDRAWN: { description: 'Who asked for it took it back.' },
  },
});

export enum ComplianceEventKind {
  DISPENSED = 'DISPENSED',
  DESTROYED = 'DESTROYED',
  CORRECTED = 'CORRECTED',
  DISCREPANCY = 'DISCREPANCY',
  DELISTED = 'DELISTED',
}

registerEnumType(ComplianceEventKind, {
  name: 'ComplianceEventKind',
  description: 'What happened with a controlled substance that somebody has to look at.',
  valuesConfig: {
    DISPENSED: { description: 'Some of it was handed to a patient, or sold by an order.' },
    DESTROYED: { description: 'Some of it was destroyed or written off.' },
    CORRECTED: { description: 'Its stock was corrected.' },
    DISCREPANCY: { description: 'A count found another number than the register says.' },
    DELISTED: { description: 'The product was taken off the list while some of it was there: from then on nobody watches it.' },
  },
});

export enum ComplianceSeverity {
  LOW = 'LOW',
  MODERATE = 'MODERATE',
  HIGH = 'HIGH',
}

registerEnumType(ComplianceSeverity, {
  name: 'ComplianceSeverity',
  description: 'How soon a compliance event is to be looked at.',
  valuesConfig: {
    LOW: { description: 'In the course of the ordinary review.' },
    MODERATE: { description: 'By the person in charge.' },
    HIGH: { description: 'At once.' },
  },
});

export enum CountOutcome {
  AGREES = 'AGREES',
  DISCREPANT = 'DISCREPANT',
  RECOUNTED = 'RECOUNTED',
  CORRECTED = 'CORRECTED',
}

registerEnumType(CountOutcome, {
  name: 'RegisterCountOutcome',
  description: 'What came of counting a lot.',
  valuesConfig: {
    AGREES: { description: 'As many were there as the register says.' },
    DISCREPANT: { description: 'Another number was there, and not all of the difference is settled yet.' },
    RECOUNTED: { description: 'A second count found as many as the register says.' },
    CORRECTED: { description: 'Two people corrected the stock to what is there.' },
  },
});

export enum RegisterEntryKind {
  OPENING = 'OPENING',
  CLOSING = 'CLOSING',
  RECEIPT = 'RECEIPT',
  DISPENSE = 'DISPENSE',
  SALE = 'SALE',
  SALE_VOID = 'SALE_VOID',
  RETURN = 'RETURN',
  TRANSFER_OUT = 'TRANSFER_OUT',
  TRANSFER_IN = 'TRANSFER_IN',
  ADJUSTMENT = 'ADJUSTMENT',
  LOSS = 'LOSS',
  COUNT = 'COUNT',
  QUARANTINE = 'QUARANTINE',
  HOLD = 'HOLD',
  RECALL = 'RECALL',
  DAMAGE = 'DAMAGE',
  RELEASE = 'RELEASE',
  RELOCATION = 'RELOCATION',
  SUPPLIER_RETURN = 'SUPPLIER_RETURN',
}

registerEnumType(RegisterEntryKind, {
  name: 'RegisterEntryKind',
  description: 'Why an entry was made: as the movement of stock that it enters, or because the product came onto the list.',
  valuesConfig: {
    OPENING: { description: 'The product came onto the list, with what was there.' },
    CLOSING: { description: 'The product left the list.' },
    RECEIPT: { description: 'Goods came in.' },
    DISPENSE: { description: 'Handed out against a prescription.' },
    SALE: { description: 'Sold.' },
    SALE_VOID: { description: 'A sale was voided.' },
    RETURN: { description: 'A patient gave it back, into quarantine.' },
    TRANSFER_OUT: { description: 'Sent to another branch.' },
    TRANSFER_IN: { description: 'Came from another branch.' },
    ADJUSTMENT: { description: 'Corrected by two people, or a counter-entry.' },
    LOSS: { description: 'Destroyed, before two people.' },
    COUNT: { description: 'Corrected to what was counted, by two people.' },
    QUARANTINE: { description: 'Set apart; two entries that sum to nothing.' },
    HOLD: { description: 'Stopped; two entries that sum to nothing.' },
    RECALL: { description: 'Recalled; two entries that sum to nothing.' },
    DAMAGE: { description: 'Found damaged; two entries that sum to nothing.' },
    RELEASE: { description: 'Made available again; two entries that sum to nothing.' },
    RELOCATION: { description: 'Put elsewhere in the branch; two entries that sum to nothing.' },
    SUPPLIER_RETURN: { description: 'Sent back to its supplier.' },
  },
});
