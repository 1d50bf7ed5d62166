import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { fulfilLines } from './fulfilling.js';
import {
  FulfilLinesInput,
  FulfilLinesPayload,
  ReorderInput,
  ReorderPayload,
  ReturnOrderInput,
  ReturnOrderPayload,
  SplitOrderInput,
  SplitOrderPayload,
} from './fulfilment.inputs.js';
import { reorder } from './reordering.js';
import { returnOrder } from './returning.js';
import { splitOrder } from './splitting.js';

@Resolver()
export class OrderFulfilmentResolver {
  @Mutation(() => FulfilLinesPayload, { description: 'Records that packs of an order were handed over; some now, some later.' })
  @Access('orders:fulfil')
  fulfilLines(
    @Ctx() context: Context,
    @Arg('input', () => FulfilLinesInput, { description: 'Which packs.' }) input: FulfilLinesInput,
  ): Promise<FulfilLinesPayload> {
    return fulfilLines(context, input);
  }

  @Mutation(() => SplitOrderPayload, {
    description:
      'Parts packs of an order off, to be done apart: each part is placed as an order with a number of its own, and the whole follows when all parts have ended.',
  })
  @Access('orders:fulfil')
  splitOrder(
    @Ctx() context: Context,
    @Arg('input', () => SplitOrderInput, { description: 'The order, and its parts.' }) input: SplitOrderInput,
  ): Promise<SplitOrderPayload> {
    return splitOrder(context, input);
  }

  @Mutation(() => ReorderPayload, {
    description: "Begins a draft of the same again, at the prices of today's lists; lines with a price that was agreed on keep it.",
  })
  @Access('orders:place')
  reorder(
    @Ctx() context: Context,
    @Arg('input', () => ReorderInput, { description: 'Which order.' }) input: ReorderInput,
  ): Promise<ReorderPayload> {
    return reorder(context, input);
  }

  @Mutation(() => ReturnOrderPayload, {
    description: 'Begins an order that brings back what another brought, at what it cost then; it goes by the workflow `return`.',
  })
  @Access('orders:place')
  returnOrder(
    @Ctx() context: Context,
    @Arg('input', () => ReturnOrderInput, { description: 'What goes back.' }) input: ReturnOrderInput,
  ): Promise<ReturnOrderPayload> {
    return returnOrder(context, input);
  }
}
