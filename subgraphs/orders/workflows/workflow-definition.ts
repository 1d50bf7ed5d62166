import type { OrderStatus } from '../orders/order-terms.js';

/** A lifecycle of orders, as a tenant writes it down. */
export interface WorkflowDefinition {
  /** The code of the state in which a new order is. */
  readonly initial: string;
  readonly states: readonly WorkflowState[];
  readonly transitions: readonly WorkflowTransition[];
  /** How long stock is set aside that REQUEST_STOCK asks for, beyond when the order is wanted; half an hour when absent. */
  readonly reserveMinutes?: number;
}

export interface WorkflowState {
  /** Words of lower-case letters, parted by underscores: `in_transit`. */
  readonly code: string;
  readonly name: string;
  /** How an order stands that is in it. An order on hold keeps its state. */
  readonly status: Exclude<OrderStatus, OrderStatus.ON_HOLD>;
  /** Whether an order that is in it can be amended, though it was placed. Drafts always can. */
  readonly amendable?: boolean;
}

/** From which end of an order something is done: by who ordered it, or by who does what is ordered. */
export const orderEnds = { PLACER: 'PLACER', PERFORMER: 'PERFORMER' } as const;
export type OrderEnd = keyof typeof orderEnds;

export interface WorkflowTransition {
  readonly code: string;
  readonly name: string;
  readonly from: readonly string[];
  readonly to: string;
  /** What the caller must be permitted; null for what only the house does. */
  readonly permission: string | null;
  /** From which end it is done; either when absent. */
  readonly end?: OrderEnd;
  /** What must hold; all of them. */
  readonly guards?: readonly GuardName[];
  /** What is done with it, in this order. */
  readonly effects?: readonly EffectName[];
  /** What happens elsewhere upon which the house takes it by itself, when the guards let it. */
  readonly triggers?: readonly TriggerName[];
  /** Whether who takes it must say why. */
  readonly reasonRequired?: boolean;
}

/** What a transition can ask for. */
export const guardNames = {
  HAS_LINES: 'The order has lines.',
  APPROVED: 'Nobody is still to approve it, and nobody refused.',
  STOCK_RESERVED: 'The stock for all its lines is set aside, or none is wanted.',
  SPECIMENS_COLLECTED: 'All specimens were collected, or rejected.',
  SPECIMENS_RECEIVED: 'All specimens were received, or rejected.',
  SPECIMENS_RESULTED: 'All specimens have results, or were rejected.',
  PARTS_ENDED: 'All parts into which it was split are completed or called off.',
  ALL_FULFILLED: 'All packs of all lines were handed over, or will not come.',
  NOTHING_FULFILLED: 'No pack of any line was handed over.',
} as const satisfies Record<string, string>;
export type GuardName = keyof typeof guardNames;

/** What a transition can bring about. */
export const effectNames = {
  REQUEST_STOCK: 'Asks for stock to be set aside for the lines.',
  RELEASE_STOCK: 'Gives back what was set aside.',
  REQUEST_TASKS: 'Asks for the tasks that bring what is ordered to where it is needed.',
  CANCEL_TASKS: 'Calls off the tasks that are not done yet.',
  PLAN_SPECIMENS: 'Makes out which specimens are to be collected.',
  CANCEL_SPECIMENS: 'Gives up the specimens that were not collected.',
  FULFIL_ALL: 'Marks everything that is still to come as handed over.',
} as const satisfies Record<string, string>;
export type EffectName = keyof typeof effectNames;

/** What can happen elsewhere to an order. */
export const triggerNames = {
  APPROVED: 'The last approval was given.',
  APPROVAL_REFUSED: 'An approval was refused.',
  STOCK_RESERVED: 'All stock was set aside, or none is wanted.',
  STOCK_SHORT: 'There is not enough stock to be set aside.',
  STOCK_LAPSED: 'What was set aside was given back, as its time was over.',
  SPECIMENS_COLLECTED: 'The last specimen was collected.',
  SPECIMENS_RECEIVED: 'The last specimen was received at the laboratory.',
  SPECIMENS_RESULTED: 'The last specimen has its result.',
  TASK_STARTED: 'A courier set out.',
  TASKS_COMPLETED: 'The last task succeeded.',
  TASK_FAILED: 'A task failed, and nobody else was sent.',
  PARTS_ENDED: 'The last part was completed or called off.',
} as const satisfies Record<string, string>;
export type TriggerName = keyof typeof triggerNames;
