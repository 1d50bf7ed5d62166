import { registerEnumType } from 'type-graphql';

export enum SaleKind {
  SALE = 'SALE',
  RETURN = 'RETURN',
}

registerEnumType(SaleKind, {
  name: 'SaleKind',
  description: 'Which way goods and money go.',
  valuesConfig: {
    SALE: { description: 'Goods out, money in.' },
    RETURN: { description: 'Goods back, money out; its amounts are what was given back.' },
  },
});

export enum SaleStatus {
  OPEN = 'OPEN',
  HELD = 'HELD',
  COMPLETED = 'COMPLETED',
  VOIDED = 'VOIDED',
  DISCARDED = 'DISCARDED',
}

registerEnumType(SaleStatus, {
  name: 'SaleStatus',
  description: 'How far a sale has come.',
  valuesConfig: {
    OPEN: { description: 'A basket that is being filled.' },
    HELD: { description: 'A basket that waits for its customer; its goods are set aside until `heldUntil`.' },
    COMPLETED: { description: 'Paid; it has its receipt.' },
    VOIDED: { description: 'Paid and then undone at the same till; its receipt number stays used.' },
    DISCARDED: { description: 'A basket that was given up before it was paid.' },
  },
});
