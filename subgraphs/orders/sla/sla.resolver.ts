import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Order, orderById } from '../orders/order.js';
import { clocksOfOrder, mostUrgentFirst, SlaClock, SlaClockConnection, slaClockList } from './sla-clock.js';
import { createSlaPolicy, updateSlaPolicy } from './sla-policy-changes.js';
import {
  CreateSlaPolicyInput,
  CreateSlaPolicyPayload,
  SlaClockFilter,
  UpdateSlaPolicyInput,
  UpdateSlaPolicyPayload,
} from './sla-policy.inputs.js';
import { SlaPolicy, slaPolicyById } from './sla-policy.js';

@Resolver(() => SlaPolicy)
export class SlaPolicyResolver {
  @Query(() => [SlaPolicy], { description: 'All service levels of orders, by code; a tenant has at most 200.' })
  @Access('orders:read')
  slaPolicies(@Ctx() context: Context): Promise<SlaPolicy[]> {
    return context.db.all(SlaPolicy, sql`order by code`);
  }

  @Mutation(() => CreateSlaPolicyPayload, { description: 'Adds a service level; orders that are placed from now on have it.' })
  @Access('orders:configure')
  createSlaPolicy(
    @Ctx() context: Context,
    @Arg('input', () => CreateSlaPolicyInput, { description: 'The service level.' }) input: CreateSlaPolicyInput,
  ): Promise<CreateSlaPolicyPayload> {
    return createSlaPolicy(context, input);
  }

  @Mutation(() => UpdateSlaPolicyPayload, { description: 'Changes a service level; orders that were placed keep the time that they had.' })
  @Access('orders:configure')
  updateSlaPolicy(
    @Ctx() context: Context,
    @Arg('input', () => UpdateSlaPolicyInput, { description: 'The changes.' }) input: UpdateSlaPolicyInput,
  ): Promise<UpdateSlaPolicyPayload> {
    return updateSlaPolicy(context, input);
  }
}

@Resolver(() => SlaClock)
export class SlaClockResolver {
  @Query(() => SlaClockConnection, { description: 'Clocks of service levels of the orders that you may see, the most urgent first.' })
  @Access('orders:read')
  slaClocks(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => SlaClockFilter, { nullable: true, description: 'Which clocks.' }) filter: SlaClockFilter | null,
  ): Promise<Page<SlaClock>> {
    return page(context, slaClockList, args, mostUrgentFirst, clocksMatching(filter));
  }

  @FieldResolver(() => SlaPolicy, { description: 'The service level, as it is now.' })
  policy(@Root() { policyId }: SlaClock, @Ctx() context: Context): Promise<SlaPolicy | null> {
    return context.load(slaPolicyById, policyId);
  }

  @FieldResolver(() => Order, { description: 'The order.' })
  order(@Root() { orderId }: SlaClock, @Ctx() context: Context): Promise<Order | null> {
    return context.load(orderById, orderId);
  }
}

@Resolver(() => Order)
export class OrderSlaClocksResolver {
  @FieldResolver(() => [SlaClock], { description: 'The time that it has, by each of its service levels.' })
  async slaClocks(@Root() { id }: Order, @Ctx() context: Context): Promise<SlaClock[]> {
    return (await context.load(clocksOfOrder, id)) ?? [];
  }
}

function clocksMatching(filter: SlaClockFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) {
    const branch = toUuid('branch', filter.branchId);
    conditions.push(sql`(sla_clocks.branch_id = ${branch} or sla_clocks.performer_branch_id = ${branch})`);
  }
  if (filter?.open != null) conditions.push(filter.open ? sql`sla_clocks.ended_at is null` : sql`sla_clocks.ended_at is not null`);
  if (filter?.breached != null)
    conditions.push(filter.breached ? sql`sla_clocks.breached_at is not null` : sql`sla_clocks.breached_at is null`);
  return join(conditions, ' and ');
}
