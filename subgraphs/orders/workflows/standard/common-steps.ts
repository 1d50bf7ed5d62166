import { OrderStatus } from '../../orders/order-terms.js';
import type { WorkflowState, WorkflowTransition } from '../workflow-definition.js';

export const draft: WorkflowState = { code: 'draft', name: 'Draft', status: OrderStatus.DRAFT };
export const placed: WorkflowState = { code: 'placed', name: 'Placed', status: OrderStatus.ACTIVE, amendable: true };
export const completed: WorkflowState = { code: 'completed', name: 'Completed', status: OrderStatus.COMPLETED };
export const revoked: WorkflowState = { code: 'revoked', name: 'Called off', status: OrderStatus.REVOKED };

export const place: WorkflowTransition = {
  code: 'place',
  name: 'Place',
  from: ['draft'],
  to: 'placed',
  permission: 'orders:place',
  end: 'PLACER',
  guards: ['HAS_LINES'],
};
export const discard: WorkflowTransition = {
  code: 'discard',
  name: 'Discard',
  from: ['draft'],
  to: 'revoked',
  permission: 'orders:place',
  end: 'PLACER',
};

export function active(code: string, name: string, more: { readonly amendable?: boolean } = {}): WorkflowState {
  return { code, name, status: OrderStatus.ACTIVE, ...more };
}

/** By who ordered, and by the house when an approval is refused. */
export function callOff(from: readonly string[], effects: WorkflowTransition['effects']): WorkflowTransition {
  return {
    code: 'call_off',
    name: 'Call off',
    from,
    to: 'revoked',
    permission: 'orders:place',
    end: 'PLACER',
    effects: effects ?? [],
    triggers: ['APPROVAL_REFUSED'],
    reasonRequired: true,
  };
}

/** By who should have done it. */
export function decline(from: readonly string[], effects: WorkflowTransition['effects']): WorkflowTransition {
  return {
    code: 'decline',
    name: 'Decline',
    from,
    to: 'revoked',
    permission: 'orders:fulfil',
    end: 'PERFORMER',
    effects: effects ?? [],
    reasonRequired: true,
  };
}

/**
 * When the parts into which it was split have ended, and nothing is left that was in none. Where nothing came of any of them, it is
 * not complete, and has met no service level.
 */
export function gather(from: readonly string[], effects: WorkflowTransition['effects']): readonly WorkflowTransition[] {
  const triggers: WorkflowTransition['triggers'] = ['PARTS_ENDED'];
  return [
    {
      code: 'come_to_nothing',
      name: 'Nothing came of its parts',
      from,
      to: 'revoked',
      permission: null,
      guards: ['PARTS_ENDED', 'ALL_FULFILLED', 'NOTHING_FULFILLED'],
      effects: effects ?? [],
      triggers,
    },
    {
      code: 'gather',
      name: 'All parts ended',
      from,
      to: 'completed',
      permission: null,
      guards: ['PARTS_ENDED', 'ALL_FULFILLED'],
      triggers,
    },
  ];
}
