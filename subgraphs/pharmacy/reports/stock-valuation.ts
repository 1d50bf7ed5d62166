import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Money } from '#kernel/graph/money.js';
import type { ReportBranch } from './report-range.js';

export enum ValuationMethod {
  FIFO = 'FIFO',
  AVERAGE = 'AVERAGE',
}

registerEnumType(ValuationMethod, {
  name: 'StockValuationMethod',
  description: 'How stock is valued (IAS 2, paragraph 25).',
  valuesConfig: {
    FIFO: {
      description:
        'First in, first out: what is left cost what came in last. What went back to its supplier or to another branch, or was never received after all, counts as if it had not come.',
    },
    AVERAGE: {
      description:
        'The moving weighted average: with each delivery what it cost is averaged with what was on hand then, and all that leaves or comes back later does so at the average. What goes back to its supplier or to another branch, or was never received after all, takes its own cost out of the average again.',
    },
  },
});

@ObjectType({ description: 'What the packs of one product are worth.' })
@Access('stock:report')
export class StockValuationLine {
  productId: string;

  @Field(() => Int, { simple: true, description: 'Packs on hand, in whatever state.' })
  onHand: number;

  @Field(() => Int, { simple: true, description: 'Packs of these whose cost nobody has said; they count for nothing.' })
  unvalued: number;

  @Field(() => Money, { simple: true, description: 'What the others cost.' })
  value: Money;
}

@ObjectType({ description: 'What the stock of a branch is worth, at what it cost.' })
@Access('stock:report')
export class StockValuation {
  @Field(() => Money, { simple: true, description: 'All products together.' })
  total: Money;

  @Field(() => Int, { simple: true, description: 'Packs whose cost nobody has said; they count for nothing.' })
  unvalued: number;

  @Field(() => [StockValuationLine], {
    simple: true,
    description: 'The products of the greatest value, as many as were asked for; all of them are in the download `stock-valuation`.',
  })
  lines: StockValuationLine[];
}

export interface ValuationRow {
  readonly product_id: string;
  readonly name: string;
  readonly gtin: string | null;
  readonly on_hand: number;
  readonly unvalued: number;
  readonly value_minor: string;
}

/** The value of each product that a branch had at a moment. */
export function stockValuation(branch: ReportBranch, method: ValuationMethod, asOf: Date | null): Sql {
  const until = asOf ? sql`${asOf}::timestamptz` : sql`'infinity'::timestamptz`;
  const held = sql`held as (
      select product_id, sum(quantity) as on_hand from (
        select product_id, on_hand as quantity from stock_items where branch_id = ${branch.uuid} and on_hand > 0
        union all select product_id, -quantity from stock_movements where branch_id = ${branch.uuid} and occurred_at >= ${until}
      ) counted group by product_id having sum(quantity) > 0
    )`;
  const { tables, unvalued, amount } = method === ValuationMethod.FIFO ? firstInFirstOut(branch, until) : movingAverage(branch, until);
  return sql`with ${held}, ${tables}
    select held.product_id, product.name, product.gtin, held.on_hand::int as on_hand, (${unvalued})::int as unvalued, (${amount})::bigint as value_minor
    from held join products product on product.id = held.product_id left join cost on cost.product_id = held.product_id
    group by held.product_id, held.on_hand, product.name, product.name_key, product.gtin
    order by value_minor desc, product.name_key, held.product_id`;
}

/** How one method counts: tables that end in one named cost, and what that says of the packs held of a product. */
interface Counting {
  readonly tables: Sql;
  readonly unvalued: Sql;
  readonly amount: Sql;
}

/**
 * Packs on hand are taken from what came in last, each at its own cost. What went back, and bears a cost as what came in does, is taken
 * from its lot's deliveries first: from those of the same cost, the oldest before the others, and then from the lot's others.
 */
function firstInFirstOut({ uuid, currency }: ReportBranch, until: Sql): Counting {
  const before = sql`order by occurred_at, id rows between unbounded preceding and 1 preceding`;
  const valued = sql`least(cost.quantity, greatest(held.on_hand - cost.newer, 0))`;
  return {
    tables: sql`costed as (
      select product_id, lot_id, occurred_at, id, quantity, unit_cost_minor,
        coalesce(sum(greatest(quantity, 0)) over (partition by lot_id, unit_cost_minor ${before}), 0) as older,
        -sum(least(quantity, 0)) over (partition by lot_id, unit_cost_minor) as back,
        -sum(least(quantity, 0)) over (partition by lot_id) as lot_back
      from stock_movements
      where branch_id = ${uuid} and unit_cost_minor is not null and currency = ${currency} and occurred_at < ${until}
    ), delivered as (
      select *, greatest(quantity - greatest(back - older, 0), 0) as kept from costed where quantity > 0
    ), shared as (
      select *, lot_back - sum(quantity - kept) over (partition by lot_id) as owed,
        coalesce(sum(kept) over (partition by lot_id ${before}), 0) as older_kept
      from delivered
    ), layer as (
      select product_id, occurred_at, id, unit_cost_minor, greatest(kept - greatest(owed - older_kept, 0), 0) as quantity from shared
    ), cost as (
      select product_id, quantity, unit_cost_minor,
        coalesce(sum(quantity) over (partition by product_id order by occurred_at desc, id desc rows between unbounded preceding and 1 preceding), 0) as newer
      from layer
    )`,
    unvalued: sql`held.on_hand - coalesce(sum(${valued}), 0)`,
    amount: sql`coalesce(sum(${valued} * cost.unit_cost_minor), 0)`,
  };
}

/** Each delivery needs to know how many were there before it: that takes all movements of the branch, which an index has by time. */
function movingAverage({ uuid, currency }: ReportBranch, until: Sql): Counting {
  return {
    tables: sql`moved as (
      select product_id, occurred_at, id, quantity, case when currency = ${currency} then unit_cost_minor end as unit_cost_minor,
        coalesce(sum(quantity) over (partition by product_id order by occurred_at, id rows between unbounded preceding and 1 preceding), 0) as before
      from stock_movements where branch_id = ${uuid} and occurred_at < ${until}
    ), cost as (
      select product_id, moving_average(before, quantity, unit_cost_minor order by occurred_at, id) as average
      from moved where unit_cost_minor is not null group by product_id
    )`,
    unvalued: sql`case when max(cost.average) is null then held.on_hand else 0 end`,
    amount: sql`coalesce(round(held.on_hand * max(cost.average)), 0)`,
  };
}
