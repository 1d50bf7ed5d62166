import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { money, type Money } from '#kernel/graph/money.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Product, productById } from '../products/product.js';
import { Staff, staffReference } from '../references/staff.js';
import { TillSession, tillSessionById } from '../tills/till-session.js';
import { atMost, mostDays, mostLines, reportBranch, reportRange } from './report-range.js';
import { salesFigures, SalesFigures, SalesGrouping, TenderFigures, tenderFigures, type SalesRow, type TenderRow } from './sales-report.js';
import { TillDifference, tillDifferences, type DifferenceRow } from './till-differences.js';

const permission = 'sales:report';

@Resolver()
export class SalesReportResolver {
  @Query(() => [SalesFigures], { description: 'What a branch sold over a range of its days, summed up.' })
  @Access(permission)
  async salesReport(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
    @Arg('from', () => DateScalar, { description: 'The first day.' }) from: string,
    @Arg('until', () => DateScalar, { description: `The last day; at most ${mostDays} days in all.` }) until: string,
    @Arg('by', () => SalesGrouping, { defaultValue: SalesGrouping.DAY, description: 'By what.' }) by: SalesGrouping,
    @Arg('first', () => Int, {
      defaultValue: mostDays,
      description: `How many, 1 to ${mostLines}; by default as many as there can be days.`,
    })
    first: number,
  ): Promise<SalesFigures[]> {
    atMost(first, 1);
    const branch = await reportBranch(context, branchId, permission);
    const range = reportRange(branch, from, until);
    const rows = await context.db.rows<SalesRow>(sql`${salesFigures(branch, range, by)} limit ${first}`, permission);
    const amount = (minor: string): Money => money(BigInt(minor), branch.currency);
    return rows.map((row) =>
      Object.assign(new SalesFigures(), {
        day: row.day,
        productId: row.product_id === null ? null : toTypeId('product', row.product_id),
        cashierId: row.cashier,
        receipts: row.receipts,
        units: row.units,
        discount: amount(row.discount),
        revenue: amount(row.revenue),
        tax: amount(row.tax),
        cost: amount(row.cost),
        margin: amount(row.margin),
        revenueWithoutCost: amount(row.revenue_without_cost),
      }),
    );
  }

  @Query(() => [TenderFigures], { description: 'With what the sales of a branch were paid over a range of its days.' })
  @Access(permission)
  async tenderReport(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
    @Arg('from', () => DateScalar, { description: 'The first day.' }) from: string,
    @Arg('until', () => DateScalar, { description: `The last day; at most ${mostDays} days in all.` }) until: string,
  ): Promise<TenderFigures[]> {
    const branch = await reportBranch(context, branchId, permission);
    const rows = await context.db.rows<TenderRow>(tenderFigures(branch, reportRange(branch, from, until)), permission);
    return rows.map(({ tender, payments, amount, rounding }) =>
      Object.assign(new TenderFigures(), {
        tender,
        payments,
        amount: money(BigInt(amount), branch.currency),
        rounding: money(BigInt(rounding), branch.currency),
      }),
    );
  }

  @Query(() => [TillDifference], { description: 'Tills of a branch that were closed with more or less than their journals said.' })
  @Access(permission)
  async tillDifferences(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
    @Arg('from', () => DateScalar, { description: 'The first day.' }) from: string,
    @Arg('until', () => DateScalar, { description: `The last day; at most ${mostDays} days in all.` }) until: string,
    @Arg('first', () => Int, { defaultValue: 100, description: `How many, the first closed first, 1 to ${mostLines}.` }) first: number,
  ): Promise<TillDifference[]> {
    atMost(first, 1);
    const branch = await reportBranch(context, branchId, permission);
    const statement = sql`${tillDifferences(branch, reportRange(branch, from, until))} limit ${first}`;
    const rows = await context.db.rows<DifferenceRow>(statement, permission);
    return rows.map((row) =>
      Object.assign(new TillDifference(), {
        sessionId: toTypeId('tillsession', row.session_id),
        cashierId: toTypeId('staff', row.cashier_id),
        closedAt: row.closed_at,
        tender: row.tender,
        expected: money(BigInt(row.expected), row.currency),
        counted: money(BigInt(row.counted), row.currency),
        difference: money(BigInt(row.counted) - BigInt(row.expected), row.currency),
        reason: row.reason,
      }),
    );
  }
}

@Resolver(() => SalesFigures)
export class SalesFiguresResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The product, when summed up by product.' })
  async product(@Root() { productId }: SalesFigures, @Ctx() context: Context): Promise<Product | null> {
    return productId === null ? null : context.load(productById, productId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who sold, when summed up by cashier.' })
  cashier(@Root() { cashierId }: SalesFigures): Staff | null {
    return cashierId?.startsWith('staff_') ? staffReference(cashierId) : null;
  }
}

@Resolver(() => TillDifference)
export class TillDifferenceResolver {
  @FieldResolver(() => TillSession, { nullable: true, description: 'The time at the till.' })
  session(@Root() { sessionId }: TillDifference, @Ctx() context: Context): Promise<TillSession | null> {
    return context.load(tillSessionById, sessionId);
  }

  @FieldResolver(() => Staff, { description: 'Whose till it was.' })
  cashier(@Root() { cashierId }: TillDifference): Staff {
    return staffReference(cashierId);
  }
}
