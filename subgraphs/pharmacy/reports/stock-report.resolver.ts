import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { money } from '#kernel/graph/money.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Product, productById } from '../products/product.js';
import { Lot, lotById } from '../stock/lot.js';
import { StockItem, stockItemById } from '../stock/stock-item.js';
import { ControlledBalance, controlledBalances, type BalanceRow } from './controlled-balances.js';
import { expiringStock, ExpiringStock, type ExpiringRow } from './expiring-stock.js';
import { atMost, mostDays, mostLines, reportBranch, reportRange } from './report-range.js';
import { MoverOrder, StockMover, stockMovers, type MoverRow } from './stock-movers.js';
import { StockValuation, stockValuation, StockValuationLine, ValuationMethod, type ValuationRow } from './stock-valuation.js';

const permission = 'stock:report';

@Resolver()
export class StockReportResolver {
  @Query(() => StockValuation, { description: 'What the stock of a branch is worth, at what it cost.' })
  @Access(permission)
  async stockValuation(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
    @Arg('method', () => ValuationMethod, { defaultValue: ValuationMethod.FIFO, description: 'How it is valued.' }) method: ValuationMethod,
    @Arg('asOf', () => DateTimeScalar, { nullable: true, description: 'At which moment; now when left out.' }) asOf: Date | null,
    @Arg('first', () => Int, { defaultValue: 100, description: `How many lines, 0 to ${mostLines}.` }) first: number,
  ): Promise<StockValuation> {
    atMost(first, 0);
    const branch = await reportBranch(context, branchId, permission);
    const rows = await context.db.rows<ValuationRow & { total_minor: string; total_unvalued: string }>(
      sql`select line.*, coalesce(sum(value_minor) over (), 0)::bigint as total_minor, sum(unvalued) over () as total_unvalued
        from (${stockValuation(branch, method, asOf ?? null)}) line order by value_minor desc, name, product_id limit ${Math.max(first, 1)}`,
      permission,
    );
    const lines = rows.slice(0, first).map((row) =>
      Object.assign(new StockValuationLine(), {
        productId: toTypeId('product', row.product_id),
        onHand: row.on_hand,
        unvalued: row.unvalued,
        value: money(BigInt(row.value_minor), branch.currency),
      }),
    );
    const [totals] = rows;
    const total = money(BigInt(totals?.total_minor ?? 0), branch.currency);
    return Object.assign(new StockValuation(), { total, unvalued: Number(totals?.total_unvalued ?? 0), lines });
  }

  @Query(() => [ExpiringStock], { description: 'Stock of a branch that expires soon, the first before the rest.' })
  @Access(permission)
  async expiringStock(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
    @Arg('withinDays', () => Int, { defaultValue: 90, description: 'Within how many days from today, 0 to 3650.' }) withinDays: number,
    @Arg('expiredToo', () => Boolean, { defaultValue: true, description: 'Whether what has expired already is in it.' })
    expiredToo: boolean,
    @Arg('first', () => Int, { defaultValue: 100, description: `How many, 1 to ${mostLines}.` }) first: number,
  ): Promise<ExpiringStock[]> {
    atMost(first, 1);
    if (withinDays < 0 || withinDays > 3650) throw new GraphError('BAD_USER_INPUT', `withinDays is 0 to 3650, not ${withinDays}.`);
    const branch = await reportBranch(context, branchId, permission);
    const rows = await context.db.rows<ExpiringRow>(sql`${expiringStock(branch, withinDays, expiredToo)} limit ${first}`, permission);
    return rows.map((row) =>
      Object.assign(new ExpiringStock(), {
        stockItemId: toTypeId('stockitem', row.stock_item_id),
        daysLeft: row.days_left,
        value: row.value_minor === null ? null : money(BigInt(row.value_minor), branch.currency),
      }),
    );
  }

  @Query(() => [StockMover], { description: 'How fast the products of a branch move.' })
  @Access(permission)
  async stockMovers(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
    @Arg('from', () => DateScalar, { description: 'The first day.' }) from: string,
    @Arg('until', () => DateScalar, { description: `The last day; at most ${mostDays} days in all.` }) until: string,
    @Arg('order', () => MoverOrder, { defaultValue: MoverOrder.FAST, description: 'Which come first.' }) order: MoverOrder,
    @Arg('first', () => Int, { defaultValue: 20, description: `How many, 1 to ${mostLines}.` }) first: number,
  ): Promise<StockMover[]> {
    atMost(first, 1);
    const branch = await reportBranch(context, branchId, permission);
    const range = reportRange(branch, from, until);
    const rows = await context.db.rows<MoverRow>(sql`${stockMovers(branch, range, order)} limit ${first}`, permission);
    return rows.map((row) =>
      Object.assign(new StockMover(), {
        productId: toTypeId('product', row.product_id),
        unitsOut: row.units_out,
        onHand: row.on_hand,
        daysOfStock: row.units_out > 0 ? (row.on_hand * range.days) / row.units_out : null,
        lastOutAt: row.last_out_at,
      }),
    );
  }

  @Query(() => [ControlledBalance], { description: 'What the register of a branch says of each lot of its controlled substances.' })
  @Access('registers:read')
  async controlledBalances(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
  ): Promise<ControlledBalance[]> {
    const branch = await reportBranch(context, branchId, 'registers:read');
    const rows = await context.db.rows<BalanceRow>(controlledBalances(branch), 'registers:read');
    return rows.map((row) =>
      Object.assign(new ControlledBalance(), {
        productId: toTypeId('product', row.product_id),
        lotId: toTypeId('lot', row.lot_id),
        balance: row.balance,
        onHand: row.on_hand,
        entries: row.entries,
      }),
    );
  }
}

@Resolver(() => StockValuationLine)
export class StockValuationLineResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: StockValuationLine, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }
}

@Resolver(() => ExpiringStock)
export class ExpiringStockResolver {
  @FieldResolver(() => StockItem, { nullable: true, description: 'The stock.' })
  stockItem(@Root() { stockItemId }: ExpiringStock, @Ctx() context: Context): Promise<StockItem | null> {
    return context.load(stockItemById, stockItemId);
  }
}

@Resolver(() => StockMover)
export class StockMoverResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: StockMover, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }
}

@Resolver(() => ControlledBalance)
export class ControlledBalanceResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The controlled substance.' })
  product(@Root() { productId }: ControlledBalance, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: ControlledBalance, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }
}
