import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '#kernel/graph/money.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { GoodsCondition } from './goods-receipt-line.js';
import { GoodsReceipt } from './goods-receipt.js';
import { PurchaseOrder } from './purchase-order.js';

@InputType({ description: 'Which receipts of goods; all conditions given must hold.' })
export class GoodsReceiptFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'From this supplier.' })
  supplierId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For this order.' })
  purchaseOrderId?: string | null;
}

@InputType({
  description: 'Packs of one lot that came. Name the product by `lineId`, `productId` or `scan`; where you send several, they must agree.',
})
export class ReceivedGoodsLineInput {
  @Field(() => ID, { nullable: true, description: 'The line of the order.' })
  lineId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The product, which must be on the order.' })
  productId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the scanner read from a pack: a GS1 element string, a Digital Link, or the digits of a GTIN. It may name lot, expiry and serial number too.',
  })
  scan?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The lot as printed, at most 20 characters; medicines have one. By the scan when left out.',
  })
  lotNumber?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it may be used; medicines have one. By the scan when left out.',
  })
  expiresOn?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "False where the pack names only the month: `expiresOn` may then be any day of it, and means the month's last. True when left out.",
  })
  expiryDayKnown?: boolean | null;

  @Field(() => Int, { description: 'How many packs, 1 to 1000000.' })
  quantity: number;

  @Field(() => MoneyInput, { nullable: true, description: 'What was paid for a pack; the price of the order when left out.' })
  unitPrice?: MoneyInput | null;

  @Field(() => ID, {
    nullable: true,
    description: "Where they are put; the branch's first shelf when left out, or its quarantine for what is damaged.",
  })
  locationId?: string | null;

  @Field(() => GoodsCondition, { defaultValue: GoodsCondition.GOOD, description: 'In which state they came.' })
  condition: GoodsCondition;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Serial numbers of packs, beside the one of the scan; no more than there are packs.',
  })
  serialNumbers: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to take more than was ordered.' })
  acceptOver: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to take what expires within 90 days.' })
  acceptShortDated: boolean;
}

@InputType({ description: 'A delivery for an order.' })
export class ReceiveGoodsInput {
  @Field(() => ID, { description: 'The order; it was sent, and not all of it has come.' })
  purchaseOrderId: string;

  @Field(() => String, { nullable: true, description: "The number of the supplier's delivery note." })
  deliveryNote?: string | null;

  @Field(() => [ReceivedGoodsLineInput], { description: 'What came, 1 to 500 lines; a product may have several, by lot and price.' })
  lines: ReceivedGoodsLineInput[];
}

@ObjectType({ description: 'The receipt and the order as it stands, or why nothing was taken in.' })
export class ReceiveGoodsPayload extends MutationPayload {
  @Field(() => GoodsReceipt, { simple: true, nullable: true, description: 'The receipt.' })
  goodsReceipt: GoodsReceipt | null;

  @Field(() => PurchaseOrder, { simple: true, nullable: true, description: 'The order.' })
  purchaseOrder: PurchaseOrder | null;
}
