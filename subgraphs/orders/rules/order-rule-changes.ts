import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import {
  CreateOrderRulePayload,
  UpdateOrderRulePayload,
  type CreateOrderRuleInput,
  type UpdateOrderRuleInput,
} from './order-rule.inputs.js';
import { OrderRule } from './order-rule.js';
import { orderCatalogue } from './order-vocabulary.js';
import { readRule } from './reading-rules.js';
import type { Rule } from './rule.js';
import { writeRule } from './writing-rules.js';

const permission = 'orders:configure';
const nothing = { orderRule: null };
/** Each order is looked at with all of them. */
const mostRules = 200;
/** What is sent beyond this is not even read. */
const mostLetters = 20_000;

export async function createOrderRule(context: Context, input: CreateOrderRuleInput): Promise<CreateOrderRulePayload> {
  return context.db.command(CreateOrderRulePayload, { name: 'createOrderRule', permission }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const rule = await read(transaction, input.definition);
    if (rule instanceof Refusal) return rule;
    // Two at once would both take the last place.
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`order rules ${transaction.context.tenant?.id}`}, 0))`);
    const [kept] = await transaction.rows<{ count: number; last: number }>(
      sql`select count(*)::int as count, coalesce(max(position), 0)::int as last from order_rules`,
    );
    if ((kept?.count ?? 0) >= mostRules)
      return refuse('LIMIT_REACHED', `A tenant has at most ${mostRules} rules: change one that you have.`, ['input'], nothing);
    const orderRule = Object.assign(new OrderRule(), {
      id: newId('orderrule'),
      name: rule.name,
      position: input.position ?? (kept?.last ?? 0) + 10,
      active: input.active,
      revision: 1,
      definition: writeRule(rule),
    });
    await transaction.insert(orderRule);
    await keepWording(transaction, orderRule);
    return { orderRule };
  });
}

export async function updateOrderRule(context: Context, input: UpdateOrderRuleInput): Promise<UpdateOrderRulePayload> {
  return context.db.command(UpdateOrderRulePayload, { name: 'updateOrderRule', permission }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const orderRule = await transaction.lock(OrderRule, input.id);
    if (!orderRule) return refuse('NOT_FOUND', 'There is no such rule.', ['input', 'id'], nothing);
    const stale = staleVersion(orderRule, input.expectedVersion, 'rule', nothing);
    if (stale) return stale;
    orderRule.position = input.position ?? orderRule.position;
    orderRule.active = input.active ?? orderRule.active;
    if (input.definition != null) {
      const rule = await read(transaction, input.definition);
      if (rule instanceof Refusal) return rule;
      Object.assign(orderRule, { name: rule.name, definition: writeRule(rule), revision: orderRule.revision + 1 });
      await keepWording(transaction, orderRule);
    }
    return { orderRule: await transaction.save(orderRule) };
  });
}

/** The rule, against what rules can speak of now; or all that keeps it from being one. */
async function read(transaction: Transaction, definition: unknown): Promise<Rule | Refusal> {
  const at = ['input', 'definition'];
  if (JSON.stringify(definition).length > mostLetters)
    return refuse('INVALID', `A rule has at most ${mostLetters} letters: part it into several.`, at, nothing);
  const { rule, problems } = readRule(definition, await orderCatalogue(transaction));
  if (rule) return rule;
  return new Refusal(
    problems.map(({ path, message }) => userError('INVALID', message, [...at, ...path])),
    nothing,
  );
}

async function keepWording(transaction: Transaction, { id, revision, definition }: OrderRule): Promise<void> {
  await transaction.rows(sql`insert into order_rule_revisions (rule_id, revision, definition, written_by)
    values (${toUuid('orderrule', id)}, ${revision}, ${JSON.stringify(definition)}::jsonb, ${transaction.context.actor.id})`);
}
