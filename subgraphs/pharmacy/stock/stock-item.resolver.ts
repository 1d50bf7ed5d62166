import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { dayAtBranch } from './branch-days.js';
import { Lot, lotById } from './lot.js';
import { StockItemFilter } from './stock-item.inputs.js';
import { expiresSoon, stockByAge, StockItem, stockItemById, StockItemConnection, stockItemList } from './stock-item.js';
import { StockLocation, stockLocationById } from './stock-location.js';
import { KeptStatus, StockStatus } from './stock-terms.js';

@Resolver(() => StockItem)
export class StockItemResolver {
  @Query(() => StockItem, {
    nullable: true,
    description: 'Stock of one lot in one place and state; null when there is none that you may see.',
  })
  @Access('stock:read')
  stockItem(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<StockItem | null> {
    return context.load(stockItemById, id);
  }

  @Query(() => StockItemConnection, {
    description: 'Stock by lot, place and state at the branches that you may see, the longest known first.',
  })
  @Access('stock:read')
  stockItems(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => StockItemFilter, { nullable: true, description: 'Which stock.' }) filter: StockItemFilter | null,
  ): Promise<Page<StockItem>> {
    return page(context, stockItemList, args, stockByAge, itemsMatching(filter));
  }

  @FieldResolver(() => StockStatus, { description: "What it is today, on its branch's day." })
  async status(@Root() item: StockItem, @Ctx() context: Context): Promise<StockStatus> {
    const { lot, day } = await standing(context, item);
    return item.statusOn(day, lot);
  }

  @FieldResolver(() => Int, {
    description: 'Packs that can be given out: those on hand less those set aside, and none unless the status is `AVAILABLE`.',
  })
  async available(@Root() item: StockItem, @Ctx() context: Context): Promise<number> {
    const { lot, day } = await standing(context, item);
    return item.availableOn(day, lot);
  }

  @FieldResolver(() => Boolean, { description: "Whether it can still be used on its branch's day, but in 90 days no more." })
  async expiresSoon(@Root() item: StockItem, @Ctx() context: Context): Promise<boolean> {
    const { lot, day } = await standing(context, item);
    return expiresSoon(lot, day);
  }

  @FieldResolver(() => Branch, { description: 'At which branch.' })
  branch(@Root() { branchId }: StockItem): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => StockLocation, { nullable: true, description: 'In which place.' })
  location(@Root() { locationId }: StockItem, @Ctx() context: Context): Promise<StockLocation | null> {
    return context.load(stockLocationById, locationId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'Of which product.' })
  product(@Root() { productId }: StockItem, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'Of which lot.' })
  lot(@Root() { lotId }: StockItem, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }
}

async function standing(context: Context, { lotId, branchId }: StockItem): Promise<{ lot: Lot; day: string }> {
  const [lot, day] = await Promise.all([context.load(lotById, lotId), context.load(dayAtBranch, branchId)]);
  if (!lot || !day) throw new Error(`Stock at ${branchId} has no lot ${lotId} or no day`);
  return { lot, day };
}

export function itemsMatching(filter: StockItemFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`stock_items.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.productId) conditions.push(sql`stock_items.product_id = ${toUuid('product', filter.productId)}`);
  if (filter?.lotId) conditions.push(sql`stock_items.lot_id = ${toUuid('lot', filter.lotId)}`);
  if (filter?.locationId) conditions.push(sql`stock_items.location_id = ${toUuid('stocklocation', filter.locationId)}`);
  if (filter?.status) conditions.push(hasStatus(filter.status));
  if (filter?.expiresBefore) conditions.push(whoseLot(sql`lot.expires_on < ${filter.expiresBefore}::date`));
  if (filter?.onlyInStock ?? true) conditions.push(sql`stock_items.on_hand > 0`);
  return join(conditions, ' and ');
}

/** As `StockItem.statusOn` says it. */
function hasStatus(status: StockStatus): Sql {
  const available = sql`stock_items.status = ${KeptStatus.AVAILABLE}`;
  const expired = sql`lot.expires_on < (now() at time zone (select time_zone from branch_profiles profile where profile.branch_id = stock_items.branch_id))::date`;
  switch (status) {
    case StockStatus.AVAILABLE:
      return sql`${available} and ${whoseLot(sql`lot.recall_id is null and (${expired}) is not true`)}`;
    case StockStatus.EXPIRED:
      return sql`${available} and ${whoseLot(sql`lot.recall_id is null and ${expired}`)}`;
    case StockStatus.RECALLED:
      return sql`(stock_items.status = ${status} or ${available} and ${whoseLot(sql`lot.recall_id is not null`)})`;
    case StockStatus.ON_HOLD:
    case StockStatus.QUARANTINED:
    case StockStatus.DAMAGED:
      return sql`stock_items.status = ${status}`;
  }
}

function whoseLot(is: Sql): Sql {
  return sql`exists (select from lots lot where lot.id = stock_items.lot_id and ${is})`;
}
