import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '#kernel/subgraph/context.js';
import { OrderStatus } from '../orders/order-terms.js';
import { Order } from '../orders/order.js';
import { OrderReservation, reservationOfOrder } from '../reservations/order-reservation.js';
import { OrderWorkflow, workflowById } from '../workflows/order-workflow.js';
import { whyNot } from './guards.js';
import { standingOfOrder, type Standing } from './standing.js';
import { notPermitted } from './who-may.js';

@ObjectType({ description: 'A step that an order can take next in its workflow, and whether you may take it just now.' })
export class OrderTransition {
  @Field(() => String, { simple: true, description: 'Its code, for `moveOrder`.' })
  code: string;

  @Field(() => String, { simple: true, description: 'Its name for people.' })
  name: string;

  @Field(() => String, { simple: true, description: 'The code of the state to which it leads.' })
  to: string;

  @Field(() => Boolean, { simple: true, description: 'Whether you may take it just now.' })
  allowed: boolean;

  @Field(() => [String], { simple: true, description: 'Why not, for a person; empty when you may.' })
  reasons: string[];

  @Field(() => Boolean, { simple: true, description: 'Whether you must say why.' })
  reasonRequired: boolean;
}

@Resolver(() => Order)
export class OrderLifecycleResolver {
  @FieldResolver(() => OrderWorkflow, { description: 'The lifecycle by which it goes, in the revision by which it was placed.' })
  async workflow(@Root() order: Order, @Ctx() context: Context): Promise<OrderWorkflow> {
    return workflowOf(order, context);
  }

  @FieldResolver(() => String, { description: 'The name of its state, as the workflow has it.' })
  async stateName(@Root() order: Order, @Ctx() context: Context): Promise<string> {
    return (await workflowOf(order, context)).state(order.state)?.name ?? order.state;
  }

  @FieldResolver(() => [OrderTransition], {
    description:
      'What people can do with it next, as everything stands: what you may do, and why not the rest. A draft is placed by `placeOrder`.',
  })
  async transitions(@Root() order: Order, @Ctx() context: Context): Promise<OrderTransition[]> {
    if (order.isEnded) return [];
    const workflow = await workflowOf(order, context);
    const standing = await context.load(standingOfOrder, order.id);
    if (!standing) return [];
    return workflow
      .transitionsFrom(order.state)
      .filter(({ permission }) => permission !== null)
      .map((transition) => {
        const reasons = [
          ...(order.status === OrderStatus.ON_HOLD ? ['The order is held: resume it first.'] : []),
          ...[notPermitted(context.request, order, transition)].filter((reason) => reason !== null),
          ...whyNot(transition, standing),
          ...partsLeft(workflow.state(transition.to)?.status, standing),
        ];
        const { code, name, to, reasonRequired = false } = transition;
        return { code, name, to, allowed: reasons.length === 0, reasons, reasonRequired };
      });
  }

  @FieldResolver(() => OrderReservation, {
    nullable: true,
    description: 'The stock that is set aside for it; null when none was asked for.',
  })
  async reservation(@Root() { id }: Order, @Ctx() context: Context): Promise<OrderReservation | null> {
    return (await context.load(reservationOfOrder, id))?.[0] ?? null;
  }
}

function partsLeft(target: OrderStatus | undefined, { openParts }: Standing): string[] {
  return target === OrderStatus.COMPLETED && openParts > 0 ? ['Not all of its parts have ended.'] : [];
}

async function workflowOf({ id, workflowId }: Order, context: Context): Promise<OrderWorkflow> {
  const workflow = await context.load(workflowById, workflowId);
  if (!workflow) throw new Error(`No workflow ${workflowId} of order ${id}`);
  return workflow;
}
