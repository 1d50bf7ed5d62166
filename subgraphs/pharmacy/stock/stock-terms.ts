import { registerEnumType } from 'type-graphql';

export enum LocationKind {
  SHELF = 'SHELF',
  STOREROOM = 'STOREROOM',
  FRIDGE = 'FRIDGE',
  FREEZER = 'FREEZER',
  VAULT = 'VAULT',
  QUARANTINE = 'QUARANTINE',
}

registerEnumType(LocationKind, {
  name: 'StockLocationKind',
  description: 'What kind of place stock is kept in.',
  valuesConfig: {
    SHELF: { description: 'Where it is sold from.' },
    STOREROOM: { description: 'Behind the counter.' },
    FRIDGE: { description: 'At 2 to 8 degrees Celsius.' },
    FREEZER: { description: 'Frozen.' },
    VAULT: { description: 'Locked, for controlled substances.' },
    QUARANTINE: { description: 'Set apart, until somebody has decided.' },
  },
});

/** As it is kept; that it expired is found by the day. */
export enum KeptStatus {
  AVAILABLE = 'AVAILABLE',
  ON_HOLD = 'ON_HOLD',
  QUARANTINED = 'QUARANTINED',
  RECALLED = 'RECALLED',
  DAMAGED = 'DAMAGED',
}

export enum StockStatus {
  AVAILABLE = 'AVAILABLE',
  ON_HOLD = 'ON_HOLD',
  QUARANTINED = 'QUARANTINED',
  RECALLED = 'RECALLED',
  DAMAGED = 'DAMAGED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(StockStatus, {
  name: 'StockStatus',
  description: 'Whether stock can be given out. Only what is AVAILABLE is ever picked; all else leaves as a loss or back to its supplier.',
  valuesConfig: {
    AVAILABLE: { description: 'It can be dispensed, sold and transferred.' },
    ON_HOLD: { description: 'Somebody stopped it for a while, with a reason.' },
    QUARANTINED: { description: 'Set apart until it has been looked at, as everything that was given back.' },
    RECALLED: { description: 'Its lot was recalled.' },
    DAMAGED: { description: 'Broken, spoilt, or kept too warm.' },
    EXPIRED: { description: "Its lot's last day is over at the branch." },
  },
});

export enum MovementKind {
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

registerEnumType(MovementKind, {
  name: 'StockMovementKind',
  description: 'Why stock changed.',
  valuesConfig: {
    RECEIPT: { description: 'Goods came in.' },
    DISPENSE: { description: 'Handed out against a prescription.' },
    SALE: { description: 'Sold, over the counter or by an order.' },
    SALE_VOID: { description: 'A sale was voided before the goods left.' },
    RETURN: { description: 'A patient or customer gave it back; always into quarantine.' },
    TRANSFER_OUT: { description: 'Sent to another branch.' },
    TRANSFER_IN: { description: 'Came from another branch.' },
    ADJUSTMENT: { description: 'Corrected by hand, with a reason.' },
    LOSS: { description: 'Destroyed, broken, stolen or lost.' },
    COUNT: { description: 'Corrected to what was counted.' },
    QUARANTINE: { description: 'Set apart: out of one state and into quarantine, two movements that sum to nothing.' },
    HOLD: { description: 'Stopped: out of one state and into hold.' },
    RECALL: { description: 'Its lot was recalled: out of one state and into recalled.' },
    DAMAGE: { description: 'Found damaged: out of one state and into damaged.' },
    RELEASE: { description: 'Made available again: out of one state and into available.' },
    RELOCATION: { description: 'Put elsewhere in the branch: out of one place and into another.' },
    SUPPLIER_RETURN: { description: 'Sent back to its supplier.' },
  },
});
