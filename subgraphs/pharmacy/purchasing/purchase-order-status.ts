import { registerEnumType } from 'type-graphql';

export enum PurchaseOrderStatus {
  DRAFT = 'DRAFT',
  APPROVED = 'APPROVED',
  SENT = 'SENT',
  PARTLY_RECEIVED = 'PARTLY_RECEIVED',
  RECEIVED = 'RECEIVED',
  CLOSED = 'CLOSED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(PurchaseOrderStatus, {
  name: 'PurchaseOrderStatus',
  description: 'How far a purchase order has come.',
  valuesConfig: {
    DRAFT: { description: 'Being written; it can be changed.' },
    APPROVED: { description: 'Somebody who may has approved it; not sent yet.' },
    SENT: { description: 'The supplier has it; nothing has come yet.' },
    PARTLY_RECEIVED: { description: 'Some of it has come, more is expected.' },
    RECEIVED: { description: 'All of it has come.' },
    CLOSED: { description: 'Some of it has come, and the rest is not expected any more.' },
    CANCELLED: { description: 'Called off before anything came.' },
  },
});

const { DRAFT, APPROVED, SENT, PARTLY_RECEIVED, RECEIVED, CLOSED, CANCELLED } = PurchaseOrderStatus;

/** Where an order can go from each status. */
const next: Readonly<Record<PurchaseOrderStatus, readonly PurchaseOrderStatus[]>> = {
  [DRAFT]: [APPROVED, CANCELLED],
  [APPROVED]: [SENT, CANCELLED],
  [SENT]: [PARTLY_RECEIVED, RECEIVED, CANCELLED],
  // One part after the other.
  [PARTLY_RECEIVED]: [PARTLY_RECEIVED, RECEIVED, CLOSED],
  [RECEIVED]: [],
  [CLOSED]: [],
  [CANCELLED]: [],
};

export function nextPurchaseOrderStatuses(status: PurchaseOrderStatus): readonly PurchaseOrderStatus[] {
  return next[status];
}

/** In these more goods are to come, or will be once it is sent: nobody need order them again. */
export const openStatuses: readonly PurchaseOrderStatus[] = [DRAFT, APPROVED, SENT, PARTLY_RECEIVED];

export enum SendingWay {
  EMAIL = 'EMAIL',
  PHONE = 'PHONE',
  PORTAL = 'PORTAL',
  EDI = 'EDI',
  FAX = 'FAX',
  PAPER = 'PAPER',
}

registerEnumType(SendingWay, {
  name: 'PurchaseOrderSendingWay',
  description: 'How an order reached its supplier.',
  valuesConfig: {
    EMAIL: { description: 'By email.' },
    PHONE: { description: 'By telephone.' },
    PORTAL: { description: "Entered at the supplier's own site." },
    EDI: { description: 'From system to system.' },
    FAX: { description: 'By fax.' },
    PAPER: { description: 'On paper, by mail or by hand.' },
  },
});
