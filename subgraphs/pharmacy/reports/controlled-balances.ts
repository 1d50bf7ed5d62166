import { Field, Int, ObjectType } from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import type { ReportBranch } from './report-range.js';

@ObjectType({ description: 'What the register says of a lot of a controlled substance, and what is on hand of it.' })
@Access('registers:read')
export class ControlledBalance {
  productId: string;

  lotId: string;

  @Field(() => Int, { simple: true, description: 'The balance after the last entry of the register.' })
  balance: number;

  @Field(() => Int, { simple: true, description: 'What is on hand by the stock; always the same.' })
  onHand: number;

  @Field(() => Int, { simple: true, description: 'How many entries the register has of the lot at the branch.' })
  entries: number;
}

export interface BalanceRow {
  readonly product_id: string;
  readonly lot_id: string;
  readonly name: string;
  readonly controlled_schedule: string | null;
  readonly lot_number: string;
  readonly balance: number;
  readonly on_hand: number;
  readonly entries: number;
}

export function controlledBalances({ uuid }: ReportBranch): Sql {
  return sql`select product.id as product_id, lot.id as lot_id, product.name, product.controlled_schedule, lot.lot_number, latest.balance,
      coalesce(held.on_hand, 0)::int as on_hand, latest.sequence as entries
    from (select distinct on (lot_id) product_id, lot_id, balance, sequence from register_entries where branch_id = ${uuid} order by lot_id, sequence desc) latest
    join products product on product.id = latest.product_id join lots lot on lot.id = latest.lot_id
    left join (select lot_id, sum(on_hand) as on_hand from stock_items where branch_id = ${uuid} and on_hand > 0 group by lot_id) held on held.lot_id = latest.lot_id
    order by product.name_key, lot.lot_number, lot.id`;
}
