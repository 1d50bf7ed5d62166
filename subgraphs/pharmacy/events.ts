import { defineEvent } from '#kernel/events/event.js';

export const productUpdated = defineEvent<{ status: string }>('product.updated', 1, 'A product was added or changed.', {
  permission: 'medicines:read',
  subject: 'product',
});
export const stockChanged = defineEvent<Record<string, never>>(
  'stock.changed',
  1,
  'The stock of a product at a branch changed, or some of it was set aside.',
  { permission: 'stock:read', subject: 'product' },
);
export const stockLow = defineEvent<{ onHand: number; reorderPoint: number }>(
  'stock.low',
  1,
  'The packs of a product that a branch can give out fell to its reorder point.',
  { permission: 'stock:read', subject: 'product' },
);
export const complianceOpened = defineEvent<{ kind: string; severity: string }>(
  'compliance_event.opened',
  1,
  'A count of a controlled substance found another number than the register says.',
);
export const transferUpdated = defineEvent<{ status: string }>(
  'transfer.updated',
  1,
  'A transfer was asked for, decided, shipped or received; told to the branch at the other end.',
);
export const purchaseOrderSent = defineEvent<{ supplierId: string; number: string; via: string }>(
  'purchase_order.sent',
  1,
  'A purchase order went to its supplier.',
  {
    permission: 'purchases:read',
    subject: 'purchaseorder',
    ids: { supplierId: { prefix: 'supplier', description: 'The supplier.' } },
  },
);
export const goodsReceived = defineEvent<{ purchaseOrderId: string; receiptId: string }>(
  'goods.received',
  1,
  'Goods that were ordered were taken in.',
  {
    permission: 'purchases:read',
    subject: 'goodsreceipt',
    ids: { purchaseOrderId: { prefix: 'purchaseorder', description: 'The purchase order that they came for.' } },
  },
);

/** Of every event of a prescription; its subject is the prescription, and its branch the one that wrote it. */
export interface PrescriptionFacts {
  readonly prescriptionId: string;
  readonly patientId: string;
  readonly status: string;
  readonly dispensingBranchId: string | null;
}

export const prescriptionSigned = defineEvent<PrescriptionFacts>(
  'prescription.signed',
  1,
  'A prescriber signed a prescription: it can be dispensed.',
);
export const prescriptionUpdated = defineEvent<PrescriptionFacts>(
  'prescription.updated',
  1,
  'A signed prescription, or a medicine of it, was put on hold, resumed, cancelled, stopped, completed or marked as a mistake.',
);
export const prescriptionDispensed = defineEvent<PrescriptionFacts>(
  'prescription.dispensed',
  1,
  'Some of a prescription was handed over, or came back.',
);

interface DispenseFacts {
  readonly prescriptionId: string;
  readonly medicationRequestId: string;
  readonly patientId: string;
  readonly productId: string;
  readonly quantity: number;
}

export const dispenseCompleted = defineEvent<DispenseFacts & { remaining: number }>(
  'dispense.completed',
  1,
  'Packs of a prescription were handed over.',
);
export const dispenseReturned = defineEvent<DispenseFacts & { credited: boolean }>(
  'dispense.returned',
  1,
  'A patient gave packs of a prescription back.',
);

interface SaleTold {
  readonly saleId: string;
  /** Minor units, in digits, before cash was rounded. */
  readonly total: string;
  readonly currency: string;
  readonly branch: string;
}
export const saleCompleted = defineEvent<SaleTold>('sale.completed', 1, 'A sale was paid at a till, and has its receipt.');
export const saleVoided = defineEvent<SaleTold>('sale.voided', 1, 'A sale was undone at the till at which it had been paid.');
export const saleReturned = defineEvent<SaleTold & { readonly originalSaleId: string }>(
  'sale.returned',
  1,
  'Goods came back, and money for them.',
);

export const lotRecalled = defineEvent<{ lotId: string; productId: string; lotNumber: string; recallId: string; class: string }>(
  'lot.recalled',
  1,
  'A lot was called back, at every branch.',
  {
    permission: 'stock:read',
    subject: 'lot',
    ids: {
      productId: { prefix: 'product', description: 'What it is a lot of.' },
      recallId: { prefix: 'recall', description: 'The recall.' },
    },
  },
);

/** Subject: the order. */
export const stockReserved = defineEvent<{ readonly until: string }>(
  'stock.reserved',
  1,
  'All the stock that an order asked for is set aside.',
);
export const stockShort = defineEvent<{
  readonly missing: readonly { readonly lineId: string; readonly productId: string; readonly quantity: number }[];
}>('stock.short', 1, 'There is not enough stock for an order; what is there is not set aside for it either.');
export const stockLapsed = defineEvent<Record<string, never>>(
  'stock.lapsed',
  1,
  'What was set aside for an order was given back, as its time was over.',
);
