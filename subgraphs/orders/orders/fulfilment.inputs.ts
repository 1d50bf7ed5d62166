import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DeliveryMode } from './order-terms.js';
import { DeliveryPlaceInput, OrderPayload } from './order.inputs.js';
import { Order } from './order.js';

@InputType({ description: 'Packs of a line.' })
export class LinePacksInput {
  @Field(() => ID, { description: 'The line of the order.' })
  lineId: string;

  @Field(() => Int, { description: 'How many packs, 1 or more.' })
  quantity: number;
}

@InputType({ description: 'Packs of an order that were handed over.' })
export class FulfilLinesInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { nullable: true, description: 'The `version` you have read; whichever it is at when left out.' })
  expectedVersion?: number | null;

  @Field(() => [LinePacksInput], { description: 'What was handed over, each line once.' })
  lines: LinePacksInput[];
}

@InputType({ description: 'A part of an order that is done by itself.' })
export class OrderPartInput {
  @Field(() => ID, { nullable: true, description: 'The branch that does it; the one that does the order when left out.' })
  performerBranchId?: string | null;

  @Field(() => [LinePacksInput], { description: 'What is in it, each line once.' })
  lines: LinePacksInput[];

  @Field(() => String, { nullable: true, description: 'What else who fulfils it should know.' })
  note?: string | null;
}

@InputType({ description: 'An order to be done in parts.' })
export class SplitOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => [OrderPartInput], { description: 'The parts, 1 to 20. What is in none of them stays with the order itself.' })
  parts: OrderPartInput[];
}

@InputType({ description: 'An order to be ordered again.' })
export class ReorderInput {
  @Field(() => ID, { description: 'The order, in whatever state.' })
  id: string;
}

@InputType({ description: 'What goes back of what an order brought.' })
export class ReturnOrderInput {
  @Field(() => ID, { description: 'The order.' })
  id: string;

  @Field(() => [LinePacksInput], { description: 'What goes back, each line once; no more than was handed over.' })
  lines: LinePacksInput[];

  @Field(() => String, { description: 'Why, in at most 1000 characters.' })
  reason: string;

  @Field(() => DeliveryMode, { defaultValue: DeliveryMode.PICKUP, description: 'How it comes back.' })
  deliveryMode: DeliveryMode;

  @Field(() => DeliveryPlaceInput, {
    nullable: true,
    description:
      'Where a courier fetches it from who bought it, which is where the order went when left out; or brings it to its supplier.',
  })
  deliveryPlace?: DeliveryPlaceInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to place the return at once.' })
  place: boolean;
}

@ObjectType({ description: 'The order as it stands after it, or why nothing was.' })
export class FulfilLinesPayload extends OrderPayload {}

@ObjectType({ description: 'The order and its new parts, or why it was not split.' })
export class SplitOrderPayload extends OrderPayload {
  @Field(() => [Order], { simple: true, description: 'The new parts, in the order of the input.' })
  parts: Order[];
}

@ObjectType({ description: 'The new draft, or why there is none.' })
export class ReorderPayload extends OrderPayload {}

@ObjectType({ description: 'The order that brings things back, or why there is none.' })
export class ReturnOrderPayload extends OrderPayload {}
