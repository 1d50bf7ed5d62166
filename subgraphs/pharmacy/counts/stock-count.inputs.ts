import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { RegisterRequest } from '../register/register-request.js';
import { CountMode, CountStatus } from './count-terms.js';
import { StockCount, StockCountLine } from './stock-count.js';

@InputType({ description: 'Which counts; all conditions given must hold.' })
export class StockCountFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => CountStatus, { nullable: true, description: 'In this status.' })
  status?: CountStatus | null;
}

@InputType({ description: 'Which lines; all conditions given must hold.' })
export class StockCountLineFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that have been counted, or those that have not.' })
  counted?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Those where another number was found than the books said, or those where not; none of either while people still count.',
  })
  differing?: boolean | null;
}

@InputType({ description: 'A count that is planned.' })
export class RequestStockCountInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => CountMode, { description: 'Whether stock moves meanwhile.' })
  mode: CountMode;

  @Field(() => ID, { nullable: true, description: 'Only this place; all of them when left out.' })
  locationId?: string | null;

  @Field(() => [ID], { defaultValue: [], description: 'Only these products, at most 500; all of them when left out.' })
  productIds: string[];

  @Field(() => String, { nullable: true, description: 'What is to be said of it.' })
  note?: string | null;
}

@InputType({ description: 'That people begin to count.' })
export class StartStockCountInput {
  @Field(() => ID, { description: 'The count.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@InputType({ description: 'What was counted of a line.' })
export class CountedLineInput {
  @Field(() => ID, { description: 'The line.' })
  lineId: string;

  @Field(() => Int, { description: 'How many packs are there, set-aside ones among them; 0 for none.' })
  counted: number;
}

@InputType({ description: 'What was counted. Lines that were entered before are corrected by it.' })
export class EnterStockCountsInput {
  @Field(() => ID, { description: 'The count.' })
  id: string;

  @Field(() => [CountedLineInput], { description: 'The lines, each once, 1 to 500.' })
  lines: CountedLineInput[];
}

@InputType({ description: 'Packs that were found where the count has no line for them.' })
export class AddFoundStockInput {
  @Field(() => ID, { description: 'The count.' })
  id: string;

  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => String, {
    defaultValue: '',
    description: 'The number of the lot as printed, at most 20 characters; empty for what bears none.',
  })
  lotNumber: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it may be used, as printed; left out for what never expires.',
  })
  expiresOn?: string | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether the pack names the day; false where it names only the month, and `expiresOn` is its last day.',
  })
  expiryDayKnown: boolean;

  @Field(() => ID, { description: 'Where they were found.' })
  locationId: string;

  @Field(() => Int, { description: 'How many packs, from 1.' })
  counted: number;
}

@InputType({ description: 'That all has been counted.' })
export class FinishStockCountInput extends StartStockCountInput {}

@InputType({ description: 'What a second look made of a count.' })
export class ReviewStockCountInput extends StartStockCountInput {
  @Field(() => [ID], {
    defaultValue: [],
    description: 'Lines to be counted again; what was entered of them is cleared. With none, the count is accepted.',
  })
  recountLineIds: string[];

  @Field(() => String, { nullable: true, description: 'Why they are to be counted again.' })
  reason?: string | null;
}

@InputType({ description: 'That the books are to say what was counted.' })
export class PostStockCountInput extends StartStockCountInput {}

@InputType({ description: 'A count that is given up.' })
export class CancelStockCountInput extends StartStockCountInput {
  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@ObjectType({ description: 'The count as it is now, or why not.' })
export class RequestStockCountPayload extends MutationPayload {
  @Field(() => StockCount, { simple: true, nullable: true, description: 'The count.' })
  stockCount: StockCount | null;
}

@ObjectType({ description: 'The count as it is now, or why not.' })
export class StartStockCountPayload extends MutationPayload {
  @Field(() => StockCount, { simple: true, nullable: true, description: 'The count.' })
  stockCount: StockCount | null;
}

@ObjectType({ description: 'The lines as they are now, or why not.' })
export class EnterStockCountsPayload extends MutationPayload {
  @Field(() => [StockCountLine], { simple: true, nullable: true, description: 'The lines that were entered.' })
  lines: StockCountLine[] | null;
}

@ObjectType({ description: 'The line as it is now, or why not.' })
export class AddFoundStockPayload extends MutationPayload {
  @Field(() => StockCountLine, { simple: true, nullable: true, description: 'The line that was added.' })
  line: StockCountLine | null;
}

@ObjectType({ description: 'The count as it is now, or why not.' })
export class FinishStockCountPayload extends MutationPayload {
  @Field(() => StockCount, { simple: true, nullable: true, description: 'The count.' })
  stockCount: StockCount | null;
}

@ObjectType({ description: 'The count as it is now, or why not.' })
export class ReviewStockCountPayload extends MutationPayload {
  @Field(() => StockCount, { simple: true, nullable: true, description: 'The count.' })
  stockCount: StockCount | null;
}

@ObjectType({ description: 'The count as it is now, or why not.' })
export class PostStockCountPayload extends MutationPayload {
  @Field(() => StockCount, { simple: true, nullable: true, description: 'The count.' })
  stockCount: StockCount | null;

  @Field(() => [RegisterRequest], {
    simple: true,
    nullable: true,
    description:
      'Corrections of controlled substances: they are not posted yet, each waits for a second person (`witnessRegisterRequest`).',
  })
  registerRequests: RegisterRequest[] | null;
}

@ObjectType({ description: 'The count as it is now, or why not.' })
export class CancelStockCountPayload extends MutationPayload {
  @Field(() => StockCount, { simple: true, nullable: true, description: 'The count.' })
  stockCount: StockCount | null;
}
