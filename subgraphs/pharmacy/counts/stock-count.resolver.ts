import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page, type NestedFilter } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { Lot, lotById } from '../stock/lot.js';
import { StockLocation, stockLocationById } from '../stock/stock-location.js';
import { StockStatus } from '../stock/stock-terms.js';
import { isBlind } from './count-terms.js';
import { totalsOfCount, valueOfDifference } from './count-values.js';
import { addFoundStock, enterStockCounts, finishStockCount } from './entering-counts.js';
import { postStockCount } from './posting-counts.js';
import { requestStockCount } from './requesting-counts.js';
import { cancelStockCount, reviewStockCount } from './reviewing-counts.js';
import { startStockCount } from './starting-counts.js';
import {
  AddFoundStockInput,
  AddFoundStockPayload,
  CancelStockCountInput,
  CancelStockCountPayload,
  EnterStockCountsInput,
  EnterStockCountsPayload,
  FinishStockCountInput,
  FinishStockCountPayload,
  PostStockCountInput,
  PostStockCountPayload,
  RequestStockCountInput,
  RequestStockCountPayload,
  ReviewStockCountInput,
  ReviewStockCountPayload,
  StartStockCountInput,
  StartStockCountPayload,
  StockCountFilter,
  StockCountLineFilter,
} from './stock-count.inputs.js';
import {
  inOrderOfWalk,
  linesOfStockCount,
  newestStockCountFirst,
  StockCount,
  stockCountById,
  StockCountConnection,
  StockCountLine,
  StockCountLineConnection,
  stockCountList,
} from './stock-count.js';

@ObjectType({ description: 'What a count comes to. What it found is null while people still count.' })
@Access('stock:read')
export class StockCountSummary {
  @Field(() => Int, { simple: true, description: 'How many lines it has.' })
  lines: number;

  @Field(() => Int, { simple: true, description: 'How many of them have been counted.' })
  counted: number;

  @Field(() => Int, { simple: true, nullable: true, description: 'On how many lines another number was found than the books said.' })
  differing: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'Packs that were there and not on the books.' })
  surplus: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'Packs that were on the books and not there.' })
  missing: number | null;

  @Field(() => [Money], {
    simple: true,
    nullable: true,
    description:
      'What the differences come to at cost, one amount a currency: negative for a loss. Packs of which nobody knows the cost are left out.',
  })
  value: Money[] | null;
}

@Resolver(() => StockCount)
export class StockCountResolver {
  @Query(() => StockCount, { nullable: true, description: 'One count of stock; null when there is none that you may see.' })
  @Access('stock:read')
  stockCount(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<StockCount | null> {
    return context.load(stockCountById, id);
  }

  @Query(() => StockCountConnection, { description: 'Counts of stock at the branches that you may see, the newest first.' })
  @Access('stock:read')
  stockCounts(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => StockCountFilter, { nullable: true, description: 'Which counts.' }) filter: StockCountFilter | null,
  ): Promise<Page<StockCount>> {
    return page(context, stockCountList, args, newestStockCountFirst, countsMatching(filter));
  }

  @Mutation(() => RequestStockCountPayload, { description: 'Plans a count of all or of a part of the stock of a branch.' })
  @Access('stock:count')
  requestStockCount(
    @Ctx() context: Context,
    @Arg('input', () => RequestStockCountInput, { description: 'What is to be counted, and how.' }) input: RequestStockCountInput,
  ): Promise<RequestStockCountPayload> {
    return requestStockCount(context, input);
  }

  @Mutation(() => StartStockCountPayload, {
    description: 'Begins to count: a line is made for each lot that the books say is there; a FREEZE count holds them still from now on.',
  })
  @Access('stock:count')
  startStockCount(
    @Ctx() context: Context,
    @Arg('input', () => StartStockCountInput, { description: 'The count.' }) input: StartStockCountInput,
  ): Promise<StartStockCountPayload> {
    return startStockCount(context, input);
  }

  @Mutation(() => EnterStockCountsPayload, { description: 'Takes down what was counted on some lines.' })
  @Access('stock:count')
  enterStockCounts(
    @Ctx() context: Context,
    @Arg('input', () => EnterStockCountsInput, { description: 'What was counted.' }) input: EnterStockCountsInput,
  ): Promise<EnterStockCountsPayload> {
    return enterStockCounts(context, input);
  }

  @Mutation(() => AddFoundStockPayload, {
    description: 'Adds packs that were found where the count has no line for them, such as a lot that the books never saw there.',
  })
  @Access('stock:count')
  addFoundStock(
    @Ctx() context: Context,
    @Arg('input', () => AddFoundStockInput, { description: 'What was found.' }) input: AddFoundStockInput,
  ): Promise<AddFoundStockPayload> {
    return addFoundStock(context, input);
  }

  @Mutation(() => FinishStockCountPayload, { description: 'Says that all has been counted; refused while lines are left.' })
  @Access('stock:count')
  finishStockCount(
    @Ctx() context: Context,
    @Arg('input', () => FinishStockCountInput, { description: 'The count.' }) input: FinishStockCountInput,
  ): Promise<FinishStockCountPayload> {
    return finishStockCount(context, input);
  }

  @Mutation(() => ReviewStockCountPayload, { description: 'Accepts what a count found, or has some lines counted again.' })
  @Access('stock:review')
  reviewStockCount(
    @Ctx() context: Context,
    @Arg('input', () => ReviewStockCountInput, { description: 'The decision.' }) input: ReviewStockCountInput,
  ): Promise<ReviewStockCountPayload> {
    return reviewStockCount(context, input);
  }

