import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { setDiscountLimit } from './discount-limit-changes.js';
import { DiscountLimit } from './discount-limit.js';
import {
  SetDiscountLimitInput,
  SetDiscountLimitPayload,
  SetTaxRuleInput,
  SetTaxRulePayload,
  TaxRuleFilter,
  TaxRuleOrder,
} from './rule.inputs.js';
import { setTaxRule } from './tax-rule-changes.js';
import { newestRuleFirst, TaxRule, TaxRuleConnection, taxRuleList } from './tax-rule.js';

@Resolver(() => TaxRule)
export class TaxRuleResolver {
  @Query(() => TaxRuleConnection, { description: 'The taxes that prices contain, the newest rules first.' })
  @Access('tills:read')
  taxRules(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => TaxRuleFilter, { nullable: true, description: 'Which rules.' }) filter: TaxRuleFilter | null,
    @Arg('orderBy', () => TaxRuleOrder, { nullable: true, description: 'In which order.' }) orderBy: TaxRuleOrder | null,
  ): Promise<Page<TaxRule>> {
    return page(context, taxRuleList, args, orderBy ?? newestRuleFirst, rulesMatching(filter));
  }

  @Mutation(() => SetTaxRulePayload, { description: 'Says which tax prices contain. What was sold keeps the tax that it was sold with.' })
  @Access('tills:manage')
  setTaxRule(
    @Ctx() context: Context,
    @Arg('input', () => SetTaxRuleInput, { description: 'The rule.' }) input: SetTaxRuleInput,
  ): Promise<SetTaxRulePayload> {
    return setTaxRule(context, input);
  }

  @FieldResolver(() => Branch, { nullable: true, description: 'At which branch; null where it holds for all without one of their own.' })
  branch(@Root() { branchId }: TaxRule): Branch | null {
    return branchId === null ? null : branchReference(branchId);
  }

  @FieldResolver(() => [Product], { description: 'To which products it applies.' })
  async products(@Root() { productIds }: TaxRule, @Ctx() context: Context): Promise<Product[]> {
    const products = await Promise.all(productIds.map((id) => context.load(productById, id)));
    return products.filter((product) => product !== null);
  }
}

@Resolver(() => DiscountLimit)
export class DiscountLimitResolver {
  @Query(() => [DiscountLimit], { description: 'How much the roles may take off a sale, by role and currency.' })
  @Access('tills:read')
  discountLimits(@Ctx() context: Context): Promise<DiscountLimit[]> {
    return context.db.all(DiscountLimit, sql`order by role, currency`);
  }

  @Mutation(() => SetDiscountLimitPayload, { description: 'Says how much somebody of a role may take off a sale.' })
  @Access('tills:manage')
  setDiscountLimit(
    @Ctx() context: Context,
    @Arg('input', () => SetDiscountLimitInput, { description: 'The limit.' }) input: SetDiscountLimitInput,
  ): Promise<SetDiscountLimitPayload> {
    return setDiscountLimit(context, input);
  }

  @FieldResolver(() => Money, { description: 'And at most this much; for sales in its currency.' })
  maxAmount(@Root() { maxAmountMinor, currency }: DiscountLimit): Money {
    return money(maxAmountMinor, currency);
  }
}

function rulesMatching(filter: TaxRuleFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`(tax_rules.branch_id is null or tax_rules.branch_id = ${toUuid('branch', filter.branchId)})`);
  if (filter?.on) conditions.push(sql`tax_rules.valid_from <= ${filter.on}::date`);
  return join(conditions, ' and ');
}
