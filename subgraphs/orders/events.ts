import { defineEvent } from '#kernel/events/event.js';
import type { PublicEvent } from '#kernel/events/public-event.js';

/** Where something is to be done: at a branch, or at an address. */
export interface PlaceFacts {
  readonly branchId: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** What is carried: a specimen, or some packs of a line. */
export interface ItemFacts {
  /** `specimen_…` or `orderline_…` */
  readonly id: string;
  /** As people know it: `EDTA blood`, `Nitrile gloves M`. */
  readonly name: string;
  /** What stands on its label, to be scanned: an accession number, a GTIN. */
  readonly code: string | null;
  readonly quantity: number;
  /** Between which temperatures it is kept; null where it does not matter. */
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
}

/** Of every event of an order; its subject is the order, and its branch the one that ordered. Instants are RFC 3339. */
export interface OrderFacts {
  readonly number: string | null;
  readonly type: string;
  readonly status: string;
  readonly state: string;
  readonly priority: string;
  readonly deliveryMode: string;
  readonly dispatch: string | null;
  readonly performerBranchId: string | null;
  readonly patientId: string | null;
  readonly requestedFrom: string | null;
  readonly requestedUntil: string | null;
}

const toldOfOrders: PublicEvent<OrderFacts> = {
  permission: 'orders:read',
  subject: 'order',
  ids: { performerBranchId: { prefix: 'branch', description: 'The branch that is to fulfil it, once one is.', nullable: true } },
  otherBranches: ['performerBranchId'],
  patient: { at: 'patientId' },
};

export const orderPlaced = defineEvent<OrderFacts>('order.placed', 1, 'An order was placed: its lines are frozen.', toldOfOrders);
export const orderUpdated = defineEvent<OrderFacts>(
  'order.updated',
  1,
  'An order moved on in its workflow, was amended, held, resumed or called off, or something that belongs to it changed.',
  toldOfOrders,
);
export const orderCompleted = defineEvent<OrderFacts>('order.completed', 1, 'An order was fulfilled.', toldOfOrders);

/** A thing to be done for an order, by a courier or technician. */
export interface WantedTask {
  /** Unique within the order: the same key asked for again is the same task. */
  readonly key: string;
  readonly kind: 'PICKUP' | 'DELIVERY' | 'COLLECT_SAMPLE' | 'STERILIZE' | 'SERVICE_CALL';
  /** Keys of tasks that must be done before. */
  readonly dependsOn: readonly string[];
  readonly place: PlaceFacts;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly items: readonly ItemFacts[];
  /** Of the courier or technician: `phlebotomy`. */
  readonly skills: readonly string[];
}

export const tasksRequested = defineEvent<OrderFacts & { readonly tasks: readonly WantedTask[] }>(
  'order.tasks_requested',
  1,
  'An order is to be brought or done: these tasks are wanted.',
);
export const tasksWithdrawn = defineEvent<OrderFacts & { readonly reason: string | null }>(
  'order.tasks_withdrawn',
  1,
  'The tasks of an order that are not done yet are not wanted any more.',
);

export const stockRequested = defineEvent<{
  /** Where it is to be set aside. */
  readonly branchId: string;
  readonly lines: readonly { readonly lineId: string; readonly productId: string; readonly quantity: number }[];
  /** Until when it is kept, RFC 3339. */
  readonly until: string;
}>('order.stock_requested', 1, 'Stock is to be set aside for the lines of an order, all of it or none.');
export const stockGivenUp = defineEvent<{
  readonly branchId: string;
  /** RFC 3339; until when it was asked for, which tells it from what was asked for since. */
  readonly until: string;
}>('order.stock_given_up', 1, 'What was set aside for an order is not needed any more.');

/** Something that people of the tenant should know; platform brings it to them. Its subject is what it is about. */
export const noticeRequested = defineEvent<{
  /** Codes of teams. */
  readonly teams: readonly string[];
  /** Who is in a team by a role has it at one of these. */
  readonly branchIds: readonly string[];
  readonly title: string;
  readonly text: string;
  /** What it is about, in the graph. */
  readonly about: string;
}>('notice.requested', 1, 'Teams are to be told something.');
export const webhookRequested = defineEvent<{ readonly webhook: string; readonly event: string }>(
  'order.webhook_requested',
  1,
  'A rule has a webhook called, by its name.',
);
/** Its subject is the whole. */
export const partsChanged = defineEvent<{
  /** Why its parts have to end, as the whole has; null when it was a part that something became of. */
  readonly wholeEnded: string | null;
}>('order.parts_changed', 1, 'Something became of a part of an order that was split, or of the whole before its parts ended.');

interface SlaFacts {
  readonly clockId: string;
  readonly policy: string;
  readonly dueAt: string;
}
export const slaWarned = defineEvent<SlaFacts>('sla.warned', 1, 'A service level of an order is running out.');
export const slaBreached = defineEvent<SlaFacts>('sla.breached', 1, 'A service level of an order was missed.', {
  permission: 'orders:read',
  subject: 'order',
  patient: { at: 'subject', through: 'Order' },
});
export const slaEscalated = defineEvent<SlaFacts>('sla.escalated', 1, 'A service level that runs out or was missed was escalated further.');
/** Of a specimen, its subject; its branch is the one that ordered. */
export interface SpecimenFacts {
  readonly orderId: string;
  readonly accessionNumber: string;
  readonly status: string;
  /** Whether it waits for the laboratory to decide if it can be examined. */
  readonly held: boolean;
}

export const specimenUpdated = defineEvent<SpecimenFacts>(
  'specimen.updated',
  1,
  'A specimen was planned, moved on in its workflow, is held or was released.',
  {
    permission: 'specimens:read',
    subject: 'specimen',
    ids: { orderId: { prefix: 'order', description: 'The order that it was taken for.' } },
    patient: { at: 'orderId', through: 'Order' },
  },
);
/** Of orders for which stock was asked; its subject is the order. */
export const linesFulfilled = defineEvent<{
  /** Where they were taken from. */
  readonly branchId: string;
  readonly patientId: string | null;
  readonly lines: readonly { readonly lineId: string; readonly productId: string; readonly quantity: number }[];
}>('order.lines_fulfilled', 1, 'Packs of an order were handed over.', {
  permission: 'orders:read',
  subject: 'order',
  otherBranches: ['branchId'],
  patient: { at: 'patientId' },
});
/** Its subject is the order that they were of. Of orders for which stock was asked. */
export const linesReturned = defineEvent<{
  /** Where they had been taken from. */
  readonly branchId: string;
  readonly lines: readonly { readonly lineId: string; readonly productId: string; readonly quantity: number }[];
}>('order.lines_returned', 1, 'Packs of an order that were handed over came back.');