  @Mutation(() => PostStockCountPayload, {
    description:
      'Corrects the books by the differences that were found. Of controlled substances nothing is corrected yet: a request is made for each, for a second person.',
  })
  @Access('stock:review')
  postStockCount(
    @Ctx() context: Context,
    @Arg('input', () => PostStockCountInput, { description: 'The count.' }) input: PostStockCountInput,
  ): Promise<PostStockCountPayload> {
    return postStockCount(context, input);
  }

  @Mutation(() => CancelStockCountPayload, { description: 'Gives up a count that has not been posted; the books stay as they are.' })
  @Access('stock:count')
  cancelStockCount(
    @Ctx() context: Context,
    @Arg('input', () => CancelStockCountInput, { description: 'The count.' }) input: CancelStockCountInput,
  ): Promise<CancelStockCountPayload> {
    return cancelStockCount(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch.' })
  branch(@Root() { branchId }: StockCount): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => StockLocation, { nullable: true, description: 'The place that it is of; null when it is of all.' })
  async location(@Root() { locationId }: StockCount, @Ctx() context: Context): Promise<StockLocation | null> {
    return locationId === null ? null : context.load(stockLocationById, locationId);
  }

  @FieldResolver(() => [Product], { description: 'The products that it is of; empty when it is of all.' })
  async products(@Root() { productIds }: StockCount, @Ctx() context: Context): Promise<Product[]> {
    const products = await Promise.all(productIds.map((id) => context.load(productById, id)));
    return products.filter((product) => product !== null);
  }

  @FieldResolver(() => StockCountLineConnection, { description: 'What is to be counted, in the order of the walk.' })
  lines(
    @Root() { id }: StockCount,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => StockCountLineFilter, { nullable: true, description: 'Which lines.' }) filter: StockCountLineFilter | null,
  ): Promise<Page<StockCountLine>> {
    return linesOfStockCount.page(context, id, args, inOrderOfWalk, linesMatching(filter));
  }

  @FieldResolver(() => StockCountSummary, { description: 'What it comes to.' })
  async summary(@Root() { id, status }: StockCount, @Ctx() context: Context): Promise<StockCountSummary> {
    const totals = await context.load(totalsOfCount, id);
    if (!totals) throw new Error(`${id} has no totals`);
    const hidden = isBlind(status) ? { differing: null, surplus: null, missing: null, value: null } : {};
    const value = totals.value.map(({ amountMinor, currency }) => money(amountMinor, currency));
    return Object.assign(new StockCountSummary(), { ...totals, value, ...hidden });
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who said that all was counted.' })
  countedBy(@Root() count: StockCount): Staff | null {
    return personNamed(count.countedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who looked at it last.' })
  reviewedBy(@Root() count: StockCount): Staff | null {
    return personNamed(count.reviewedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who posted it.' })
  postedBy(@Root() count: StockCount): Staff | null {
    return personNamed(count.postedBy);
  }
}

@Resolver(() => StockCountLine)
export class StockCountLineResolver {
  @FieldResolver(() => StockCount, { nullable: true, description: 'The count that it is part of.' })
  stockCount(@Root() { countId }: StockCountLine, @Ctx() context: Context): Promise<StockCount | null> {
    return context.load(stockCountById, countId);
  }

  @FieldResolver(() => StockLocation, { nullable: true, description: 'Where.' })
  location(@Root() { locationId }: StockCountLine, @Ctx() context: Context): Promise<StockLocation | null> {
    return context.load(stockLocationById, locationId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: StockCountLine, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: StockCountLine, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => StockStatus, {
    description: 'In which state the packs are on the books. That a lot has expired is told by its last day.',
  })
  status(@Root() { keptStatus }: StockCountLine): StockStatus {
    return StockStatus[keptStatus];
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'What the books said in the moment in which it was counted; null while people still count.',
  })
  async expected(@Root() line: StockCountLine, @Ctx() context: Context): Promise<number | null> {
    return (await this.seen(line, context)) ? line.onBooks : null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many packs more were found than the books said, negative for fewer; null while people still count.',
  })
  async variance(@Root() line: StockCountLine, @Ctx() context: Context): Promise<number | null> {
    return (await this.seen(line, context)) ? line.difference : null;
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: 'What the difference comes to at cost; null while people still count, and where nobody knows the cost.',
  })
  async varianceValue(@Root() line: StockCountLine, @Ctx() context: Context): Promise<Money | null> {
    if (!(await this.seen(line, context))) return null;
    const value = await context.load(valueOfDifference, line.id);
    return value && money(value.amountMinor, value.currency);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who counted it.' })
  countedBy(@Root() line: StockCountLine): Staff | null {
    return personNamed(line.countedBy);
  }

  private async seen({ countId }: StockCountLine, context: Context): Promise<boolean> {
    const count = await context.load(stockCountById, countId);
    return count !== null && !isBlind(count.status);
  }
}

/** Jobs and programs are nobody's staff. */
function personNamed(actorId: string | null): Staff | null {
  return actorId?.startsWith('staff_') ? staffReference(actorId) : null;
}

function countsMatching(filter: StockCountFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`stock_counts.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.status) conditions.push(sql`stock_counts.status = ${filter.status}`);
  return join(conditions, ' and ');
}

function linesMatching(filter: StockCountLineFilter | null): NestedFilter {
  const conditions = [sql`true`];
  if (filter?.counted != null)
    conditions.push(filter.counted ? sql`stock_count_lines.counted is not null` : sql`stock_count_lines.counted is null`);
  if (filter?.differing != null) {
    const differs = filter.differing ? sql`<>` : sql`=`;
    conditions.push(sql`stock_count_lines.counted ${differs} stock_count_lines.expected
      and exists (select from stock_counts where stock_counts.id = stock_count_lines.count_id and stock_counts.status not in ('REQUESTED', 'COUNTING'))`);
  }
  return { key: JSON.stringify(filter), where: join(conditions, ' and ') };
}
