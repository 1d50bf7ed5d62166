import { Field, Int, ObjectType } from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Money } from '#kernel/graph/money.js';
import { lastCost } from '../stock/lot-costs.js';
import type { ReportBranch } from './report-range.js';

@ObjectType({ description: 'Stock that expires soon, or has.' })
@Access('stock:report')
export class ExpiringStock {
  stockItemId: string;

  @Field(() => Int, {
    simple: true,
    description: 'Days from today until its last, by the day at the branch; negative when it has expired.',
  })
  daysLeft: number;

  @Field(() => Money, { simple: true, nullable: true, description: 'What it cost; null where nobody has said it.' })
  value: Money | null;
}

export interface ExpiringRow {
  readonly stock_item_id: string;
  readonly name: string;
  readonly gtin: string | null;
  readonly lot_number: string;
  readonly location: string;
  readonly status: string;
  readonly expires_on: string;
  readonly days_left: number;
  readonly on_hand: number;
  readonly value_minor: string | null;
}

/** What expires within so many days from today, the first before the rest; also what has expired already, when asked for. */
export function expiringStock({ uuid, timeZone, currency }: ReportBranch, withinDays: number, expiredToo: boolean): Sql {
  const today = sql`(now() at time zone ${timeZone})::date`;
  const from = expiredToo ? sql`` : sql`and lot.expires_on >= ${today}`;
  return sql`select item.id as stock_item_id, product.name, product.gtin, lot.lot_number, location.name as location, item.status,
      lot.expires_on::text as expires_on, lot.expires_on - ${today} as days_left, item.on_hand, item.on_hand * came.unit_cost_minor as value_minor
    from stock_items item join lots lot on lot.id = item.lot_id join products product on product.id = item.product_id
    join stock_locations location on location.id = item.location_id
    left join lateral (${lastCost(uuid, currency)}) came on true
    where item.branch_id = ${uuid} and item.on_hand > 0 and lot.expires_on <= ${today} + ${withinDays}::integer ${from}
    order by lot.expires_on, item.id`;
}
