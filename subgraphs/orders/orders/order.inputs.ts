import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '#kernel/graph/money.js';
import { DateTimeScalar, PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { DeliveryMode, OrderPriority, OrderType } from './order-terms.js';
import { Order } from './order.js';
import { packUnit } from '../catalog/product-unit.js';

@InputType({ description: 'Where something is brought that goes to no branch.' })
export class DeliveryPlaceInput {
  @Field(() => String, { description: 'Who takes it there.' })
  name: string;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where they can be called.' })
  phone?: string | null;

  @Field(() => String, { description: 'The address, as one would tell it to a driver.' })
  address: string;

  @Field(() => Float, { nullable: true, description: 'Degrees north, WGS 84; with `longitude`.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84; with `latitude`.' })
  longitude?: number | null;
}

@InputType({ description: 'A product to order.' })
export class OrderLineInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => Float, { description: 'How much, in `unit`; it must come to whole packs.' })
  quantity: number;

  @Field(() => String, { defaultValue: packUnit, description: 'A unit of the product: `PACK`, or one of its own such as `BOX`.' })
  unit: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'What was agreed on for a pack, without tax, in the currency of the order; by the price lists when left out.',
  })
  unitPrice?: MoneyInput | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Only with `unitPrice`: the rate of the tax in hundredths of a percent, 0 to 10000. When left out it is that of the price lists, or none where no list has the product.',
  })
  taxBasisPoints?: number | null;

  @Field(() => String, { nullable: true, description: 'What else who fulfils it should know.' })
  note?: string | null;
}

@InputType({ description: 'A new order.' })
export class CreateOrderInput {
  @Field(() => ID, { nullable: true, description: 'The branch that orders; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The branch that does what is ordered, where that is another.' })
  performerBranchId?: string | null;

  @Field(() => OrderType, { description: 'What is ordered.' })
  type: OrderType;

  @Field(() => String, { nullable: true, description: 'The code of the workflow by which it goes; `standard` when left out.' })
  workflow?: string | null;

  @Field(() => OrderPriority, { defaultValue: OrderPriority.ROUTINE, description: 'How much it matters that it is done soon.' })
  priority: OrderPriority;

  @Field(() => DeliveryMode, { description: 'How what is ordered comes to where it is needed.' })
  deliveryMode: DeliveryMode;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before this it is wanted.' })
  requestedFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it is wanted.' })
  requestedUntil?: Date | null;

  @Field(() => ID, { nullable: true, description: 'For whom it is.' })
  patientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of whom it is bought.' })
  supplierId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who buys it.' })
  customerId?: string | null;

  @Field(() => DeliveryPlaceInput, {
    nullable: true,
    description: 'Where it goes, when that is no branch; needed of what a courier brings to a buyer.',
  })
  deliveryPlace?: DeliveryPlaceInput | null;

  @Field(() => String, { nullable: true, description: 'What else who fulfils it should know.' })
  note?: string | null;

  @Field(() => [OrderLineInput], { description: 'What is ordered, at most 200 lines. A draft may have none yet.' })
  lines: OrderLineInput[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to place it at once.' })
  place: boolean;
}

@InputType({ description: 'Changes to an order. What is left out stays.' })
export class AmendOrderInput {
  @Field(() => ID, { description: 'The order: a draft, or one in a state of its workflow in which it can be amended.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => ID, { nullable: true, description: 'Of a draft: the branch that does what is ordered; null when that is the same.' })
  performerBranchId?: string | null;

  @Field(() => OrderPriority, { nullable: true, description: 'How much it matters that it is done soon.' })
  priority?: OrderPriority | null;

  @Field(() => DeliveryMode, { nullable: true, description: 'How what is ordered comes to where it is needed.' })
  deliveryMode?: DeliveryMode | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before this it is wanted; null takes it away.' })
  requestedFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it is wanted; null takes it away.' })
  requestedUntil?: Date | null;

  @Field(() => ID, { nullable: true, description: 'Of a draft: for whom it is; null when it is for nobody.' })
  patientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a draft: of whom it is bought.' })
  supplierId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a draft: who buys it.' })
  customerId?: string | null;

  @Field(() => DeliveryPlaceInput, { nullable: true, description: 'Where it goes; null when that is a branch.' })
  deliveryPlace?: DeliveryPlaceInput | null;

  @Field(() => String, { nullable: true, description: 'What else who fulfils it should know; null takes it away.' })
  note?: string | null;

  @Field(() => [OrderLineInput], {
    nullable: true,
    description: 'What is ordered, in place of all that was. Nothing of a placed order may have been handed over yet.',
  })
  lines?: OrderLineInput[] | null;

  @Field(() => String, { nullable: true, description: 'Why; required once the order was placed.' })
  reason?: string | null;
}

@InputType({ description: 'A draft to be placed.' })
export class PlaceOrderInput {
  @Field(() => ID, { description: 'The draft.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read, so that you place what you saw.' })
  expectedVersion: number;
}

@InputType({ description: 'A step of an order in its workflow.' })
export class MoveOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { nullable: true, description: 'The `version` you have read; whichever it is at when left out.' })
  expectedVersion?: number | null;

  @Field(() => String, { description: "The code of one of the order's `transitions`." })
  transition: string;

  @Field(() => String, { nullable: true, description: 'Why, in at most 1000 characters; some transitions require it.' })
  reason?: string | null;
}

@InputType({ description: 'An order that is to wait.' })
export class HoldOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { nullable: true, description: 'The `version` you have read; whichever it is at when left out.' })
  expectedVersion?: number | null;

  @Field(() => String, { description: 'Why, in at most 1000 characters.' })
  reason: string;
}

@InputType({ description: 'An order that goes on.' })
export class ResumeOrderInput {
  @Field(() => ID, { description: 'The order; it is held.' })
  id: string;

  @Field(() => Int, { nullable: true, description: 'The `version` you have read; whichever it is at when left out.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'An order that is called off.' })
export class CancelOrderInput extends HoldOrderInput {}

@InputType({ description: 'An order that was a mistake.' })
export class MarkOrderEnteredInErrorInput extends HoldOrderInput {}

@ObjectType()
export abstract class OrderPayload extends MutationPayload {
  @Field(() => Order, { simple: true, nullable: true, description: 'The order.' })
  order: Order | null;
}

@ObjectType({ description: 'The new order, or why there is none.' })
export class CreateOrderPayload extends OrderPayload {}

@ObjectType({ description: 'The order as amended, or why not.' })
export class AmendOrderPayload extends OrderPayload {}

@ObjectType({ description: 'The order as placed, or why not.' })
export class PlaceOrderPayload extends OrderPayload {}

@ObjectType({ description: 'The order after the step, or why it was not taken.' })
export class MoveOrderPayload extends OrderPayload {}

@ObjectType({ description: 'The order as held, or why not.' })
export class HoldOrderPayload extends OrderPayload {}

@ObjectType({ description: 'The order as resumed, or why not.' })
export class ResumeOrderPayload extends OrderPayload {}

@ObjectType({ description: 'The order as called off, or why not.' })
export class CancelOrderPayload extends OrderPayload {}

@ObjectType({ description: 'The order as marked, or why not.' })
export class MarkOrderEnteredInErrorPayload extends OrderPayload {}
