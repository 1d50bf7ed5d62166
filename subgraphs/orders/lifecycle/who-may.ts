import { branchesFor, type RequestContext } from '#kernel/context/request-context.js';
import type { Order } from '../orders/order.js';
import type { OrderEnd, WorkflowTransition } from '../workflows/workflow-definition.js';

/** Whether the caller holds a permission at an end of an order, or at either. */
export function mayAt(request: RequestContext, permission: string, order: Order, end: OrderEnd | undefined): boolean {
  const mine = branchesFor(request, permission);
  if (mine === 'all') return true;
  const at = { PLACER: [order.branchId], PERFORMER: [order.performedAt], either: [order.branchId, order.performedAt] };
  return at[end ?? 'either'].some((branch) => mine.includes(branch));
}

/** Why the caller may not take a transition; null when it may. */
export function notPermitted(request: RequestContext, order: Order, { permission, end, name }: WorkflowTransition): string | null {
  if (permission === null) return `"${name}" is done by the house itself when its time has come.`;
  if (mayAt(request, permission, order, end)) return null;
  const whose = { PLACER: 'the branch that ordered', PERFORMER: 'the branch that does what is ordered', either: 'one of its branches' };
  return `It takes ${permission} at ${whose[end ?? 'either']}: ask somebody who has it.`;
}
