import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import type { ReportBranch, ReportRange } from './report-range.js';

export enum MoverOrder {
  FAST = 'FAST',
  SLOW = 'SLOW',
}

registerEnumType(MoverOrder, {
  name: 'StockMoverOrder',
  description: 'Which products a report of movers begins with.',
  valuesConfig: {
    FAST: { description: 'Those of which most went out.' },
    SLOW: { description: 'Those that lie on the shelf and of which least went out.' },
  },
});

@ObjectType({ description: 'How fast a product moves: what was dispensed and sold, less what was returned.' })
@Access('stock:report')
export class StockMover {
  productId: string;

  @Field(() => Int, { simple: true, description: 'Packs that went out in these days.' })
  unitsOut: number;

  @Field(() => Int, { simple: true, description: 'Packs on hand now, in whatever state.' })
  onHand: number;

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'For how many days the packs on hand last at that pace; null when none went out.',
  })
  daysOfStock: number | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When some last went out in these days.' })
  lastOutAt: Date | null;
}

export interface MoverRow {
  readonly product_id: string;
  readonly name: string;
  readonly gtin: string | null;
  readonly units_out: number;
  readonly on_hand: number;
  readonly last_out_at: Date | null;
}

export function stockMovers({ uuid }: ReportBranch, { begins, ends }: ReportRange, order: MoverOrder): Sql {
  const sorted = order === MoverOrder.FAST ? sql`units_out desc` : sql`units_out, last_out_at nulls first`;
  const shown = order === MoverOrder.FAST ? sql`coalesce(gone.units_out, 0) > 0` : sql`coalesce(held.on_hand, 0) > 0`;
  return sql`with gone as (
      select product_id, -sum(quantity) as units_out, max(occurred_at) filter (where quantity < 0) as last_out_at from stock_movements
      where branch_id = ${uuid} and occurred_at >= ${begins} and occurred_at < ${ends} and kind in ('DISPENSE', 'SALE', 'SALE_VOID', 'RETURN')
      group by product_id
    ), held as (
      select product_id, sum(on_hand) as on_hand from stock_items where branch_id = ${uuid} and on_hand > 0 group by product_id
    )
    select product.id as product_id, product.name, product.gtin, coalesce(gone.units_out, 0)::int as units_out, coalesce(held.on_hand, 0)::int as on_hand, gone.last_out_at
    from gone full join held using (product_id) join products product on product.id = product_id
    where ${shown} order by ${sorted}, product.name_key, product.id`;
}
