import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '#kernel/graph/money.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { StockItem } from './stock-item.js';

/** More lines than any delivery that is taken in by hand. */
export const mostLines = 200;

@InputType({ description: 'Packs of one lot that came in. What the scan says need not be said again, and cannot be contradicted.' })
export class ReceivedStockLineInput {
  @Field(() => ID, { nullable: true, description: 'The product; left out where the scan names it.' })
  productId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The code of the pack as the scanner gives it: GS1 DataMatrix, bar code or Digital Link. A serial number in it is of one of the packs, and comes in once.',
  })
  scan?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The lot number as printed, at most 20 characters; medicines have one. Left out where the scan has it, or where there is none.',
  })
  lotNumber?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The last day on which it may be used: where the pack names only a month, the last of that month; medicines have one. Left out where the scan has it, or where it never expires.',
  })
  expiresOn?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the pack names the day; false where it names the month only. True, or as the scan says, when left out.',
  })
  expiryDayKnown?: boolean | null;

  @Field(() => Int, { description: 'How many packs, 1 or more.' })
  quantity: number;

  @Field(() => MoneyInput, { nullable: true, description: "What one pack cost, in the branch's currency." })
  unitCost?: MoneyInput | null;

  @Field(() => ID, { nullable: true, description: "Where they are put; by default the branch's oldest shelf." })
  locationId?: string | null;
}

@InputType({ description: 'Goods that came in without a purchase order.' })
export class ReceiveStockInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => [ReceivedStockLineInput], { description: `What came, 1 to ${mostLines} lines; all of it is taken in, or none.` })
  lines: ReceivedStockLineInput[];

  @Field(() => String, { nullable: true, description: 'Where it came from, or another note that is kept with each movement.' })
  note?: string | null;
}

@ObjectType({ description: 'The goods as they are kept now, or why none were taken in.' })
export class ReceiveStockPayload extends MutationPayload {
  @Field(() => [StockItem], { simple: true, nullable: true, description: 'The stock of each line, in their order.' })
  stockItems: StockItem[] | null;
}
