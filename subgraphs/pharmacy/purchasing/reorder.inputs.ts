import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Product } from '../products/product.js';
import { PurchaseOrder } from './purchase-order.js';

@InputType({ description: 'Which of the suggestions become drafts.' })
export class OrderSuggestionsInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what is ordered of this supplier.' })
  supplierId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Only these products, 1 to 500; all that are suggested when left out.' })
  productIds?: string[] | null;
}

@ObjectType({ description: 'The drafts, or why there are none.' })
export class OrderSuggestionsPayload extends MutationPayload {
  @Field(() => [PurchaseOrder], { simple: true, description: 'The drafts, one for each supplier; none when nothing is low.' })
  purchaseOrders: PurchaseOrder[];

  @Field(() => [Product], {
    simple: true,
    description:
      "Products that are low and were not ordered: nobody sells them, or not for a price in the branch's currency. Order those by hand.",
  })
  notOrdered: Product[];
}
