import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '#kernel/graph/money.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { PurchaseOrderStatus, SendingWay } from './purchase-order-status.js';
import { PurchaseOrder } from './purchase-order.js';

@InputType({ description: 'Which purchase orders; all conditions given must hold.' })
export class PurchaseOrderFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'To this supplier.' })
  supplierId?: string | null;

  @Field(() => [PurchaseOrderStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: PurchaseOrderStatus[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Expected before this day.' })
  expectedBefore?: string | null;
}

@InputType({ description: 'A product to order.' })
export class PurchaseOrderLineInput {
  @Field(() => ID, { description: 'The product; each once in an order.' })
  productId: string;

  @Field(() => Int, { description: 'How many packs, 1 to 1000000.' })
  quantity: number;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "What a pack costs, in the branch's currency; the supplier's present price when left out.",
  })
  unitPrice?: MoneyInput | null;
}

@InputType({ description: 'A new purchase order.' })
export class CreatePurchaseOrderInput {
  @Field(() => ID, { nullable: true, description: 'The branch that orders; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'Of whom.' })
  supplierId: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: "When the goods are expected, today or later; by the supplier's lead time when left out.",
  })
  expectedOn?: string | null;

  @Field(() => String, { nullable: true, description: 'To the supplier.' })
  note?: string | null;

  @Field(() => [PurchaseOrderLineInput], { description: 'What is ordered, 1 to 500 products.' })
  lines: PurchaseOrderLineInput[];
}

@InputType({ description: 'Changes to a draft. What is left out stays.' })
export class UpdatePurchaseOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => DateScalar, { nullable: true, description: 'When the goods are expected; null when nobody knows.' })
  expectedOn?: string | null;

  @Field(() => String, { nullable: true, description: 'To the supplier; null takes it away.' })
  note?: string | null;

  @Field(() => [PurchaseOrderLineInput], { nullable: true, description: 'What is ordered, in place of all that was.' })
  lines?: PurchaseOrderLineInput[] | null;
}

@InputType({ description: 'A draft that may be ordered.' })
export class ApprovePurchaseOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read, so that you approve what you saw.' })
  expectedVersion: number;
}

@InputType({ description: 'That an approved order went to its supplier.' })
export class SendPurchaseOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => SendingWay, { description: 'How it was sent.' })
  via: SendingWay;
}

@InputType({ description: 'An order of which nothing has come, and nothing shall.' })
export class CancelPurchaseOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why, in at most 1000 characters.' })
  reason: string;
}

@InputType({ description: 'An order of which some has come, and the rest is not expected any more.' })
export class ClosePurchaseOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why, in at most 1000 characters.' })
  reason: string;
}

@ObjectType()
abstract class PurchaseOrderPayload extends MutationPayload {
  @Field(() => PurchaseOrder, { simple: true, nullable: true, description: 'The order.' })
  purchaseOrder: PurchaseOrder | null;
}

@ObjectType({ description: 'The order written, or why not.' })
export class CreatePurchaseOrderPayload extends PurchaseOrderPayload {}

@ObjectType({ description: 'The order as changed, or why not.' })
export class UpdatePurchaseOrderPayload extends PurchaseOrderPayload {}

@ObjectType({ description: 'The order as approved, or why not.' })
export class ApprovePurchaseOrderPayload extends PurchaseOrderPayload {}

@ObjectType({ description: 'The order as sent, or why not.' })
export class SendPurchaseOrderPayload extends PurchaseOrderPayload {}

@ObjectType({ description: 'The order as cancelled, or why not.' })
export class CancelPurchaseOrderPayload extends PurchaseOrderPayload {}

@ObjectType({ description: 'The order as closed, or why not.' })
export class ClosePurchaseOrderPayload extends PurchaseOrderPayload {}
