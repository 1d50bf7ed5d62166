import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { downloadPath } from '#kernel/subgraph/download.js';
import { Order } from '../orders/order.js';
import { Staff, staffReference } from '../references/staff.js';
import { AddOrderCommentInput, AddOrderCommentPayload, AddOrderDocumentInput, AddOrderDocumentPayload } from './comment.inputs.js';
import { addOrderComment, addOrderDocument } from './commenting.js';
import { commentsOfOrder, OrderComment } from './order-comment.js';
import { documentsOfOrder, OrderDocument } from './order-document.js';

@Resolver(() => Order)
export class OrderCommentsResolver {
  @Mutation(() => AddOrderCommentPayload, {
    description: 'Says something about an order, to both of its ends. It takes `orders:place` or `orders:fulfil` at one of them.',
  })
  @Access('orders:read')
  addOrderComment(
    @Ctx() context: Context,
    @Arg('input', () => AddOrderCommentInput, { description: 'What, about which order.' }) input: AddOrderCommentInput,
  ): Promise<AddOrderCommentPayload> {
    return addOrderComment(context, input);
  }

  @Mutation(() => AddOrderDocumentPayload, {
    description: 'Adds a paper to an order, for both of its ends. It takes `orders:place` or `orders:fulfil` at one of them.',
  })
  @Access('orders:read')
  addOrderDocument(
    @Ctx() context: Context,
    @Arg('input', () => AddOrderDocumentInput, { description: 'The paper, and the order.' }) input: AddOrderDocumentInput,
  ): Promise<AddOrderDocumentPayload> {
    return addOrderDocument(context, input);
  }

  @FieldResolver(() => [OrderComment], { description: 'What was said about it, the first first.' })
  async comments(@Root() { id }: Order, @Ctx() context: Context): Promise<OrderComment[]> {
    return (await context.load(commentsOfOrder, id)) ?? [];
  }

  @FieldResolver(() => [OrderDocument], { description: 'The papers that belong to it, the first that was added first.' })
  async documents(@Root() { id }: Order, @Ctx() context: Context): Promise<OrderDocument[]> {
    return (await context.load(documentsOfOrder, id)) ?? [];
  }
}

@Resolver(() => OrderComment)
export class OrderCommentResolver {
  @FieldResolver(() => Staff, { nullable: true, description: 'Who said it; null when it was an API client.' })
  @Access('staff:read')
  writtenBy(@Root() { writtenBy }: OrderComment): Staff | null {
    return writtenBy?.startsWith('staff_') ? staffReference(writtenBy) : null;
  }
}

@Resolver(() => OrderDocument)
export class OrderDocumentResolver {
  @FieldResolver(() => String, { description: 'Where it is: a path below this gateway, or an address elsewhere.' })
  url(@Root() { id, url }: OrderDocument): string {
    return url ?? `${downloadPath('orders', 'document')}?id=${id}`;
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who added it; null when it was an API client.' })
  @Access('staff:read')
  addedBy(@Root() { addedBy }: OrderDocument): Staff | null {
    return addedBy?.startsWith('staff_') ? staffReference(addedBy) : null;
  }
}
