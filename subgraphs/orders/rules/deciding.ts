import type { OpenBranch } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { noticeRequested, webhookRequested } from '../events.js';
import type { OrderLine } from '../orders/order-line.js';
import { DeliveryMode, OrderPriority } from '../orders/order-terms.js';
import type { Order } from '../orders/order.js';
import type { Action } from './action.js';
import { allActions, type RuleAction, type RuleOutcome } from './applying-rules.js';
import { askForApprovals, type WantedApproval } from './asking-for-approvals.js';
import { keptRules, noRules, type KeptWording } from './kept-rules.js';
import { factsOf, type PartyFacts } from './order-facts.js';
import { orderCatalogue } from './order-vocabulary.js';

/** What the rules have an order do when it is placed. */
export interface Decision {
  readonly fields: Partial<Pick<Order, 'priority' | 'deliveryMode' | 'note'>>;
  readonly workflow: string | null;
  readonly dispatch: string | null;
  readonly slas: readonly { readonly policy: string; readonly withinMinutes: number | null }[];
  readonly approvals: readonly WantedApproval[];
  readonly notices: readonly { readonly teams: readonly string[]; readonly text: string }[];
  readonly webhooks: readonly { readonly webhook: string; readonly event: string | null }[];
  readonly outcome: RuleOutcome;
  /** Of rules, or of actions, that could not be read any more: which, and why. */
  readonly problems: readonly string[];
  /** With what it was decided, so that it can be explained. */
  readonly facts: object;
  readonly decidedAt: Date;
  readonly timeZone: string;
}

/** Looks at the rules in force with an order that is about to be placed. Changes nothing. */
export async function decide(
  transaction: Transaction,
  branch: OpenBranch,
  order: Order,
  lines: readonly OrderLine[],
  parties: PartyFacts,
): Promise<Decision> {
  const rows = await transaction.rows<KeptWording>(
    sql`select id, position, revision, definition from order_rules where active order by position, id`,
  );
  const { rules, unreadable, undone } = rows.length > 0 ? keptRules(rows, await orderCatalogue(transaction)) : noRules;
  const facts = factsOf(branch, order, lines, parties);
  const decidedAt = new Date();
  const outcome = allActions(rules, facts, { now: decidedAt, timeZone: branch.timeZone });
  return { ...sorted(outcome.actions), outcome, problems: [...unreadable, ...undone], facts, decidedAt, timeZone: branch.timeZone };
}

function sorted(actions: readonly RuleAction[]): Omit<Decision, 'outcome' | 'problems' | 'facts' | 'decidedAt' | 'timeZone'> {
  const of = <Kind extends Action['kind']>(kind: Kind): { action: Extract<Action, { kind: Kind }>; ruleName: string }[] =>
    actions
      .filter(({ action }) => action.kind === kind)
      .map(({ action, by }) => ({ action: action as Extract<Action, { kind: Kind }>, ruleName: by.rule.name }));
  return {
    fields: fieldsOf(of('set_field').map(({ action }) => action)),
    workflow: of('choose_workflow')[0]?.action.workflow ?? null,
    dispatch: of('assign_dispatch')[0]?.action.dispatch ?? null,
    slas: of('start_sla').map(({ action: { policy, withinMinutes } }) => ({ policy, withinMinutes })),
    approvals: of('require_approval').map(({ action: { role, reason }, ruleName }) => ({ team: role, reason, ruleName })),
    notices: of('notify').map(({ action: { roles, message }, ruleName }) => ({ teams: roles, text: message ?? ruleName })),
    webhooks: of('call_webhook').map(({ action: { webhook, event } }) => ({ webhook, event })),
  };
}

function fieldsOf(settings: readonly Extract<Action, { kind: 'set_field' }>[]): Decision['fields'] {
  const value = (field: string): string | undefined => {
    const found = settings.find((setting) => setting.field === field)?.value;
    return typeof found === 'string' ? found : undefined;
  };
  const [priority, deliveryMode, note] = [value('priority'), value('delivery_mode'), value('note')];
  return {
    ...(priority === undefined ? {} : { priority: OrderPriority[priority.toUpperCase() as OrderPriority] }),
    ...(deliveryMode === undefined ? {} : { deliveryMode: DeliveryMode[deliveryMode.toUpperCase() as DeliveryMode] }),
    ...(note === undefined ? {} : { note }),
  };
}

/** Has done what was decided, as far as it is not the order's own: asks for approvals, tells teams, calls webhooks; and keeps why. */
export async function keepDecision(transaction: Transaction, order: Order, decision: Decision): Promise<void> {
  const { outcome, problems, approvals, notices, webhooks } = decision;
  const rules = outcome.looked.map(({ by }) => ({ id: by.id, revision: by.version, position: by.position }));
  await transaction.rows(sql`insert into order_decisions (order_id, branch_id, performer_branch_id, decided_at, time_zone, facts, rules, problems)
    values (${toUuid('order', order.id)}, ${toUuid('branch', order.branchId)}, ${order.performerBranchId && toUuid('branch', order.performerBranchId)}::uuid,
      ${decision.decidedAt}, ${decision.timeZone}, ${JSON.stringify(decision.facts)}::jsonb, ${JSON.stringify(rules)}::jsonb, ${problems}::text[])`);
  const branchIds = [order.branchId, ...(order.performerBranchId ? [order.performerBranchId] : [])];
  const about = { subject: order.id, branch: order.branchId };
  const title = `Order ${order.number ?? ''}`.trim();
  await transaction.publishAll(
    noticeRequested,
    notices.map(({ teams, text }) => ({ ...about, data: { teams, branchIds, title, text, about: order.id } })),
  );
  await askForApprovals(transaction, order, approvals);
  await transaction.publishAll(
    webhookRequested,
    webhooks.map(({ webhook, event }) => ({ ...about, data: { webhook, event: event ?? 'order.placed' } })),
  );
}
