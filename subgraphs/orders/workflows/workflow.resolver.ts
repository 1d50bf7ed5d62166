import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { OrderType } from '../orders/order-terms.js';
import { defineOrderWorkflow } from './defining-workflows.js';
import { OrderWorkflow, OrderWorkflowStatus } from './order-workflow.js';
import { effectNames, guardNames, triggerNames } from './workflow-definition.js';
import { OrderWorkflowState, OrderWorkflowTerms, OrderWorkflowTransition, type OrderWorkflowTerm } from './workflow-parts.js';
import { transitionPermissions } from './workflow-vocabulary.js';
import { DefineOrderWorkflowInput, DefineOrderWorkflowPayload } from './workflow.inputs.js';

@Resolver(() => OrderWorkflow)
export class OrderWorkflowResolver {
  @Query(() => [OrderWorkflow], {
    description:
      'The lifecycles of orders, by type, code and revision. Those that are built in are here once the first order has gone by them, or somebody has written them anew.',
  })
  @Access('orders:read')
  orderWorkflows(
    @Ctx() context: Context,
    @Arg('type', () => OrderType, { nullable: true, description: 'Of these orders.' }) type: OrderType | null,
    @Arg('code', () => String, { nullable: true, description: 'With this code.' }) code: string | null,
    @Arg('retired', () => Boolean, { defaultValue: false, description: 'Whether to tell revisions too that have been replaced.' })
    retired: boolean,
  ): Promise<OrderWorkflow[]> {
    const conditions = [sql`true`];
    if (type) conditions.push(sql`order_type = ${type}`);
    if (code) conditions.push(sql`code = ${code}`);
    if (!retired) conditions.push(sql`status = ${OrderWorkflowStatus.ACTIVE}`);
    return context.db.all(OrderWorkflow, sql`where ${join(conditions, ' and ')} order by order_type, code, revision limit 1000`);
  }

  @Query(() => OrderWorkflowTerms, { description: 'The words that workflows are written with.' })
  @Access('orders:read')
  orderWorkflowTerms(): OrderWorkflowTerms {
    const terms = { guards: told(guardNames), effects: told(effectNames), triggers: told(triggerNames) };
    return { ...terms, permissions: [...transitionPermissions] };
  }

  @Mutation(() => DefineOrderWorkflowPayload, {
    description: 'Writes a lifecycle anew, as its next revision. Orders that were placed keep theirs; drafts and new orders go by this.',
  })
  @Access('orders:configure')
  defineOrderWorkflow(
    @Ctx() context: Context,
    @Arg('input', () => DefineOrderWorkflowInput, { description: 'The lifecycle.' }) input: DefineOrderWorkflowInput,
  ): Promise<DefineOrderWorkflowPayload> {
    return defineOrderWorkflow(context, input);
  }

  @FieldResolver(() => String, { description: 'The code of the state in which a new order is.' })
  initial(@Root() { definition }: OrderWorkflow): string {
    return definition.initial;
  }

  @FieldResolver(() => [OrderWorkflowState], { description: 'Its states, as they were written.' })
  states(@Root() { definition }: OrderWorkflow): OrderWorkflowState[] {
    return definition.states.map(({ amendable, ...state }) =>
      Object.assign(new OrderWorkflowState(), state, { amendable: amendable ?? false }),
    );
  }

  @FieldResolver(() => [OrderWorkflowTransition], { description: 'Its transitions, as they were written.' })
  transitions(@Root() { definition }: OrderWorkflow): OrderWorkflowTransition[] {
    const unsaid = { end: null, guards: [], effects: [], triggers: [], reasonRequired: false };
    return definition.transitions.map((transition) => Object.assign(new OrderWorkflowTransition(), unsaid, transition));
  }
}

function told(names: Readonly<Record<string, string>>): OrderWorkflowTerm[] {
  return Object.entries(names).map(([name, meaning]) => ({ name, meaning }));
}
