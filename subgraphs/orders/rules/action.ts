import type { ValueType } from './attribute.js';
import type { Value } from './attribute-value.js';

/** What a rule has done when it holds. */
export type Action =
  | { readonly kind: 'set_field'; readonly field: string; readonly type: ValueType; readonly value: Value }
  | { readonly kind: 'choose_workflow'; readonly workflow: string }
  | { readonly kind: 'assign_dispatch'; readonly dispatch: string }
  | { readonly kind: 'notify'; readonly roles: readonly string[]; readonly message: string | null }
  | { readonly kind: 'require_approval'; readonly role: string; readonly reason: string | null }
  /** Without minutes of its own it has those of the policy. */
  | { readonly kind: 'start_sla'; readonly policy: string; readonly withinMinutes: number | null }
  /** A webhook of the tenant by its name; without an event of its own it is told what happened to the order. */
  | { readonly kind: 'call_webhook'; readonly webhook: string; readonly event: string | null };

export type ActionKind = Action['kind'];

export const actionKinds = [
  'set_field',
  'choose_workflow',
  'assign_dispatch',
  'notify',
  'require_approval',
  'start_sla',
  'call_webhook',
] as const satisfies readonly ActionKind[];

/** What only one action can settle, in words; null for what any number of rules may do beside each other. */
export function settledBy(action: Action): string | null {
  switch (action.kind) {
    case 'set_field':
      return `the field "${action.field}"`;
    case 'choose_workflow':
      return 'the workflow';
    case 'assign_dispatch':
      return 'the dispatch';
    case 'start_sla':
      return `the SLA "${action.policy}"`;
    case 'notify':
    case 'require_approval':
    case 'call_webhook':
      return null;
  }
}
