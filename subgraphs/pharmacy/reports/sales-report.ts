import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { raw, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Money } from '#kernel/graph/money.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { TenderKind } from '../tills/till-terms.js';
import type { ReportBranch, ReportRange } from './report-range.js';

export enum SalesGrouping {
  DAY = 'DAY',
  PRODUCT = 'PRODUCT',
  CASHIER = 'CASHIER',
}

registerEnumType(SalesGrouping, {
  name: 'SalesGrouping',
  description: 'By what sales are summed up.',
  valuesConfig: {
    DAY: { description: 'By the day at the branch, the first before the rest.' },
    PRODUCT: { description: 'By product, the one of the greatest revenue first.' },
    CASHIER: { description: 'By who sold, the one of the greatest revenue first.' },
  },
});

@ObjectType({ description: 'What was sold, less what was returned, in the currency of the branch; voided sales are not in it.' })
@Access('sales:report')
export class SalesFigures {
  productId: string | null;

  cashierId: string | null;

  @Field(() => DateScalar, { simple: true, nullable: true, description: 'The day, when summed up by day.' })
  day: string | null;

  @Field(() => Int, { simple: true, description: 'Receipts, those of returns among them.' })
  receipts: number;

  @Field(() => Int, { simple: true, description: 'Packs sold, less those returned.' })
  units: number;

  @Field(() => Money, { simple: true, description: 'What was taken off, less what of it was returned.' })
  discount: Money;

  @Field(() => Money, { simple: true, description: 'What was paid, tax included and discounts taken off; before cash rounding.' })
  revenue: Money;

  @Field(() => Money, { simple: true, description: 'The tax contained in it.' })
  tax: Money;

  @Field(() => Money, { simple: true, description: 'What those packs had cost of which it is known.' })
  cost: Money;

  @Field(() => Money, { simple: true, description: 'Revenue without tax, less cost, of the lines whose cost is known.' })
  margin: Money;

  @Field(() => Money, { simple: true, description: 'Revenue without tax of the lines whose cost is not known.' })
  revenueWithoutCost: Money;
}

@ObjectType({
  description:
    'What was taken by one kind of tender, less change and refunds. All amounts together, less all rounding, are the revenue of the same days.',
})
@Access('sales:report')
export class TenderFigures {
  @Field(() => TenderKind, { simple: true, description: 'The kind of tender.' })
  tender: TenderKind;

  @Field(() => Int, { simple: true, description: 'In how many payments and refunds.' })
  payments: number;

  @Field(() => Money, { simple: true, description: 'Taken, less change and refunds.' })
  amount: Money;

  @Field(() => Money, {
    simple: true,
    description: 'What the smallest coin added to what was to be paid, or took off it when negative; it stands at `CASH`.',
  })
  rounding: Money;
}

export interface SalesRow {
  readonly day: string | null;
  readonly product_id: string | null;
  readonly name: string | null;
  readonly cashier: string | null;
  readonly receipts: number;
  readonly units: number;
  readonly discount: string;
  readonly revenue: string;
  readonly tax: string;
  readonly cost: string;
  readonly margin: string;
  readonly revenue_without_cost: string;
}

/** What was paid for in these days, in one currency: a branch that changed its own does not sum up both. */
function paidFor(branch: ReportBranch, range: ReportRange): Sql {
  return sql`${ofMonths('sale', branch, range)} and sale.status = 'COMPLETED' and sale.currency = ${branch.currency}
    and sale.completed_at >= ${range.begins} and sale.completed_at < ${range.ends}`;
}

/**
 * Sales stand in the months in which their baskets were begun, with all that belongs to them: eight days before they were paid for
 * at most, and by another clock. Said of every table, so that none is looked through for other months.
 */
function ofMonths(table: 'sale' | 'line' | 'tender', { uuid }: ReportBranch, { begins, ends }: ReportRange): Sql {
  const [branchId, occurredAt] = [raw(`${table}.branch_id`), raw(`${table}.occurred_at`)];
  return sql`${branchId} = ${uuid} and ${occurredAt} >= ${begins} - interval '192 hours' and ${occurredAt} < ${ends} + interval '1 hour'`;
}

export function salesFigures(branch: ReportBranch, range: ReportRange, grouping: SalesGrouping): Sql {
  const groups: Readonly<Record<SalesGrouping, Sql>> = {
    DAY: sql`select paid.day::text as day, null::uuid as product_id, null::text as name, null::text as cashier`,
    PRODUCT: sql`select null::text as day, product.id as product_id, product.name, null::text as cashier`,
    CASHIER: sql`select null::text as day, null::uuid as product_id, null::text as name, paid.seller_id as cashier`,
  };
  const joined = grouping === SalesGrouping.PRODUCT ? sql`join products product on product.id = paid.product_id` : sql``;
  const keys: Readonly<Record<SalesGrouping, Sql>> = {
    DAY: sql`paid.day`,
    PRODUCT: sql`product.id, product.name, product.name_key`,
    CASHIER: sql`paid.seller_id`,
  };
  const order: Readonly<Record<SalesGrouping, Sql>> = {
    DAY: sql`paid.day`,
    PRODUCT: sql`revenue desc, product.name_key, product.id`,
    CASHIER: sql`revenue desc, cashier`,
  };
  return sql`with paid as (
      select sale.id as sale_id, (sale.completed_at at time zone ${branch.timeZone})::date as day, sale.seller_id, line.product_id, case sale.kind when 'RETURN' then -1 else 1 end as sign,
        line.quantity, line.amount_minor, line.tax_minor, line.discount_minor + line.sale_discount_minor as discount, line.cost_minor
      from sales sale join sale_lines line on line.sale_id = sale.id and line.occurred_at = sale.occurred_at
      where ${paidFor(branch, range)} and ${ofMonths('line', branch, range)}
    )
    ${groups[grouping]}, count(distinct paid.sale_id)::int as receipts, sum(sign * quantity)::int as units, sum(sign * discount)::bigint as discount,
      sum(sign * amount_minor)::bigint as revenue, sum(sign * tax_minor)::bigint as tax, coalesce(sum(sign * cost_minor), 0)::bigint as cost,
      coalesce(sum(sign * (amount_minor - tax_minor - cost_minor)), 0)::bigint as margin,
      coalesce(sum(sign * (amount_minor - tax_minor)) filter (where cost_minor is null), 0)::bigint as revenue_without_cost
    from paid ${joined} group by ${keys[grouping]} order by ${order[grouping]}`;
}

export interface TenderRow {
  readonly tender: TenderKind;
  readonly payments: number;
  readonly amount: string;
  readonly rounding: string;
}

/** Change is given back in cash, so it is taken off cash; and only coins round. */
export function tenderFigures(branch: ReportBranch, range: ReportRange): Sql {
  const sign = sql`case sale.kind when 'RETURN' then -1 else 1 end`;
  return sql`select tender, count(*) filter (where counts)::int as payments, sum(amount)::bigint as amount, sum(rounding)::bigint as rounding from (
      select tender.kind as tender, true as counts, ${sign} * tender.amount_minor as amount, 0 as rounding
      from sales sale join sale_tenders tender on tender.sale_id = sale.id and tender.occurred_at = sale.occurred_at
      where ${paidFor(branch, range)} and ${ofMonths('tender', branch, range)}
      union all
      select 'CASH', false, ${sign} * -sale.change_minor, ${sign} * sale.rounding_minor
      from sales sale where ${paidFor(branch, range)} and (sale.change_minor <> 0 or sale.rounding_minor <> 0)
    ) taken group by tender order by tender`;
}
