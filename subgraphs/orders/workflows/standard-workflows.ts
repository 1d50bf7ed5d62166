import { OrderType } from '../orders/order-terms.js';
import { goodsBack } from './standard/goods-back.js';
import { labSample } from './standard/lab-sample.js';
import { purchase } from './standard/purchase.js';
import { sales } from './standard/sales.js';
import { service } from './standard/service.js';
import type { WorkflowDefinition } from './workflow-definition.js';

export interface StandardWorkflow {
  readonly name: string;
  /** Counted up whenever its definition changes: the next order of each tenant that has not written it anew goes by it, as a new revision. */
  readonly edition: number;
  readonly definition: WorkflowDefinition;
}

/** The lifecycle that orders have for which nobody chose another. */
export const standardCode = 'standard';

/** That of orders that bring something back. */
export const returnCode = 'return';

export const standardWorkflows: Readonly<Record<OrderType, StandardWorkflow>> = {
  [OrderType.PURCHASE]: { name: 'Purchase', edition: 3, definition: purchase },
  [OrderType.SALES]: { name: 'Sale', edition: 4, definition: sales },
  [OrderType.LAB_SAMPLE]: { name: 'Laboratory order', edition: 2, definition: labSample },
  [OrderType.SERVICE]: { name: 'Service', edition: 3, definition: service },
};

export const returnWorkflow: StandardWorkflow = { name: 'Return', edition: 2, definition: goodsBack };

/** A lifecycle that every tenant has without having defined it; null for other codes. */
export function builtIn(type: OrderType, code: string): StandardWorkflow | null {
  if (code === standardCode) return standardWorkflows[type];
  return code === returnCode ? returnWorkflow : null;
}
