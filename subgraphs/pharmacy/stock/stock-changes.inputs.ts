import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { StockItem } from './stock-item.js';
import { KeptStatus, StockStatus } from './stock-terms.js';

@InputType({ description: 'A correction of what is on hand.' })
export class AdjustStockInput {
  @Field(() => ID, { description: 'The lot.' })
  lotId: string;

  @Field(() => ID, { description: 'The place.' })
  locationId: string;

  @Field(() => StockStatus, {
    defaultValue: StockStatus.AVAILABLE,
    description: 'In which state the packs are; what has expired is kept as `AVAILABLE`, and `EXPIRED` means the same here.',
  })
  status: StockStatus;

  @Field(() => Int, { description: 'How many packs more (positive) or fewer (negative) there are than the record says; not zero.' })
  quantity: number;

  @Field(() => String, { description: 'Why; for whoever asks later.' })
  reason: string;
}

@InputType({ description: 'Packs that are destroyed, broken, stolen or lost.' })
export class WriteOffStockInput {
  @Field(() => ID, { description: 'The stock.' })
  stockItemId: string;

  @Field(() => Int, { description: 'How many packs, 1 or more.' })
  quantity: number;

  @Field(() => String, { description: 'Why; for whoever asks later.' })
  reason: string;
}

@InputType({ description: 'Packs to set apart.' })
export class QuarantineStockInput {
  @Field(() => ID, { description: 'The stock.' })
  stockItemId: string;

  @Field(() => Int, { description: 'How many packs, 1 or more.' })
  quantity: number;

  @Field(() => ID, { nullable: true, description: 'Where they are put; they stay where they are when left out.' })
  locationId?: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: 'Packs to stop for a while.' })
export class HoldStockInput {
  @Field(() => ID, { description: 'The stock.' })
  stockItemId: string;

  @Field(() => Int, { description: 'How many packs, 1 or more.' })
  quantity: number;

  @Field(() => String, { description: 'Why; for whoever asks later.' })
  reason: string;
}

@InputType({ description: 'Packs that were found damaged.' })
export class MarkStockDamagedInput {
  @Field(() => ID, { description: 'The stock.' })
  stockItemId: string;

  @Field(() => Int, { description: 'How many packs, 1 or more.' })
  quantity: number;

  @Field(() => String, { description: 'Why; for whoever asks later.' })
  reason: string;
}

@InputType({ description: 'Packs that were looked at and found good.' })
export class MakeStockAvailableInput {
  @Field(() => ID, { description: 'The stock, held or in quarantine.' })
  stockItemId: string;

  @Field(() => Int, { description: 'How many packs, 1 or more.' })
  quantity: number;

  @Field(() => ID, { nullable: true, description: 'Where they are put; they stay where they are when left out.' })
  locationId?: string | null;

  @Field(() => String, { nullable: true, description: 'What they were found to be.' })
  reason?: string | null;
}

@InputType({ description: 'Packs to put elsewhere in the branch.' })
export class MoveStockToLocationInput {
  @Field(() => ID, { description: 'The stock.' })
  stockItemId: string;

  @Field(() => ID, { description: 'Another place of the same branch.' })
  locationId: string;

  @Field(() => Int, { description: 'How many packs, 1 or more.' })
  quantity: number;
}

/** What every change of stock answers. */
@ObjectType()
abstract class StockItemPayload extends MutationPayload {
  @Field(() => StockItem, { simple: true, nullable: true, description: 'The stock where the packs are now, or of which they were.' })
  stockItem: StockItem | null;
}

@ObjectType({ description: 'The stock as corrected, or why not.' })
export class AdjustStockPayload extends StockItemPayload {}

@ObjectType({ description: 'What is left of the stock, or why it was not written off.' })
export class WriteOffStockPayload extends StockItemPayload {}

@ObjectType({ description: 'The stock in quarantine, or why not.' })
export class QuarantineStockPayload extends StockItemPayload {}

@ObjectType({ description: 'The stock on hold, or why not.' })
export class HoldStockPayload extends StockItemPayload {}

@ObjectType({ description: 'The damaged stock, or why not.' })
export class MarkStockDamagedPayload extends StockItemPayload {}

@ObjectType({ description: 'The stock that can be given out again, or why not.' })
export class MakeStockAvailablePayload extends StockItemPayload {}

@ObjectType({ description: 'The stock in its new place, or why not.' })
export class MoveStockToLocationPayload extends StockItemPayload {}

/** As it is kept. */
export function keptAs(status: StockStatus): KeptStatus {
  return status === StockStatus.EXPIRED ? KeptStatus.AVAILABLE : KeptStatus[status];
}
