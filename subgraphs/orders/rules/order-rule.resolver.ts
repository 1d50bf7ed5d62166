import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { JsonScalar } from '#kernel/graph/scalars/index.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Order, orderById } from '../orders/order.js';
import { Staff, staffReference } from '../references/staff.js';
import { decideOrderApproval } from './approving.js';
import { explainOrder, testRule } from './explaining-orders.js';
import { approvalsOfOrder, OrderApproval } from './order-approval.js';
import { createOrderRule, updateOrderRule } from './order-rule-changes.js';
import {
  CreateOrderRuleInput,
  CreateOrderRulePayload,
  DecideOrderApprovalInput,
  DecideOrderApprovalPayload,
  UpdateOrderRuleInput,
  UpdateOrderRulePayload,
} from './order-rule.inputs.js';
import { OrderRule } from './order-rule.js';
import { OrderExplanation, RuleTest } from './rule-evaluation.js';

@Resolver(() => OrderRule)
export class OrderRuleResolver {
  @Query(() => [OrderRule], { description: 'All rules of orders, in the order in which they are looked at; a tenant has at most 200.' })
  @Access('orders:read')
  orderRules(@Ctx() context: Context): Promise<OrderRule[]> {
    return context.db.all(OrderRule, sql`order by position, id`);
  }

  @Query(() => OrderExplanation, {
    nullable: true,
    description:
      'Why the rules did with an order what they did when it was placed: by the wording that they had then, with what the order was then. Of a draft, what they would do now. Null when there is no such order.',
  })
  @Access('orders:read')
  explainOrder(@Ctx() context: Context, @Arg('id', () => ID, { description: 'The order.' }) id: string): Promise<OrderExplanation | null> {
    return explainOrder(context, id);
  }

  @Query(() => RuleTest, {
    description: 'Tries a rule out with an order as it is now: which conditions hold, and why. Nothing is kept or done.',
  })
  @Access('orders:configure')
  testRule(
    @Ctx() context: Context,
    @Arg('rule', () => JsonScalar, { description: 'The rule, as createOrderRule takes it.' }) rule: unknown,
    @Arg('orderId', () => ID, { description: 'The order.' }) orderId: string,
  ): Promise<RuleTest> {
    return testRule(context, rule, orderId);
  }

  @Mutation(() => CreateOrderRulePayload, { description: 'Adds a rule; orders that are placed from now on are looked at with it.' })
  @Access('orders:configure')
  createOrderRule(
    @Ctx() context: Context,
    @Arg('input', () => CreateOrderRuleInput, { description: 'The rule.' }) input: CreateOrderRuleInput,
  ): Promise<CreateOrderRulePayload> {
    return createOrderRule(context, input);
  }

  @Mutation(() => UpdateOrderRulePayload, { description: 'Words a rule anew, puts it elsewhere, or has it looked at or not.' })
  @Access('orders:configure')
  updateOrderRule(
    @Ctx() context: Context,
    @Arg('input', () => UpdateOrderRuleInput, { description: 'The changes.' }) input: UpdateOrderRuleInput,
  ): Promise<UpdateOrderRulePayload> {
    return updateOrderRule(context, input);
  }
}

@Resolver(() => OrderApproval)
export class OrderApprovalResolver {
  @Mutation(() => DecideOrderApprovalPayload, {
    description: 'Says yes or no, as somebody of the team, to an order that a rule holds back. Who placed it does not decide.',
  })
  @Access('orders:approve')
  decideOrderApproval(
    @Ctx() context: Context,
    @Arg('input', () => DecideOrderApprovalInput, { description: 'The decision.' }) input: DecideOrderApprovalInput,
  ): Promise<DecideOrderApprovalPayload> {
    return decideOrderApproval(context, input);
  }

  @FieldResolver(() => Order, { description: 'The order.' })
  order(@Root() { orderId }: OrderApproval, @Ctx() context: Context): Promise<Order | null> {
    return context.load(orderById, orderId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who decided.' })
  @Access('staff:read')
  decidedBy(@Root() { decidedBy }: OrderApproval): Staff | null {
    return decidedBy?.startsWith('staff_') ? staffReference(decidedBy) : null;
  }
}

@Resolver(() => Order)
export class OrderApprovalsResolver {
  @FieldResolver(() => [OrderApproval], { description: 'What somebody has to approve, or has decided, as rules asked for it.' })
  async approvals(@Root() { id }: Order, @Ctx() context: Context): Promise<OrderApproval[]> {
    return (await context.load(approvalsOfOrder, id)) ?? [];
  }
}
