import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { frozenAttributes } from '../catalog/frozen-attributes.js';
import { linesOfOrder, OrderLine } from '../orders/order-line.js';
import { OrderOrigin, OrderStatus } from '../orders/order-terms.js';
import { orderById, type Order } from '../orders/order.js';
import { allActions } from './applying-rules.js';
import { evaluate } from './evaluating.js';
import { keptRules, type KeptRules, type KeptWording } from './kept-rules.js';
import type { BranchClock } from './local-moment.js';
import { factsOf } from './order-facts.js';
import { orderCatalogue } from './order-vocabulary.js';
import { partiesOf } from './parties.js';
import { readRule } from './reading-rules.js';
import { actionTaken, conflictTold, evaluationOf, OrderExplanation, OrderRuleProblem, RuleTest } from './rule-evaluation.js';
import type { RuleCatalogue } from './rule-catalogue.js';

const permission = 'orders:read';

/** Why the rules did with an order what they did; of a draft, what they would do now. */
export async function explainOrder(context: Context, orderId: string): Promise<OrderExplanation | null> {
  const order = await context.load(orderById, orderId);
  if (!order) return null;
  const kept = await keptDecision(context, order);
  const { facts, clock, rules, unreadable, undone } = kept ?? { ...(await asItIs(context, order)), ...(await rulesInForce(context)) };
  const outcome = allActions(rules, facts, clock);
  return Object.assign(new OrderExplanation(), {
    decided: kept !== null,
    at: clock.now,
    rules: outcome.looked.map(({ by, evaluation }) => evaluationOf(context.request, by, evaluation)),
    actions: outcome.actions.map(actionTaken),
    conflicts: outcome.conflicts.map(conflictTold),
    stoppedBy: outcome.stoppedBy?.rule.name ?? null,
    problems: [...new Set([...unreadable, ...undone])],
  });
}

/** Tries a rule out with an order as it is now. */
export async function testRule(context: Context, definition: unknown, orderId: string): Promise<RuleTest> {
  const order = await context.load(orderById, orderId);
  if (!order) throw new GraphError('NOT_FOUND', 'There is no such order among those that you may see.');
  const { rule, problems } = readRule(definition, await catalogueFor(context));
  if (!rule) {
    const told = problems.map(({ path, message }) => Object.assign(new OrderRuleProblem(), { path: [...path], message }));
    return Object.assign(new RuleTest(), { problems: told, evaluation: null });
  }
  const { facts, clock } = await asItIs(context, order);
  const version = { id: '', version: 0, position: 0, rule };
  const evaluation = evaluationOf(context.request, version, evaluate(rule, facts, clock), false);
  return Object.assign(new RuleTest(), { problems: [], evaluation });
}

async function asItIs(context: Context, order: Order): Promise<{ facts: object; clock: BranchClock }> {
  const profile = await context.load(profileOfBranch, order.branchId);
  if (!profile) throw new Error(`Nothing is known of ${order.branchId}, at which ${order.id} was made`);
  const clock = { now: new Date(), timeZone: profile.timeZone };
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: profile.timeZone }).format(clock.now);
  const lines = await linesAsTheyAre(context, order);
  return { facts: factsOf({ code: profile.code, today }, order, lines, await partiesOf(context, order)), clock };
}

/** The lines of an order; of a draft with what its products are today: placed now, they would freeze so. */
async function linesAsTheyAre(context: Context, order: Order): Promise<readonly OrderLine[]> {
  const lines = (await context.load(linesOfOrder, order.id)) ?? [];
  if (order.status !== OrderStatus.DRAFT || order.originKind === OrderOrigin.RETURN) return lines;
  const products = lines.map(({ productId }) => productId);
  const today = await frozenAttributes(readerIn(context), products);
  return lines.map((line) => Object.assign(new OrderLine(), line, { attributes: today.get(line.productId) ?? [] }));
}

interface DecisionRow {
  readonly decided_at: Date;
  readonly time_zone: string;
  readonly facts: object;
  readonly rules: { readonly id: string; readonly revision: number; readonly position: number }[];
  readonly problems: readonly string[];
}

async function keptDecision(context: Context, { id }: Order): Promise<({ facts: object; clock: BranchClock } & KeptRules) | null> {
  const [row] = await context.db.rows<DecisionRow>(
    sql`select decided_at, time_zone, facts, rules, problems from order_decisions where order_id = ${toUuid('order', id)}`,
    permission,
  );
  if (!row) return null;
  const asked = row.rules.map((rule) => ({ ...rule, id: toUuid('orderrule', rule.id) }));
  const wordings = await context.db.rows<KeptWording>(
    sql`select asked.id, asked.revision, asked.position, wording.definition
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (id uuid, revision integer, position integer)
      join order_rule_revisions wording on wording.rule_id = asked.id and wording.revision = asked.revision`,
    permission,
  );
  const { rules, unreadable } = keptRules(wordings, await catalogueFor(context));
  // What could not be done then, whatever is in use by now.
  return { facts: row.facts, clock: { now: row.decided_at, timeZone: row.time_zone }, rules, unreadable, undone: row.problems };
}

async function rulesInForce(context: Context): Promise<KeptRules> {
  const rows = await context.db.rows<KeptWording>(
    sql`select id, position, revision, definition from order_rules where active order by position, id`,
    permission,
  );
  return keptRules(rows, await catalogueFor(context));
}

function catalogueFor(context: Context): Promise<RuleCatalogue> {
  return orderCatalogue(readerIn(context));
}

function readerIn(context: Context): Pick<Transaction, 'rows'> {
  return { rows: (statement) => context.db.rows(statement, permission) };
}
