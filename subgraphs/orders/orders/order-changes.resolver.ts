import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { amendOrder } from './amending.js';
import { cancelOrder, markOrderEnteredInError } from './cancelling.js';
import { createOrder } from './creating.js';
import { holdOrder, resumeOrder } from './holding.js';
import { moveOrder } from './moving-orders.js';
import {
  AmendOrderInput,
  AmendOrderPayload,
  CancelOrderInput,
  CancelOrderPayload,
  CreateOrderInput,
  CreateOrderPayload,
  HoldOrderInput,
  HoldOrderPayload,
  MarkOrderEnteredInErrorInput,
  MarkOrderEnteredInErrorPayload,
  MoveOrderInput,
  MoveOrderPayload,
  PlaceOrderInput,
  PlaceOrderPayload,
  ResumeOrderInput,
  ResumeOrderPayload,
} from './order.inputs.js';
import { placeOrder } from './placing.js';

@Resolver()
export class OrderChangesResolver {
  @Mutation(() => CreateOrderPayload, { description: 'Begins an order, as a draft or placed at once.' })
  @Access('orders:place')
  createOrder(
    @Ctx() context: Context,
    @Arg('input', () => CreateOrderInput, { description: 'What is ordered, and by whom.' }) input: CreateOrderInput,
  ): Promise<CreateOrderPayload> {
    return createOrder(context, input);
  }

  @Mutation(() => AmendOrderPayload, {
    description:
      'Changes a draft, or a placed order in a state in which its workflow lets it be amended; what was before is kept. What a rule wants approved as it is now waits for that.',
  })
  @Access('orders:place')
  amendOrder(
    @Ctx() context: Context,
    @Arg('input', () => AmendOrderInput, { description: 'The changes.' }) input: AmendOrderInput,
  ): Promise<AmendOrderPayload> {
    return amendOrder(context, input);
  }

  @Mutation(() => PlaceOrderPayload, {
    description: 'Places a draft: its lines are frozen, it gets its number, and it goes on in the newest revision of its workflow.',
  })
  @Access('orders:place')
  placeOrder(
    @Ctx() context: Context,
    @Arg('input', () => PlaceOrderInput, { description: 'Which draft.' }) input: PlaceOrderInput,
  ): Promise<PlaceOrderPayload> {
    return placeOrder(context, input);
  }

  @Mutation(() => MoveOrderPayload, {
    description:
      "Takes an order a step on in its workflow. What it takes is the transition's own permission, at the end of the order that it says.",
  })
  @Access('orders:read')
  moveOrder(
    @Ctx() context: Context,
    @Arg('input', () => MoveOrderInput, { description: 'Which step.' }) input: MoveOrderInput,
  ): Promise<MoveOrderPayload> {
    return moveOrder(context, input);
  }

  @Mutation(() => HoldOrderPayload, {
    description: 'Holds an order where it is: nothing is done with it, and its clocks stand still, until it is resumed.',
  })
  @Access('orders:place')
  holdOrder(
    @Ctx() context: Context,
    @Arg('input', () => HoldOrderInput, { description: 'Which order, and why.' }) input: HoldOrderInput,
  ): Promise<HoldOrderPayload> {
    return holdOrder(context, input);
  }

  @Mutation(() => ResumeOrderPayload, { description: 'Resumes an order that is held; what has happened in the meantime takes it on.' })
  @Access('orders:place')
  resumeOrder(
    @Ctx() context: Context,
    @Arg('input', () => ResumeOrderInput, { description: 'Which order.' }) input: ResumeOrderInput,
  ): Promise<ResumeOrderPayload> {
    return resumeOrder(context, input);
  }

  @Mutation(() => CancelOrderPayload, { description: 'Calls an order off, in the way that its workflow has from where it is.' })
  @Access('orders:place')
  cancelOrder(
    @Ctx() context: Context,
    @Arg('input', () => CancelOrderInput, { description: 'Which order, and why.' }) input: CancelOrderInput,
  ): Promise<CancelOrderPayload> {
    return cancelOrder(context, input);
  }

  @Mutation(() => MarkOrderEnteredInErrorPayload, {
    description: 'Marks an order as a mistake, wherever it is in its workflow, and takes back all that was asked for it.',
  })
  @Access('orders:place')
  markOrderEnteredInError(
    @Ctx() context: Context,
    @Arg('input', () => MarkOrderEnteredInErrorInput, { description: 'Which order, and why.' }) input: MarkOrderEnteredInErrorInput,
  ): Promise<MarkOrderEnteredInErrorPayload> {
    return markOrderEnteredInError(context, input);
  }
}
